"""„Alles anhalten?“ asks who and why; then nothing leaves any more."""

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui import dialogs, texts
from amtdesk.ui.shell import Shell

LONGEST = 300


class AskHold(dialogs.HouseDialog):
    """Esc changes nothing; Enter in the reason holds."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, shell.look, "Alles anhalten?", icon="player-pause", state=State.HELD)
        self.setWindowTitle("Alles anhalten")
        self._shell = shell
        self.what = self.say(
            "Ab sofort geht nichts mehr hinaus, auf keinem Kanal. Nichts wird gelöscht, Sie geben später frei."
        )
        self.reason, self.by = QLineEdit(), QLineEdit(shell.desk.offices.get().short_sign)
        self.reason.setMaxLength(LONGEST)
        self.reason.setPlaceholderText("zum Beispiel: schwerer Unfall auf der B 27")
        self.by.setMaxLength(40)
        form = QFormLayout()
        for words, field in (("Warum", self.reason), ("Kurzzeichen", self.by)):
            label = QLabel(words)
            label.setFont(shell.look.font(9.5))
            field.setFont(shell.look.font(9.5))
            label.setBuddy(field)
            field.setAccessibleName(words)
            form.addRow(label, field)
        self.body.addLayout(form)
        self.button("Abbrechen", safe=True, default=False)
        self.yes = self.button("Alles anhalten", primary=True, default=True)
        self.yes.clicked.connect(lambda _checked=False: self._hold())
        self.reason.textChanged.connect(lambda _text: self._check())
        self._check()
        self.reason.setFocus()
        shell.background.run(shell.desk.holding.would_hold, self._counted, side=True)

    def _counted(self, found: tuple[int, int, int]) -> None:
        posts, answers, away = found
        sentence = "Ab sofort geht nichts mehr hinaus, auf keinem Kanal. "
        if posts or answers:
            verb = "wird" if posts + answers == 1 else "werden"
            planned = [texts.count(posts, "geplanter Beitrag", "geplante Beiträge")] if posts else []
            held = [*planned, texts.count(answers, "Antwort", "Antworten")] if answers else planned
            sentence += f"{texts.listing(held)} {verb} angehalten. "
        if away:
            verb, it = ("liegt", "ihn") if away == 1 else ("liegen", "sie")
            sentence += (
                f"{texts.count(away, 'Beitrag', 'Beiträge')} {verb} schon auf einer Plattform, AmtDesk nimmt {it} dort "
                "zurück. "
            )
        self.what.setText(f"{sentence}Nichts wird gelöscht, Sie geben später frei.")
        self.fit()

    def _check(self) -> None:
        given = bool(self.reason.text().strip())
        self.yes.setEnabled(given)
        self.yes.setToolTip("" if given else "Bitte kurz sagen, warum.")

    def _hold(self) -> None:
        desk, reason, by = self._shell.desk, self.reason.text(), self.by.text()
        self.setEnabled(False)

        def done(_hold: object) -> None:
            self._shell.say("Alles ist angehalten.")
            desk.worker.poke()
            self.accept()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Das Anhalten ging nicht.")

        self._shell.background.run(lambda: desk.holding.hold(reason, by), done, failed)
