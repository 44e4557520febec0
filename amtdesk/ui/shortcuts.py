"""The keys that work everywhere in the window; set behind the first paint."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from amtdesk.ui.pages import PAGES
from amtdesk.ui.widgets.enter import Enter

#: Parts of a page that F6 goes through, by their names; other pages are one part.
_PANES = {"antworten": ("queue", "talk", "reply"), "redaktionsplan": ("calendar", "editor")}


def set_keys(window: Any) -> None:
    """Give the main window its keys."""
    keys: list[tuple[str, Callable[[], Any]]] = [
        ("Ctrl+N", lambda: window.new_post()),
        ("Ctrl+K", lambda: _search(window)),
        ("Ctrl+T", window.frame.toggle_library),
        ("Ctrl+R", window.tool_bar.round.toggle),
        ("Ctrl+Z", window.status.do_undo),
        ("Ctrl+Shift+V", lambda: capture(window)),
        ("F1", lambda: window.help()),
        ("F5", lambda: _fetch(window)),
        ("F6", lambda: _next_pane(window, 1)),
        ("Shift+F6", lambda: _next_pane(window, -1)),
    ]
    keys += [(f"Ctrl+{n}", partial(window.show_page, page.name)) for n, page in enumerate(PAGES, 1)]
    for key, deed in keys:
        QShortcut(QKeySequence(key), window, deed)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        Enter(application, window)


def capture(window: Any) -> None:
    """Take over an Anliegen from the clipboard, whatever page is shown."""
    if window.ready():
        from amtdesk.ui.answers.capture import take_over

        kept = take_over(window, window)
        if kept is not None:
            window.open_inquiry(kept.id)


def _search(window: Any) -> None:
    window.tool_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.tool_bar.field.selectAll()


def _fetch(window: Any) -> None:
    if not window.ready():
        return
    desk = window.desk
    names = {one.id: one.name for one in desk.accounts.every()}

    def done(found: Any) -> None:
        from amtdesk.ui.answers.words import fetched

        window.refresh()
        window.say(fetched(found, names) or "Nichts Neues.")

    desk.worker.poke()
    window.background.run(desk.inbox.fetch, done, window.trouble, side=True)
    window.say("Wird abgerufen …")


def _next_pane(window: Any, step: int) -> None:
    """From one part of the window to the next that can take the focus."""
    page = window.page(window.page_name())
    inside = [getattr(page, name) for name in _PANES.get(window.page_name(), ())] or [page]
    parts = [window.tool_bar, window.nav, *inside, window.frame.library]
    parts = [one for one in parts if one is not None and one.isVisible()]
    focused = window.focusWidget()
    here = [n for n, one in enumerate(parts) if focused is not None and (one is focused or one.isAncestorOf(focused))]
    start = here[-1] if here else (-1 if step > 0 else 0)
    for far in range(1, len(parts) + 1):
        if _enter(parts[(start + step * far) % len(parts)]):
            return


def _enter(part: QWidget) -> bool:
    """The first place of a part that Tab would stop at."""
    one: QWidget | None = part
    while one is not None and (one is part or part.isAncestorOf(one)):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            one.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        one = one.nextInFocusChain()
    # the order of Tab may lead out of the part and back into it
    for one in part.findChildren(QWidget):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            one.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
