"""What the panel does in the window: into the answer or the post, by the Anliegen that is open, to the page."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit

from amtdesk.domain.inquiry import Inquiry
from amtdesk.ui.library.panel import LibraryPanel


class Wiring(QObject):
    """Lives as long as the window."""

    def __init__(self, main: Any, panel: LibraryPanel) -> None:
        super().__init__(main)
        self._main, self._panel = main, panel
        self._seen: int | None = None
        self._listens = False
        panel.around = self.inquiry
        panel.said.connect(main.say)
        panel.insert.connect(self.insert)
        panel.new_wanted.connect(self.begin)
        panel.dropped.connect(lambda words: self.begin("", words))
        QShortcut(QKeySequence("Ctrl+Shift+T"), main, lambda: self.begin("", marked()))
        main.frame.pages.currentChanged.connect(lambda _place: self._look())

    def inquiry(self) -> Inquiry | None:
        """The Anliegen that is being answered."""
        page = self._answers()
        return page.adviser.inquiry if page is not None else None

    def insert(self, said: str) -> None:
        """Into the answer, or into the post in the editor."""
        module, answers = self._panel.current(), self._answers()
        if answers is not None and module is not None:
            answers.insert(said, module.id, module.title)
            return
        self._main.show_page("redaktionsplan")
        page = self._main.page("redaktionsplan")
        if page is not None:
            page.editor.insert_text(said)
            if module is not None:
                self._main.desk.library.used(module.id, post_id=page.editor.post_id)

    def choose(self, module_id: str) -> None:
        """Show one in the panel."""
        if self._panel.isHidden():
            self._main.frame.toggle_library()
        self._panel.choose(module_id)

    def begin(self, title: str, words: str = "") -> None:
        """A new Textbaustein on its page."""
        if not self._main.ready():
            return
        self._main.show_page("textbausteine")
        page = self._main.page("textbausteine")
        if page is not None:
            page.begin(title=title, words=words)

    def _answers(self) -> Any:
        pages = self._main.frame.pages
        return pages.built("antworten") if pages.shown() == "antworten" else None

    def _look(self) -> None:
        page = self._answers()
        if page is not None and not self._listens:
            self._listens = True
            page.reply.written.connect(self._written)
        self._panel.look_around()

    def _written(self) -> None:
        """Told with each letter; only another Anliegen is news."""
        inquiry = self.inquiry()
        key = inquiry.id if inquiry is not None else None
        if key != self._seen:
            self._seen = key
            self._panel.look_around()


def marked() -> str:
    """What is marked where the cursor is; nothing when nothing is."""
    here = QApplication.focusWidget()
    if isinstance(here, QPlainTextEdit | QTextEdit):
        return here.textCursor().selection().toPlainText()
    return here.selectedText() if isinstance(here, QLineEdit | QLabel) else ""
