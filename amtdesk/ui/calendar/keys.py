"""Keys of the Redaktionsplan, for the painted grids and the list."""

from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent

from amtdesk.domain.post import Tile
from amtdesk.ui.calendar.grid_painter import MORE, Marks

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NONE = Qt.KeyboardModifier.NoModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MOVE = _CONTROL | _ALT


class Steps(Protocol):
    """A grid, as the keys see it."""

    marks: Marks
    opened: SignalInstance
    listed: SignalInstance
    turned: SignalInstance
    deleting: SignalInstance

    @property
    def day(self) -> date: ...
    def tile(self) -> Tile | None: ...
    def go_to(self, day: date, post_id: int | None = None) -> None: ...
    def step_in_day(self, by: int) -> bool: ...
    def begin(self, day: date) -> None: ...
    def shift(self, days: int) -> None: ...


def plain(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers without the one of the number block."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def is_ours(event: QKeyEvent) -> bool:
    """Keys that mean something here although the window has a shortcut on them."""
    held = plain(event)
    if event.key() == Qt.Key.Key_N:
        return held == _CONTROL
    if event.key() in _ARROWS:
        return held in (_MOVE, _ALT)
    return event.key() == Qt.Key.Key_Delete and held == _NONE


class KeySteps:
    """Turns keys into steps of a grid."""

    def __init__(self, grid: Steps) -> None:
        self._grid = grid

    def take(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing here."""
        key, held = event.key(), plain(event)
        if key in _ARROWS:
            return self._arrow(_ARROWS[Qt.Key(key)], held)
        if key == Qt.Key.Key_N and held == _CONTROL:
            self._grid.begin(self._grid.day)
            return True
        return held == _NONE and self._single(key)

    def _arrow(self, days: int, held: Qt.KeyboardModifier) -> bool:
        if held == _NONE:
            self._grid.go_to(self._grid.day + timedelta(days=days))
        elif held == _MOVE:
            self._grid.shift(days)
        elif held == _ALT and abs(days) == 7:
            self._grid.step_in_day(1 if days > 0 else -1)
        else:
            return False
        return True

    def _single(self, key: int) -> bool:
        grid = self._grid
        if key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_PageUp:
            grid.turned.emit(-1)
        elif key == Qt.Key.Key_PageDown:
            grid.turned.emit(1)
        elif key == Qt.Key.Key_Home:
            grid.go_to(grid.marks.today)
        elif key == Qt.Key.Key_Delete:
            tile = grid.tile()
            if tile is not None:
                grid.deleting.emit(tile)
        else:
            return False
        return True

    def _enter(self) -> None:
        tile = self._grid.tile()
        if tile is not None:
            self._grid.opened.emit(tile.post_id)
        elif self._grid.marks.cursor_post == MORE:
            self._grid.listed.emit(self._grid.day)
        else:
            self._grid.begin(self._grid.day)
