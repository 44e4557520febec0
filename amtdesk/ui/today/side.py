"""The quiet side of Heute: the round, how far ahead it is planned, dates of the next two weeks."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from amtdesk.domain.gaps import gaps
from amtdesk.domain.schedule import local
from amtdesk.domain.today import Today
from amtdesk.ui import ink, texts
from amtdesk.ui.look import BASE_POINTS, Look
from amtdesk.ui.today import outlook
from amtdesk.ui.today.weeks import Weeks

WIDTH = 316
MOST_DATES = 7
#: Qt's own largest size of a widget.
ANY = 16777215


class Side(QFrame):
    """Beside the lines as a column, below them as a row of blocks (`set_below`)."""

    round_wanted = Signal()
    #: a day (date) that wants a post
    fill_wanted = Signal(object)
    hold_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._today: Today | None = None
        self._labels: Mapping[date, Sequence[str]] = {}
        self._holidays: frozenset[date] = frozenset()
        self._gaps: list[date] = []
        self.hold: QPushButton | None = None
        self.setProperty("kind", "side")
        self._blocks = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._blocks.setContentsMargins(18, 18, 18, 18)
        self._blocks.setSpacing(18)
        self._rules = [_rule(), _rule()]
        self._dates = QWidget()
        self._dates_grid = QGridLayout()
        for part in (self._round_block(), self._rules[0], self._plan_block(), self._rules[1], self._dates_block()):
            self._blocks.addWidget(part)
        self._blocks.addStretch(0)
        self._dates.hide()
        self._rules[1].hide()
        self.set_below(False)

    def set_below(self, below: bool, *, in_a_row: bool = True) -> None:
        """Whether it lies under the lines, and there with its blocks in a row or one under the other."""
        directions = QBoxLayout.Direction
        row = below and in_a_row
        self._blocks.setDirection(directions.LeftToRight if row else directions.TopToBottom)
        for place, rule in enumerate(self._rules):
            rule.setMinimumSize(1, 1)
            rule.setMaximumSize(*((1, ANY) if row else (ANY, 1)))
            self._blocks.setStretch(2 * place, 1 if row else 0)
        self._blocks.setStretch(4, 1 if row else 0)
        # what is left lies below the last block
        self._blocks.setStretch(5, 0 if row else 1)
        width = round(WIDTH * scale(self._look))
        self.setMinimumWidth(0 if below else width)
        self.setMaximumWidth(ANY if below else width)

    def show_today(self, today: Today) -> None:
        """Horizon, grid and gaps."""
        self._today = today
        self.setHidden(today.fresh and not today.office.set_up)
        self._round_button.setText(f"Runde starten ({today.office.round_minutes} min)")
        self._show_plan()

    def show_labels(self, labels: Mapping[date, Sequence[str]], holidays: frozenset[date]) -> None:
        """Dates of the next two weeks, and the holidays of the four weeks shown (no gaps then)."""
        self._labels, self._holidays = labels, holidays
        self._fill_dates()
        self._show_plan()

    def show_missed(self, slots: Sequence[time]) -> None:
        """Slots of today that went by without a round: told, nothing more."""
        at = texts.listing([f"{slot.hour}:{slot.minute:02d}" for slot in slots])
        self.missed.setText(f"Heute ohne Runde: {at} Uhr." if slots else "")
        self.missed.setHidden(not slots)

    @property
    def buttons(self) -> list[QPushButton]:
        """In the order of reading."""
        return [self._round_button, self._fill, *([self.hold] if self.hold is not None else [])]

    def offer_hold(self, held: bool) -> None:
        """„Alles anhalten“ comes with the services; not while everything is held."""
        if self.hold is None:
            self.hold = QPushButton("Alles anhalten …")
            self.hold.setProperty("kind", "link")
            self.hold.setToolTip("Sofort nichts mehr hinausgehen lassen")
            self.hold.clicked.connect(lambda _checked=False: self.hold_wanted.emit())
            self._plan_column.addLayout(ink.at_left(self.hold))
        self.hold.setHidden(held)

    @property
    def dates_words(self) -> str:
        """The dates shown, as text."""
        items = [self._dates_grid.itemAt(place) for place in range(self._dates_grid.count())]
        labels = [item.widget() for item in items if item is not None]
        return " ".join(label.text() for label in labels if isinstance(label, QLabel))

    def restyle(self) -> None:
        """After a switch between light and dark."""
        self._round_button.setIcon(self._look.icon("player-play", 16, "text"))
        self._weeks.update()

    def _round_block(self) -> QWidget:
        block, column = _block(self._look, "Community-Runde")
        quiet = _text(self._look, "Lesen und antworten, mit der Uhr. Sie läuft oben in der Leiste auf jeder Seite mit.")
        column.addWidget(quiet)
        self.missed = _text(self._look, "")
        self.missed.hide()
        column.addWidget(self.missed)
        column.addSpacing(6)
        self._round_button = QPushButton("Runde starten")
        self._round_button.setIcon(self._look.icon("player-play", 16, "text"))
        self._round_button.clicked.connect(lambda _checked=False: self.round_wanted.emit())
        column.addLayout(ink.at_left(self._round_button))
        column.addStretch(1)
        return block

    def _plan_block(self) -> QWidget:
        block, column = _block(self._look, "Planung")
        self._ahead = _text(self._look, "")
        self._ahead.setFont(self._look.font(10.5, bold=True))
        self._ahead.setProperty("kind", "")
        self._weeks = Weeks(self._look)
        self._gap_words = _text(self._look, "")
        self._fill = QPushButton("Lücke füllen …")
        self._fill.clicked.connect(lambda _checked=False: self.fill_wanted.emit(self._gaps[0]) if self._gaps else None)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._gap_words, 1)
        row.addWidget(self._fill)
        self._plan_column = column
        column.addWidget(self._ahead)
        column.addSpacing(2)
        column.addWidget(self._weeks)
        column.addSpacing(2)
        column.addLayout(row)
        column.addStretch(1)
        return block

    def _dates_block(self) -> QWidget:
        block, column = _block(self._look, "Termine")
        self._dates = block
        self._dates_grid.setContentsMargins(0, 0, 0, 0)
        self._dates_grid.setHorizontalSpacing(10)
        self._dates_grid.setVerticalSpacing(6)
        self._dates_grid.setColumnStretch(1, 1)
        column.addLayout(self._dates_grid)
        column.addStretch(1)
        return block

    def _show_plan(self) -> None:
        today = self._today
        if today is None:
            return
        day = local(today.now, today.office.zone).date()
        self._gaps = gaps(today.planned_days, today.office.hours, day, self._holidays)
        ahead, listed = outlook.ahead(today), outlook.gap_list(self._gaps)
        gap_words = f"Lücken: {listed}" if listed else "Keine Lücken bis dahin."
        drafts = f"Entwürfe: {today.drafts}" if today.drafts else ""
        self._ahead.setText(ahead)
        self._gap_words.setText("\n".join(filter(None, (gap_words, drafts))))
        self._fill.setVisible(bool(self._gaps))
        if self._gaps:
            self._fill.setToolTip(f"Beitrag für {texts.short_date(self._gaps[0], day)} beginnen")
            self._fill.setAccessibleDescription(self._fill.toolTip())
        self._weeks.show_days(day, today.planned_days, self._gaps, f"{ahead}. {gap_words}")

    def _fill_dates(self) -> None:
        while (item := self._dates_grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        rows = [(day, words) for day, found in sorted(self._labels.items()) for words in found][:MOST_DATES]
        for row, (day, title) in enumerate(rows):
            when, what = _text(self._look, texts.short_date(day)), _text(self._look, title)
            what.setProperty("kind", "")
            when.setWordWrap(False)
            for label in (when, what):
                label.setProperty("alignment", ink.LEFT | ink.TOP)
            self._dates_grid.addWidget(when, row, 0)
            self._dates_grid.addWidget(what, row, 1)
        self._dates.setVisible(bool(rows))
        self._rules[1].setVisible(bool(rows))


def scale(look: Look) -> float:
    """How much larger than usual the system's text is."""
    return look.font().pointSizeF() / BASE_POINTS


def _block(look: Look, title: str) -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    head = _text(look, title)
    head.setFont(look.font(9, bold=True))
    column.addWidget(head)
    return block, column


def _text(look: Look, text: str) -> QLabel:
    label = ink.plain(QLabel(text))
    label.setWordWrap(True)
    label.setFont(look.font(9))
    label.setProperty("kind", "muted")
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("kind", "hairline")
    return rule
