"""Heute: only what is due, each line with one button for the next step."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from amtdesk.domain.schedule import local
from amtdesk.domain.today import Line, Section, Today
from amtdesk.ui import ink, texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.today import outlook
from amtdesk.ui.today.lines import Lines
from amtdesk.ui.today.notice import Notice
from amtdesk.ui.today.side import Side, scale

if TYPE_CHECKING:
    from amtdesk.domain.presence import Break
    from amtdesk.services.calendar import Label
    from amtdesk.services.handover import Depends
    from amtdesk.ui.shell import Shell

#: Lower or narrower than this the side goes under the lines; 24 px of play so that nothing flickers at the edge.
LEAST_HEIGHT, LEAST_WIDTH, PLAY = 620, 860, 24
#: Under the lines the blocks of the side stand in a row from this width on.
ROW_WIDTH = 700
DATES_AHEAD, GRID_AHEAD = 14, 28


class TodayPage(QFrame):
    """The first screen. It is painted before the services are there; until then its buttons wait."""

    def __init__(self, shell: "Shell", today: Today | None = None, parent: QWidget | None = None) -> None:
        """Empty without `today`, until `show_today`."""
        super().__init__(parent)
        self._shell = shell
        self._today: Today
        self._depends: Sequence[Depends] = ()
        self._labels_for: tuple[date, str] | None = None
        #: whether the side is under the lines, and its blocks in a row there
        self._place: tuple[bool, bool] | None = None
        self.setObjectName("heute")
        self.setProperty("kind", "page")
        look = shell.look
        self._title = _plain(look.font(15, bold=True))
        self._points = _plain(look.font(9.5))
        self._points.setProperty("kind", "muted")
        self._points.setWordWrap(True)
        self.notice = Notice(look)
        self.notice.pressed.connect(self._notice_pressed)
        self.lines = Lines(look, shell.kind_icon)
        self.lines.step.connect(self._step)
        self.lines.by_hand.connect(self._by_hand)
        self.lines.rebuilt.connect(self._order)
        self.side = Side(look)
        self.side.round_wanted.connect(lambda: self._when_ready(shell.start_round))
        self.side.fill_wanted.connect(lambda day: self._when_ready(lambda: shell.new_post(day)))
        self.side.hold_wanted.connect(lambda: self._when_ready(shell.hold_everything))
        look.changed.connect(self._restyle)
        self._lay_out()
        self._arrange((False, False))
        if today is not None:
            self.show_today(today)

    def show_today(self, today: Today) -> None:
        """Show what is due now; once the desk is there its dates follow."""
        self._today = today
        day = local(today.now, today.office.zone).date()
        self._title.setText(texts.long_date(day))
        self._points.setText(outlook.head(today))
        self.notice.show_today(today)
        self._show_lines()
        self.side.show_today(today)
        if self._shell.ready():
            self._look_ahead()
        if self._shell.ready():
            self.side.offer_hold(today.hold is not None)
        if self._labels_for != (day, today.office.land) and self._shell.ready():
            self._labels_for = (day, today.office.land)
            self._load_labels(day, today.office.land)

    @guarded(default=QSize(700, 500))
    def minimumSizeHint(self) -> QSize:
        """It scrolls, so little is enough."""
        return QSize(420, 200)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes under the lines where space runs out."""
        self.fit()
        super().resizeEvent(event)

    def fit(self) -> None:
        """Choose the layout for the present size."""
        play = PLAY if self._place and self._place[0] else 0
        factor = scale(self._shell.look)
        below = self.height() < LEAST_HEIGHT + play or self.width() < LEAST_WIDTH * factor + play
        self._arrange((below, below and self.width() >= ROW_WIDTH * factor))
        wide = self._title.sizeHint().width() + self._points.fontMetrics().horizontalAdvance(self._points.text()) + 90
        beside = 0 if below or self.side.isHidden() else self.side.width()
        directions = QBoxLayout.Direction
        fits = self.width() - beside > wide
        self._head.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
        self._head.setSpacing(14 if fits else 2)
        # side by side they stand on one ground
        lower = self._title.fontMetrics().descent() - self._points.fontMetrics().descent()
        self._points.setContentsMargins(0, 0, 0, lower if fits else 0)

    def _lay_out(self) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(14)
        self._head.addWidget(self._title)
        self._head.addWidget(self._points, 1)
        main = _Wrapping()
        column = QVBoxLayout(main)
        column.setContentsMargins(24, 14, 20, 12)
        column.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self.notice)
        column.addWidget(self.lines)
        column.addStretch(1)
        self._content = _Wrapping()
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 1)
        self._grid.addWidget(main, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("focusPolicy", ink.NO_FOCUS)
        self._scroll.setProperty("horizontalScrollBarPolicy", ink.NEVER)
        self._scroll.setWidget(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _arrange(self, place: tuple[bool, bool]) -> None:
        if place == self._place:
            return
        self._place = place
        below, in_a_row = place
        self._grid.removeWidget(self.side)
        self.side.set_below(below, in_a_row=in_a_row)
        self._grid.addWidget(self.side, *((1, 0) if below else (0, 1)))

    def _order(self) -> None:
        order = [self.notice.button, *self.lines.buttons, *self.side.buttons]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _restyle(self) -> None:
        self.side.restyle()
        self.notice.restyle()
        self.update()

    def _load_labels(self, day: date, land: str) -> None:
        calendar = self._shell.desk.calendar
        self._shell.background.run(
            lambda: calendar.labels(day, day + timedelta(days=GRID_AHEAD), land),
            lambda found: self._show_labels(day, found),
            side=True,
        )

    def _look_ahead(self) -> None:
        """What depends on this computer while nobody is there; holidays are loaded for it, so in the background."""
        handover = self._shell.desk.handover

        def found(ahead: "tuple[Break, list[Depends]] | None") -> None:
            self._depends = ahead[1] if ahead else []
            self._show_lines()

        self._shell.background.run(handover.while_away, found, side=True)

    def _show_lines(self) -> None:
        extra = self._depending() if self._depends else ()
        every = self._today.lines
        at = next((place for place, line in enumerate(every) if line.section is Section.DONE), len(every))
        self.lines.show_today(self._today._replace(lines=(*every[:at], *extra, *every[at:])))

    def _depending(self) -> tuple[Line, ...]:
        from amtdesk.ui.today import before_break

        return before_break.lines(self._depends, self._today.lines)

    def _show_labels(self, day: date, found: "Mapping[date, Sequence[Label]]") -> None:
        until = day + timedelta(days=DATES_AHEAD)
        near = {at: [one.words for one in labels] for at, labels in found.items() if at < until}
        free = frozenset(at for at, labels in found.items() if any(one.holiday for one in labels))
        self.side.show_labels(near, free)

    def _when_ready(self, deed: object) -> None:
        # half a second after the first paint; a click before that is no order yet
        if self._shell.ready() and callable(deed):
            deed()

    def _notice_pressed(self) -> None:
        self._when_ready(self._begin)

    def _begin(self) -> None:
        if self._today.office.set_up:
            self._shell.new_post()
            return
        from amtdesk.ui.first_steps import take_first_steps

        take_first_steps(self._shell, self)

    def _step(self, line: Line, button: QPushButton) -> None:
        if self._shell.ready():
            from amtdesk.ui.today.steps import take

            take(self._shell, line, self._today, self._depends, button, self)

    def _by_hand(self, line: Line, button: QPushButton) -> None:
        if self._shell.ready():
            from amtdesk.ui.today.steps import by_hand

            by_hand(self._shell, line, self._today, button, self)

    @property
    def open_points(self) -> int:
        """How many lines are not done, for the badge of the navigation."""
        return sum(line.section is not Section.DONE for line in self._today.lines)


class _Wrapping(QWidget):
    """Its layout would lay out every line at its least and at its likeliest width to answer; it takes what it gets."""

    @guarded(default=QSize())
    def sizeHint(self) -> QSize:
        """Any width; the height follows from it."""
        return QSize(300, 0)

    @guarded(default=QSize())
    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return QSize(0, 0)


def _plain(font: object) -> QLabel:
    label = ink.plain(QLabel())
    label.setProperty("alignment", ink.LEFT | ink.BOTTOM)
    label.setFont(font)  # type: ignore[arg-type]
    return label
