"""The numbered steps of a guide, taken from its page of the help and shown in place."""

import re
from math import ceil

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtWidgets import QSizePolicy, QWidget

from amtdesk.ui.help_window import Browser
from amtdesk.ui.shell import Shell

#: Where the steps begin (a heading of their own, or the first number) and what follows them.
_BEGINS = re.compile(r"^(?:\*\*(?:A\.|Ab |Mit )|1\. )", re.MULTILINE)
_ENDS = re.compile(r"^\*\*(?:Gut zu wissen|Wenn es nicht geht)", re.MULTILINE)


def how_to(page: str) -> str:
    """The steps of a page of the help, as Markdown; empty when it has none."""
    begins = _BEGINS.search(page)
    if begins is None:
        return ""
    rest = page[begins.start() :]
    ends = _ENDS.search(rest)
    return rest[: ends.start()].strip() if ends is not None else rest.strip()


class Steps(Browser):
    """As high as its words; it scrolls with the page around it."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(self._follow)
        self.setParent(parent)
        self._shell = shell
        self.setFont(shell.look.font(10))
        self.setAccessibleName("Anleitung")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setStyleSheet("QTextBrowser { border: none; padding: 0; background: transparent }")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_words(self, markdown: str) -> None:
        """Show these steps."""
        self.setMarkdown(markdown)

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()) + 4)

    def _follow(self, url: QUrl) -> None:
        if url.isRelative():
            self._shell.help(url.path().removesuffix(".md"))
        elif url.scheme() == "https":
            self._shell.open_link(url.toString())
