"""The steps of the FAQ-Werkstatt: the topic, the questions, and what comes of them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from amtdesk.domain.textmodule import Category
from amtdesk.domain.workshop import OPENINGS, Workshop, questions
from amtdesk.ui import texts
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text


class Step(QWidget):
    """One step: shows a workshop and gives it back as she left it; `changed` with each key."""

    changed = Signal()
    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 12, 20, 12)
        self.column.setSpacing(6)

    def show_workshop(self, workshop: Workshop) -> None:
        """Put into the fields what is known."""
        raise NotImplementedError

    def taken(self, workshop: Workshop) -> Workshop:
        """With what stands in the fields."""
        raise NotImplementedError

    def field(self, look: Look, said: str, widget: QWidget) -> None:
        """A field with its label."""
        label = text(look, said, 9, bold=True)
        label.setBuddy(widget)
        widget.setAccessibleName(said)
        self.column.addWidget(label)
        self.column.addWidget(widget)


class TopicStep(Step):
    """What it is about, why now, and where the Textbausteine will stand."""

    title = "Worum geht es?"

    def __init__(self, look: Look, shelves: Sequence[Category]) -> None:
        super().__init__()
        self.topic = QLineEdit()
        self.topic.setMaxLength(80)
        self.topic.setPlaceholderText("zum Beispiel: Sperrung der Lindenstraße")
        self.occasion = plain_edit("Text des Beitrags oder der Mitteilung, wenn es ihn schon gibt")
        self.shelf = QComboBox()
        self.shelf.addItem("Neue Kategorie mit dem Namen des Themas", "")
        for one in shelves:
            self.shelf.addItem(one.title, one.title)
        self.field(look, "Thema", self.topic)
        self.field(look, "Anlass (freiwillig)", self.occasion)
        self.field(look, "Kategorie", self.shelf)
        self.column.addStretch(1)
        self.topic.textChanged.connect(lambda _text: self.changed.emit())
        self.occasion.textChanged.connect(self.changed)
        self.shelf.currentIndexChanged.connect(lambda _row: self.changed.emit())

    def show_workshop(self, workshop: Workshop) -> None:
        self.topic.setText(workshop.topic)
        self.occasion.setPlainText(workshop.occasion)
        self.shelf.setCurrentIndex(max(0, self.shelf.findData(workshop.shelf)))

    def taken(self, workshop: Workshop) -> Workshop:
        return replace(
            workshop,
            topic=self.topic.text(),
            occasion=self.occasion.toPlainText(),
            shelf=str(self.shelf.currentData()),
        )


class QuestionsStep(Step):
    """What people will ask, one a line; question words help on."""

    title = "Was werden die Leute fragen?"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.column.addWidget(
            text(
                look,
                "Eine Frage je Zeile, so wie man sie Ihnen am Telefon stellt. 20 sind viel.",
                muted=True,
                wrap=True,
            )
        )
        self.lines = plain_edit("Wann geht es los?\nWie lange dauert es?\n…")
        self.lines.setAccessibleName("Fragen, eine je Zeile")
        self.column.addWidget(self.lines, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.openings = []
        for opening in OPENINGS:
            made = button(look, f"{opening.strip()} …")
            made.setAccessibleName(f"Neue Frage mit {opening.strip()}")
            made.clicked.connect(lambda _checked=False, words=opening: self._begin(words))
            row.addWidget(made)
            self.openings.append(made)
        row.addStretch(1)
        self.column.addLayout(row)
        self.number = text(look, "", muted=True)
        self.column.addWidget(self.number)
        self.lines.textChanged.connect(self._count)

    def show_workshop(self, workshop: Workshop) -> None:
        self.lines.setPlainText("".join(f"{one.question}\n" for one in workshop.answers))
        self._count()

    def taken(self, workshop: Workshop) -> Workshop:
        return workshop.asking(self.lines.toPlainText())

    def _begin(self, opening: str) -> None:
        """A new line that begins so, with the cursor behind it."""
        there = self.lines.toPlainText()
        cursor = self.lines.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        fresh = not there or there.endswith("\n")
        cursor.insertText(opening if fresh else f"\n{opening}")
        self.lines.setTextCursor(cursor)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        self.number.setText(texts.count(len(questions(self.lines.toPlainText())), "Frage", "Fragen"))
        self.changed.emit()


class ResultStep(Step):
    """What will be made, and the sheet for the house."""

    title = "Anlegen und abstimmen"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.summary = text(look, "", 9.5, wrap=True)
        self.left = text(look, "", 9, muted=True, wrap=True)
        self.paper = QCheckBox("Danach den Bogen zur Abstimmung als PDF speichern")
        self.paper.setFont(look.font(9.5))
        self.paper.setChecked(True)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.left)
        self.column.addSpacing(8)
        self.column.addWidget(self.paper)
        self.column.addStretch(1)

    def show_workshop(self, workshop: Workshop) -> None:
        made, open_ = len(workshop.answered), len(workshop.answers) - len(workshop.answered)
        where = workshop.shelf or workshop.topic.strip()
        offices = list(dict.fromkeys(one.office.strip() for one in workshop.answered if one.office.strip()))
        said = (
            f"{texts.count(made, 'Textbaustein', 'Textbausteine')} in der Kategorie „{where}“, noch nicht abgestimmt."
        )
        if offices:
            said += f" Zustimmen müssen: {texts.listing(offices)}."
        self.summary.setText(said if made else "Noch ist keine Frage beantwortet.")
        left = texts.count(open_, "Frage ohne Antwort bleibt", "Fragen ohne Antwort bleiben")
        self.left.setText(f"{left} in der Werkstatt, für später." if open_ else "Alle Fragen sind beantwortet.")
        self.paper.setEnabled(bool(made))

    def taken(self, workshop: Workshop) -> Workshop:
        return workshop


def plain_edit(placeholder: str) -> QPlainTextEdit:
    """A field for more lines; Tab leaves it."""
    field = QPlainTextEdit()
    field.setPlaceholderText(placeholder)
    field.setTabChangesFocus(True)
    field.setMinimumHeight(64)
    return field
