"""Beispielfragen as she edits and carries them: a question, the post it is asked under, single words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amtdesk.domain.example import Saying, Sort
from amtdesk.domain.folding import fold

#: So many belong to one Textbaustein at most, with so many characters each.
MOST, LONGEST = 300, 1_000
#: Between a question and its post, where one line holds both.
UNDER = "||"
_UNDER = re.compile(r"(?<!\\)\|\|")
#: What stands before a line of a list.
BULLET = re.compile(r"^\s*(?:[-–•*·]+|\(?\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """How citizens ask: a question, a question under a post, or (no text) a post under which it is asked for."""

    text: str
    post: str = ""

    @property
    def line(self) -> str:
        """Both in one line; `from_line` gives them back."""
        text, post = _escaped(self.text), _escaped(self.post)
        return f"{text} {UNDER} {post}".strip() if post else text

    @property
    def key(self) -> tuple[str, str]:
        """Two with the same key are the same."""
        return fold(self.text), fold(self.post)


def asked(text: str, post: str = "") -> Asked:
    """One without line breaks and blanks at its ends, not longer than may be."""
    return Asked(" ".join(text.split())[:LONGEST].rstrip(), " ".join(post.split())[:LONGEST].rstrip())


def from_line(line: str) -> Asked:
    """What `Asked.line` wrote; a line without the sign between is a question."""
    return Asked(*(" ".join(_meant(part).split()) for part in _UNDER.split(line, maxsplit=1)))


def pasted(lines: str) -> list[Asked]:
    """Typed or pasted lines, one each, without bullets and numbers; from a spreadsheet the second cell is the post."""
    found = (_from_cells(BULLET.sub("", line)) for line in lines.splitlines())
    return distinct(one for one in found if one != Asked(""))


def distinct(found: Iterable[Asked]) -> list[Asked]:
    """Each once, the first of its kind."""
    kept: dict[tuple[str, str], Asked] = {}
    for one in found:
        kept.setdefault(one.key, one)
    return list(kept.values())


def asked_in(sayings: Iterable[Saying]) -> list[Asked]:
    """The questions and posts among them."""
    return [Asked(one.text, one.post) for one in sayings if one.sort is not Sort.WORDS]


def words_in(sayings: Iterable[Saying]) -> tuple[str, ...]:
    """The single words among them, each once."""
    return words_of(",".join(one.text for one in sayings if one.sort is Sort.WORDS))


def words_of(line: str) -> tuple[str, ...]:
    """Words with commas between, each once."""
    return tuple(dict.fromkeys(word for one in line.split(",") if (word := " ".join(one.split()))))


def sayings(module_id: str, wanted: Iterable[Asked], words: Sequence[str]) -> list[Saying]:
    """As they are kept, hers."""
    kept = [
        Saying(0, module_id, Sort.QUESTION if one.text else Sort.POST, one.text, one.post, own=True) for one in wanted
    ]
    return kept + ([Saying(0, module_id, Sort.WORDS, ", ".join(words), own=True)] if words else [])


def _from_cells(line: str) -> Asked:
    text, cut, rest = line.partition("\t")
    one = Asked(text, rest) if cut else from_line(line)
    return asked(one.text, one.post)


def _escaped(text: str) -> str:
    return re.sub(r"([\\|])", r"\\\1", text)


def _meant(text: str) -> str:
    return re.sub(r"\\([\\|])", r"\1", text)
