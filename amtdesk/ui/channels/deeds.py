"""What one can do with a channel besides checking it: connect, connect anew, rename, remove."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Clock
from amtdesk.ui import texts
from amtdesk.ui.channels.connect import ConnectDialog, connect_channel
from amtdesk.ui.channels.rename import RenameDialog
from amtdesk.ui.shell import Shell


class Deeds(QObject):
    """Opens the dialogs over a page and carries out what they bring."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell = shell
        self._page = page
        self.dialog: QDialog | None = None

    def connect_new(self) -> None:
        """Choose a kind, fill its form."""
        self.dialog = connect_channel(self._shell)

    def reconnect(self, account_id: int) -> None:
        """The same form with what is known, the secrets empty."""
        account = self._shell.desk.accounts.get(account_id)
        if account is None or account.kind not in self._shell.desk.accounts.kinds:
            return
        dialog = ConnectDialog(self._shell, account, self._page)
        dialog.connected.connect(self._connected_again)
        self._open(dialog)

    def rename(self, account_id: int) -> None:
        """Ask for another name."""
        account = self._shell.desk.accounts.get(account_id)
        if account is None:
            return
        dialog = RenameDialog(self._shell.look, account.name, self._page)
        dialog.named.connect(lambda name: self._rename(account, name))
        self._open(dialog)

    def remove(self, account_id: int) -> None:
        """Ask, say what becomes of its posts, and take it away."""
        from amtdesk.services.waiting import Waiting, waiting

        desk = self._shell.desk
        account = desk.accounts.get(account_id)
        if account is None:
            return
        hangs = waiting(desk.database).get(account_id, Waiting())
        consequence = removal(len(hangs.taken_back), len(hangs.away), len(hangs.uncertain))
        if not self._shell.ask(f"{account.name} entfernen?", consequence, "Kanal entfernen", destructive=True):
            return
        self._shell.background.run(
            lambda: desk.accounts.remove(account_id),
            lambda number: self._shell.say(_removed(account, number)),
            self._shell.trouble,
        )

    def choose_clock(self, account_id: int, platform: bool) -> None:
        """Who holds the clock from now on, of what is planned already too; „Rückgängig“ chooses back."""
        desk, shell = self._shell.desk, self._shell
        account = desk.accounts.get(account_id)
        if account is None:
            return

        def choose(platform: bool) -> None:
            desk.accounts.choose_clock(account_id, Clock.PLATFORM if platform else Clock.PC)
            desk.worker.poke()

        def undo() -> None:
            shell.background.run(lambda: choose(not platform), None, shell.trouble)

        said = "bekommt geplante Beiträge gleich" if platform else "bekommt Beiträge erst zum Termin"
        shell.background.run(
            lambda: choose(platform), lambda _: shell.say(f"{account.name} {said}.", undo), shell.trouble
        )

    def _rename(self, account: Account, name: str) -> None:
        rename, shell = self._shell.desk.accounts.rename, self._shell

        def undo() -> None:
            shell.background.run(lambda: rename(account.id, account.name), None, shell.trouble)

        shell.background.run(
            lambda: rename(account.id, name), lambda _: shell.say(f"{name} heißt jetzt so.", undo), shell.trouble
        )

    def _connected_again(self, account: Account) -> None:
        kind = self._shell.desk.accounts.kinds[account.kind]
        done = "ist gespeichert" if kind.by_hand else "ist neu verbunden. Wartende Beiträge gehen wieder hinaus"
        self._shell.say(f"{account.name} {done}.")

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()


def removal(taken_back: int, away: int, uncertain: int) -> str:
    """What removing a channel means for the posts on it."""
    parts = []
    if taken_back:
        number = texts.count(taken_back, "wartender Beitrag wird", "wartende Beiträge werden")
        parts.append(f"{number} dort nicht mehr veröffentlicht, sondern zurückgezogen.")
    if away:
        number = texts.count(away, "Beitrag ist", "Beiträge sind")
        parts.append(
            f"{number} schon bei der Plattform und erscheint trotzdem."
            if away == 1
            else f"{number} schon bei der Plattform und erscheinen trotzdem."
        )
    if uncertain:
        number = texts.count(uncertain, "Beitrag bleibt", "Beiträge bleiben")
        parts.append(f"{number} ungeklärt.")
    parts.append("Was veröffentlicht ist, bleibt online. Der Zugang wird auf diesem Rechner gelöscht.")
    parts.append("Das lässt sich nicht rückgängig machen; der Kanal kann aber neu verbunden werden.")
    return " ".join(parts)


def _removed(account: Account, number: int) -> str:
    if not number:
        return f"{account.name} ist entfernt."
    return f"{account.name} ist entfernt, {texts.count(number, 'Beitrag', 'Beiträge')} zurückgezogen."
