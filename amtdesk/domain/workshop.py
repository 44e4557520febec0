"""FAQ-Werkstatt: from likely questions about a new topic to Textbausteine, in four steps that can be left any time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from amtdesk.domain.asked import BULLET, asked
from amtdesk.domain.exchange import Entry
from amtdesk.domain.folding import fold

#: A quiet frame, not a limit.
MINUTES = 20
MOST_QUESTIONS, LONGEST_QUESTION = 60, 300
#: How people begin to ask.
OPENINGS = ("Wer ", "Was kostet ", "Wann ", "Wo ", "Wie ", "Darf ich ", "Was passiert, wenn ")
#: Offered while answering; the program or she fills them.
PLACEHOLDERS = ("anrede", "datum", "uhrzeit", "ort", "telefon", "email", "link", "servicezeit", "kommune", "kuerzel")


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, and what the house says to it."""

    question: str
    text: str = ""
    source: str = ""
    office: str = ""

    @property
    def given(self) -> bool:
        """Whether there is something to say."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Workshop:
    """How far she has come: `shelf` is the title of a category, `step` 0 to 3, `seconds` spent."""

    topic: str = ""
    occasion: str = ""
    shelf: str = ""
    answers: tuple[Answer, ...] = field(default=())
    step: int = 0
    seconds: int = 0

    @property
    def started(self) -> bool:
        """Whether there is something to come back to."""
        return bool(self.topic.strip() or self.occasion.strip() or self.answers)

    @property
    def answered(self) -> list[Answer]:
        """Those that can become Textbausteine."""
        return [one for one in self.answers if one.given]

    def asking(self, lines: str) -> "Workshop":
        """With these questions, one a line; what was answered already stays so."""
        known = {fold(one.question): one for one in self.answers}
        return replace(self, answers=tuple(known.get(fold(one), Answer(one)) for one in questions(lines)))

    def rest(self) -> "Workshop":
        """What is left when the answered ones became Textbausteine; nothing when all did."""
        left = tuple(one for one in self.answers if not one.given)
        return replace(self, answers=left, step=1) if left else Workshop()


def questions(lines: str) -> list[str]:
    """The questions of typed or pasted lines: without bullets and numbers, each once."""
    found: dict[str, str] = {}
    for line in lines.splitlines():
        plain = " ".join(BULLET.sub("", line).split())[:LONGEST_QUESTION]
        if plain and plain not in {opening.strip() for opening in OPENINGS}:
            found.setdefault(fold(plain), plain)
    return list(found.values())[:MOST_QUESTIONS]


def entries(workshop: Workshop) -> list[Entry]:
    """The Textbausteine that come of it; nobody has agreed to them yet."""
    about = f"Zu: {' '.join(workshop.occasion.split())[:300]}" if workshop.occasion.strip() else ""
    return [
        Entry(
            category=workshop.shelf.strip() or workshop.topic.strip(),
            title=_title(one.question),
            text=one.text.strip(),
            keywords=_keywords(workshop.topic),
            questions=(asked(one.question),),
            usage=about,
            source_url=one.source.strip(),
            agree_with=one.office.strip(),
            kinds=("kommentar", "nachricht"),
        )
        for one in workshop.answered
    ]


def to_json(workshop: Workshop) -> dict[str, Any]:
    """For keeping."""
    return asdict(workshop)


def from_json(kept: Any) -> Workshop:
    """What was kept; a fresh one when nobody can read it."""
    if not isinstance(kept, Mapping):
        return Workshop()
    try:
        answers = tuple(_answer(one) for one in _listed(kept.get("answers")))
        words = {name: str(kept.get(name, "")) for name in ("topic", "occasion", "shelf")}
        step, seconds = int(kept.get("step", 0)), int(kept.get("seconds", 0))
    except (TypeError, ValueError):
        return Workshop()
    return Workshop(**words, answers=answers, step=min(max(step, 0), 3), seconds=max(seconds, 0))


def _answer(one: Mapping[str, Any]) -> Answer:
    return Answer(*(str(one.get(name, "")) for name in ("question", "text", "source", "office")))


def _listed(value: Any) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, Iterable) else []


def _title(question: str) -> str:
    return question if len(question) <= 120 else question[:119].rstrip() + "…"


def _keywords(topic: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for word in re.findall(r"\w[\w-]{2,}", topic)))[:8]
