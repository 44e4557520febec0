"""The groups of lines on Heute; rebuilt only when something on them differs."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from amtdesk.domain.delivery import PUBLIC, State
from amtdesk.domain.today import Line, Section, Step, Today
from amtdesk.ui import ink, texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.today import words
from amtdesk.ui.today.row import Row, Shown

#: More lines wait behind „weitere anzeigen“.
AT_ONCE = 30
MORE = "more"


class Lines(QWidget):
    """All lines, group by group. `step` carries the line whose button was pressed and that button."""

    step = Signal(object, object)
    #: the line whose second button was pressed, and that button
    by_hand = Signal(object, object)
    #: other buttons are there than before
    rebuilt = Signal()

    def __init__(self, look: Look, kind_icon: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kind_icon = kind_icon
        self._today: Today | None = None
        self._built: list[tuple[Section, int, Shown]] = []
        self._limit = AT_ONCE
        self._lines: list[Line] = []
        self.rows: list[Row] = []
        #: „weitere anzeigen“, while there are more
        self._more: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_today(self, today: Today) -> None:
        """Show what is due; a button that has the focus keeps it."""
        self._today = today
        wanted = [(line.section, line.post_id, self._shown(line, today)) for line in today.lines]
        self._lines = list(today.lines)
        if wanted == self._built:
            return
        # the window's own focus: it may lie behind another one at the moment
        owner = self.window().focusWidget()
        focused = next((n for n, row in enumerate(self.rows) if owner in (row.button, row.second)), None)
        self._built = wanted
        self._rebuild()
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].button.setFocus()

    def _rebuild(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget() or (self._more if item.layout() is not None else None)) is not None:
                gone.hide()
                gone.deleteLater()
        self.rows, self._more = [], None
        sections = [section for section, _, _ in self._built]
        shown = list(enumerate(self._built[: self._limit]))
        for section, group in groupby(shown, key=lambda one: one[1][0]):
            head = GroupHead(self._look, words.SECTIONS[section], sections.count(section), self)
            self._column.addWidget(head)
            for place, (_, _, content) in group:
                self._add(place, content)
            self._column.addSpacing(12)
        hidden = len(self._built) - len(shown)
        if hidden:
            self._more = self._made_more(hidden)
            self._column.addLayout(ink.at_left(self._more))
        self.rebuilt.emit()

    @guarded(default=QSize(300, 0))
    def sizeHint(self) -> QSize:
        """Any width; the height follows from it."""
        return QSize(300, 0)

    @property
    def buttons(self) -> list[QPushButton]:
        """In the order of reading."""
        rows = [one for row in self.rows for one in (row.second, row.button) if one is not None]
        return rows + ([self._more] if self._more is not None else [])

    def _add(self, place: int, content: Shown) -> None:
        row = Row(self._look, content, not self.rows, self)
        row.button.clicked.connect(lambda _checked=False: self.step.emit(self._lines[place], row.button))
        second = row.second
        if second is not None:
            second.clicked.connect(lambda _checked=False: self.by_hand.emit(self._lines[place], second))
        self.rows.append(row)
        self._column.addWidget(row)
        # in a window already shown; a hidden button takes no focus
        row.show()

    def _made_more(self, hidden: int) -> QPushButton:
        more = QPushButton(f"… {texts.count(hidden, 'weitere', 'weitere')} anzeigen", self)
        more.setObjectName(MORE)
        more.setProperty("kind", "link")
        more.clicked.connect(self._show_more)
        return more

    def _show_more(self) -> None:
        before = self._limit
        self._limit += 5 * AT_ONCE
        self._rebuild()
        self.rows[min(before, len(self.rows) - 1)].button.setFocus()

    def _shown(self, line: Line, today: Today) -> Shown:
        account_step = line.step is Step.RECONNECT
        if line.step in (Step.BACK_UP, Step.MOVE_FILE):
            return Shown(words.of(line, today), None, "database-export", ())
        if line.step is Step.WATCH:
            return Shown(words.of(line, today), None, "alert-octagon", ())
        if line.step is Step.ANSWER:
            calm = State.PLANNED if line.section is Section.TODAY else None
            return Shown(words.of(line, today), calm, "messages", ())
        if line.step is Step.CONFIRM:
            return Shown(words.of(line, today), State.PLANNED, "blockquote", ())
        if line.step is Step.LOOK_AT_ACCESS:
            return Shown(words.of(line, today), State.PLANNED, "user-shield", ())
        icon = "plug-connected-x" if line.state is None else self._look.state_icon(line.state)
        kinds = [today.accounts[one].kind for one in line.account_ids if one in today.accounts]
        channels = tuple(self._kind_icon(kind) for kind in kinds)
        if line.step is Step.SETTLE and line.state in PUBLIC:
            # the tick of what is online would say the opposite of the sentence
            return Shown(words.of(line, today), State.UNCERTAIN, self._look.state_icon(State.UNCERTAIN), channels)
        loud = State.AWAITING_APPROVAL if line.section is Section.SOON else None
        return Shown(words.of(line, today), loud if account_step else line.state, icon, channels)


class GroupHead(QWidget):
    """`Zuerst klären  3` above a hairline."""

    def __init__(self, look: Look, title: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._title, self._number = look, title, str(number)
        self.setAccessibleName(f"{title}, {number}")
        self.setFixedHeight(max(30, QFontMetrics(look.font(10, bold=True)).height() + 12))

    @guarded(default=QSize(200, 30))
    def sizeHint(self) -> QSize:
        """As high as its text needs."""
        return QSize(200, self.height())

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Title, number, hairline."""
        look, font = self._look, self._look.font(10, bold=True)
        painter = QPainter(self)
        place = self.rect().adjusted(0, 0, 0, -8)
        ink.write(painter, place, self._title, font, look.color("text"), ink.LEFT | ink.BOTTOM)
        place.setLeft(QFontMetrics(font).horizontalAdvance(self._title) + 8)
        ink.write(painter, place, self._number, look.font(10), look.color("muted"), ink.LEFT | ink.BOTTOM)
        ink.fill(painter, QRect(0, self.height() - 1, self.width(), 1), look.color("line"))
        painter.end()
