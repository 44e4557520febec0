"""What suggestions are learnt from: Beispielfragen of a Textbaustein, and what she took before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from amtdesk.domain.stems import words
from amtdesk.domain.textmodule import PLACEHOLDER, TextModule

#: Label of examples that need no answer.
SILENCE = ""
#: What an example counts: a sentence or a title 1, a single word less, the text of the answer least.
WORD, POST_ONLY, ANSWER = 0.5, 0.5, 0.2
_CALLED = re.compile(r"@\S+|https?://\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Example:
    """A text that stands for a Textbaustein (or, with `SILENCE`, for none), as said under a post."""

    label: str
    text: str
    post: str = ""
    weight: float = 1.0


class Sort(StrEnum):
    """What a Beispielfrage is made of."""

    QUESTION = "question"
    #: single words, with commas between
    WORDS = "words"
    #: a post under which the Textbaustein is asked for
    POST = "post"


@dataclass(frozen=True, slots=True)
class Saying:
    """One Beispielfrage of a Textbaustein as it is kept and edited. A `POST` has its text in `post`."""

    id: int
    module_id: str
    sort: Sort
    text: str
    post: str = ""
    own: bool = False

    def examples(self) -> list[Example]:
        """What is learnt from it."""
        if self.sort is Sort.WORDS:
            return [Example(self.module_id, word, weight=WORD) for word in self.text.split(",") if word.strip()]
        weight = POST_ONLY if self.sort is Sort.POST else 1.0
        return [Example(self.module_id, self.text, self.post, weight)]


@dataclass(frozen=True, slots=True)
class Choice:
    """What she took for a comment (`SILENCE`: it needed none) and was offered instead; its words, sorted."""

    words: str
    post_words: str
    taken: str
    refused: tuple[str, ...] = ()


def choice(text: str, post: str, taken: str, offered: Iterable[str]) -> Choice:
    """A choice with no more of the comment than can be learnt from: no order, no names called, no numbers."""
    refused = tuple(one for one in offered if one != taken) if taken else ()
    return Choice(_forgotten(text), _forgotten(post), taken, refused)


def examples_of(module: TextModule) -> list[Example]:
    """What a Textbaustein says of itself."""
    own = " ".join((module.title, *module.keywords))
    return [Example(module.id, own), Example(module.id, PLACEHOLDER.sub(" ", module.text), weight=ANSWER)]


def _forgotten(text: str) -> str:
    plain = _CALLED.sub(" ", text)
    return " ".join(sorted({word for word in words(plain) if not any(char.isdigit() for char in word)}))
