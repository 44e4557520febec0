"""Zur Bestätigung: what is due or expired, office by office; asking by mail or on paper, answers with one click."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.contact import Contact
from amtdesk.domain.folding import fold
from amtdesk.domain.standing import Standing
from amtdesk.domain.textmodule import TextModule
from amtdesk.services.agreements import NO_OFFICE, Before, Group
from amtdesk.services.contacts import LONGEST_LINK, mail_link
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import exchange, words
from amtdesk.ui.widgets.badge import Badge
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Button, button, hairline, text

#: So many are shown at once; the rest follows when these are answered.
AT_ONCE = 60
_IN_CLIPBOARD = "Guten Tag,\n\n(bitte hier den Text aus der Zwischenablage einfügen, Strg+V)"


class ConfirmDialog(QDialog):
    """Every answer is written down at once and can be undone; closing it loses nothing."""

    def __init__(self, shell: Shell, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._shell = shell
        look = shell.look
        self.setWindowTitle("Textbausteine zur Bestätigung")
        self.title = text(look, "Zur Bestätigung", 13.5, bold=True)
        self.summary = text(look, "", 9.5, muted=True, wrap=True)
        self.new_too = QCheckBox("auch noch nicht abgestimmte")
        self.new_too.toggled.connect(lambda _on: self.reload())
        self.close_button = button(look, "Schließen")
        self.close_button.clicked.connect(self.accept)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(20, 12, 20, 12)
        self._column.setSpacing(8)
        self.rows: dict[str, Row] = {}
        self.names: dict[str, QLineEdit] = {}
        self._typed: dict[str, str] = {}
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.new_too)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        frame(self, head, scrolling(self._inside), foot)
        fit(self, 820, 640)
        self.reload()

    def reload(self) -> None:
        """Ask the service again; names that were typed stay."""
        self._typed |= {office: field.text() for office, field in self.names.items()}
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.rows, self.names = {}, {}
        groups = self._shell.desk.agreements.groups(new_too=self.new_too.isChecked())
        many = sum(len(group.modules) for group in groups)
        said = "Textbaustein" if many == 1 else "Textbausteine"
        offices = texts.count(len(groups), "Stelle", "Stellen")
        self.summary.setText(f"{many} {said}, {offices}" if many else "")
        if not many:
            self._column.addWidget(text(self._shell.look, self._nothing(), 10, wrap=True))
        left = AT_ONCE
        for group in groups:
            if left <= 0:
                break
            self._add(group, left)
            left -= len(group.modules)
        if many > AT_ONCE:
            self._column.addWidget(text(self._shell.look, f"… und {many - AT_ONCE} weitere", 9, muted=True))
        self._column.addStretch(1)

    def _nothing(self) -> str:
        left = sum(len(group.modules) for group in self._shell.desk.agreements.groups(new_too=True))
        if not left:
            return "Nichts ist fällig oder abgelaufen. Alle Textbausteine sind abgestimmt."
        said = texts.count(left, "Textbaustein ist", "Textbausteine sind")
        return (
            f"Nichts ist fällig oder abgelaufen. {said} noch nicht abgestimmt: Mit dem Haken unten stehen auch sie "
            "hier, nach Stellen geordnet, mit E-Mail und Bogen."
        )

    def _add(self, group: Group, most: int) -> None:
        head = self._head(group)
        self._column.addWidget(head)
        # in a window already shown; a hidden button takes no focus
        head.show()
        for module in group.modules[:most]:
            row = Row(self._shell, module)
            row.yes.clicked.connect(lambda _on=False, row=row, office=group.office: self._yes(row, office))
            row.no.clicked.connect(lambda _on=False, row=row: self._no(row))
            self.rows[module.id] = row
            self._column.addWidget(row)
            row.show()
        spacer = QWidget()
        spacer.setFixedHeight(8)
        self._column.addWidget(spacer)

    def _head(self, group: Group) -> QWidget:
        look = self._shell.look
        head = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(text(look, group.office, 11, bold=True), 1)
        for said, icon, deed in self._deeds(group):
            made = button(look, said, icon)
            made.setAccessibleName(f"{said}, {group.office}")
            made.clicked.connect(lambda _on=False, deed=deed: deed())
            row.addWidget(made)
        by = QLineEdit(self._typed.get(group.office, ""))
        by.setPlaceholderText("Wer antwortet? (Name)")
        by.setAccessibleName(f"Wer antwortet für {group.office}")
        by.setMaximumWidth(260)
        self.names[group.office] = by
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(by)
        column.addWidget(hairline())
        return head

    def _deeds(self, group: Group) -> list[tuple[str, str, Callable[[], None]]]:
        return [
            ("E-Mail", "send", lambda: self._mail(group)),
            ("Text kopieren", "copy", lambda: self._copy(group)),
            ("Bogen (PDF) …", "clipboard-text", lambda: self._paper(group)),
        ]

    def _mail(self, group: Group) -> None:
        desk = self._shell.desk
        body = desk.agreements.letter(group)
        known = next((one for one in desk.contacts.every() if fold(one.name) == fold(group.office)), None)
        contact = known or Contact(0, group.office)
        subject = f"Textbausteine zur Bestätigung, {group.office}" if group.office != NO_OFFICE else "Textbausteine"
        link = mail_link(contact, subject, body)
        if len(link) > LONGEST_LINK - 60:
            # mail programs cut long links: the whole text comes along by hand
            QGuiApplication.clipboard().setText(body)
            link = mail_link(contact, subject, _IN_CLIPBOARD)
            self._shell.say("Der ganze Text liegt in der Zwischenablage, bitte in die E-Mail einfügen.")
        self._shell.open_mail(link)
        self._asked(group)

    def _copy(self, group: Group) -> None:
        QGuiApplication.clipboard().setText(self._shell.desk.agreements.letter(group))
        self._shell.say(f"Text für {group.office} kopiert.")
        self._asked(group)

    def _paper(self, group: Group) -> None:
        exchange.save(self._shell, self, exchange.Form.PAPER, [one.id for one in group.modules])
        self._asked(group)

    def _asked(self, group: Group) -> None:
        self._shell.desk.agreements.ask([one.id for one in group.modules])
        self.reload()

    def _yes(self, row: "Row", office: str) -> None:
        by = self.names[office].text()
        self._answered(row, self._shell.desk.agreements.confirm(row.module.id, by), Standing.AGREED)

    def _no(self, row: "Row") -> None:
        self._answered(row, self._shell.desk.agreements.deny(row.module.id), Standing.NOT_AGREED)

    def _answered(self, row: "Row", before: Before, standing: Standing) -> None:
        said = "Bestätigt" if standing is Standing.AGREED else "Nicht bestätigt"
        row.answer(said, standing, lambda: self._undo(before))
        self._shell.say(f"{said}: {row.module.title}", lambda: self._undo(before))

    def _undo(self, before: Before) -> None:
        self._shell.desk.agreements.put_back([before])
        self.reload()


class Row(QWidget):
    """One Textbaustein with its two answers; the answer given stays readable until the list is opened anew."""

    def __init__(self, shell: Shell, module: TextModule) -> None:
        super().__init__()
        look = shell.look
        self.module = module
        self._badge = Badge(look)
        self._show(module.standing)
        self.note = text(look, words.standing(module), 9, muted=True, wrap=True)
        self.yes, self.no = button(look, "Bestätigt", "check"), button(look, "Nicht bestätigt", "x")
        for made in (self.yes, self.no):
            made.setAccessibleName(f"{made.text().strip()}: {module.title}")
        self.undo: Button = button(look, "Rückgängig", "arrow-back-up")
        self.undo.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(text(look, module.title, 10, bold=True, wrap=True), 1)
        for part in (self._badge, self.yes, self.no, self.undo):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(text(look, module.text, 9.5, wrap=True))
        column.addWidget(self.note)

    def answer(self, said: str, standing: Standing, undo: Callable[[], None]) -> None:
        """It was answered, and stands like this now."""
        self._show(standing)
        self.note.setText(f"{said}.")
        self.yes.hide()
        self.no.hide()
        self.undo.clicked.connect(lambda _on=False: undo())
        self.undo.show()
        self.undo.setFocus()

    def _show(self, standing: Standing) -> None:
        self._badge.show_state(words.STANDINGS[standing], words.ICONS[standing], words.COLORS[standing])


def confirm(shell: Shell, parent: QWidget) -> None:
    """Open the list."""
    dialog = ConfirmDialog(shell, parent)
    dialog.exec()
    dialog.deleteLater()
