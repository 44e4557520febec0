"""What is held, each with a time to go out; released one by one or all, and everything goes on."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.hold import Hold
from amtdesk.domain.schedule import moment
from amtdesk.ui import dialogs, texts
from amtdesk.ui.hold import words
from amtdesk.ui.hold.rows import HeldRow, LeftRow
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.holding import Proposal

#: The list scrolls from this height on (px).
MOST = 300


class Release(dialogs.HouseDialog):
    """Esc changes nothing. What is not ticked stays held and stands on Heute."""

    def __init__(
        self,
        shell: Shell,
        hold: Hold | None,
        proposals: "Sequence[Proposal]",
        left: Sequence[tuple[Delivery, str]],
        parent: QWidget | None = None,
        *,
        alone: bool = False,
    ) -> None:
        super().__init__(parent, shell.look, "Angehaltenes freigeben", icon="player-pause", state=State.HELD)
        self.setWindowTitle("Freigeben")
        self.setMinimumWidth(640)
        self._shell, self._hold, self._alone = shell, hold, alone
        self._zone = shell.desk.offices.get().zone
        self.rows = [HeldRow(shell, one, self._zone) for one in proposals]
        self.left = [LeftRow(shell, delivery, title, self._zone) for delivery, title in left]
        self._say_what()
        self._list()
        self.hint = self.say("")
        self.button("Noch nicht", safe=True).setFocus()
        self.some: QPushButton | None = None
        if hold is not None and self.rows and not alone:
            self.some = self.button("Nur diese freigeben")
            self.some.setToolTip("Alles andere bleibt angehalten, auch was neu geplant wird.")
            self.some.clicked.connect(lambda _checked=False: self._release(end=False))
        yes = "Freigeben" if alone else "Freigeben und weitermachen" if self.rows else "Weitermachen"
        self.go_on = self.button(yes, primary=True)
        self.go_on.clicked.connect(lambda _checked=False: self._release(end=not alone))
        for row in self.rows:
            row.changed.connect(self._check)
        self._check()

    def _say_what(self) -> None:
        hold = self._hold
        if hold is not None:
            who = f" von {hold.by}" if hold.by else ""
            at = texts.when(hold.started, self._zone, self._shell.desk.now())
            self.say(f"Angehalten{who}, {at}: {hold.reason}")
        if self._alone:
            self.say("Alles andere bleibt, wie es ist.", muted=True)
        elif self.rows:
            self.say(words.proposed({row.proposal.answer for row in self.rows}), muted=True)
        else:
            self.say("Es ist nichts angehalten. Mit „Weitermachen“ geht Neues wieder hinaus.")

    def _list(self) -> None:
        if not self.rows and not self.left:
            return
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 8, 2)
        column.setSpacing(6)
        for row in self.rows:
            column.addWidget(row)
        if self.left:
            column.addWidget(dialogs.plain(self.look, "Noch auf der Plattform", bold=True))
            for left in self.left:
                column.addWidget(left)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedHeight(min(MOST, self._room(), inner.sizeHint().height() + 4))
        self.body.addWidget(area)

    def _room(self) -> int:
        """On a small screen the buttons must stay on it."""
        screen = self.screen()
        return max(110, screen.availableGeometry().height() - 330) if screen is not None else MOST

    def _check(self) -> None:
        chosen = [row for row in self.rows if row.chosen]
        past = [row for row in chosen if self._due(row) <= self._shell.desk.now()]
        hint = f"„{past[0].title}“: Dieser Termin liegt in der Vergangenheit." if past else ""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.go_on.setEnabled(not past and bool(chosen or not self._alone))
        if self.some is not None:
            self.some.setEnabled(bool(chosen) and not past)
        if self.isVisible():
            self.fit()

    def _due(self, row: HeldRow) -> datetime:
        return moment(row.wall, self._zone).astimezone(UTC)

    def _release(self, *, end: bool) -> None:
        desk = self._shell.desk
        chosen = [row for row in self.rows if row.chosen]
        times = {one.delivery.id: self._due(row) for row in chosen for one in row.proposal.held}
        answers = sum(row.proposal.answer for row in chosen)
        said = f"{words.counted(len(chosen) - answers, answers)} freigegeben." if chosen else "Es geht weiter."
        self.setEnabled(False)

        def done(_result: object) -> None:
            self._shell.say(said)
            desk.worker.poke()
            self.accept()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Das Freigeben ging nicht.")

        self._shell.background.run(lambda: desk.holding.release(times, end=end), done, failed)


def release(shell: Shell, parent: QWidget, post_id: int | None = None) -> None:
    """Read what is held, of one post or all, then ask."""
    desk = shell.desk

    def read() -> tuple[Hold | None, list["Proposal"], list[tuple[Delivery, str]]]:
        found = [one for one in desk.holding.proposals() if post_id in (None, one.post_id)]
        return desk.holding.current(), found, desk.holding.at_platforms() if post_id is None else []

    def ask(found: tuple[Hold | None, list["Proposal"], list[tuple[Delivery, str]]]) -> None:
        dialog = Release(shell, *found, parent, alone=post_id is not None)
        dialog.exec()
        dialog.deleteLater()

    shell.background.run(read, ask, shell.trouble)
