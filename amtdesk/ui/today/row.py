"""One line on Heute: painted words and icons, and one real button for the next step."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui import ink
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.today.words import Words

SQUARE, ICON, CHANNEL = 34, 20, 16
LEFT, GAP, EDGE = 4, 12, 2
LEAST_HEIGHT = 57
BUTTON_WIDTH, SECOND_GAP = 116, 8
#: Widths whose layout is kept.
KEPT = 6
#: Longer titles are cut; the editor shows them whole.
TITLE = 300


class Shown(NamedTuple):
    """What a row draws; two equal ones need no new row."""

    words: Words
    #: None is an account that needs its person
    state: State | None
    icon: str
    #: icon names of the channels
    channels: tuple[str, ...]


class Row(QWidget):
    """Wraps its text to the width it gets; the height follows (`heightForWidth`)."""

    def __init__(self, look: Look, shown: Shown, primary: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.shown = shown
        # a layout asks for several widths, again and again
        self._measured: dict[tuple[int, bool], Measured] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(shown.words.spoken)
        # a tool tip guesses rich text, and channels are called as platforms call them
        self.setToolTip(shown.words.channels.replace("<", "‹"))
        self.button = QPushButton(shown.words.button, self)
        if primary:
            self.button.setProperty("kind", "primary")
        self.button.setFont(look.font(9.5, bold=primary))
        self.button.setAccessibleName(f"{shown.words.button.rstrip(' …')}: {shown.words.title}")
        self.button.setAccessibleDescription(shown.words.spoken)
        self.button.setToolTip("")
        self._button_size = self.button.sizeHint().expandedTo(QSize(BUTTON_WIDTH, 30))
        self.second = self._made_second() if shown.words.second else None
        self._second_width = self.second.sizeHint().width() + SECOND_GAP if self.second is not None else 0

    def _made_second(self) -> QPushButton:
        words = self.shown.words
        second = QPushButton(words.second, self)
        second.setFont(self._look.font(9.5))
        second.setAccessibleName(f"{words.second}: {words.title}")
        second.setToolTip("")
        return second

    @guarded(default=True)
    def hasHeightForWidth(self) -> bool:
        """The text wraps."""
        return True

    @guarded(default=LEAST_HEIGHT)
    def heightForWidth(self, width: int) -> int:
        """The height for a width, both in logical pixels."""
        return self._measure(width).height

    @guarded(default=QSize(300, LEAST_HEIGHT))
    def sizeHint(self) -> QSize:
        """The height follows from the width (`heightForWidth`)."""
        return QSize(300, LEAST_HEIGHT)

    @guarded(default=QSize(240, LEAST_HEIGHT))
    def minimumSizeHint(self) -> QSize:
        """As narrow as the button and a few words."""
        return QSize(self._button_size.width() + self._second_width + 180, LEAST_HEIGHT)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays at the right edge."""
        size = self._button_size
        top = (self.height() - 1 - size.height()) // 2
        left = self.width() - EDGE - size.width()
        self.button.setGeometry(left, top, size.width(), size.height())
        if self.second is not None:
            width = self._second_width - SECOND_GAP
            self.second.setGeometry(left - self._second_width, top, width, size.height())
        super().resizeEvent(event)

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Square with the state's icon, title, channels, sentence, hairline."""
        look, measured = self._look, self._measure(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self.shown.state or State.FAILED
        square = QRect(LEFT, (self.height() - 1 - SQUARE) // 2, SQUARE, SQUARE)
        ink.fill(painter, square, look.soft(state), 4)
        inset = (SQUARE - ICON) // 2
        ratio = self.devicePixelRatioF()
        icon = look.pixmap(self.shown.icon, ICON, look.ink(state), ratio)
        painter.drawPixmap(square.adjusted(inset, inset, -inset, -inset), icon)
        left = LEFT + SQUARE + GAP
        top = (self.height() - 1 - measured.text_height) / 2
        measured.title.draw(painter, QPointF(left, top))
        for place, name in zip(measured.icons, self.shown.channels, strict=False):
            spot = place.translated(left, top).toRect()
            painter.drawPixmap(spot, look.pixmap(name, CHANNEL, look.color("muted"), ratio))
        below = QPointF(left, top + measured.title_height)
        measured.lead.draw(painter, below)
        measured.rest.draw(painter, below)
        ink.fill(painter, QRect(0, self.height() - 1, self.width(), 1), look.color("line"))
        painter.end()

    def _measure(self, width: int) -> "Measured":
        key = (width, self._look.dark)
        if key not in self._measured:
            buttons = self._button_size.width() + self._second_width
            text = max(80, width - LEFT - SQUARE - GAP - 18 - buttons - EDGE)
            if len(self._measured) >= KEPT:
                self._measured.clear()
            self._measured[key] = Measured(self._look, self.shown, text)
        return self._measured[key]


class Measured:
    """The laid-out texts of a row for one width."""

    def __init__(self, look: Look, shown: Shown, width: int) -> None:
        words = shown.words
        title = words.title if len(words.title) <= TITLE else words.title[: TITLE - 1] + "…"
        state = shown.state or State.FAILED
        self.title = ink.laid_out(title, look.font(10, bold=True), look.color("text"), width)
        self.lead = ink.laid_out(words.lead, look.font(9, bold=True), look.ink(state), width)
        last = self.lead.lineAt(self.lead.lineCount() - 1)
        # it goes on where the lead ends
        end = last.naturalTextWidth()
        self.rest = ink.laid_out(words.rest, look.font(9), look.color("muted"), width, last.y(), end)
        self.icons = _icon_places(self.title, len(shown.channels), width)
        below = max((place.bottom() for place in self.icons), default=0.0)
        self.title_height = max(self.title.boundingRect().height(), below)
        sentence = self.lead.boundingRect().united(self.rest.boundingRect())
        self.text_height = self.title_height + sentence.height()
        least = max(LEAST_HEIGHT, QFontMetrics(look.font(10)).height() + 30)
        self.height = max(least, round(self.text_height) + 21)


def _icon_places(title: QTextLayout, count: int, width: int) -> list[QRectF]:
    """Behind the last word, or on a line of their own where they do not fit."""
    if not count:
        return []
    last = title.lineAt(title.lineCount() - 1)
    left, line_top, line_height = last.naturalTextWidth() + 10, last.y(), last.height()
    if left + count * (CHANNEL + 6) > width:
        left, line_top = 0.0, line_top + line_height
    top = line_top + (line_height - CHANNEL) / 2
    return [QRectF(left + place * (CHANNEL + 6), top, CHANNEL, CHANNEL) for place in range(count)]
