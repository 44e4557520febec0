"""What one can do with a channel besides checking it: connect, connect anew, rename, remove."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Clock
from amtdesk.ui import texts
from amtdesk.ui.channels.connect import ConnectDialog, connect_channel
from amtdesk.ui.channels.hosts import HostsDialog
from amtdesk.ui.channels.removing import RemoveDialog
from amtdesk.ui.channels.rename import RenameDialog
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.removal import Removed


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
        dialog = connect_anew(self._shell, account_id, self._page)
        if dialog is not None:
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
        rest = removal(len(hangs.away), len(hangs.uncertain))
        if not hangs.taken_back:
            if self._shell.ask(f"{account.name} entfernen?", rest, "Kanal entfernen", destructive=True):
                self._remove(account)
            return
        others = desk.connections.removal.others(account_id)
        dialog = RemoveDialog(self._shell.look, account, len(hangs.taken_back), rest, others, self._page)
        dialog.decided.connect(lambda fate, other: self._remove(account, fate, other))
        self._open(dialog)

    def show_hosts(self) -> None:
        """The list for the IT."""
        doctor = self._shell.desk.connections.doctor
        self._open(
            HostsDialog(self._shell.look, doctor.hosts(connected=True), doctor.hosts(connected=False), self._page)
        )

    def _remove(self, account: Account, fate: str = "withdraw", other: int | None = None) -> None:
        from amtdesk.services.removal import Fate

        removing = self._shell.desk.connections.removal
        self._shell.background.run(
            lambda: removing.remove(account.id, Fate(fate), other),
            lambda done: self._shell.say(removed(account.name, done)),
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

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def connect_anew(shell: Shell, account_id: int, page: QWidget) -> ConnectDialog | None:
    """The form of a channel with what is known, still to be opened; None when the channel is gone."""
    account = shell.desk.accounts.get(account_id)
    if account is None or account.removed or account.kind not in shell.desk.accounts.kinds:
        return None
    by_hand = shell.desk.accounts.kinds[account.kind].by_hand
    done = "ist gespeichert" if by_hand else "ist neu verbunden. Wartende Beiträge gehen wieder hinaus"
    dialog = ConnectDialog(shell, account, page)
    dialog.connected.connect(lambda kept: shell.say(f"{kept.name} {done}."))
    return dialog


def removal(away: int, uncertain: int) -> str:
    """What removing a channel means for what is no longer in our hands."""
    parts = []
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


def removed(name: str, done: "Removed") -> str:
    """What became of the posts of a channel that is gone."""
    parts = [
        texts.count(number, one, many)
        for number, one, many in (
            (done.moved, "Beitrag geht über einen anderen Kanal", "Beiträge gehen über einen anderen Kanal"),
            (done.by_hand, "Beitrag wird von Hand veröffentlicht", "Beiträge werden von Hand veröffentlicht"),
            (done.drafts, "Beitrag ist wieder Entwurf", "Beiträge sind wieder Entwürfe"),
            (done.withdrawn, "Beitrag zurückgezogen", "Beiträge zurückgezogen"),
        )
        if number
    ]
    return f"{name} ist entfernt{', ' if parts else ''}{texts.listing(parts)}."
