"""The text field of one tab: plain text, pictures pasted or dropped go elsewhere, no word can freeze it."""

import re

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from amtdesk.domain.textmodule import PLACEHOLDER
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

#: Breaking lines at words takes time with the square of the longest word; 1,000 characters cost nothing yet.
LONG_WORD = re.compile(r"\S{1000}")


class TextField(QPlainTextEdit):
    """Emits `pictures` with mime data that holds pictures instead of text."""

    pictures = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFont(look.font(10))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(4)
        self._marks = Marks(self.document(), look)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(300)
        self._later.timeout.connect(lambda: self._mind_long_words(self.text()))
        self.textChanged.connect(self._later.start)

    def text(self) -> str:
        """The text as it is to go out; hard spaces stay hard."""
        raw = self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        try:
            raw.encode()
        except UnicodeEncodeError:
            # half of a surrogate pair, pasted from elsewhere; no file and no platform takes it
            raw = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return raw

    def show_text(self, text: str) -> None:
        """Another text; nothing to undo."""
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._mind_long_words(text)
        self.setPlainText(text)

    def insert(self, text: str) -> None:
        """At the cursor, over a selection; one step to undo."""
        self._mind_long_words(text)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_module(self, text: str) -> None:
        """A Textbaustein at the cursor; its first open placeholder is selected, to be typed over."""
        start = self.textCursor().selectionStart()
        self.insert(text)
        self.choose_placeholder(text, start)

    def choose_placeholder(self, text: str, start: int = 0) -> None:
        """Select the first open placeholder of `text`, which stands at `start` (in Qt's UTF-16 units)."""
        found = PLACEHOLDER.search(text)
        if found is not None:
            self._select(start + _units(text[: found.start()]), start + _units(text[: found.end()]))

    def mark(self, start: int, end: int) -> None:
        """Select a span (Python positions) and show it."""
        text = self.text()
        self._select(_units(text[:start]), _units(text[:end]))

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def recolor(self) -> None:
        """Light and dark were switched."""
        self._marks.recolor()

    @guarded(False)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_pictures(source) or super().canInsertFromMimeData(source)

    @guarded()
    def insertFromMimeData(self, source: QMimeData) -> None:
        if holds_pictures(source):
            self.pictures.emit(source)
            return
        if source.hasText():
            self.insert(source.text().replace("\r\n", "\n").replace("\r", "\n"))

    def _mind_long_words(self, text: str) -> None:
        if LONG_WORD.search(text) and self.wordWrapMode() is not QTextOption.WrapMode.WrapAnywhere:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)


def holds_pictures(source: QMimeData) -> bool:
    """Whether files or a picture were pasted; a text that also comes as a picture (Word) is a text."""
    if source.hasUrls() and any(url.isLocalFile() for url in source.urls()):
        return True
    return source.hasImage() and not source.hasText()


class Marks(QSyntaxHighlighter):
    """Shows `{{placeholders}}` that are still open."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look
        self._format = QTextCharFormat()
        self.recolor()

    def recolor(self) -> None:
        """In the colours of the present scheme."""
        self._format.setBackground(QColor(self._look.color("note")))
        self._format.setForeground(QColor(self._look.color("note_text")))
        self.rehighlight()

    @guarded()
    def highlightBlock(self, text: str) -> None:
        if "{{" not in text:
            return
        for found in PLACEHOLDER.finditer(text):
            self.setFormat(_units(text[: found.start()]), _units(found.group()), self._format)


def _units(text: str) -> int:
    """How many UTF-16 units Qt counts for it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
