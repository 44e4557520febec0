r"""LinkedIn's "little text": marks of its own are escaped, hashtags are templates (documentation: little text format).

What is not escaped is cut off silently or refused.
"""

import unicodedata

import regex

from amtdesk.domain.marks import HASHTAG, URL

#: Each is written with a backslash.
MARKS = frozenset("\\|{}@[]()<>#*_~")
_TEMPLATE = regex.compile(
    r"\{hashtag\|\\?(?P<sign>[#＃])\|(?P<tag>(?:\\.|[^\\}])*)\}|@\[(?P<name>(?:\\.|[^\\\]])*)\]\([^)]*\)|\\(?P<mark>.)",
    regex.DOTALL,
)


def escape(text: str) -> str:
    """The text as the field `commentary` wants it. A sign within an address is no hashtag."""
    links = [found.span() for found in URL.finditer(text)]
    pieces, end = [], 0
    for found in HASHTAG.finditer(text):
        if any(start < found.end() and found.start() < stop for start, stop in links):
            continue
        sign = text[found.start()]
        pieces += [_escaped(text[end : found.start()]), f"{{hashtag|\\{sign}|{_escaped(found['tag'])}}}"]
        end = found.end()
    return "".join([*pieces, _escaped(text[end:])])


def unescape(commentary: str) -> str:
    """What people read."""
    return str(_TEMPLATE.sub(_read, commentary))


def same(one: str, other: str) -> bool:
    """Whether two texts are the same to a reader."""
    return _plain(one) == _plain(other)


def _read(found: "regex.Match[str]") -> str:
    if found["mark"] is not None:
        return str(found["mark"])
    if found["tag"] is not None:
        return f"{found['sign']}{unescape(found['tag'])}"
    return unescape(found["name"])


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in MARKS else char for char in text)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
