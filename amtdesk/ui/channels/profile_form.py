"""The fields of a Kanal-Steckbrief."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.profile import Holder, Profile
from amtdesk.ui.channels import profile_words as words
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.date_field import DateField
from amtdesk.ui.widgets.words import button, text

#: Two people at least; the third line is for others.
_PEOPLE = (
    ("Person 1", "z. B. Frau Muster, Hauptamt"),
    ("Person 2, Vertretung", "z. B. Herr Beispiel, Bürgerbüro"),
    ("Weitere, Dienstleister", ""),
)
_MOST = 400


class ProfileForm(QWidget):
    """`edited` after each change."""

    edited = Signal()

    def __init__(self, look: Look, profile: Profile, *, familiar: bool, house_hours: str, today: date) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.purpose = self._words(
            "Wofür ist der Kanal da?", profile.purpose, "z. B. kurze Nachrichten für alle im Ort"
        )
        self.audience = self._line("Für wen?", profile.audience, "z. B. Familien, Vereine, Zugezogene")
        self.people = self._holders(profile)
        self.never = QCheckBox("noch nie")
        self.checked = DateField(QDate(today.year, today.month, today.day))
        self._checks(profile)
        self.imprint = self._line("Impressum, Link", profile.imprint, "https://www.musterbach.example/impressum")
        self.privacy = self._line("Datenschutz, Link", profile.privacy, "https://www.musterbach.example/datenschutz")
        self.netiquette = self._line(
            "Netiquette, Link", profile.netiquette, "https://www.musterbach.example/netiquette"
        )
        self.address = self._choice("Anrede", list(words.ADDRESSES.values()), int(familiar))
        self.hours = self._line("Servicezeiten", profile.hours, f"wie im Haus: {house_hours}" if house_hours else "")
        every = list(words.COMMENTS)
        self.comments = self._choice("Kommentare", list(words.COMMENTS.values()), every.index(profile.comments))
        self.contract = self._line(
            "Betreuung durch andere", profile.contract, "z. B. Agentur Nord, Vertrag vom 1.3.2026"
        )
        self._column.addStretch(1)

    def profile(self) -> Profile:
        """What stands in the fields."""
        day = self.checked.date()
        return Profile(
            purpose=self.purpose.toPlainText().strip(),
            audience=self.audience.text().strip(),
            holders=tuple(
                Holder(line.text().strip(), box.isChecked()) for line, box in self.people if line.text().strip()
            ),
            checked=None if self.never.isChecked() else date(day.year(), day.month(), day.day()),
            imprint=self.imprint.text().strip(),
            netiquette=self.netiquette.text().strip(),
            privacy=self.privacy.text().strip(),
            hours=self.hours.text().strip(),
            comments=list(words.COMMENTS)[self.comments.currentIndex()],
            contract=self.contract.text().strip(),
        )

    @property
    def familiar(self) -> bool:
        """Whether citizens are addressed with du."""
        return self.address.currentIndex() == 1

    def checked_today(self) -> None:
        """Somebody has just looked who may sign in."""
        self.never.setChecked(False)
        self.checked.setDate(QDate(self._today.year, self._today.month, self._today.day))

    def _label(self, said: str, field: QWidget) -> None:
        label = text(self._look, said, 9, bold=True)
        label.setBuddy(field)
        label.setContentsMargins(0, 7, 0, 0)
        field.setFont(self._look.font(9.5))
        field.setAccessibleName(said)
        self._column.addWidget(label)

    def _line(self, said: str, value: str, example: str) -> QLineEdit:
        line = QLineEdit(value)
        line.setMaxLength(_MOST)
        line.setPlaceholderText(example)
        line.textChanged.connect(self.edited)
        self._label(said, line)
        self._column.addWidget(line)
        return line

    def _words(self, said: str, value: str, example: str) -> QPlainTextEdit:
        field = QPlainTextEdit(value)
        field.setPlaceholderText(example)
        field.setTabChangesFocus(True)
        field.textChanged.connect(self.edited)
        self._label(said, field)
        field.setFixedHeight(2 * field.fontMetrics().lineSpacing() + 14)
        self._column.addWidget(field)
        return field

    def _choice(self, said: str, options: list[str], chosen: int) -> QComboBox:
        box = QComboBox()
        box.addItems(options)
        box.setCurrentIndex(chosen)
        box.currentIndexChanged.connect(lambda _row: self.edited.emit())
        self._label(said, box)
        self._column.addWidget(box)
        return box

    def _holders(self, profile: Profile) -> list[tuple[QLineEdit, QCheckBox]]:
        found = []
        kept = [*profile.holders, *[Holder("")] * len(_PEOPLE)]
        # one that a later version wrote is not lost
        more = (("Weitere", ""),) * max(0, len(profile.holders) - len(_PEOPLE))
        for (said, example), holder in zip((*_PEOPLE, *more), kept, strict=False):
            line = QLineEdit(holder.name)
            line.setMaxLength(_MOST)
            line.setPlaceholderText(example)
            line.textChanged.connect(self.edited)
            box = QCheckBox("zweiter Faktor")
            box.setFont(self._look.font(9.5))
            box.setChecked(holder.two_factor)
            box.setToolTip("Meldet sich mit Passwort und einem zweiten Nachweis an, etwa einer App")
            box.setAccessibleName(f"{said}: Anmeldung mit zweitem Faktor")
            box.toggled.connect(self.edited)
            self._label(f"Zugang: {said}", line)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(line, 1)
            row.addWidget(box)
            self._column.addLayout(row)
            found.append((line, box))
        return found

    def _checks(self, profile: Profile) -> None:
        self.checked.setMaximumDate(self.checked.date())
        self.checked.lineEdit().setStyleSheet("padding-left: 5px")
        self.checked.setMinimumWidth(self.checked.sizeHint().width() + 12)
        if profile.checked is not None:
            self.checked.setDate(QDate(profile.checked.year, profile.checked.month, profile.checked.day))
        self.never.setFont(self._look.font(9.5))
        self.never.setChecked(profile.checked is None)
        self.checked.setEnabled(profile.checked is not None)
        self.never.toggled.connect(lambda on: self.checked.setEnabled(not on))
        self.never.toggled.connect(self.edited)
        self.checked.dateChanged.connect(lambda _day: self.edited.emit())
        self.now = button(self._look, "Heute geprüft", "check")
        self.now.clicked.connect(self.checked_today)
        self._label("Zugänge zuletzt geprüft", self.checked)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.checked)
        row.addWidget(self.never)
        row.addStretch(1)
        row.addWidget(self.now)
        self._column.addLayout(row)
