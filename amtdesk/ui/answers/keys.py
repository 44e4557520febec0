"""The keys of Antworten: one for each decision."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from amtdesk.domain.inquiry import Decision
from amtdesk.ui.answers.hints import MOST
from amtdesk.ui.answers.reply import Reply

_DECISIONS = {
    "Ctrl+Return": Decision.ANSWER,
    "Ctrl+Enter": Decision.ANSWER,
    "Alt+B": Decision.INTERIM,
    "Alt+W": Decision.PASS_ON,
    "Alt+O": Decision.WATCH,
    "Alt+U": Decision.HIDE,
    "Alt+K": Decision.CLOSE,
}


def set_keys(
    page: QWidget,
    reply: Reply,
    step: Callable[[int], None],
    decide: Callable[[Decision], None],
    like: Callable[[], None],
    praise: Callable[[], None],
) -> None:
    """They hold wherever on the page the focus is."""
    keys: dict[str, Callable[[], None]] = {
        "Alt+Down": lambda: step(1),
        "Alt+Up": lambda: step(-1),
        "Alt+A": reply.take_focus,
        "Alt+G": like,
        "Alt+L": praise,
    }
    for number in range(MOST):
        keys[f"Alt+{number + 1}"] = lambda number=number: reply.hints.choose(number)  # type: ignore[misc]
    for key, what in _DECISIONS.items():
        keys[key] = lambda what=what: decide(what)  # type: ignore[misc]
    for key, deed in keys.items():
        QShortcut(QKeySequence(key), page, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
