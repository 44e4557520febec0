"""After publishing: another text, or away with it, on the platform itself; each says first what will happen there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.finding import Note
from amtdesk.domain.public_place import PublicPlace
from amtdesk.ui import dialogs, texts
from amtdesk.ui.shell import Shell

#: What a change does there, by kind of channel.
_EDITS = {
    "mastodon": "Der Beitrag bleibt, Mastodon zeigt ihn sichtbar als bearbeitet. Wer ihn geteilt hat, erfährt davon.",
    "facebook": "Der Beitrag bleibt. Facebook zeigt unter „Bearbeitungsverlauf“, was vorher dastand, und lässt "
    "nur Beiträge ändern, die AmtDesk veröffentlicht hat.",
    "linkedin": "Der Beitrag bleibt, LinkedIn zeigt ihn als bearbeitet. Bilder bleiben.",
    "telegram": "Die Nachricht bleibt, Telegram zeigt sie als bearbeitet. Eine neue Benachrichtigung gibt es nicht.",
    "wordpress": "Der Artikel bleibt unter derselben Adresse und bekommt den neuen Text.",
}
_NO_EDIT = "Dieser Kanal lässt Texte nachträglich nicht ändern. Möglich ist nur, dort zu löschen und neu zu schreiben."
_UNKNOWN = (
    "Der Beitrag wurde von Hand veröffentlicht, und sein Link verrät AmtDesk nicht, welcher es dort ist. "
    "Bitte ändern oder löschen Sie ihn auf der Plattform selbst."
)
_LOST = "Ob es geklappt hat, ist nicht bekannt. Bitte dort nachsehen; ein zweiter Versuch schadet nicht."


def change_text(shell: Shell, delivery_id: int, post_id: int, parent: QWidget) -> None:
    """Look what can be done there, then ask for the new words."""

    def found(places: list[PublicPlace]) -> None:
        place = _of(places, delivery_id)
        if place is not None:
            ChangeText(shell, place, parent).open()

    afterwards = shell.desk.afterwards
    shell.background.run(lambda: afterwards.places(post_id), found, shell.trouble, side=True)


def take_down(shell: Shell, delivery_id: int, post_id: int) -> None:
    """Ask, naming the channel, then delete it there."""
    afterwards = shell.desk.afterwards

    def gone(sure: bool) -> None:
        shell.say("Auf der Plattform gelöscht." if sure else _LOST)

    def found(places: list[PublicPlace]) -> None:
        place = _of(places, delivery_id)
        if place is None:
            return
        name = place.account.name
        if not place.may_withdraw:
            why = _UNKNOWN if place.unknown_there else "Das lässt dieser Kanal oder dieser Zugang nicht zu."
            shell.say(f"{name}: {why}")
            return
        consequence = (
            "Er verschwindet dort mit Kommentaren und Reaktionen. Das lässt sich nicht rückgängig machen. "
            "Der Text bleibt in AmtDesk, der Verlauf hält fest, wer wann gelöscht hat."
        )
        if shell.ask(f"Den Beitrag auf {name} löschen?", consequence, f"Auf {name} löschen", destructive=True):
            shell.background.run(lambda: afterwards.withdraw(delivery_id), gone, shell.trouble)

    shell.background.run(lambda: afterwards.places(post_id), found, shell.trouble, side=True)


class ChangeText(dialogs.HouseDialog):
    """What stands there now, and below it the new words; sent in the background."""

    def __init__(self, shell: Shell, place: PublicPlace, parent: QWidget | None = None) -> None:
        name = place.account.name
        super().__init__(parent, shell.look, f"Text auf {name} nachträglich ändern", icon="pencil", state=State.PLANNED)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._shell, self._place = shell, place
        self.say(what_happens(place))
        self.before, self.after = self._field("Bisher", 3), self._field("Neu", 6)
        self.before.setReadOnly(True)
        self.problem = self.say("")
        self.problem.hide()
        self.button("Abbrechen" if place.may_edit else "Schließen", safe=True, default=not place.may_edit)
        self.send = self.button(f"Auf {name} ändern", primary=True)
        self.send.clicked.connect(lambda _checked=False: self._send())
        self.after.textChanged.connect(self._typed)
        self._typed()
        for one in (self.after, self.send):
            one.setVisible(place.may_edit)
        self.after.setFocus()

    def _field(self, words: str, lines: int) -> QPlainTextEdit:
        if words == "Bisher" or self._place.may_edit:
            self.say(words, muted=True)
        made = QPlainTextEdit(self._place.text)
        made.setFont(self.look.font(9.5))
        made.setTabChangesFocus(True)
        made.setAccessibleName(words)
        made.setFixedHeight(lines * made.fontMetrics().lineSpacing() + 14)
        self.body.addWidget(made)
        return made

    def _typed(self) -> None:
        words = self.after.toPlainText().strip()
        self.send.setEnabled(bool(words) and words != self._place.text)
        self.problem.hide()

    def _send(self) -> None:
        afterwards, words = self._shell.desk.afterwards, self.after.toPlainText()
        self.send.setEnabled(False)
        delivery_id = self._place.delivery.id
        self._shell.background.run(lambda: afterwards.edit(delivery_id, words), self._sent, self._refused)

    def _sent(self, sure: bool) -> None:
        if sure:
            self._shell.say(f"Auf {self._place.account.name} geändert.")
            self.accept()
        else:
            self._refuse(_LOST)

    def _refused(self, error: Exception) -> None:
        notes: list[Note] = getattr(error, "notes", [])
        self._refuse(" ".join(texts.finding(note) for note in notes) or " ".join(texts.sentences(error)))

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.send.setEnabled(True)
        self.fit()


def what_happens(place: PublicPlace) -> str:
    """What a change does on this channel, or why there is none."""
    if place.unknown_there:
        return _UNKNOWN
    if not place.may_edit:
        return _NO_EDIT
    return _EDITS.get(place.kind.name, "Der Beitrag bleibt und bekommt den neuen Text. Bilder bleiben.")


def _of(places: list[PublicPlace], delivery_id: int) -> PublicPlace | None:
    return next((one for one in places if one.delivery.id == delivery_id), None)
