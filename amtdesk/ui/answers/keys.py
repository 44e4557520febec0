"""The keys of Antworten: one for each decision."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from amtdesk.domain.inquiry import Decision

if TYPE_CHECKING:
    from amtdesk.ui.answers.page import AnswersPage


def set_keys(page: "AnswersPage") -> None:
    """They hold wherever on the page the focus is."""
    keys: list[tuple[str, Callable[[], object]]] = [
        ("Alt+Down", lambda: page.queue.view.step(1)),
        ("Alt+Up", lambda: page.queue.view.step(-1)),
        ("Ctrl+Return", lambda: page.decide(Decision.ANSWER)),
        ("Ctrl+Enter", lambda: page.decide(Decision.ANSWER)),
        ("Ctrl+Shift+V", lambda: page.capture()),
        ("Alt+B", lambda: page.decide(Decision.INTERIM)),
        ("Alt+W", lambda: page.decide(Decision.PASS_ON)),
        ("Alt+O", lambda: page.decide(Decision.WATCH)),
        ("Alt+U", lambda: page.decide(Decision.HIDE)),
        ("Alt+K", lambda: page.decide(Decision.CLOSE)),
        ("Alt+A", lambda: page.reply.field.setFocus(Qt.FocusReason.ShortcutFocusReason)),
    ]
    for key, deed in keys:
        QShortcut(QKeySequence(key), page, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
