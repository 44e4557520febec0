"""Suggestions for comments: which Textbausteine fit, whether someone may come to harm; learning from her choices."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from amtdesk.domain.asked import MOST, Asked, sayings, words_in
from amtdesk.domain.example import SILENCE, WORD, Example, Saying, Sort, choice, examples_of
from amtdesk.domain.suggestion import Advice, Suggester
from amtdesk.domain.urgency import Alarm, knowledge
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import choices, examples, settings, textmodules
from amtdesk.store.database import Database

#: So many of her choices count, the youngest.
LEARNT = 500
#: What a sentence of someone in need counts: there are five times as many as for another Textbaustein.
NEED = 0.2
_STOCK = "examples_version"


class Suggestions:
    """Suggestions of this office. The first question builds the index (about a second): ask in the background.

    `shipped` reads a file below resources/content by its name.
    """

    def __init__(
        self, database: Database, changes: Changes, now: Callable[[], datetime], shipped: Callable[[str], Any]
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._shipped = shipped
        self._alarm: Alarm | None = None
        self._suggester: Suggester | None = None
        self._news = 0
        changes.listen(self._forget_index)

    @property
    def ready(self) -> bool:
        """Whether the index is there and a question takes milliseconds."""
        return self._suggester is not None

    def advise(self, text: str, post: str = "") -> Advice:
        """The three best Textbausteine for a comment under a post, or none; and whether it is urgent."""
        suggester = self._suggester
        if suggester is None:
            # what changes while it is built is not in it: then it answers this question only
            began = self._news
            suggester = self._built()
            if began == self._news:
                self._suggester = suggester
        return suggester.advise(text, post)

    def is_urgent(self, text: str, _post: str = "") -> bool:
        """Whether someone may come to harm; takes no index."""
        return self._bell().rings(text) is not None

    def chosen(self, text: str, post: str, taken: str | None, offered: Iterable[str] = ()) -> None:
        """Learn what she took for a comment (None: it needed no answer) of what was offered."""
        made = choice(text, post, taken or SILENCE, offered)
        with self._database.writing() as connection:
            if taken and textmodules.get(connection, taken) is None:
                return
            choices.add(connection, made, self._now())
        if self._suggester is not None:
            self._suggester.learn(made)
        else:
            self._news += 1

    def learnt(self) -> int:
        """How many choices are remembered."""
        with self._database.reading() as connection:
            return choices.count(connection)

    def forget(self) -> None:
        """Forget all choices; suggestions are as on the first day."""
        with self._database.writing() as connection:
            choices.forget(connection)
        self._drop()

    def stock(self) -> None:
        """Add what is new in the shipped Beispielfragen, once for each version of the file."""
        shipped = self._shipped("beispielfragen.json")
        with self._database.reading() as connection:
            if settings.get(connection, _STOCK) == shipped["version"]:
                return
        with self._database.writing() as connection:
            _add_stock(connection, shipped)

    def examples(self, module_id: str) -> list[Saying]:
        """The Beispielfragen of one Textbaustein."""
        self.stock()
        with self._database.reading() as connection:
            return examples.of(connection, module_id)

    def keep_examples(self, module_id: str, wanted: Iterable[Asked], words: Sequence[str]) -> None:
        """Exactly these Beispielfragen and single words from now on; a shipped one she took away does not come back."""
        self.stock()
        kept = sayings(module_id, list(wanted)[:MOST], words)
        with self._database.writing() as connection:
            there = examples.of(connection, module_id)
            if set(words_in(there)) == set(words):
                # in as many lines as they are shipped in
                kept = [one for one in kept if one.sort is not Sort.WORDS]
                kept += [one for one in there if one.sort is Sort.WORDS]
            new = examples.keep(connection, module_id, kept, self._now())
        if new:
            self._changes.tell(Kind.TEXT_MODULES)

    def _forget_index(self, kind: Kind) -> None:
        if kind is Kind.TEXT_MODULES:
            self._drop()

    def _drop(self) -> None:
        self._news += 1
        self._suggester = None

    def _bell(self) -> Alarm:
        if self._alarm is None:
            self._alarm = Alarm(knowledge(self._shipped("eilig.json"), self._shipped("eilig_gewichte.json")))
        return self._alarm

    def known(self) -> list[Example]:
        """All examples suggestions rest on, without her choices."""
        self.stock()
        need = self._shipped("eilig.json")
        with self._database.reading() as connection:
            found = [one for module in textmodules.every(connection) for one in examples_of(module)]
            found += [one for saying in examples.of(connection) for one in saying.examples()]
        labels = {one.label for one in found}
        shipped, spoken = self._shipped("beispielfragen.json"), self._shipped("sprechweisen.json")
        for one in spoken["bausteine"]:
            if one["id"] in labels:
                found += [Example(one["id"], text) for text in one["kommentare"]]
                found += [Example(one["id"], "", post) for post in one["beitraege"]]
                found += [Example(one["id"], said["text"], said["beitrag"]) for said in one["gespraeche"]]
        found += [Example(SILENCE, text) for text in (*shipped["ohne_antwort"], *spoken["ohne_antwort"])]
        found += [Example(SILENCE, said["text"], said["beitrag"]) for said in spoken["gespraeche_ohne_antwort"]]
        found += [Example(SILENCE, text) for text in need["harmlos"] if "?" not in text]
        found += [Example(SILENCE, word, weight=WORD) for word in shipped["ohne_antwort_woerter"]]
        if need["baustein"] in labels:
            found += [Example(need["baustein"], text, weight=NEED) for text in need["saetze"]]
        return found

    def _built(self) -> Suggester:
        suggester = Suggester(self.known(), self._bell(), self._shipped("eilig.json")["baustein"])
        with self._database.reading() as connection:
            learnt = choices.youngest(connection, LEARNT)
        for one in learnt:
            suggester.learn(one)
        return suggester


def _add_stock(connection: Connection, shipped: Mapping[str, Any]) -> None:
    examples.add_stock(connection, [saying for one in shipped["bausteine"] for saying in _sayings(one)])
    settings.put(connection, _STOCK, shipped["version"])


def _sayings(one: Mapping[str, Any]) -> list[Saying]:
    found = []
    for asked in one["fragen"]:
        text, post = (asked["text"], asked["beitrag"]) if isinstance(asked, Mapping) else (asked, "")
        found.append(Saying(0, one["id"], Sort.QUESTION, text, post))
    if one["woerter"]:
        found.append(Saying(0, one["id"], Sort.WORDS, ", ".join(one["woerter"])))
    return found + [Saying(0, one["id"], Sort.POST, "", post) for post in one["beitraege"]]
