"""Trying an access in the background, and keeping it when a person says so."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.reach import Reach
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.accounts import Access, Tried


class Trial(QObject):
    """One try. Nothing is kept by it; after `drop` nothing is emitted."""

    #: what was tried
    ended = Signal(object)
    #: the error, and the way to the server as far as it was looked at
    failed = Signal(object, object)

    def __init__(self, shell: Shell, access: "Access", account_id: int | None) -> None:
        super().__init__()
        self._shell = shell
        self._access = access
        self._account_id = account_id
        self._dropped = False

    def start(self) -> None:
        """Begin; `ended` or `failed` follows."""
        desk, access, account_id = self._shell.desk, self._access, self._account_id

        def work() -> "Tried | tuple[AmtDeskError, Reach | None]":
            try:
                return desk.accounts.try_out(access, account_id)
            except AmtDeskError as error:
                return error, desk.connections.doctor.explain(error, access)

        self._shell.background.run(work, self._done, self._bad, side=True)

    def drop(self) -> None:
        """Nobody waits any more."""
        self._dropped = True

    def _done(self, result: "Tried | tuple[AmtDeskError, Reach | None]") -> None:
        if self._dropped:
            return
        if isinstance(result, tuple):
            self.failed.emit(*result)
        else:
            self.ended.emit(result)

    def _bad(self, error: Exception) -> None:
        if not self._dropped:
            self.failed.emit(error, None)
