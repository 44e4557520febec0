"""One step of a check as a row: sign, words, note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui.channels.steps import Outcome, Step
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import hairline, text

_ICONS = {
    Outcome.GOOD: ("circle-check", State.PUBLISHED),
    Outcome.BAD: ("alert-octagon", State.FAILED),
    Outcome.WARN: ("alert-triangle", State.AWAITING_APPROVAL),
    Outcome.OPEN: ("minus", State.DRAFT),
    Outcome.RUNNING: ("refresh", State.PLANNED),
}


def show_steps(look: Look, column: QVBoxLayout, steps: list[Step]) -> None:
    """Fill a column with rows and hairlines, in place of what stood there."""
    while item := column.takeAt(0):
        gone = item.widget()
        if gone is not None:
            gone.hide()
            gone.deleteLater()
    for step in steps:
        column.addWidget(hairline())
        column.addWidget(step_row(look, step))
    if steps:
        column.addWidget(hairline())


def step_row(look: Look, step: Step, *, tight: bool = False) -> QWidget:
    """One row; a tight one for many beside each other."""
    part = QWidget()
    row = QHBoxLayout(part)
    edge = 2 if tight else 6
    row.setContentsMargins(0, edge, 0, edge)
    row.setSpacing(10)
    icon, state = _ICONS[step.outcome]
    mark = QLabel()
    mark.setPixmap(look.pixmap(icon, 18, look.ink(state)))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    subject = text(look, step.words, wrap=True)
    subject.setAccessibleName(f"{step.words} ({step.outcome.value})")
    lines.addWidget(subject)
    note = step.note or (f"{step.outcome.value} …" if step.outcome is Outcome.RUNNING else "")
    if note:
        lines.addWidget(text(look, note, muted=True, wrap=True))
    row.addLayout(lines, 1)
    return part
