"""Foreign HTML as plain text: line breaks stay, everything else goes."""

import re
from html.parser import HTMLParser

#: A longer answer than this is nobody's comment; the parser would take minutes over hostile markup.
LONGEST = 200_000
_BREAKS = {"br", "p", "li", "div", "blockquote", "h1", "h2", "h3", "tr"}
_SILENT = {"script", "style", "head", "title"}


def plain(html: str) -> str:
    """The words of a comment or status, without any markup."""
    reader = _Words()
    reader.feed(html[:LONGEST])
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "p":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
