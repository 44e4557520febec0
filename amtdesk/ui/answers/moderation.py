"""The ladder of moderation: one clause, one reason, one person; under twenty seconds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from amtdesk.domain.inquiry import Decided, Inquiry, Line
from amtdesk.domain.measure import NEEDS_APPROVAL, Measure, Rung
from amtdesk.ui import texts
from amtdesk.ui.answers.words import calm
from amtdesk.ui.dialogs import HouseDialog, agreed
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text

RUNGS = {
    Rung.HINT: "Hinweis geben",
    Rung.HIDE: "Ausblenden",
    Rung.DELETE: "Löschen",
    Rung.BLOCK: "Sperren",
}
CLAUSES = (
    "Beleidigung",
    "Drohung",
    "Hetze oder Diskriminierung",
    "Aufruf zu Gewalt",
    "strafbarer Inhalt",
    "persönliche Daten Dritter",
    "sexuelle Anspielung",
    "Werbung oder Schadsoftware",
    "fremdes Urheberrecht",
)
_CONSEQUENCES = {
    Rung.HINT: "Es ändert sich nichts an dem Kommentar. Den Hinweis schreiben Sie als Antwort.",
    Rung.HIDE: "Der Kommentar ist für andere nicht mehr zu sehen. Das lässt sich zurücknehmen.",
    Rung.DELETE: "Der Kommentar wird gelöscht. Das lässt sich nicht zurücknehmen, sein Wortlaut bleibt im Protokoll.",
    Rung.BLOCK: "Die Person kann bei uns nichts mehr schreiben. Letztes Mittel, mit Hinweis auf den Rechtsweg.",
}
#: Why nothing is hidden there, by kind of channel; a person cannot do it either.
_NO_HIDING = {
    "mastodon": "Auf Mastodon lassen sich fremde Antworten nicht ausblenden, auch nicht von Hand: Sie liegen auf dem "
    "Server der anderen. Dort können Sie sie melden.",
    "linkedin": "LinkedIn kennt kein Ausblenden, nur Löschen.",
    "telegram": "Telegram kennt kein Ausblenden, nur Löschen.",
}


class ModerationDialog(HouseDialog):
    """Which message, which step, by which clause of the Netiquette."""

    def __init__(self, shell: Shell, parent: QWidget, inquiry: Inquiry, lines: Sequence[Line]) -> None:
        super().__init__(parent, shell.look, "Moderieren, mit Protokoll")
        self._shell, self._inquiry, self._lines = shell, inquiry, list(lines)
        self.message = QComboBox()
        for line in self._lines:
            said = " ".join(calm(line.text, 80).split())
            self.message.addItem(f"{calm(line.author, 30) or 'Ohne Namen'}: {said}")
        self.message.setCurrentIndex(len(self._lines) - 1)
        self.rung = QComboBox()
        for rung, said in RUNGS.items():
            self.rung.addItem(said, rung)
        self.rung.setCurrentIndex(1)
        self.clause = QComboBox()
        self.clause.addItems(CLAUSES)
        self.reason = QLineEdit()
        self.approved = QLineEdit()
        self._approved_label = text(shell.look, "Zugestimmt hat (Leitung)", 9, bold=True)
        self.consequence = self.say("", muted=True)
        for said, field in (
            ("Kommentar", self.message),
            ("Stufe", self.rung),
            ("Regel der Netiquette", self.clause),
            ("Begründung (freiwillig)", self.reason),
        ):
            label = text(shell.look, said, 9, bold=True)
            label.setBuddy(field)
            field.setAccessibleName(said)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self._approved_label.setBuddy(self.approved)
        self.approved.setAccessibleName("Zugestimmt hat")
        self.body.addWidget(self._approved_label)
        self.body.addWidget(self.approved)
        self.button("Abbrechen", safe=True, default=True)
        self.yes = self.button("Ausblenden", primary=True)
        self.yes.clicked.connect(self.accept)
        self.rung.currentIndexChanged.connect(self._turned)
        self.approved.textChanged.connect(self._turned)
        self._turned()

    def chosen(self) -> Rung:
        """The step."""
        rung = self.rung.currentData()
        return rung if isinstance(rung, Rung) else Rung.HIDE

    def line(self) -> Line:
        """The message."""
        return self._lines[self.message.currentIndex()]

    def _turned(self, *_changed: object) -> None:
        rung = self.chosen()
        needs = rung in NEEDS_APPROVAL
        self._approved_label.setVisible(needs)
        self.approved.setVisible(needs)
        able = rung is Rung.HINT or self._shell.desk.moderation.able(self._inquiry, rung)
        self.consequence.setText(_CONSEQUENCES[rung] if able else self._by_hand(rung))
        self.yes.setText(RUNGS[rung] if able else "Von Hand getan, protokollieren")
        self.yes.setEnabled(not needs or bool(self.approved.text().strip()))
        self.fit()

    def _by_hand(self, rung: Rung) -> str:
        """Why AmtDesk cannot do it, and what it can do instead."""
        desk, inquiry = self._shell.desk, self._inquiry
        account = desk.accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        lacks = desk.moderation.lacks(inquiry, rung)
        never = _NO_HIDING.get(account.kind if account is not None and rung is Rung.HIDE and not lacks else "")
        why = f"Dem Zugang fehlt dafür die Berechtigung {lacks}" if lacks else "Hier kann das kein Programm"
        said = never or f"{why}: bitte auf der Plattform tun, das Protokoll entsteht trotzdem."
        others = [words for one, words in RUNGS.items() if one is not Rung.HINT and desk.moderation.able(inquiry, one)]
        also = f" AmtDesk kann hier: {texts.listing(others)}." if others else ""
        return f"{said}{also} Was Sie dort selbst tun, hält das Protokoll fest." if never else f"{said}{also}"


def moderate(shell: Shell, parent: QWidget, inquiry: Inquiry, round_id: int | None) -> None:
    """Ask, record, do; the platform is told in the background and says so when it refuses."""
    foreign = [line for line in shell.desk.inbox.lines(inquiry.id) if not line.own]
    if not foreign:
        return
    dialog = ModerationDialog(shell, parent, inquiry, foreign)
    if not agreed(dialog):
        return
    moderation, line, rung = shell.desk.moderation, dialog.line(), dialog.chosen()
    clause, reason, approver = dialog.clause.currentText(), dialog.reason.text(), dialog.approved.text()

    def work() -> Decided:
        return moderation.take(inquiry.id, line, rung, clause, reason=reason, approved_by=approver, round_id=round_id)

    def done(_decided: Decided) -> None:
        hidden = rung is Rung.HIDE and moderation.able(inquiry, rung)
        undo = (lambda: show_again(shell, moderation.of(inquiry.id)[-1])) if hidden else None
        shell.say(f"{inquiry.number}: {RUNGS[rung]}, mit Protokoll.", undo)

    shell.background.run(work, done, lambda error: shell.trouble(error, "Das Protokoll ist angelegt."), side=True)


def hidden_now(shell: Shell, inquiry: Inquiry) -> list[Measure]:
    """What was hidden and not shown again."""
    every = shell.desk.moderation.of(inquiry.id)
    return [one for one in every if one.rung is Rung.HIDE and one.undone is None]


def show_again(shell: Shell, measure: Measure) -> None:
    """Undo hiding, on the platform too; the record keeps both."""
    moderation = shell.desk.moderation
    shell.background.run(
        lambda: moderation.show_again(measure.id),
        lambda _done: shell.say("Der Kommentar ist wieder zu sehen. Beides steht im Protokoll."),
        shell.trouble,
        side=True,
    )
