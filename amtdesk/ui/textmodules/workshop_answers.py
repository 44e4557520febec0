"""The third step of the FAQ-Werkstatt: question by question an answer, its source and who answers for it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from amtdesk.domain.workshop import PLACEHOLDERS, Answer, Workshop
from amtdesk.ui.look import Look
from amtdesk.ui.textmodules.workshop_steps import Step, plain_edit
from amtdesk.ui.widgets.words import text

#: Longer answers are not read under a post.
_GOOD_LENGTH = 400


class AnswersStep(Step):
    """The list says in a word what is answered; Alt+↓ and Alt+↑ go on from any field."""

    title = "Was antworten wir?"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._answers: list[Answer] = []
        self._row = -1
        self.list = QListWidget()
        self.list.setAccessibleName("Fragen")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._go)
        self.question = text(look, "", 10, bold=True, wrap=True)
        self.answer = plain_edit("Kurz, mit Sie. Das Wichtigste im ersten Satz.")
        self.answer.setAccessibleName("Antwort")
        self.length = text(look, "", 8.5, muted=True)
        self.placeholder = QComboBox()
        self.placeholder.setAccessibleName("Platzhalter einfügen")
        self.placeholder.addItem("Platzhalter …")
        for name in PLACEHOLDERS:
            self.placeholder.addItem(f"{{{{{name}}}}}", name)
        self.placeholder.activated.connect(self._insert)
        self.source = QLineEdit()
        self.source.setPlaceholderText("Wo steht das? Link, Satzung, Aktenvermerk")
        self.office = QLineEdit()
        self.office.setPlaceholderText("Wer muss zustimmen? Zum Beispiel Bauamt")
        self._lay_out()
        self.answer.textChanged.connect(self._keep)
        for line in (self.source, self.office):
            line.textEdited.connect(lambda _text: self._keep())

    def show_workshop(self, workshop: Workshop) -> None:
        self._row = -1
        self._answers = list(workshop.answers)
        self.list.clear()
        for one in self._answers:
            self.list.addItem(QListWidgetItem())
            self._mark(self.list.count() - 1, one)
        first = next((row for row, one in enumerate(self._answers) if not one.given), 0)
        self.list.setCurrentRow(first)

    def taken(self, workshop: Workshop) -> Workshop:
        return replace(workshop, answers=tuple(self._answers))

    def go_by(self, by: int) -> None:
        """To the next or the one before."""
        row = self.list.currentRow() + by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.question)
        column.addWidget(self.answer, 1)
        below = QHBoxLayout()
        below.addWidget(self.length)
        below.addStretch(1)
        below.addWidget(self.placeholder)
        column.addLayout(below)
        for said, line in (("Quelle", self.source), ("Stelle", self.office)):
            line.setAccessibleName(said)
            label = text(self._look, said, 9, bold=True)
            label.setBuddy(line)
            label.setFixedWidth(52)
            row = QHBoxLayout()
            row.addWidget(label)
            row.addWidget(line, 1)
            column.addLayout(row)
        sides = QHBoxLayout()
        sides.setSpacing(14)
        self.list.setMinimumWidth(170)
        sides.addWidget(self.list, 2)
        sides.addWidget(right, 3)
        self.column.addLayout(sides, 1)

    def _go(self, row: int) -> None:
        self._row = -1
        if not 0 <= row < len(self._answers):
            return
        one = self._answers[row]
        self.question.setText(one.question)
        self.answer.setPlainText(one.text)
        self.source.setText(one.source)
        # most answers of a topic come from the same Stelle
        before = next((two.office for two in reversed(self._answers[:row]) if two.office), "")
        self.office.setText(one.office if one.given or one.office else before)
        self._row = row
        self._measure()

    def _keep(self) -> None:
        self._measure()
        if self._row < 0:
            return
        one = replace(
            self._answers[self._row],
            text=self.answer.toPlainText(),
            source=self.source.text(),
            office=self.office.text(),
        )
        self._answers[self._row] = one
        self._mark(self._row, one)
        self.changed.emit()

    def _mark(self, row: int, one: Answer) -> None:
        item = self.list.item(row)
        item.setText(one.question)
        item.setIcon(
            self._look.icon("circle-check" if one.given else "circle-dashed", 16, "link" if one.given else "muted")
        )
        state = "beantwortet" if one.given else "offen"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.question}, {state}")
        # a tool tip guesses rich text
        item.setToolTip(f"{state}: {one.question}".replace("<", "‹"))

    def _measure(self) -> None:
        number = len(self.answer.toPlainText())
        long = ", für einen Kommentar eher lang" if number > _GOOD_LENGTH else ""
        self.length.setText(f"{number} Zeichen{long}" if number else "")

    def _insert(self, row: int) -> None:
        if row > 0:
            self.answer.insertPlainText(f"{{{{{self.placeholder.itemData(row)}}}}}")
            self.placeholder.setCurrentIndex(0)
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
