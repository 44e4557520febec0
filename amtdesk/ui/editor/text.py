"""The shared text and a version for each channel, as tabs."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.field import TextField
from amtdesk.ui.editor.parts import link, wrapped
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

SHARED = "Gemeinsamer Text"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: None is the shared text."""

    account_id: int | None
    name: str


class Texts(QWidget):
    """Tells what was written where; the draft decides what becomes of it."""

    #: account id or None, and the text
    written = Signal(object, str)
    adapt = Signal(object)
    share = Signal(object)
    pictures = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._draft: Draft | None = None
        self._tabs: list[Tab] = [Tab(None, SHARED)]
        self._fields: dict[int | None, TextField] = {}
        self._filling = False
        self.bar = QTabBar()
        self.bar.setAccessibleName("Fassungen")
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFont(shell.look.font(9))
        self.bar.currentChanged.connect(self._turned)
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._version = self._version_row()
        #: stands above the field and whatever is beside it
        self.top = QWidget()
        above = QVBoxLayout(self.top)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(4)
        above.addWidget(self.bar)
        above.addWidget(self._version)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _version_row(self) -> QWidget:
        look = self._shell.look
        self._says = wrapped(words(look, muted=True))
        self.own = link(look, "", lambda: self.adapt.emit(self._current))
        self.back = link(look, "wieder gemeinsamer Text", lambda: self.share.emit(self._current))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._says, 1)
        line.addWidget(self.own)
        line.addWidget(self.back)
        return row

    # what is shown

    @property
    def field(self) -> TextField:
        """The field of the tab in front."""
        return self._field(self._current)

    @property
    def _current(self) -> int | None:
        index = self.bar.currentIndex()
        return self._tabs[index].account_id if 0 <= index < len(self._tabs) else None

    def show_draft(self, draft: Draft, names: Mapping[int, str]) -> None:
        """Another post: fresh fields, the shared text in front."""
        self._draft = None
        for field in self._fields.values():
            self._stack.removeWidget(field)
            field.deleteLater()
        self._fields.clear()
        self._tabs = []
        self._draft = draft
        self.show_tabs(names)
        self.bar.setCurrentIndex(0)
        self._show_current()

    def show_tabs(self, names: Mapping[int, str]) -> None:
        """Tabs for the channels chosen now; a single channel needs none. Removed channels have no name."""
        assert self._draft is not None
        chosen = [one for one in self._draft.chosen if one in names]
        several = len(chosen) > 1 or any(self._draft.deviates(one) for one in chosen)
        tabs = [Tab(None, SHARED), *(Tab(one, names[one]) for one in chosen if several)]
        if tabs != self._tabs:
            current = self._current
            self.bar.blockSignals(True)
            while self.bar.count():
                self.bar.removeTab(0)
            for tab in tabs:
                self.bar.addTab(_short(tab.name).replace("&", "&&"))
            self._tabs = tabs
            self.bar.blockSignals(False)
            self.turn_to(current)
        self.bar.setVisible(several)
        self.top.setVisible(several)
        self._show_dots()
        self._show_current()

    def show_text(self, account_id: int | None) -> None:
        """A text that was changed elsewhere or taken back."""
        assert self._draft is not None
        if account_id in self._fields:
            self._fill(account_id)
        self._show_dots()
        self._show_current()

    def show_lines(self, lines: int) -> None:
        """Never be lower than this many lines."""
        self._stack.setMinimumHeight(QFontMetrics(self._shell.look.font(10)).lineSpacing() * lines + 18)

    def show_locks(self) -> None:
        """What may be written in may have changed."""
        self._show_current()

    def turn_to(self, account_id: int | None) -> None:
        """Bring a tab to the front; the shared one when there is no such tab."""
        index = next((number for number, tab in enumerate(self._tabs) if tab.account_id == account_id), 0)
        self.bar.setCurrentIndex(index)

    def restyle(self) -> None:
        """Light and dark were switched."""
        for field in self._fields.values():
            field.recolor()
        self._show_dots()
        self._show_current()

    def _turned(self, index: int) -> None:
        if self._draft is not None and index >= 0:
            self._show_current()

    def _show_current(self) -> None:
        draft, current = self._draft, self._current
        if draft is None:
            return
        field = self._field(current)
        own = current is None or draft.deviates(current)
        if not own:
            self._fill(current)
        self._stack.setCurrentWidget(field)
        locked = draft.locks.text(current)
        field.setReadOnly(locked)
        quiet = (
            "" if own else f"color: {self._shell.look.hex('muted')}; background: {self._shell.look.hex('alternate')}"
        )
        if field.styleSheet() != quiet:
            field.setStyleSheet(quiet)
        name = next((tab.name for tab in self._tabs if tab.account_id == current), SHARED)
        field.setAccessibleName("Text" if current is None else f"Text für {name}")
        self._version.setVisible(current is not None)
        self._says.setText(f"Eigener Text für {name}." if own else "Hier gilt der gemeinsame Text.")
        self.own.setText(f"für {name.replace('&', '&&')} anpassen")
        self.own.setVisible(not own and not locked)
        self.back.setVisible(own and not locked)

    def _show_dots(self) -> None:
        assert self._draft is not None
        look = self._shell.look
        for index, tab in enumerate(self._tabs):
            differs = tab.account_id is not None and self._draft.deviates(tab.account_id)
            # the bar hides a dot that gives way, but keeps it
            before = self.bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
            self.bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, _dot(look) if differs else None)
            if before is not None:
                before.deleteLater()
            self.bar.setTabToolTip(index, "eigener Text" if differs else "")
            self.bar.setAccessibleTabName(index, f"{tab.name}, eigener Text" if differs else tab.name)

    # fields

    def _field(self, account_id: int | None) -> TextField:
        if account_id not in self._fields:
            field = TextField(self._shell.look)
            field.setPlaceholderText("Text des Beitrags")
            field.pictures.connect(self.pictures)
            field.textChanged.connect(lambda: self._changed(account_id))
            self._fields[account_id] = field
            self._stack.addWidget(field)
            self._fill(account_id)
        return self._fields[account_id]

    def _fill(self, account_id: int | None) -> None:
        assert self._draft is not None
        post = self._draft.post
        text = post.text if account_id is None else post.text_for(account_id)
        field = self._fields[account_id]
        if field.text() == text:
            return
        self._filling = True
        field.show_text(text)
        self._filling = False

    def _changed(self, account_id: int | None) -> None:
        if self._filling or self._draft is None:
            return
        text = self._fields[account_id].text()
        before = self._draft.post.text if account_id is None else self._draft.post.text_for(account_id)
        # marking placeholders also counts as a change
        if text == before:
            return
        fresh = account_id is not None and not self._draft.deviates(account_id)
        self.written.emit(account_id, text)
        if fresh:
            self._show_dots()
            self._show_current()


def _dot(look: Look) -> QLabel:
    """The mark of a version that differs."""
    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(4)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("accent_line"))
    painter.drawEllipse(QRectF(0.5, 0.5, 7, 7))
    painter.end()
    dot = QLabel()
    dot.setPixmap(pixmap)
    dot.setFixedSize(14, 8)
    return dot


def _short(name: str, most: int = 18) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
