"""The keys that work everywhere in the window; set behind the first paint."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from amtdesk.ui.pages import PAGES


def set_keys(window: Any) -> None:
    """Give the main window its keys."""
    keys: list[tuple[str, Callable[[], Any]]] = [
        ("Ctrl+N", lambda: window.new_post()),
        ("Ctrl+K", lambda: _search(window)),
        ("Ctrl+T", window.frame.toggle_library),
        ("Ctrl+R", window.tool_bar.round.toggle),
        ("Ctrl+Z", window.status.do_undo),
        ("F1", lambda: window.help()),
        ("F5", lambda: _fetch(window)),
        ("F6", lambda: window.focusNextPrevChild(True)),
    ]
    keys += [(f"Ctrl+{n}", partial(window.show_page, page.name)) for n, page in enumerate(PAGES, 1)]
    for key, deed in keys:
        QShortcut(QKeySequence(key), window, deed)


def _search(window: Any) -> None:
    window.tool_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.tool_bar.field.selectAll()


def _fetch(window: Any) -> None:
    if window.ready():
        window.desk.worker.poke()
        window.background.run(window.desk.inbox.fetch, lambda _found: window.refresh(), side=True)
        window.say("Wird abgerufen …")
