"""A backup that does not work is said once, quietly; what lasts stands on Heute and in Einstellungen."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from amtdesk.services.changes import Kind
from amtdesk.services.safekeeping import Place, Trouble
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell

_PLACES = {Place.FIRST: "Die Sicherung gelingt gerade nicht.", Place.SECOND: "Zweiter Ordner der Sicherung:"}


class BackupNews(QObject):
    """Listens as long as the window lives."""

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell = shell
        shell.changed.connect(self._told)

    def _told(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and Kind.BACKUPS in kinds:
            self._shell.background.run(self._shell.desk.safekeeping.news, self._say, side=True)

    def _say(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._shell.say(
                f"{_PLACES[trouble.place]} {texts.PROBLEMS[trouble.problem][0]} AmtDesk versucht es weiter."
            )
