"""The navigation at the left: icons, words and how many things wait."""

from enum import Enum
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from amtdesk.ui import ink
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

# buttons, not a list view: those load a good part of Qt before the first paint
ALARM = QColor("#A81E22")


class Shape(Enum):
    """How wide the navigation is."""

    NARROW = 48
    STACKED = 92
    WIDE = 176


class Entry(NamedTuple):
    """One page in the navigation."""

    name: str
    label: str
    icon: str
    key: str = ""


class NavButton(QToolButton):
    """One page: painted by hand, read aloud with what waits on it."""

    def __init__(self, look: Look, entry: Entry, nav: "Nav") -> None:
        super().__init__(nav)
        self.entry = entry
        self.badge, self.alarm = 0, False
        self._look = look
        self._nav = nav
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(f"{entry.label} ({entry.key})" if entry.key else entry.label)
        self.setAccessibleName(entry.label)

    def set_badge(self, badge: int, *, alarm: bool) -> None:
        """How many things wait."""
        if (self.badge, self.alarm) != (badge, alarm):
            self.badge, self.alarm = badge, alarm
            self.setAccessibleName(f"{self.entry.label}, {badge} offen" if badge else self.entry.label)
            self.update()

    @guarded(QSize(84, 54))
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        shape = self._nav.shape_
        height = {Shape.NARROW: 44, Shape.STACKED: 38 + line, Shape.WIDE: max(38, line + 18)}[shape]
        return QSize(shape.value - 8, height)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        look, rect = self._look, self.rect().adjusted(0, 1, 0, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            ink.fill(painter, rect, look.color("selection" if self.isChecked() else "hover"), 4)
        if self.isChecked():
            ink.fill(painter, QRect(rect.left(), rect.top() + 8, 3, rect.height() - 16), look.color("accent_line"))
        if self.hasFocus():
            ink.frame(painter, rect.adjusted(1, 1, -1, -1), look.color("focus"), 2, 4)
        spot = self._content(painter, rect)
        if self.badge:
            self._badge(painter, rect, spot)
        painter.end()

    def _content(self, painter: QPainter, rect: QRect) -> QRect:
        look, shape, chosen = self._look, self._nav.shape_, self.isChecked()
        if shape is Shape.WIDE:
            spot = QRect(rect.left() + 12, rect.center().y() - 9, 20, 20)
        else:
            top = rect.top() + (7 if shape is Shape.STACKED else (rect.height() - 20) // 2)
            spot = QRect(rect.center().x() - 9, top, 20, 20)
        painter.drawPixmap(spot, look.pixmap(self.entry.icon, 20, look.color("link" if chosen else "muted")))
        # words take the pen Qt begins with, the colour of text
        if shape is Shape.WIDE:
            painter.setFont(look.font(9.5, bold=chosen))
            words = rect.adjusted(42, 0, -34 if self.badge else -6, 0)
            painter.drawText(words, ink.LEFT | ink.MIDDLE, self.entry.label)
        elif shape is Shape.STACKED:
            words = rect.adjusted(4, 28, 0, -2)
            painter.setFont(look.font(8, bold=chosen))
            if painter.fontMetrics().horizontalAdvance(self.entry.label) > words.width() - 8:
                painter.setFont(look.font(8))
            label = ink.shortened(self.entry.label, painter.font(), words.width())
            painter.drawText(words, ink.CENTER, label)
        return spot

    def _badge(self, painter: QPainter, rect: QRect, spot: QRect) -> None:
        look = self._look
        words = str(self.badge) if self.badge < 100 else "99+"
        font = look.font(8, bold=True)
        width = max(17, QFontMetrics(font).horizontalAdvance(words) + 8)
        if self._nav.shape_ is Shape.WIDE:
            bubble = QRect(rect.right() - width - 8, rect.center().y() - 8, width, 17)
        else:
            # inside the button in the narrow shape too
            bubble = QRect(min(spot.right() - 2, rect.right() + 1 - width), spot.top() - 5, width, 17)
        ink.fill(painter, bubble, ALARM if self.alarm else look.color("accent"), 8.5)
        ink.write(painter, bubble, words, font, look.color("on_accent"), ink.CENTER)


class Nav(QFrame):
    """Emits `chosen` with the name of a page. Arrows go from page to page, Tab leaves."""

    chosen = Signal(str)

    def __init__(self, look: Look, entries: list[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape_ = Shape.STACKED
        self.setProperty("kind", "bar")
        self.setAccessibleName("Seiten")
        self.buttons = {entry.name: NavButton(look, entry, self) for entry in entries}
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(0)
        for button in self.buttons.values():
            if button.entry.name == "einstellungen":
                column.addStretch(1)
            column.addWidget(button)
            button.setFont(look.font(8))
            button.toggled.connect(partial(self._toggled, button.entry.name))
        look.changed.connect(self.update)
        self.set_shape(Shape.STACKED)

    def set_shape(self, shape: Shape) -> None:
        """Narrow, stacked or wide."""
        self.shape_ = shape
        self.setFixedWidth(shape.value)
        for button in self.buttons.values():
            button.setFixedSize(button.sizeHint())

    @property
    def current(self) -> str:
        """The page that is chosen; before the services are there it may not be shown yet."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, name: str) -> None:
        """Go to a page."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def _toggled(self, name: str, on: bool) -> None:
        if on:
            self.chosen.emit(name)

    def set_badge(self, name: str, badge: int, *, alarm: bool = False) -> None:
        """How many things wait on a page."""
        if name in self.buttons:
            self.buttons[name].set_badge(badge, alarm=alarm)
