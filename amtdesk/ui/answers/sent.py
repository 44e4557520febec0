"""An answer of ours in the conversation: its words, how it fares, and what can be done about that."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.ui.answers import words
from amtdesk.ui.editor.flow import FlowLayout
from amtdesk.ui.editor.parts import icon, link, wrapped
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text


class Step(Enum):
    """What a person may do with an answer, in the words of its button."""

    PAGE = "Öffnen"
    ONLINE = "Ist online …"
    AGAIN = "Erneut senden"
    NOW = "Jetzt senden"
    CHANGE = "Zurücknehmen und ändern"
    DROP = "Verwerfen"
    LOG = "Verlauf …"


def steps(delivery: Delivery) -> list[Step]:
    """What is offered, the likeliest first."""
    found: list[Step] = []
    match delivery.state:
        case State.PUBLISHED | State.PUBLISHED_BY_HAND if delivery.url:
            found = [Step.PAGE]
        case State.FAILED | State.MISSED:
            found = [Step.AGAIN, Step.CHANGE]
        case State.UNCERTAIN if delivery.waits is not Waits.LOOK_UP:
            found = [Step.ONLINE, Step.AGAIN, Step.DROP]
        case State.HELD:
            found = [Step.NOW, Step.CHANGE]
        case State.PLANNED | State.WITHDRAWN:
            found = [Step.CHANGE]
    tried = delivery.attempts or delivery.looks
    return [*found, Step.LOG] if tried and delivery.state is not State.PUBLISHED else found


def fate(look: Look, delivery: Delivery, said: str) -> QWidget:
    """The icon of the state and its sentence, in its colour."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    ink = look.ink(delivery.state)
    sign = icon(look, look.state_icon(delivery.state), 14)
    sign.setPixmap(look.pixmap(look.state_icon(delivery.state), 14, ink))
    says = wrapped(text(look, said, 9))
    says.setStyleSheet(f"color: {ink.name()}")
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(says, 1)
    return row


def below(
    look: Look, delivery: Delivery, zone: str, column: QVBoxLayout, wanted: Callable[[Step, Delivery], None]
) -> None:
    """Put fate and steps of an answer below its words."""
    column.addWidget(fate(look, delivery, words.fate(delivery, zone)))
    offered = steps(delivery)
    if not offered:
        return
    flow = FlowLayout(space=4)
    for one in offered:
        made = link(look, one.value, partial(wanted, one, delivery))
        made.setAccessibleName(f"{one.value.rstrip(' …')}: unsere Antwort")
        flow.addWidget(made)
    column.addLayout(flow)
