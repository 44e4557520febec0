"""The text of a post as the paragraphs and picture blocks of WordPress' editor; everything foreign is escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from amtdesk.domain.counting import URL

#: Characters of a headline made of a text.
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in the media library."""

    id: int
    source: str
    alt: str


def content(text: str, pictures: Iterable[Placed]) -> str:
    """Pictures first, as the other channels show them above the text."""
    blocks = [_figure(picture) for picture in pictures]
    blocks += [_paragraph(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "\n\n".join(blocks)


def title(text: str) -> str:
    """A title is HTML for WordPress, too."""
    return _escaped(text)


def headline(given: str, text: str) -> str:
    """The title, else the first line of the text, cut at a word."""
    line = given.strip() or (text.strip().splitlines() or [""])[0].strip()
    if len(line) <= LONGEST_TITLE:
        return line
    return f"{line[:LONGEST_TITLE].rpartition(' ')[0] or line[:LONGEST_TITLE]} …"


def _paragraph(text: str) -> str:
    lines = "<br>".join(_linked(line.rstrip()) for line in text.strip("\n").split("\n"))
    return f"<!-- wp:paragraph -->\n<p>{lines}</p>\n<!-- /wp:paragraph -->"


def _figure(picture: Placed) -> str:
    image = f'<img src="{_escaped(picture.source)}" alt="{_escaped(picture.alt)}" class="wp-image-{picture.id}"/>'
    figure = f'<figure class="wp-block-image">{image}</figure>'
    return f'<!-- wp:image {{"id":{picture.id}}} -->\n{figure}\n<!-- /wp:image -->'


def _linked(line: str) -> str:
    pieces, end = [], 0
    for found in URL.finditer(line):
        pieces.append(_escaped(line[end : found.start()]))
        address = _escaped(found.group(0))
        pieces.append(f'<a href="{address}">{address}</a>')
        end = found.end()
    pieces.append(_escaped(line[end:]))
    return "".join(pieces)


def _escaped(text: str) -> str:
    # a square bracket would start a shortcode
    return escape(text).replace("[", "&#91;").replace("]", "&#93;")
