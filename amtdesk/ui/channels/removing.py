"""Asks what becomes of waiting posts before a channel goes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QWidget

from amtdesk.domain.account import Account
from amtdesk.ui import texts
from amtdesk.ui.dialogs import HouseDialog
from amtdesk.ui.look import Look

#: What may become of them, by `services.removal.Fate`; the first is what is chosen until somebody decides.
FATES = {
    "draft": "Wieder Entwürfe, nichts geht verloren",
    "by-hand": "Von Hand veröffentlichen: der Kanal bleibt ohne Zugang in der Liste",
    "other": "Ein anderer Kanal veröffentlicht sie:",
    "withdraw": "Zurückziehen, sie erscheinen nicht",
}


class RemoveDialog(HouseDialog):
    """`decided` carries the fate, and the account that takes over or None."""

    decided = Signal(str, object)

    def __init__(
        self, look: Look, account: Account, waits: int, rest: str, others: Sequence[Account], parent: QWidget | None
    ) -> None:
        super().__init__(parent, look, f"{account.name} entfernen?", icon="trash")
        number = texts.count(waits, "Beitrag", "Beiträge")
        self.say(f"Hier {'wartet' if waits == 1 else 'warten'} noch {number}. Was soll damit geschehen?")
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for name, words in FATES.items():
            if name == "other" and not others:
                continue
            choice = QRadioButton(words)
            choice.setFont(look.font(10))
            self._group.addButton(choice)
            self.choices[name] = choice
            self.body.addWidget(choice)
            if name == "other":
                self.others = QComboBox()
                self.others.setFont(look.font(9.5))
                self.others.setAccessibleName("Kanal, der die Beiträge übernimmt")
                for other in others:
                    self.others.addItem(other.name, other.id)
                self.others.setEnabled(False)
                choice.toggled.connect(self.others.setEnabled)
                below = QHBoxLayout()
                # under the words of its choice
                below.setContentsMargins(26, 0, 0, 0)
                below.addWidget(self.others)
                self.body.addLayout(below)
        next(iter(self.choices.values())).setChecked(True)
        self.say(rest, muted=True)
        self.button("Abbrechen", safe=True)
        self.remove = self.button("Kanal entfernen")
        self.remove.clicked.connect(self._decide)

    def _decide(self) -> None:
        name = next(name for name, choice in self.choices.items() if choice.isChecked())
        self.accept()
        self.decided.emit(name, self.others.currentData() if name == "other" else None)
