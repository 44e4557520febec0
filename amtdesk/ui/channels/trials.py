"""Checks of connections under way, and what they found."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Connection
from amtdesk.domain.errors import Problem
from amtdesk.domain.reach import Reach
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amtdesk.services.doctor import Checkup

#: The keyring of the system may ask or hang; after this (ms) the page says so.
PATIENCE = 8_000


class Trials(QObject):
    """Runs checks in the background; `changed` says that one began or ended."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.running: set[int] = set()
        self.found: dict[int, Connection] = {}
        self.ways: dict[int, Reach] = {}
        self.unexpected: dict[int, str] = {}

    def start(self, account_ids: "Iterable[int]") -> None:
        """Check these, except those being checked already."""
        for account_id in account_ids:
            if account_id not in self.running:
                self._start(account_id)
        self.changed.emit()

    def _start(self, account_id: int) -> None:
        self.running.add(account_id)
        self.found.pop(account_id, None)
        self.ways.pop(account_id, None)
        self.unexpected.pop(account_id, None)
        doctor = self._shell.desk.connections.doctor

        def good(checkup: "Checkup") -> None:
            if checkup.found is not None:
                self.found[account_id] = checkup.found
            if checkup.reach is not None:
                self.ways[account_id] = checkup.reach
            self._ended(account_id)

        def bad(error: Exception) -> None:
            self.unexpected[account_id] = f"{type(error).__name__}: {error}"
            self._ended(account_id)

        self._shell.background.run(lambda: doctor.check(account_id), good, bad, side=True)

    def _ended(self, account_id: int) -> None:
        self.running.discard(account_id)
        self.changed.emit()

    def trouble(self, account: Account) -> tuple[Problem, str] | None:
        """What the last check met, with its raw answer."""
        if account.id in self.unexpected:
            return Problem.UNEXPECTED, self.unexpected[account.id]
        return (account.problem, account.detail) if account.problem is not None else None
