"""A newer version is said once, quietly; what is offered stands in Einstellungen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from amtdesk.services.changes import Kind
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.domain.release import Release


class UpdateNews(QObject):
    """Listens as long as the window lives."""

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell = shell
        shell.changed.connect(self._told)

    def _told(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and Kind.UPDATES in kinds:
            self._shell.background.run(self._shell.desk.updates.news, self._say)

    def _say(self, offered: "Release | None") -> None:
        if offered is not None:
            self._shell.say(f"AmtDesk {offered.version} ist da. Mehr dazu unten in den Einstellungen.")
