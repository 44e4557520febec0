"""Posts that missed their time or were held: send now, plan anew, or drop; several at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QScrollArea, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.schedule import local, moment
from amtdesk.domain.today import Line, Step, Today
from amtdesk.ui import dialogs, texts
from amtdesk.ui.history import history_button
from amtdesk.ui.shell import Shell
from amtdesk.ui.today import words
from amtdesk.ui.today.choice import Choice

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk
    from amtdesk.services.replanning import Before

#: Longest list of posts before it scrolls, in rows.
ROWS = 6


def decide(shell: Shell, line: Line, today: Today, parent: QWidget) -> None:
    """Ask about the line that was pressed, with all others that missed their time beside it."""
    others = [one for one in today.lines if one.step is Step.DECIDE]
    dialog = Decide(shell, line, others, today, parent)
    dialog.exec()
    dialog.deleteLater()


@dataclass(frozen=True, slots=True)
class Done:
    """What a decision led to: the deliveries to publish by hand now, and what undo brings back."""

    by_hand: tuple[int, ...] = ()
    before: "tuple[Before, ...]" = ()


class Decide(dialogs.HouseDialog):
    """With one post its words, with more a list to tick; Esc changes nothing."""

    def __init__(
        self, shell: Shell, line: Line, lines: Sequence[Line], today: Today, parent: QWidget | None = None
    ) -> None:
        several = len(lines) > 1
        title = "Was soll mit diesen Beiträgen geschehen?" if several else f"„{line.words}“ ist nicht hinausgegangen"
        state = line.state or State.MISSED
        super().__init__(parent, shell.look, title, icon=shell.look.state_icon(state), state=state)
        self.setWindowTitle("Verpasste Beiträge entscheiden" if several else "Verpassten Beitrag entscheiden")
        self.setMinimumWidth(560)
        self._shell, self._today, self._lines = shell, today, list(lines) or [line]
        self.boxes: list[QCheckBox] = []
        if several:
            self._list(line)
        else:
            said = words.of(line, today)
            self.say(" ".join(filter(None, (f"{said.lead}{said.rest}", f"Es geht um: {said.channels}."))))
        self._offer_now()
        self._offer_plan()
        self._offer_drop()
        tried = [(one, next(iter(words.names([one.account_id], today)), "dem Kanal")) for one in line.deliveries]
        if tried:
            self.buttons.insertWidget(0, history_button(shell, tried, self))
        self.button("Noch offen lassen", safe=True).setFocus()
        self._show()

    @property
    def chosen(self) -> list[Line]:
        """The lines the decision is for."""
        if not self.boxes:
            return self._lines
        return [line for line, box in zip(self._lines, self.boxes, strict=True) if box.isChecked()]

    def _list(self, pressed: Line) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 2, 4, 2)
        column.setSpacing(4)
        for line in self._lines:
            said = words.of(line, self._today)
            box = QCheckBox(f"{_short(line.words)} · {_due(line, self._today)} · {said.channels}".replace("&", "&&"))
            box.setFont(self.look.font(9.5))
            box.setChecked(line is pressed or line == pressed)
            box.setAccessibleDescription(said.spoken)
            box.toggled.connect(lambda _on: self._show())
            self.boxes.append(box)
            column.addWidget(box)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        height = inner.sizeHint().height()
        row = height // max(1, len(self.boxes))
        area.setFixedHeight(min(height, ROWS * row) + 6)
        every = QCheckBox("Alle auswählen")
        every.setFont(self.look.font(9.5))
        every.clicked.connect(self._tick_all)
        if len(self.boxes) > 2:
            self.body.addWidget(every)
        self.body.addWidget(area)

    def _tick_all(self, on: bool) -> None:
        for box in self.boxes:
            box.setChecked(on)

    def _offer_now(self) -> None:
        self.now = Choice(self.look, "Jetzt senden", "")
        self.now.button.clicked.connect(lambda _checked=False: self._send_now())
        self.body.addWidget(self.now)

    def _offer_plan(self) -> None:
        zone = self._today.office.zone
        wall = local(self._shell.desk.now(), zone).replace(tzinfo=None)
        free = self._shell.desk.planning.free_slot(wall.date() + timedelta(days=1))
        start = local(free, zone)
        self.time = QDateTimeEdit()
        self.time.setDisplayFormat("ddd dd.MM.yyyy, H:mm 'Uhr'")
        self.time.setCalendarPopup(True)
        self.time.setFont(self.look.font(9.5))
        self.time.setAccessibleName("Neuer Termin")
        self.time.setDateTime(QDateTime(QDate(start.year, start.month, start.day), QTime(start.hour, start.minute)))
        self.time.dateTimeChanged.connect(lambda _when: self._show())
        self.anew = Choice(self.look, "Neu planen", "", self.time)
        self.anew.button.clicked.connect(lambda _checked=False: self._plan())
        self.body.addWidget(self.anew)

    def _offer_drop(self) -> None:
        self.drop = Choice(self.look, "Verwerfen", "")
        self.drop.button.clicked.connect(lambda _checked=False: self._drop())
        self.body.addWidget(self.drop)

    def _show(self) -> None:
        self._describe(self.chosen)
        if self.isVisible():
            self.fit()

    def _describe(self, lines: list[Line]) -> None:
        if not lines:
            for choice in (self.now, self.anew, self.drop):
                choice.forbid("Bitte oben mindestens einen Beitrag auswählen.")
            return
        count = texts.count(len(lines), "Beitrag", "Beiträge")
        accounts = list(dict.fromkeys(one for line in lines for one in line.account_ids))
        where = texts.listing(words.names(accounts, self._today)) or "den Kanal"
        verb = "geht" if len(lines) == 1 else "gehen"
        hand = " Was von Hand veröffentlicht wird, öffnet die Veröffentlichungshilfe." if self._hand(lines) else ""
        self.now.allow(f"{count} {verb} sofort hinaus: {where}.{hand}")
        self._show_plan(lines)
        self.drop.allow(
            f"{count} {'wird' if len(lines) == 1 else 'werden'} dort nicht mehr veröffentlicht: {where}. "
            "Der Text bleibt im Redaktionsplan."
        )

    def _show_plan(self, lines: list[Line]) -> None:
        if self._chosen_time() <= self._shell.desk.now():
            self.anew.forbid("Dieser Termin liegt in der Vergangenheit.")
        elif len(lines) > 1:
            self.anew.allow("Der erste erscheint zu diesem Termin, die weiteren je einen Tag später:")
        else:
            self.anew.allow("Erscheint zu diesem Termin:")

    def _hand(self, lines: list[Line]) -> set[int]:
        kinds = self._shell.desk.accounts.kinds
        accounts = self._today.accounts
        concerned = {one for line in lines for one in line.account_ids if one in accounts}
        return {one for one in concerned if (kind := kinds.get(accounts[one].kind)) is not None and kind.by_hand}

    def _chosen_time(self) -> datetime:
        chosen = self.time.dateTime()
        day, clock = chosen.date(), chosen.time()
        wall = datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=UTC)
        return moment(wall.replace(tzinfo=None), self._today.office.zone)

    def _send_now(self) -> None:
        desk, lines, hand = self._shell.desk, self.chosen, self._hand(self.chosen)
        self._do(lambda: send_now(desk, lines, hand), "Wird jetzt gesendet.")

    def _plan(self) -> None:
        desk, lines, first, zone = self._shell.desk, self.chosen, self._chosen_time(), self._today.office.zone
        day = texts.when(first, zone, desk.now())
        self._do(lambda: plan_anew(desk, lines, first, zone), f"Neu geplant: {day}.")

    def _drop(self) -> None:
        desk, lines = self._shell.desk, self.chosen
        self._do(lambda: drop(desk, lines), "Verworfen.")

    def _do(self, work: Callable[[], Done], said: str) -> None:
        self.setEnabled(False)

        def done(result: Done) -> None:
            self._shell.say(said, (lambda: self._undo(result)) if result.before else None)
            self.accept()
            for key in result.by_hand:
                self._shell.publish_by_hand(key)

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Das ging nicht.")

        self._shell.background.run(work, done, failed)

    def _undo(self, done: Done) -> None:
        planning = self._shell.desk.planning
        self._shell.background.run(lambda: planning.undo(done.before), None, self._shell.trouble)


def send_now(desk: "Desk", lines: Sequence[Line], hand: set[int]) -> Done:
    """Send what goes by itself, lay ready what goes by hand; runs in the background."""
    by_hand = []
    for line in lines:
        for delivery in line.deliveries:
            if delivery.account_id in hand:
                desk.planning.by_hand(delivery.id)
                by_hand.append(delivery.id)
            else:
                desk.planning.retry(delivery.id)
    desk.worker.poke()
    return Done(tuple(by_hand))


def plan_anew(desk: "Desk", lines: Sequence[Line], first: datetime, zone: str) -> Done:
    """Each post a day after the one before it, at the same time on the wall; runs in the background."""
    wall = local(first, zone).replace(tzinfo=None)
    steps = {post_id: step for step, post_id in enumerate(dict.fromkeys(line.post_id for line in lines))}
    times = {
        delivery.id: moment(wall + timedelta(days=steps[line.post_id]), zone)
        for line in lines
        for delivery in line.deliveries
    }
    return Done(before=desk.planning.plan_again(times))


def drop(desk: "Desk", lines: Sequence[Line]) -> Done:
    """Withdraw; runs in the background."""
    return Done(before=desk.planning.drop_all([delivery.id for line in lines for delivery in line.deliveries]))


def _short(title: str, most: int = 60) -> str:
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _due(line: Line, today: Today) -> str:
    return texts.when(line.due, today.office.zone, today.now) if line.due else ""
