"""All parts of the editor and where they stand: folded, usual, roomy."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.ui.editor.arrangement import Arrangement
from amtdesk.ui.editor.bottom_bar import BottomBar
from amtdesk.ui.editor.card import CardBox
from amtdesk.ui.editor.channels import Channels
from amtdesk.ui.editor.checks import Checks
from amtdesk.ui.editor.counter import Counter
from amtdesk.ui.editor.deliveries import Deliveries
from amtdesk.ui.editor.field import holds_pictures
from amtdesk.ui.editor.fitting import Fitting
from amtdesk.ui.editor.folds import Folds, Section
from amtdesk.ui.editor.gallery import Gallery
from amtdesk.ui.editor.head import Head
from amtdesk.ui.editor.parts import wrapped
from amtdesk.ui.editor.pictures import Pictures
from amtdesk.ui.editor.preview import Preview
from amtdesk.ui.editor.reading_order import read_through
from amtdesk.ui.editor.schedule import Schedule
from amtdesk.ui.editor.text import Texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import hairline
from amtdesk.ui.widgets.words import text as words

EDGE = 14


class Panes(QWidget):
    """Holds the parts; says nothing about what they show."""

    dropped = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.arranged: Arrangement | None = None
        self._any_states, self._checked = False, True
        gallery = Gallery(shell, self)
        self.head = Head(shell)
        self.channels = Channels(shell)
        self.why = wrapped(words(shell.look, muted=True))
        self.deliveries = Deliveries(shell)
        self.texts = Texts(shell)
        self.counter = Counter(shell.look)
        self.folds = Folds(shell.look)
        self.pictures = Pictures(shell, gallery)
        self.card = CardBox(shell, gallery)
        self.checks = Checks(shell)
        self.preview = Preview(shell, gallery)
        self.schedule = Schedule(shell)
        self.bottom = BottomBar(shell)
        self._build()
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.setInterval(50)
        self._order.timeout.connect(self._read_through)
        self.folds.opened.connect(lambda _: self._show_section())

    def _build(self) -> None:
        self._states = Fitting("Versand", most=210, least=140)
        self._sections = Fitting("Bilder, Prüfungen, Vorschau", least=72)
        self._beside = Fitting("Prüfungen", least=60)
        self._beside.setFixedWidth(190)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(16)
        self._line = hairline()
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.texts, 1)
        left.addWidget(self.counter)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addLayout(left, 1)
        middle.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignTop)
        self._time = QVBoxLayout()
        self._time.setSpacing(6)
        self._time_line = hairline()
        self._time.addWidget(self._time_line)
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(EDGE, 10, EDGE, 8)
        self._inner.setSpacing(6)
        for part in (self.head, self.channels, self._states, self.why, self.texts.top):
            self._inner.addWidget(part)
        self._inner.addLayout(middle, 1)
        self._inner.addWidget(self.folds)
        self._inner.addWidget(self._sections)
        self._inner.addLayout(self._time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inner, 1)
        column.addWidget(hairline())
        column.addWidget(self.bottom)
        self._sections.column.addWidget(self.pictures)
        self.pictures.below.addWidget(self.card)
        self._sections.column.addWidget(self._line)
        self._sections.column.addLayout(self._pair)

    def arrange(self, wanted: Arrangement) -> None:
        """Put every part where it belongs in this arrangement."""
        if wanted is self.arranged:
            return
        self.arranged = wanted
        folded, roomy = wanted is Arrangement.FOLDED, wanted is Arrangement.ROOMY
        sections = self._sections.column
        if folded:
            for part in (self.checks, self.preview, self.deliveries, self.why, self.schedule):
                sections.addWidget(part)
        else:
            self._states.column.addWidget(self.deliveries)
            self._inner.insertWidget(self._inner.indexOf(self._states) + 1, self.why)
            self._time.addWidget(self.schedule)
            if roomy:
                self._beside.column.addWidget(self.checks)
            else:
                self._pair.addWidget(self.checks, 1)
            self._pair.addWidget(self.preview, 1)
        self._inner.setContentsMargins(EDGE, 8 if folded else 10, EDGE, 6 if folded else 8)
        self._inner.setSpacing(5 if folded else 6)
        self.bottom.row.setContentsMargins(EDGE, 6 if folded else 9, EDGE, 6 if folded else 9)
        self._beside.setVisible(roomy)
        self.folds.setVisible(folded)
        self._time_line.setVisible(not folded)
        self._show_section()

    def show_states(self, any_: bool, checked: bool) -> None:
        """Whether there are deliveries to show, and checks."""
        self._any_states, self._checked = any_, checked
        self._show_section()

    def open(self, section: Section) -> None:
        """Unfold a section, where sections fold."""
        if self.arranged is Arrangement.FOLDED and self.folds.section is not section:
            self.folds.open(section)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part of a section."""
        self._sections.ensureWidgetVisible(part)

    def _show_section(self) -> None:
        parts = {
            Section.DELIVERIES: self.deliveries,
            Section.PICTURES: self.pictures,
            Section.CHECKS: self.checks,
            Section.PREVIEW: self.preview,
            Section.TIME: self.schedule,
        }
        offered = {Section.DELIVERIES: self._any_states, Section.CHECKS: self._checked}
        folded = self.arranged is Arrangement.FOLDED
        self.texts.show_lines(4 if folded or self._any_states else 6)
        for section, part in parts.items():
            shown = not folded or self.folds.section is section
            part.setVisible(shown and offered.get(section, True))
        self._states.setVisible(not folded and self._any_states)
        self._line.setVisible(not folded)
        states_open = not folded or self.folds.section is Section.DELIVERIES
        self.why.setVisible(bool(self.why.text()) and states_open)
        self._beside.setVisible(self.arranged is Arrangement.ROOMY and self._checked)
        self._sections.setVisible(not folded or self.folds.section is not None)
        # an open section needs the room more than the channels do
        self.channels.setVisible(not folded or self.folds.section is None)
        self._sections.verticalScrollBar().setValue(0)

    def _read_through(self) -> None:
        if self.arranged is None:
            # behind another tab: parts without their place are windows of their own
            return
        texts = (self.texts.top, self.texts)
        below = (self.folds, self.pictures, self.checks, self.preview, self.schedule, self.bottom)
        read_through((self.head, self.channels, self.deliveries, *texts, *below))

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        # parts were built anew or moved
        if event.type() == QEvent.Type.LayoutRequest:
            self._order.start()
        return super().event(event)

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData())
