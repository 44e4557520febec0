"""The first start: Gemeinde and Land, Servicezeiten, first channel; each step can be skipped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.settings import LAENDER, Office
from amtdesk.ui import dialogs
from amtdesk.ui.hours import HoursForm
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell

PRACTICE, PRACTICE_NAME = "practice", "Übungskanal"
LATER = "Später, ich sehe mich erst um"
_TITLES = ("Für welche Gemeinde?", "Wann ist jemand da?", "Welcher Kanal zuerst?")
_WHY = (
    "Der Name steht im Fenster und in den Textbausteinen, das Land bestimmt die Feiertage.",
    "In diesen Zeiten schlägt AmtDesk Termine vor, damit jemand auf Antworten reagieren kann.",
    "Einer genügt, auch einer, den Sie von Hand bedienen. Weitere Kanäle kommen jederzeit unter „Kanäle“ dazu.",
)


def take_first_steps(shell: Shell, parent: QWidget) -> None:
    """Ask what the program needs to know of the office."""
    dialogs.agreed(FirstSteps(shell, parent))


class FirstSteps(dialogs.HouseDialog):
    """Each step is saved as it is left; Esc leaves the rest for later."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, shell.look, _TITLES[0])
        self.setWindowTitle("AmtDesk einrichten")
        self.setMinimumWidth(520)
        self._shell = shell
        office = shell.desk.offices.get()
        self.progress = dialogs.plain(shell.look, "", points=9, muted=True)
        self.why = dialogs.plain(shell.look, "", muted=True)
        self.place = PlaceStep(shell.look, office)
        self.times = TimesStep(shell.look, office)
        self.channel = ChannelStep(shell)
        self.steps = QStackedWidget()
        for step in (self.place, self.times, self.channel):
            self.steps.addWidget(step)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.why)
        self.body.addWidget(self.steps, 1)
        self.back = self.button("Zurück")
        self.back.clicked.connect(lambda _checked=False: self._go(self.steps.currentIndex() - 1))
        self.skip = self.button("Überspringen")
        self.skip.clicked.connect(lambda _checked=False: self._skip())
        self.next = self.button("Weiter", primary=True)
        self.next.setAutoDefault(True)
        self.next.setDefault(True)
        self.next.clicked.connect(lambda _checked=False: self._next())
        self.times.form.changed.connect(self._check)
        self._go(0)

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.title.setText(_TITLES[step])
        self.why.setText(_WHY[step])
        self.progress.setText(f"Schritt {step + 1} von {len(_TITLES)}")
        self.setAccessibleDescription(f"{self.progress.text()}: {_TITLES[step]}")
        self.back.setVisible(step > 0)
        last = step == len(_TITLES) - 1
        self.skip.setVisible(not last)
        self.next.setText("Fertig" if last else "Weiter")
        self._check()
        first: QWidget = (self.place.name, self.times.form, self.channel.first)[step]
        first.setFocus()

    def _check(self) -> None:
        wrong = self.steps.currentIndex() == 1 and self.times.form.hours is None
        self.next.setEnabled(not wrong)
        self.times.wrong.setVisible(wrong)

    def _skip(self) -> None:
        self._go(self.steps.currentIndex() + 1)

    def _next(self) -> None:
        step = self.steps.currentIndex()
        if step == 0:
            self._save({"name": self.place.name.text().strip(), "land": self.place.land.currentData()}, step)
        elif step == 1:
            self._save({"hours": self.times.form.hours}, step)
        else:
            self._finish()

    def _save(self, values: dict[str, Any], step: int) -> None:
        offices = self._shell.desk.offices
        self._work(lambda: offices.change(**values), lambda: self._go(step + 1))

    def _finish(self) -> None:
        desk, kind, practice = self._shell.desk, self.channel.kind, self.channel.practice_wanted

        def work() -> None:
            if practice and not any(one.kind == PRACTICE for one in desk.accounts.every()):
                from amtdesk.services.accounts import Access

                desk.accounts.add(Access(PRACTICE, PRACTICE_NAME, "", {}, {}))
            desk.offices.change(set_up=True)

        def then() -> None:
            self.accept()
            if kind is not None:
                self._shell.connect_channel(kind)
            else:
                self._shell.say("AmtDesk ist eingerichtet.")

        self._work(work, then)

    def _work(self, work: Callable[[], object], then: Callable[[], None]) -> None:
        self.next.setEnabled(False)

        def failed(error: Exception) -> None:
            self.next.setEnabled(True)
            self._shell.trouble(error, "Das ließ sich nicht speichern.")

        self._shell.background.run(work, lambda _result: then(), failed)


