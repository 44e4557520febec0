"""The context menu of a tile or an empty day."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from amtdesk.domain.post import Tile
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.board import movable
from amtdesk.ui.calendar.deeds import Deeds, back_to_draft, deletable

NOT_DELETABLE = "Was veröffentlicht oder unterwegs ist, kann nicht gelöscht werden."


class Wishes:
    """What the menu calls on the page."""

    def __init__(
        self, open_post: Callable[[int], None], begin: Callable[[date], None], move: Callable[[Tile], None]
    ) -> None:
        self.open_post = open_post
        self.begin = begin
        self.move = move


def day_menu(parent: QWidget, day: date, wishes: Wishes) -> QMenu:
    """The menu of a day without a post under the cursor."""
    menu = QMenu(parent)
    _add(menu, "Neuer Beitrag an diesem Tag", lambda: wishes.begin(day), keys="Strg+N")
    return menu


def tile_menu(
    parent: QWidget, tile: Tile, day: date, deeds: Deeds, wishes: Wishes, open_link: Callable[[str], None]
) -> QMenu:
    """The menu of a post."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    _add(menu, "Öffnen", lambda: wishes.open_post(tile.post_id), keys="Eingabe")
    links = deeds.links(tile)
    for name, url in links:
        label = "Auf der Plattform öffnen" if len(links) == 1 else f"Auf {name} öffnen"
        _add(menu, label.replace("&", "&&"), partial(open_link, url))
    for label, deed in deeds.afterwards(tile, parent):
        _add(menu, label.replace("&", "&&"), deed)
    by_hand = deeds.by_hand(tile)
    for name, prepare in by_hand:
        label = "Von Hand veröffentlichen …" if len(by_hand) == 1 else f"Von Hand veröffentlichen: {name} …"
        _add(menu, label.replace("&", "&&"), prepare)
    menu.addSeparator()
    _add(menu, "Duplizieren", lambda: deeds.duplicate(tile))
    _add(menu, "Verschieben nach …", lambda: wishes.move(tile), reason="" if movable(tile) else words.locked(tile))
    if back_to_draft(tile):
        _add(menu, "Auf Entwurf zurück", lambda: deeds.unplan(tile))
    menu.addSeparator()
    _add(menu, "Löschen …", lambda: deeds.delete(tile), keys="Entf", reason="" if deletable(tile) else NOT_DELETABLE)
    menu.addSeparator()
    _add(menu, "Neuer Beitrag an diesem Tag", lambda: wishes.begin(day), keys="Strg+N")
    return menu


def _add(menu: QMenu, label: str, deed: Callable[[], None], *, keys: str = "", reason: str = "") -> None:
    # shown only: the views themselves take the keys
    action = menu.addAction(f"{label}\t{keys}" if keys else label)
    action.triggered.connect(lambda: deed())
    if reason:
        action.setEnabled(False)
        action.setToolTip(reason)
