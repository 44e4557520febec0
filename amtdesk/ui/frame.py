"""How the parts of the window lie: tool bar, navigation, page, Textbausteine, status bar."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.nav import Entry, Nav, Shape
from amtdesk.ui.pages import PAGES, Pages
from amtdesk.ui.side_tab import SideTab
from amtdesk.ui.status import StatusBar
from amtdesk.ui.tool_bar import ToolBar

if TYPE_CHECKING:
    from amtdesk.ui.library.panel import LibraryPanel

COMPACT_WIDTH, COMPACT_HEIGHT, WIDE, DOCKED = 1100, 620, 1440, 1760
HYSTERESIS = 24


class Frame(QWidget):
    """The window's inside; fits itself to the size it gets."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.tool_bar = ToolBar(look)
        self.nav = Nav(look, [Entry(p.name, p.label, p.icon, f"Strg+{n}") for n, p in enumerate(PAGES, 1)])
        self.pages = Pages()
        self.pages.setProperty("kind", "page")
        #: the panel of Textbausteine comes with the services; until then its place is kept
        self.library: LibraryPanel | None = None
        self._place = QFrame()
        self._place.setProperty("kind", "side")
        self._place.hide()
        self.tab = SideTab(look, "Textbausteine", "blockquote", "Textbausteine aufklappen (Strg+T)")
        self.status = StatusBar(look)
        self.compact = False
        self._docked = False
        self._middle = QHBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        parts: list[tuple[Any, int]] = [
            (self.nav, 0),
            (_line(upright=True), 0),
            (self.pages, 1),
            (self._place, 0),
            (self.tab, 0),
        ]
        for part, stretch in parts:
            self._middle.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tool_bar)
        column.addWidget(_line())
        column.addLayout(self._middle, 1)
        column.addWidget(_line())
        column.addWidget(self.status)
        self.tab.clicked.connect(self.toggle_library)

    def add_library(self, panel: "LibraryPanel") -> None:
        """The panel is there: it takes its place."""
        self.library = panel
        panel.closed.connect(self.toggle_library)
        self._middle.replaceWidget(self._place, panel)
        # afterwards: a new parent hides it, and the tab would stand beside the open panel
        panel.setVisible(not self._place.isHidden())
        self._place.deleteLater()
        self.fit()

    def add_banner(self, banner: QWidget) -> None:
        """What is said above every page."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        # under the tool bar and its line
        column.insertWidget(2, banner)

    def toggle_library(self) -> None:
        """Fold the Textbausteine in or out; out, the cursor is in their search."""
        if self.library is None:
            return
        shown = self.library.isHidden()
        self.library.setVisible(shown)
        self.fit()
        if shown:
            self.library.focus_search()
            self.library.reload()

    def fit(self) -> None:
        """Choose the layout for the present size."""
        width, height = self.width(), self.height()
        slack = HYSTERESIS if self.compact else 0
        self.compact = width < COMPACT_WIDTH + slack or height < COMPACT_HEIGHT + slack
        shape = Shape.NARROW if self.compact else Shape.WIDE if width >= WIDE else Shape.STACKED
        if self.nav.shape_ is not shape:
            self.nav.set_shape(shape)
        self.tool_bar.set_compact(self.compact)
        docked, self._docked = self._docked, width >= DOCKED
        panel = self.library or self._place
        if self._docked and not docked:
            panel.show()
        self.tab.setHidden(self.compact or not panel.isHidden())
        panel.setFixedWidth(300 if self._docked else 272)
        if self.library is not None:
            self._place_library(self.library)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _place_library(self, panel: "LibraryPanel") -> None:
        """Beside the page where there is room, over it in a small window."""
        inside = self._middle.indexOf(panel) >= 0
        if self.compact:
            if inside:
                self._middle.removeWidget(panel)
            top = self.tool_bar.height() + 1
            height = self.height() - top - self.status.height() - 1
            panel.setGeometry(self.width() - panel.width(), top, panel.width(), height)
            panel.raise_()
        elif not inside:
            self._middle.insertWidget(3, panel)


def _line(*, upright: bool = False) -> QFrame:
    line = QFrame()
    line.setProperty("kind", "hairline")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
