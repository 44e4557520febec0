"""The menu of the page of Textbausteine: out to a file, in from one, the sheet for the house, the FAQ-Werkstatt."""

from collections.abc import Callable, Collection

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from amtdesk.ui.shell import Shell


def exchange_menu(shell: Shell, parent: QWidget, chosen: Callable[[], Collection[str]]) -> QMenu:
    """A menu for a button; `chosen` gives the ids she marked, none for all. What it opens is imported on demand."""

    def workshop() -> None:
        from amtdesk.ui.textmodules.workshop import open_workshop

        open_workshop(shell, parent)

    def paper() -> None:
        from amtdesk.ui.textmodules.exchange import Form, save

        save(shell, parent, Form.PAPER, tuple(chosen()) or None)

    def export() -> None:
        from amtdesk.ui.textmodules.exchange import export

        export(shell, parent, chosen())

    def bring_in() -> None:
        from amtdesk.ui.textmodules.importing import bring_in

        bring_in(shell, parent)

    menu = QMenu(parent)
    for said, icon, deed in (
        ("FAQ-&Werkstatt …", "message-2-check", workshop),
        ("&Bogen zur Abstimmung (PDF) …", "rubber-stamp", paper),
        ("&Exportieren …", "database-export", export),
        ("&Importieren …", "plus", bring_in),
    ):
        action = QAction(shell.look.icon(icon, 16, "text"), said, menu)
        action.triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.addAction(action)
    return menu
