"""What the test of a new access found out, ability by ability."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from amtdesk.domain.channel import Ability, Connection, Kind, Limits
from amtdesk.domain.expiry import days_left
from amtdesk.domain.schedule import local
from amtdesk.ui import texts
from amtdesk.ui.channels import words
from amtdesk.ui.channels.step_row import show_steps, step_row
from amtdesk.ui.channels.steps import Outcome, Step, results
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, text


class ResultPage(QWidget):
    """Filled anew for each test."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look = shell.look
        self._guide = ""
        self.guide = button(look, "Anleitung, Schritt für Schritt", "help")
        self.guide.clicked.connect(lambda: shell.help(self._guide))
        self.head = text(look, points=11, bold=True, wrap=True)
        self.advice = text(look, points=10, wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._good = QGridLayout()
        self._good.setSpacing(0)
        for side in range(2):
            self._good.setColumnStretch(side, 1)
        self._more = QVBoxLayout()
        self._more.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.advice)
        column.addWidget(self.guide, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._rows)
        column.addLayout(self._good)
        column.addLayout(self._more)
        column.addStretch(1)

    def show_result(self, kind: Kind, found: Connection, limits: Limits, now: datetime, zone: str) -> bool:
        """Show what an access may do, what is missing first; True when nothing the platform has is missing."""
        rows = results(kind, found)
        lacking = [row for row in rows if row.outcome is not Outcome.GOOD]
        reads_only = Ability.PUBLISH in found.missing
        self.head.setText(f"{'Nur zum Lesen' if reads_only else 'Es klappt'}: {found.name or kind.label}")
        self.advice.setText(_advice(kind, found, len(lacking)))
        self._guide = kind.guide
        self.guide.setVisible(bool(lacking and kind.guide))
        show_steps(self._look, self._rows, lacking)
        self._show_good([row for row in rows if row.outcome is Outcome.GOOD])
        known = [Step(_lasts(found, now, zone), Outcome.GOOD)]
        known += [Step(words.takes(limits), Outcome.GOOD)] if words.takes(limits) else []
        show_steps(self._look, self._more, known)
        return not lacking

    def _show_good(self, rows: list[Step]) -> None:
        while item := self._good.takeAt(0):
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place, row in enumerate(rows):
            self._good.addWidget(step_row(self._look, row, tight=True), place // 2, place % 2)


def _advice(kind: Kind, found: Connection, lacking: int) -> str:
    if not lacking:
        return "Alles, was diese Plattform kann, darf der Zugang. Mit „Fertig“ wird er gespeichert."
    if Ability.PUBLISH in kind.abilities and (Ability.PUBLISH in found.missing):
        return (
            "Dieser Zugang darf nicht veröffentlichen. Die Anleitung sagt, wo das Recht vergeben wird; danach hier "
            "„Zurück“ und noch einmal prüfen."
        )
    return (
        "Das Wichtige geht. Was fehlt, lässt sich jetzt oder später auf der Plattform erlauben; danach neu prüfen oder "
        "neu verbinden. Die Anleitung sagt, wo."
    )


def _lasts(found: Connection, now: datetime, zone: str) -> str:
    if found.expires is None:
        return "Der Zugang gilt, bis ihn jemand auf der Plattform zurückzieht."
    left = days_left(found.expires, now, zone)
    day = texts.long_date(local(found.expires, zone).date())
    return (
        f"Der Zugang gilt bis {day}, noch {texts.count(left, 'Tag', 'Tage')}. "
        "AmtDesk verlängert ihn, wo die Plattform das zulässt, und erinnert Sie rechtzeitig."
    )
