"""The answer and the six decisions below it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.channel import Limits
from amtdesk.domain.counting import length
from amtdesk.domain.delivery import State
from amtdesk.domain.inquiry import Decision
from amtdesk.domain.textmodule import PLACEHOLDER, open_placeholders
from amtdesk.ui import texts
from amtdesk.ui.answers.hints import Hints
from amtdesk.ui.editor.field import TextField
from amtdesk.ui.guard import guarded
from amtdesk.ui.library.filling import label
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Button, Elided, ink, text

#: word, icon, letter with Alt, decision
_DEEDS = (
    ("Zwischenbescheid …", "message-circle", "B", Decision.INTERIM),
    ("Weitergeben …", "user-share", "W", Decision.PASS_ON),
    ("Beobachten …", "eye", "O", Decision.WATCH),
    ("Ausblenden …", "eye-off", "U", Decision.HIDE),
    ("Keine Antwort nötig", "minus", "K", Decision.CLOSE),
)


class Deed(Button):
    """A decision with its key at the right edge."""

    def __init__(self, look: Look, words: str, icon: str, key: str, *, primary: bool = False) -> None:
        super().__init__(look, words, icon, primary=primary)
        self._key, self._whole_key = key, key
        self.setToolTip(key)
        self.setStyleSheet("text-align: left")
        self.setMinimumHeight(34)
        self.setAccessibleDescription(f"Taste {key}")

    def show_key(self, *, shown: bool, low: bool) -> None:
        """The key at the right edge, where there is room for it; `low`: in a low window."""
        self._key = self._whole_key if shown else ""
        self.setMinimumHeight(30 if low else 34)
        self.update()

    def whole_width(self) -> int:
        """Words and key beside each other need it."""
        return super().sizeHint().width() + self.fontMetrics().horizontalAdvance(self._whole_key) + 14

    @guarded(QSize(120, 34))
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.whole_width() if self._key else hint.width(), max(self.minimumHeight(), hint.height()))

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.width() < self.sizeHint().width():
            # it would stand in the words
            return
        painter = QPainter(self)
        painter.setFont(self._look.font(8.5))
        name = "disabled" if not self.isEnabled() else "on_accent" if self._primary else "muted"
        painter.setPen(self._look.color(name))
        painter.drawText(
            self.rect().adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key
        )
        painter.end()


class Reply(QWidget):
    """Tells what she decided; the page knows what becomes of it."""

    decided = Signal(object)
    written = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._limits = Limits()
        self.module_id: str | None = None
        self.title = text(look, "Antwort", 9.5, bold=True)
        self.source = Elided(look, points=9, muted=True)
        self.field = TextField(look)
        self.field.setAccessibleName("Antwort")
        self.field.setPlaceholderText("Antwort schreiben oder einen Textbaustein einfügen (Strg+T)")
        self.field.textChanged.connect(self._written)
        self.field.installEventFilter(self)
        self.hints = Hints(look)
        self.count = text(look, "", 9, muted=True)
        self.note = Elided(look, points=9)
        self.answer = Deed(look, "Antworten", "message-2-check", "Strg+↵", primary=True)
        self.answer.clicked.connect(lambda: self.decided.emit(Decision.ANSWER))
        self.deeds = {what: self._deed(words, icon, key, what) for words, icon, key, what in _DEEDS}
        self._lay_out()

    def show_channel(self, limits: Limits, *, sends: bool, reports: bool, office: str) -> None:
        """Where the answer goes; by hand it is copied instead of sent. `reports`: it tells that something is done."""
        self._limits = limits
        self.title.setText(f"Antwort als {office}" if office else "Antwort")
        word = "Erledigt melden" if reports else "Antworten"
        self.answer.say(word if sends else "Kopieren und abhaken")
        self._written()

    def text(self) -> str:
        """The answer as written."""
        return self.field.text().strip()

    def show_text(self, said: str, module_id: str | None = None, source: str = "") -> None:
        """Another Anliegen: its unfinished answer, or none."""
        self.module_id = module_id
        self.source.setText(f"aus Textbaustein „{source}“" if source else "")
        self.field.show_text(said)

    def insert(self, said: str, module_id: str, title: str) -> None:
        """A Textbaustein at the cursor, its first open placeholder chosen; the cursor is in the text then."""
        if not self.field.text().strip():
            self.module_id = module_id
            self.source.setText(f"aus Textbaustein „{title}“")
        before = len(self.field.text()[: self.field.textCursor().selectionStart()])
        self.field.insert(said)
        self.go_to_placeholder(before)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The cursor into the text."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_placeholder(self, start: int = 0) -> bool:
        """Choose the first open placeholder; False when none is open."""
        written = self.field.text()
        found = PLACEHOLDER.search(written, min(start, len(written))) or PLACEHOLDER.search(written)
        if found is None:
            return False
        self.field.mark(found.start(), found.end())
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def left(self) -> tuple[str, ...]:
        """Open placeholders, as she would call them."""
        return tuple(map(label, open_placeholders(self.field.text())))

    def excess(self) -> int:
        """Characters too many for the channel."""
        return length(self.text(), self._limits).excess(self._limits)

    def fits(self, said: str) -> bool:
        """Whether the channel takes that many characters."""
        return not length(said, self._limits).excess(self._limits)

    def complain(self, words: str) -> None:
        """Why it does not go out."""
        self.note.setText(words)
        ink(self.note, self._look, self._look.ink(State.AWAITING_APPROVAL))

    def fit(self, width: int, height: int) -> None:
        """Low windows do without the keys on the buttons; the text keeps at least three lines."""
        low = height < 560
        columns = 3 if width >= (480 if low else 560) else 2
        room = (width - 8 * (columns - 1)) // columns
        fits = not low and all(deed.whole_width() <= room for deed in self.deeds.values())
        for number, deed in enumerate((self.answer, *self.deeds.values())):
            deed.show_key(shown=fits or (deed is self.answer and not low), low=low)
            self._grid.addWidget(deed, number // columns, number % columns)
        self._grid.setColumnStretch(2, 1 if columns == 3 else 0)
        self._grid.setSpacing(5 if low else 8)
        self.field.setMinimumHeight(self.field.fontMetrics().lineSpacing() * (3 if low else 4) + 16)

    def restyle(self) -> None:
        """Light and dark were switched."""
        self.field.recolor()
        self._written()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Strg+Enter answers; the field would make a line of it."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.decided.emit(Decision.ANSWER)
                return True
        return False

    def _deed(self, words: str, icon: str, letter: str, what: Decision) -> Deed:
        made = Deed(self._look, words, icon, f"Alt+{letter}")
        made.clicked.connect(lambda: self.decided.emit(what))
        return made

    def _written(self) -> None:
        counted = length(self.text(), self._limits)
        excess = counted.excess(self._limits)
        most = f"/{texts.thousands(self._limits.characters)}" if self._limits.characters else ""
        over = f", {texts.thousands(excess)} zu viel" if excess else ""
        self.count.setText(f"{texts.thousands(counted.characters)}{most} Zeichen{over}")
        ink(self.count, self._look, self._look.alarm if excess else "muted")
        left = self.left()
        many = "1 Platzhalter ist" if len(left) == 1 else f"{len(left)} Platzhalter sind"
        self.complain(f"{many} noch offen: {', '.join(left)}" if left else "")
        self.written.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.source, 1)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.count)
        below.addWidget(self.note, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        for number, deed in enumerate((self.answer, *self.deeds.values())):
            self._grid.addWidget(deed, number // 3, number % 3)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 12, 0)
        column_layout.setSpacing(6)
        column_layout.addLayout(head)
        column_layout.addWidget(self.hints)
        column_layout.addWidget(self.field, 1)
        column_layout.addLayout(below)
        column_layout.addLayout(self._grid)
