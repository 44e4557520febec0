"""In small windows the sections are buttons; one at a time opens below."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui.editor.flow import FlowLayout
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button


class Section(StrEnum):
    """What can be folded."""

    DELIVERIES = "deliveries"
    PICTURES = "pictures"
    CHECKS = "checks"
    PREVIEW = "preview"
    TIME = "time"


_ICONS = {
    Section.DELIVERIES: "send",
    Section.PICTURES: "photo",
    Section.CHECKS: "info-circle",
    Section.PREVIEW: "eye",
    Section.TIME: "calendar-event",
}


class Folds(QWidget):
    """Emits the section to show, or None for none."""

    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._flow = FlowLayout(self, space=5)
        self.buttons: dict[Section, QPushButton] = {}
        for section in Section:
            made = button(look, "")
            made.setFont(look.font(9))
            made.setStyleSheet("QPushButton { padding: 3px 7px }")
            made.setCheckable(True)
            made.setIconSize(QSize(16, 16))
            made.clicked.connect(lambda on, section=section: self.open(section if on else None))
            self.buttons[section] = made
            self._flow.addWidget(made)

    @property
    def section(self) -> Section | None:
        """The open one."""
        return next((section for section, made in self.buttons.items() if made.isChecked()), None)

    def open(self, section: Section | None) -> None:
        """Open one and close the others."""
        for one, made in self.buttons.items():
            made.setChecked(one is section)
        self.opened.emit(section)

    def show_words(self, said: Mapping[Section, str], warned: Mapping[Section, bool]) -> None:
        """The words of the buttons; a section without words is not offered."""
        for section, made in self.buttons.items():
            words = said.get(section, "")
            made.setVisible(bool(words))
            if not words:
                continue
            made.setText(words.replace("&", "&&"))
            made.setIcon(self._icon(_ICONS[section], warned.get(section, False)))
            made.setIconSize(QSize(36 if warned.get(section) else 16, 16))
            made.setAccessibleName(f"{words}, Hinweis" if warned.get(section) else words)

    def _icon(self, name: str, warned: bool) -> QIcon:
        look = self._look
        first = look.pixmap(name, 16, look.color("text"))
        if not warned:
            return QIcon(first)
        ratio = first.devicePixelRatio()
        both = QPixmap(round(36 * ratio), round(16 * ratio))
        both.setDevicePixelRatio(ratio)
        both.fill(Qt.GlobalColor.transparent)
        painter = QPainter(both)
        painter.drawPixmap(0, 0, first)
        painter.drawPixmap(20, 0, look.pixmap("alert-triangle", 16, look.ink(State.AWAITING_APPROVAL)))
        painter.end()
        return QIcon(both)
