"""Einstellungen: the Gemeinde, its Servicezeiten, the round, the backup. What is changed is kept at once."""

import re
from datetime import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.schedule import local
from amtdesk.domain.settings import LAENDER, Office
from amtdesk.ui.hours import HoursForm
from amtdesk.ui.settings.away import AwayForm
from amtdesk.ui.settings.backup import BackupSection
from amtdesk.ui.settings.learnt import LearntSection
from amtdesk.ui.settings.running import RunningSection
from amtdesk.ui.settings.updates import UpdatesSection
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import hairline, text

AFTER = 700
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
WIDEST = 640


class SettingsPage(QWidget):
    """One column; every field keeps itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = shell.look
        office = shell.desk.offices.get()
        self._kept = office
        self.name = QLineEdit(office.name)
        self.name.setPlaceholderText("Gemeinde Musterbach")
        self.land = QComboBox()
        self.land.addItem("nicht angegeben", "")
        for code, word in LAENDER.items():
            self.land.addItem(word, code)
        self.land.setCurrentIndex(max(0, self.land.findData(office.land)))
        self.phone = QLineEdit(office.phone)
        self.sign = QLineEdit(office.short_sign)
        self.sign.setPlaceholderText("z. B. ka")
        self.hours = HoursForm(look, office.hours)
        self.away = AwayForm(look, office.away, local(shell.desk.now(), office.zone).date())
        self.minutes = QSpinBox()
        self.minutes.setRange(5, 60)
        self.minutes.setSuffix(" Minuten")
        self.minutes.setValue(office.round_minutes)
        self.fetching = QSpinBox()
        self.fetching.setRange(0, 240)
        self.fetching.setSingleStep(15)
        self.fetching.setSuffix(" Minuten")
        self.fetching.setSpecialValueText("nur beim Start, vor der Runde und mit F5")
        self.fetching.setValue(office.fetch_minutes)
        self.slots = QLineEdit(_slots_text(office.round_slots))
        self.slots.setPlaceholderText("wenn der Tag beginnt; sonst zum Beispiel 8:15, 11:30; „nie“")
        self._wrong = text(look, "Eine Servicezeit endet, bevor sie beginnt. Bitte berichtigen.", wrap=True)
        self._wrong.hide()
        self.running = RunningSection(shell)
        self.learnt = LearntSection(shell)
        self.backup = BackupSection(shell)
        self.updates = UpdatesSection(shell)
        self._lay_out()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(AFTER)
        self._delay.timeout.connect(self.save)
        for field in (self.name, self.phone, self.sign, self.slots):
            field.textEdited.connect(lambda _text: self._delay.start())
        self.land.activated.connect(lambda _index: self._delay.start())
        for number in (self.minutes, self.fetching):
            number.valueChanged.connect(lambda _value: self._delay.start())
        self.hours.changed.connect(self._delay.start)
        self.away.changed.connect(self._delay.start)

    def office(self) -> Office | None:
        """The office as the fields say, or None while a span ends before it begins."""
        hours = self.hours.hours
        if hours is None:
            return None
        return self._kept._replace(
            name=self.name.text().strip(),
            land=self.land.currentData(),
            phone=self.phone.text().strip(),
            short_sign=self.sign.text().strip(),
            hours=hours,
            away=self.away.days,
            round_minutes=self.minutes.value(),
            fetch_minutes=self.fetching.value(),
            round_slots=_slots(self.slots.text()),
            set_up=True,
        )

    def save(self) -> None:
        """Keep what the fields say, if it is something new."""
        office, before = self.office(), self._kept
        self._wrong.setVisible(office is None)
        if office is None or office == before:
            return
        self._kept = office
        offices = self._shell.desk.offices
        self._shell.background.run(
            lambda: offices.save(office),
            lambda _done: self._shell.say("Einstellungen gespeichert.", undo=lambda: self._take_back(before)),
            lambda error: self._shell.trouble(error, "Die Einstellungen ließen sich nicht speichern."),
        )

    def _take_back(self, before: Office) -> None:
        self._kept = before
        offices = self._shell.desk.offices
        self._shell.background.run(lambda: offices.save(before), lambda _done: self._fill(before))

    def _fill(self, office: Office) -> None:
        self.name.setText(office.name)
        self.phone.setText(office.phone)
        self.away.fill(office.away, local(self._shell.desk.now(), office.zone).date())
        self.sign.setText(office.short_sign)
        self.land.setCurrentIndex(max(0, self.land.findData(office.land)))
        self.minutes.setValue(office.round_minutes)
        self.fetching.setValue(office.fetch_minutes)
        self.slots.setText(_slots_text(office.round_slots))
        self._delay.stop()

    def _lay_out(self) -> None:
        look = self._shell.look
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        # else the scroll area takes the height of a narrower column, and leaves room below
        inside.setMinimumHeight(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        column.addWidget(text(look, "Einstellungen", 15, bold=True))
        column.addWidget(text(look, "Änderungen werden sofort gespeichert.", 9.5, muted=True))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for label, field in (
            ("&Gemeinde", self.name),
            ("&Land", self.land),
            ("&Telefon", self.phone),
            ("&Kürzel unter Antworten", self.sign),
        ):
            form.addRow(label, field)
        column.addLayout(form)
        self._section(column, "Servicezeiten", "In diesen Zeiten schlägt AmtDesk Termine vor.")
        column.addWidget(self.hours)
        column.addWidget(self._wrong)
        column.addWidget(self.away)
        note = "Vor freien Tagen und Abwesenheit zeigt Heute, was am Rechner hängt."
        column.addWidget(text(self._shell.look, note, 9.5, muted=True, wrap=True))
        self._section(column, "Community-Runde", "Abgerufen wird nur in der Servicezeit.")
        round_form = QFormLayout()
        round_form.setHorizontalSpacing(16)
        round_form.addRow("&Dauer", self.minutes)
        round_form.addRow("&Erinnern um", self.slots)
        round_form.addRow("&Abrufen alle", self.fetching)
        column.addLayout(round_form)
        self._section(
            column, "Vorschläge für Antworten", "Wählen Sie einen anderen Textbaustein, merkt sich AmtDesk das."
        )
        column.addWidget(self.learnt)
        self._section(column, "Weiter senden", "")
        column.addWidget(self.running)
        self._section(column, "Sicherung", "Einmal am Tag und vor jeder Aktualisierung wird von selbst gesichert.")
        column.addWidget(self.backup)
        self._section(column, "Neue Fassungen", "")
        column.addWidget(self.updates)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _section(self, column: QVBoxLayout, title: str, words: str) -> None:
        look = self._shell.look
        column.addSpacing(8)
        column.addWidget(hairline())
        column.addWidget(text(look, title, 10.5, bold=True))
        if words:
            column.addWidget(text(look, words, 9.5, muted=True, wrap=True))


def _slots_text(slots: tuple[time, ...] | None) -> str:
    if slots is None:
        return ""
    return ", ".join(f"{slot.hour}:{slot.minute:02d}" for slot in slots) or "nie"


def _slots(said: str) -> tuple[time, ...] | None:
    """`8:15, 11.30 Uhr` as times; nothing is the usual one, „nie“ none, and what is no time is passed over."""
    if not said.strip():
        return None
    found = [(int(hour), int(minute or 0)) for hour, minute in _TIME.findall(said)]
    return tuple(sorted({time(hour, minute) for hour, minute in found if hour < 24 and minute < 60}))
