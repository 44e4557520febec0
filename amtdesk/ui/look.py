"""Colours, fonts and icons of the window, for light and dark, from the tokens."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QImage, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from amtdesk.domain.delivery import State
from amtdesk.ui.sheet import sheet

#: Points of the system font the sizes of the tokens refer to.
BASE_POINTS = 9.0
PARTLY = "partly"
#: A window darker than this (of 255) is a dark one.
MIDDLE = 128

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "alternate",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "base",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "placeholder",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Light: "base",
    QPalette.ColorRole.Shadow: "line",
    QPalette.ColorRole.Accent: "accent",
}


_SIDE = re.compile(r'\b(width|height)="[\d.]+"')


def _sized(drawn: str, side: int) -> str:
    """An SVG of so many pixels a side; its first width and height are those of the whole."""
    return _SIDE.sub(lambda found: f'{found[1]}="{side}"', drawn, count=2)


class Look(QObject):
    """What things look like. `changed` follows a switch between light and dark."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        tokens: Mapping[str, Any],
        svg: Callable[[str], bytes],
        *,
        dark: bool | None = None,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._tokens = tokens
        self._svg = svg
        self._wanted = dark
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._texts: dict[str, str] = {}
        # as the system's palette says; to ask for its scheme takes long (`ink.py`)
        self.dark = app.palette().color(QPalette.ColorRole.Window).lightness() < MIDDLE if dark is None else dark
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow)

    def color(self, name: str) -> QColor:
        """A named colour of the present scheme."""
        return QColor(self.hex(name))

    def hex(self, name: str) -> str:
        """The same as `#rrggbb`."""
        return str(self._tokens["color"][self.scheme][name])

    @property
    def scheme(self) -> str:
        """`light` or `dark`."""
        return "dark" if self.dark else "light"

    @property
    def alarm(self) -> QColor:
        """Words like „überfällig“ and counters above the limit."""
        return self.ink(State.FAILED)

    def ink(self, state: State, *, partly: bool = False) -> QColor:
        """Stripe, icon and word of a state."""
        return QColor(self._state(state, partly)[self.scheme]["ink"])

    def soft(self, state: State, *, partly: bool = False) -> QColor:
        """The fill of a state's tile."""
        return QColor(self._state(state, partly)[self.scheme]["soft"])

    def state_icon(self, state: State, *, partly: bool = False) -> str:
        """The name of a state's icon."""
        return str(self._state(state, partly)["icon"])

    def _state(self, state: State, partly: bool) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._tokens["state"][PARTLY if partly else state.value]
        return found

    def font(self, points: float = BASE_POINTS, *, bold: bool = False, tabular: bool = False) -> QFont:
        """The system's font at a size given for a 9-point system font."""
        font = QFont(self._app.font())
        font.setPointSizeF(self._app.font().pointSizeF() * points / BASE_POINTS)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def pixmap(self, name: str, size: int, color: QColor, ratio: float | None = None) -> QPixmap:
        """One icon as a picture of `size` logical pixels in one colour; an unknown name gives an empty one."""
        ratio = ratio or self._app.devicePixelRatio()
        key = (name, color.name(), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, size, color, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, size: int = 20, color: str = "muted") -> QIcon:
        """One icon for buttons: `color` when normal, the link's when active, faint when disabled."""
        icon = QIcon()
        icon.addPixmap(self.pixmap(name, size, self.color(color)), QIcon.Mode.Normal)
        active = self.color("link") if color == "muted" else self.color(color)
        icon.addPixmap(self.pixmap(name, size, active), QIcon.Mode.Active)
        icon.addPixmap(self.pixmap(name, size, active), QIcon.Mode.Selected)
        icon.addPixmap(self.pixmap(name, size, self.color("disabled")), QIcon.Mode.Disabled)
        return icon

    def _render(self, name: str, size: int, color: QColor, ratio: float) -> QPixmap:
        if name not in self._texts:
            self._texts[name] = self._svg(name).decode()
        drawn = _sized(self._texts[name], round(size * ratio)).replace("currentColor", color.name())
        # not through a buffer of ours: Qt would ask Python about it while it holds the lock of all picture formats, and
        # a page that is painted in the background holds Python's lock and waits for that one
        # the stub wants bytes for the format, Qt takes text
        read: Any = QImage.fromData
        image: QImage = read(QByteArray(drawn.encode()), "svg")
        image.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(image)

    def follow(self) -> None:
        """Be light or dark as the system is now; after the first paint."""
        from PySide6.QtCore import Qt

        scheme = QGuiApplication.styleHints().colorScheme()
        if self._wanted is not None or scheme is Qt.ColorScheme.Unknown or self.dark is (scheme is Qt.ColorScheme.Dark):
            return
        self.dark = not self.dark
        self._pixmaps.clear()
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.color(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        self._app.setPalette(palette)
        self._app.setStyleSheet(sheet(self.hex))
