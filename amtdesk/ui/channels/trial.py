"""Trying an access and keeping it, in the background; what nobody waits for any more is taken back."""

from PySide6.QtCore import QObject, Signal

from amtdesk.domain.account import Account
from amtdesk.ui.channels.form import AccessForm
from amtdesk.ui.shell import Shell


class Trial(QObject):
    """One try of what stands in a form. After `drop` nothing is emitted."""

    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, form: AccessForm, account: Account | None) -> None:
        super().__init__()
        self._shell = shell
        self._account = account
        self._dropped = False
        # taken from the widgets here, on the GUI thread
        self._typed = (form.kind.name, form.name(), form.url(), form.settings(), form.secrets())

    def start(self) -> None:
        """Begin; `ended` or `failed` follows."""
        from amtdesk.services.accounts import Access

        accounts = self._shell.desk.accounts
        access = Access(*self._typed)
        account = self._account
        self._typed = ("", "", "", {}, {})

        def work() -> Account:
            if account is not None:
                return accounts.reconnect(account.id, access)
            made = accounts.add(access)
            if self._dropped:
                accounts.remove(made.id)
            return made

        self._shell.background.run(work, self._good, self._bad, side=True)

    def drop(self) -> None:
        """Nobody waits any more."""
        self._dropped = True

    def _good(self, account: Account) -> None:
        if not self._dropped:
            self.ended.emit(account)
        elif self._account is not None:
            self._shell.say(f"{account.name} war schon neu verbunden.")

    def _bad(self, error: Exception) -> None:
        if not self._dropped:
            self.failed.emit(error)
