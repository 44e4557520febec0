"""The rows of the release dialog: a post with its new time, and one that a platform still has."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QGridLayout, QWidget

from amtdesk.domain.delivery import Delivery
from amtdesk.domain.schedule import local
from amtdesk.ui import dialogs, texts
from amtdesk.ui.hold import words
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.holding import Proposal

LONGEST = 60


class HeldRow(QWidget):
    """Ticked unless it is too late; `changed` when tick or time did."""

    changed = Signal()

    def __init__(self, shell: Shell, proposal: "Proposal", zone: str) -> None:
        super().__init__()
        look, now = shell.look, shell.desk.now()
        self.proposal, self.title = proposal, _short(proposal.words)
        self.box = QCheckBox(self.title.replace("&", "&&"))
        self.box.setFont(look.font(9.5))
        self.box.setChecked(proposal.late is None)
        names = [_name(shell, one.delivery) for one in proposal.held]
        when = texts.when(proposal.was_due, zone, now)
        if proposal.answer:
            was = f"Antwort auf {words.channels(names)} · sollte {when} hinausgehen"
        else:
            was = f"{words.channels(names)} · war für {when} geplant"
        if proposal.late is not None:
            was += f" · {words.LATE[proposal.late]}"
        self.box.setAccessibleDescription(was)
        self.time = QDateTimeEdit()
        self.time.setDisplayFormat("ddd dd.MM.yyyy, H:mm 'Uhr'")
        self.time.setCalendarPopup(True)
        self.time.setFont(look.font(9.5))
        self.time.setAccessibleName(f"Termin für {self.title}")
        wall = local(proposal.due, zone)
        self.time.setDateTime(QDateTime(QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)))
        self.time.setEnabled(self.box.isChecked())
        self.box.toggled.connect(self._toggled)
        self.time.dateTimeChanged.connect(lambda _when: self.changed.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.box, 0, 0)
        note = dialogs.plain(look, was, points=9, muted=True)
        note.setContentsMargins(24, 0, 0, 0)
        grid.addWidget(note, 1, 0)
        grid.addWidget(self.time, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)

    @property
    def chosen(self) -> bool:
        """Whether it is to be released."""
        return self.box.isChecked()

    @property
    def wall(self) -> datetime:
        """The time in the field, naive, on the wall clock of the office."""
        chosen = self.time.dateTime()
        day, at = chosen.date(), chosen.time()
        return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute())  # noqa: DTZ001 - wall time

    def _toggled(self, on: bool) -> None:
        self.time.setEnabled(on)
        self.changed.emit()


class LeftRow(QWidget):
    """A post that a platform still has, with its link and why it could not be taken back."""

    def __init__(self, shell: Shell, delivery: Delivery, title: str, zone: str) -> None:
        super().__init__()
        look, now = shell.look, shell.desk.now()
        at = texts.when(delivery.scheduled or delivery.due, zone, now)
        said = f"„{_short(title)}“ erscheint dort {at}, {_name(shell, delivery)}."
        if delivery.problem is not None:
            said += f" {texts.PROBLEMS[delivery.problem][0]}"
        if delivery.wish is not None:
            said += " AmtDesk versucht weiter, ihn zurückzunehmen."
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setColumnStretch(0, 1)
        self.words = dialogs.plain(look, said, points=9)
        grid.addWidget(self.words, 0, 0)
        account = shell.desk.accounts.get(delivery.account_id)
        link = delivery.url or (account.url if account is not None else "")
        if link:
            self.page = dialogs.push(look, "Dort ansehen")
            self.page.setIcon(look.icon("external-link", 16, "text"))
            self.page.setAccessibleName(f"Auf der Plattform ansehen: {_short(title)}")
            self.page.clicked.connect(lambda _checked=False: shell.open_link(link))
            grid.addWidget(self.page, 0, 1, Qt.AlignmentFlag.AlignVCenter)


def _name(shell: Shell, delivery: Delivery) -> str:
    account = shell.desk.accounts.get(delivery.account_id)
    return account.name if account is not None else "Entfernter Kanal"


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
