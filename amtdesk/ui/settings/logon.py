"""Einstellungen, Weiter senden: opening AmtDesk at logon, where the operating system has such an entry."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from amtdesk.domain.job import Registered
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text

_OTHER = (
    "Eingetragen, aber im Task-Manager von Windows abgeschaltet oder für einen anderen Ort. "
    "Das Häkchen erneuert den Eintrag."
)


class LogonSection(QWidget):
    """The box shows what Windows says; it is hidden where there is nothing to say."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.box = QCheckBox("AmtDesk beim Anmelden am Rechner öffnen")
        self.box.setFont(shell.look.font(9.5))
        self.box.clicked.connect(self._switch)
        self.state = text(shell.look, _OTHER, 9, muted=True, wrap=True)
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.state)
        self.hide()
        self.read()

    def read(self) -> None:
        """Ask Windows."""
        self._shell.background.run(self._shell.desk.jobs.logon.state, self._show, self._shell.trouble, side=True)

    def _switch(self, on: bool) -> None:
        logon = self._shell.desk.jobs.logon
        self.box.setEnabled(False)

        def done(state: Registered) -> None:
            self._show(state)
            self._shell.say("Einstellungen gespeichert.")

        def failed(error: Exception) -> None:
            self._shell.trouble(error)
            self.read()

        self._shell.background.run(lambda: logon.switch(on=on), done, failed, side=True)

    def _show(self, state: Registered) -> None:
        self.setVisible(state is not Registered.ABSENT)
        self.box.setEnabled(True)
        self.box.setChecked(state is Registered.ON)
        self.state.setVisible(state is Registered.OTHER)