class PlaceStep(QWidget):
    """Name of the Gemeinde and its Land."""

    def __init__(self, look: Look, office: Office) -> None:
        super().__init__()
        form = QFormLayout(self)
        form.setContentsMargins(0, 6, 0, 0)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        self.name = QLineEdit(office.name)
        self.name.setFont(look.font(10))
        self.name.setPlaceholderText("zum Beispiel Gemeinde Musterbach")
        self.name.setMaxLength(120)
        self.land = QComboBox()
        self.land.setFont(look.font(10))
        self.land.addItem("bitte wählen", "")
        for code, label in sorted(LAENDER.items(), key=lambda one: one[1]):
            self.land.addItem(label, code)
        self.land.setCurrentIndex(max(0, self.land.findData(office.land)))
        for words, field in (("&Gemeinde", self.name), ("&Land", self.land)):
            form.addRow(words, field)
            form.labelForField(field).setFont(look.font(9.5))
            field.setAccessibleName(words.replace("&", ""))


class TimesStep(QWidget):
    """The week with its hours."""

    def __init__(self, look: Look, office: Office) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        self.form = HoursForm(look, office.hours)
        self.form.setFocusProxy(self.form.first)
        self.wrong = dialogs.plain(look, "Das Ende liegt vor dem Anfang.")
        self.wrong.hide()
        column.addWidget(self.form)
        column.addWidget(self.wrong)
        column.addStretch(1)


class ChannelStep(QWidget):
    """The kinds of channels, and the Übungskanal to learn with."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        look, kinds = shell.look, shell.desk.accounts.kinds
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        self._group = QButtonGroup(self)
        self._kinds = [name for name in kinds if name != PRACTICE]
        for place, name in enumerate(self._kinds):
            button = QRadioButton(kinds[name].label.replace("&", "&&"))
            button.setIcon(look.icon(kinds[name].icon, 20, "text"))
            button.setFont(look.font(9.5))
            self._group.addButton(button, place)
            grid.addWidget(button, place // 2, place % 2)
        self.later = QRadioButton(LATER)
        self.later.setFont(look.font(9.5))
        self.later.setChecked(True)
        self._group.addButton(self.later, len(self._kinds))
        grid.addWidget(self.later, (len(self._kinds) + 1) // 2, 0, 1, 2)
        self.first = self.later
        self.practice = QCheckBox("Übungskanal anlegen")
        self.practice.setFont(look.font(9.5))
        self.practice.setChecked(True)
        self.practice.setVisible(PRACTICE in kinds)
        column.addLayout(grid)
        column.addWidget(self.practice)
        note = dialogs.plain(
            look, "Er veröffentlicht nur auf diesem Rechner. So lässt sich alles ohne Risiko ausprobieren.", muted=True
        )
        note.setVisible(PRACTICE in kinds)
        note.setContentsMargins(24, 0, 0, 0)
        self.practice.setAccessibleDescription(note.text())
        column.addWidget(note, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    @property
    def kind(self) -> str | None:
        """The kind to connect next, None for later."""
        place = self._group.checkedId()
        return self._kinds[place] if 0 <= place < len(self._kinds) else None

    @property
    def practice_wanted(self) -> bool:
        """Whether to make the Übungskanal."""
        return not self.practice.isHidden() and self.practice.isChecked()
