"""Einstellungen, Weiter senden: what closing the window means, and the operating system's own timer."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.job import EVERY_MINUTES, JobState, Registered
from amtdesk.ui.leaving import KEEP
from amtdesk.ui.settings.logon import LogonSection
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, ink, text

_STATES = {
    Registered.ON: f"Eingetragen: alle {EVERY_MINUTES} Minuten wird gesendet, was fällig ist.",
    Registered.OFF: "Nicht eingetragen: Ist AmtDesk beendet, wird nichts gesendet.",
    Registered.OTHER: "Eingetragen, aber abgeschaltet oder von einer älteren Fassung.",
    Registered.ABSENT: "Dieser Rechner hat keine Aufgabenplanung, die AmtDesk kennt.",
}


class RunningSection(QWidget):
    """The boxes show what is true, not what was once chosen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        look = shell.look
        self.logon = LogonSection(shell)
        self.keep = QCheckBox("Beim Schließen des Fensters weiter senden (Zeichen neben der Uhr)")
        self.keep.setChecked(shell.desk.offices.recall(KEEP, True))
        self.keep.clicked.connect(self._keep)
        self.job = QCheckBox("Auch senden, wenn AmtDesk beendet ist")
        self.wake = QCheckBox("Den Rechner dafür aus dem Energiesparen wecken")
        self.job.clicked.connect(lambda on: self._switch(on=on, wake=self.wake.isChecked()))
        self.wake.clicked.connect(lambda on: self._switch(on=True, wake=on))
        self.state = text(look, "Wird nachgesehen …", 9.5, wrap=True)
        self.renew = button(look, "Neu eintragen")
        self.renew.clicked.connect(lambda _checked=False: self._switch(on=True, wake=self.wake.isChecked()))
        self.show_files = button(look, "Für die IT kopieren")
        self.show_files.clicked.connect(lambda _checked=False: self._copy())
        for box in (self.keep, self.job, self.wake):
            box.setFont(look.font(9.5))
        self._lay_out()
        self._offer(None)
        self.read()

    def read(self) -> None:
        """Ask the operating system."""
        self._ask(self._shell.desk.jobs.state)

    def _lay_out(self) -> None:
        look = self._shell.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.logon)
        column.addWidget(self.keep)
        column.addSpacing(4)
        column.addWidget(self.job)
        inner = QHBoxLayout()
        inner.setContentsMargins(22, 0, 0, 0)
        inner.addWidget(self.wake)
        column.addLayout(inner)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.renew)
        row.addWidget(self.show_files)
        row.addStretch(1)
        column.addLayout(row)
        why = "Trägt AmtDesk in die Aufgabenplanung dieses Rechners ein, ohne Administratorrechte. Sie müssen dafür am "
        why += "Rechner angemeldet sein, gesperrt darf er sein. Auch bei offenem Fenster wird nie doppelt gesendet."
        column.addWidget(text(look, why, 9, muted=True, wrap=True))

    def _keep(self, on: bool) -> None:
        offices = self._shell.desk.offices
        self._shell.background.run(
            lambda: offices.remember(KEEP, on), lambda _done: self._shell.say("Einstellungen gespeichert.")
        )

    def _switch(self, *, on: bool, wake: bool) -> None:
        jobs = self._shell.desk.jobs
        self._ask(
            lambda: jobs.switch_on(wake=wake) if on else jobs.switch_off(),
            "Einstellungen gespeichert.",
        )

    def _ask(self, work: Callable[[], JobState], said: str = "") -> None:
        self._offer(None)

        def done(state: JobState) -> None:
            self._offer(state)
            if said:
                self._shell.say(said)

        def failed(error: Exception) -> None:
            self._shell.trouble(error)
            # the boxes show again what is true
            if said:
                self.read()

        self._shell.background.run(work, done, failed, side=True)

    def _offer(self, state: JobState | None) -> None:
        """As the operating system says; while it is asked nothing can be pressed."""
        there = state is not None and state.registered is not Registered.ABSENT
        on = state is not None and state.registered in (Registered.ON, Registered.OTHER)
        self.job.setEnabled(there)
        self.wake.setEnabled(there and on)
        self.renew.setVisible(state is not None and state.registered is Registered.OTHER)
        self.show_files.setVisible(there)
        if state is None:
            return
        self.job.setChecked(on)
        self.wake.setChecked(state.wakes)
        self.wake.setVisible(state.can_wake)
        self.state.setText(_STATES[state.registered])
        look = self._shell.look
        ink(self.state, look, look.alarm if state.registered is Registered.OTHER else "text")

    def _copy(self) -> None:
        files = self._shell.desk.jobs.files()
        QGuiApplication.clipboard().setText("\n".join(f"# {name}\n{said}" for name, said in files.items()))
        self._shell.say("Was eingetragen wird, liegt in der Zwischenablage.")
