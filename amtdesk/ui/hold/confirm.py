"""A restored or copied file: says plainly what happened, and lets the queue go on when a person confirms."""

from PySide6.QtWidgets import QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.hold import Cause, Freeze
from amtdesk.domain.today import Today
from amtdesk.ui import dialogs
from amtdesk.ui.hold import words
from amtdesk.ui.shell import Shell


class Confirm(dialogs.HouseDialog):
    """Esc and Enter as it opens leave everything standing still."""

    def __init__(self, shell: Shell, freeze: Freeze, today: Today, parent: QWidget | None = None) -> None:
        restored = freeze.cause is Cause.RESTORED
        title = "Diese Daten stammen aus einer Sicherung" if restored else "Diese Daten sind neu auf diesem Rechner"
        super().__init__(parent, shell.look, title, icon="database-export", state=State.HELD)
        self.setWindowTitle("Daten prüfen")
        self.setMinimumWidth(540)
        self._shell = shell
        self.say(words.frozen_story(freeze, today))
        self.then = self.say("Wenn Sie bestätigen, sendet ab jetzt dieser Rechner.")
        no = self.button("Noch nichts senden", safe=True)
        self.yes = self.button("Ab jetzt hier senden", primary=True)
        self.yes.clicked.connect(lambda _checked=False: self._confirm())
        no.setFocus()
        shell.background.run(shell.desk.frozen.waiting, self._counted, side=True)

    def _counted(self, found: tuple[int, int]) -> None:
        self.then.setText(f"Wenn Sie bestätigen, sendet ab jetzt dieser Rechner. {words.frozen_then(*found)}")
        self.fit()

    def _confirm(self) -> None:
        desk = self._shell.desk
        self.setEnabled(False)

        def done(_result: object) -> None:
            self._shell.say("Bestätigt. AmtDesk sieht zuerst nach, was schon online ist.")
            desk.worker.poke()
            self.accept()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Das ging nicht.")

        self._shell.background.run(desk.frozen.confirm, done, failed)
