"""The frame of our dialogs: a head, what scrolls, and a foot with the buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from amtdesk.ui.widgets.words import hairline

_EDGE = 20


def frame(window: QWidget, head: QHBoxLayout, content: QWidget, foot: QHBoxLayout) -> None:
    """Lay out a dialog; head and foot always stay visible."""
    for row, above, below in ((head, 12, 10), (foot, 9, 11)):
        row.setContentsMargins(_EDGE, above, _EDGE, below)
        row.setSpacing(8)
    body = QWidget()
    body.setProperty("kind", "page")
    _column(body, [head, hairline(), content, hairline()], stretch=2)
    _column(window, [body, foot], stretch=0)
    # the keys work wherever the cursor is, as the buttons below the page have it first
    for keys, action in (
        ("PgDown", QAbstractSlider.SliderAction.SliderPageStepAdd),
        ("PgUp", QAbstractSlider.SliderAction.SliderPageStepSub),
    ):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda action=action: _turn(content, action))


def _turn(content: QWidget, action: QAbstractSlider.SliderAction) -> None:
    areas = [content, *content.findChildren(QScrollArea)]
    shown = next((one for one in areas if isinstance(one, QScrollArea) and one.isVisible()), None)
    if shown is not None:
        shown.verticalScrollBar().triggerAction(action)


def scrolling(inside: QWidget) -> QScrollArea:
    """Scrolls up and down only."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


def fit(window: QWidget, width: int, height: int) -> None:
    """A good size that never exceeds the screen."""
    room = window.screen().availableSize()
    window.setMinimumSize(min(560, room.width() - 40), 300)
    window.resize(min(width, room.width() - 40), min(height, room.height() - 60))


def _column(widget: QWidget, parts: list[QLayout | QWidget], *, stretch: int) -> None:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, part in enumerate(parts):
        if isinstance(part, QWidget):
            column.addWidget(part, 1 if place == stretch else 0)
        else:
            column.addLayout(part)
