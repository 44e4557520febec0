"""Zustimmung eintragen: who of which office, since when."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from amtdesk.domain.textmodule import TextModule
from amtdesk.ui.dialogs import HouseDialog
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.date_field import DateField
from amtdesk.ui.widgets.words import text


class AgreeDialog(HouseDialog):
    """Esc changes nothing. Without a name nothing can be entered."""

    def __init__(self, shell: Shell, parent: QWidget | None, module: TextModule) -> None:
        super().__init__(parent, shell.look, f"Zustimmung zu „{module.title}“", icon="rubber-stamp")
        self.say("Die Zustimmung gilt für den jetzigen Wortlaut. Wird er geändert, endet sie.", muted=True)
        before, today = module.agreement, shell.desk.library.today()
        self.by = QLineEdit(before.by)
        self.by.setPlaceholderText("Vorname Nachname")
        self.office = QComboBox()
        self.office.setEditable(True)
        known = [before.office, module.agree_with, *(one.name for one in shell.desk.contacts.every())]
        self.office.addItems(list(dict.fromkeys(filter(None, known))))
        self.day = DateField(QDate(today.year, today.month, today.day))
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields: tuple[tuple[str, QWidget], ...] = (("Name", self.by), ("Stelle", self.office), ("Am", self.day))
        for said, field in fields:
            label = text(shell.look, said, 9.5)
            label.setBuddy(field)
            field.setAccessibleName(said)
            form.addRow(label, field)
        self.body.addLayout(form)
        self.button("Abbrechen", safe=True, default=False)
        self.take = self.button("Zustimmung eintragen", primary=True, default=True)
        self.take.clicked.connect(lambda _on=False: self.accept())
        self.by.textChanged.connect(lambda _text: self._check())
        self._check()
        self.by.setFocus()

    def _check(self) -> None:
        named = bool(self.by.text().strip())
        self.take.setEnabled(named)
        self.take.setToolTip("" if named else "Bitte zuerst einen Namen eintragen.")


def agree(shell: Shell, parent: QWidget, module: TextModule) -> None:
    """Ask and write it down."""
    dialog = AgreeDialog(shell, parent, module)
    accepted = dialog.exec()
    by, office, day = dialog.by.text(), dialog.office.currentText(), dialog.day.date()
    dialog.deleteLater()
    if not accepted:
        return
    agreements = shell.desk.agreements
    before = agreements.agree(module.id, by, office, day.toPython())  # type: ignore[arg-type]
    shell.say(f"„{module.title}“ ist abgestimmt.", lambda: agreements.put_back([before]))
