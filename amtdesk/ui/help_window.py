"""The help: pages from resources/help, a search over all of them, links that stay inside."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from amtdesk.domain.folding import fold
from amtdesk.domain.folding import words as folded_words
from amtdesk.ui import dialogs
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

log = logging.getLogger(__name__)

#: The pages in their order; each is resources/help/<name>.md and begins with its title.
PAGES = (
    "start",
    "heute",
    "antworten",
    "antworthilfe",
    "runde",
    "redaktionsplan",
    "editor",
    "links",
    "kanaele",
    "verbinden-wordpress",
    "verbindung",
    "kanal-steckbrief",
    "verbinden-mastodon",
    "verbinden-bluesky",
    "verbinden-linkedin",
    "verbinden-telegram",
    "verbinden-x",
    "verbinden-youtube",
    "verbinden-facebook",
    "verbinden-instagram",
    "verbinden-threads",
    "weiter-senden",
    "uebungskanal",
    "von-hand",
    "veroeffentlichen",
    "anhalten",
    "textbausteine",
    "vorschlaege",
    "textbausteine-austausch",
    "faq-werkstatt",
    "einstellungen",
    "sicherung",
    "tasten",
    "it",
)
#: Pages of the window that share one page of the help.
ALSO = {"beitraege": "redaktionsplan"}
FIRST, KEYS = "start", "tasten"


class HelpWindow(QWidget):
    """A window of its own, so that it can lie beside the work."""

    def __init__(self, shell: Shell, source: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shell = shell
        look = shell.look
        self.setWindowTitle("AmtDesk – Hilfe")
        self.resize(820, 560)
        self.setMinimumSize(480, 320)
        self._texts = {name: _read(source, name) for name in PAGES}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Hilfe durchsuchen …")
        self.search.setAccessibleName("Hilfe durchsuchen")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.pages = QListWidget()
        self.pages.setFont(look.font(9.5))
        self.pages.setAccessibleName("Seiten der Hilfe")
        self.pages.setFrameShape(QListWidget.Shape.NoFrame)
        self.pages.currentItemChanged.connect(self._chosen)
        self.nothing = dialogs.plain(look, "", muted=True)
        self.nothing.hide()
        self.page = Browser(self._follow)
        self.page.setFont(look.font(10))
        self.page.setAccessibleName("Hilfetext")
        self._lay_out()
        for name, text in self._texts.items():
            item = QListWidgetItem(_title(text, name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(0, self.pages.fontMetrics().height() + 10))
            self.pages.addItem(item)
        look.changed.connect(self._again)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    @classmethod
    def open(cls, shell: Shell, source: Callable[[str], str], page: str) -> "HelpWindow":
        """Show a page in the one help window of this shell, which stays where it is."""
        above = shell if isinstance(shell, QWidget) else None
        window = (above.findChild(cls) if above else None) or cls(shell, source, above)
        window.show_page(page)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def show_page(self, name: str) -> None:
        """One page by its name; an unknown one shows the first."""
        name = ALSO.get(name, name)
        wanted = name if name in self._texts else FIRST
        self.search.clear()
        for row in range(self.pages.count()):
            if self.pages.item(row).data(Qt.ItemDataRole.UserRole) == wanted:
                self.pages.setCurrentRow(row)
                self._show(wanted)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setProperty("kind", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(220)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        reading = QVBoxLayout()
        reading.setContentsMargins(12, 12, 12, 12)
        reading.addWidget(self.page)
        row.addLayout(reading, 1)

    def _filter(self, query: str) -> None:
        wanted = folded_words(query)
        first = None
        for row in range(self.pages.count()):
            item = self.pages.item(row)
            text = fold(self._texts[item.data(Qt.ItemDataRole.UserRole)])
            fits = all(word in text for word in wanted)
            item.setHidden(not fits)
            first = item if fits and first is None else first
        self.nothing.setText(f"Nichts gefunden für „{query.strip()[:40]}“.")
        self.nothing.setVisible(first is None)
        current = self.pages.currentItem()
        if wanted and first is not None and (current is None or current.isHidden()):
            self.pages.setCurrentItem(first)

    def _chosen(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self._show(str(item.data(Qt.ItemDataRole.UserRole)))

    def _show(self, name: str) -> None:
        self.page.setMarkdown(self._texts[name])
        self.page.verticalScrollBar().setValue(0)

    def _again(self) -> None:
        self._chosen(self.pages.currentItem())

    def _follow(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if url.isRelative() and name in self._texts:
            self.show_page(name)
        elif url.scheme() == "https":
            self._shell.open_link(url.toString())


class Browser(QTextBrowser):
    """Shows text; loads nothing, neither from the disk nor from the net."""

    def __init__(self, follow: Callable[[QUrl], None]) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(follow)

    @guarded()
    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is ever loaded."""
        return None


def _read(source: Callable[[str], str], name: str) -> str:
    try:
        return source(name)
    except (OSError, KeyError, ValueError):
        log.exception("help page %s", name)
        return f"# {name.capitalize()}\n\nDiese Seite der Hilfe fehlt."


def _title(text: str, name: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return first.removeprefix("#").strip() or name
