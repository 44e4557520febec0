"""What a decision still needs: a day, an office, a reason."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from amtdesk.domain.contact import Contact
from amtdesk.domain.delivery import State
from amtdesk.ui.answers.words import REASONS
from amtdesk.ui.dialogs import HouseDialog
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.date_field import DateField
from amtdesk.ui.widgets.words import ink, text


class DayDialog(HouseDialog):
    """When the Anliegen comes back: a day is mandatory, one is proposed."""

    def __init__(self, parent: QWidget, look: Look, title: str, consequence: str, yes: str, day: date, today: date):
        super().__init__(parent, look, title)
        self.say(consequence, muted=True)
        self.day = DateField(QDate(day.year, day.month, day.day))
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("Wiedervorlage am")
        self.body.addWidget(_label(look, "Wiedervorlage am", self.day))
        self.body.addWidget(self.day)
        self.button("Abbrechen", safe=True, default=False)
        self.button(yes, primary=True, default=True).clicked.connect(self.accept)
        self.day.setFocus()

    def chosen(self) -> date:
        """The day."""
        picked = self.day.date()
        return date(picked.year(), picked.month(), picked.day())


class ReasonDialog(HouseDialog):
    """Why no answer is needed; one click on a common reason, or own words."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, look, "Keine Antwort nötig")
        self.say("Das Anliegen ist damit erledigt. Der Grund steht in seinem Verlauf.", muted=True)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(REASONS)
        self.reason.setAccessibleName("Grund")
        self.body.addWidget(_label(look, "Grund", self.reason))
        self.body.addWidget(self.reason)
        self.button("Abbrechen", safe=True, default=False)
        self.button("Keine Antwort nötig", primary=True, default=True).clicked.connect(self._done)

    def chosen(self) -> str:
        """The reason."""
        return self.reason.currentText().strip()

    def _done(self) -> None:
        if self.chosen():
            self.accept()


class PassOnDialog(HouseDialog):
    """Which office, until when, and the e-mail that is prepared for it."""

    def __init__(
        self, parent: QWidget, look: Look, contacts: Sequence[Contact], day: date, today: date, author: str
    ) -> None:
        super().__init__(parent, look, "An einen Fachbereich weitergeben")
        self.say("Das Mailprogramm öffnet sich mit dem fertigen Text. Abgeschickt wird dort.", muted=True)
        self._contacts = list(contacts)
        self.contact = QComboBox()
        self.contact.setEditable(True)
        self.contact.addItems([one.name for one in contacts])
        self.contact.setAccessibleName("Fachbereich")
        self.contact.currentTextChanged.connect(self._turned)
        self.email = QLineEdit()
        self.email.setPlaceholderText("bauhof@…")
        self.email.setAccessibleName("E-Mail-Adresse")
        self.wish = QPlainTextEdit()
        self.wish.setPlaceholderText("Was soll der Fachbereich tun?")
        self.wish.setAccessibleName("Bitte an den Fachbereich")
        self.wish.setFixedHeight(64)
        self.wish.setTabChangesFocus(True)
        self.day = DateField(QDate(day.year, day.month, day.day))
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("Rückmeldung bis")
        self.named = QCheckBox("Namen mitschicken")
        self.named.setVisible(bool(author))
        self.mail = QCheckBox("E-Mail vorbereiten")
        self.mail.setChecked(True)
        for words, field in (
            ("Fachbereich", self.contact),
            ("E-Mail-Adresse", self.email),
            ("Bitte", self.wish),
            ("Rückmeldung bis", self.day),
        ):
            self.body.addWidget(_label(look, words, field))
            self.body.addWidget(field)
        self.left = text(look, "In der Bitte ist noch etwas auszufüllen.", 9.5, wrap=True)
        ink(self.left, look, look.ink(State.AWAITING_APPROVAL))
        self.left.hide()
        self.body.addWidget(self.left)
        self.body.addWidget(self.mail)
        self.body.addWidget(self.named)
        self.button("Abbrechen", safe=True, default=False)
        self.button("Weitergeben", primary=True, default=True).clicked.connect(self._done)
        self._turned(self.contact.currentText())

    def known(self) -> Contact | None:
        """The office if it is on the list already."""
        name = self.contact.currentText().strip()
        return next((one for one in self._contacts if one.name == name), None)

    def until(self) -> date:
        """The day it comes back."""
        picked = self.day.date()
        return date(picked.year(), picked.month(), picked.day())

    def _turned(self, _name: str) -> None:
        found = self.known()
        if found is not None:
            self.email.setText(found.email)

    def _done(self) -> None:
        if "{{" in self.wish.toPlainText():
            self.wish.setFocus()
            self.left.show()
            self.fit()
        elif self.contact.currentText().strip():
            self.accept()


def _label(look: Look, words: str, field: QWidget) -> QLabel:
    label = text(look, words, 9, bold=True)
    label.setBuddy(field)
    return label
