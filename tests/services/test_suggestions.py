"""Suggestions with the shipped Textbausteine and Beispielfragen."""

import json
from pathlib import Path
from typing import Any

import pytest

from amtdesk.domain.asked import MOST, Asked, asked_in, words_in
from amtdesk.domain.example import Sort
from amtdesk.services.changes import Kind
from amtdesk.services.library import Library
from amtdesk.services.suggestions import Suggestions
from amtdesk.system import resources
from tests.services.platform import Stage

COMMENTS = Path(__file__).parents[1] / "benchmarks" / "comments.json"


def shipped(name: str) -> Any:
    return resources.json(f"content/{name}")


@pytest.fixture
def suggestions(stage: Stage) -> Suggestions:
    Library(stage.database, stage.changes, stage.clock, stage.offices.get).stock(shipped("textbausteine.json"))
    return Suggestions(stage.database, stage.changes, stage.clock, shipped)


def first(suggestions: Suggestions, text: str, post: str = "") -> str:
    return suggestions.advise(text, post).suggestions[0].module_id


def test_every_shipped_textbaustein_has_its_beispielfragen(suggestions: Suggestions) -> None:
    for module in shipped("textbausteine.json")["bausteine"]:
        questions = [one for one in suggestions.examples(module["id"]) if one.sort is Sort.QUESTION]
        assert 15 <= len(questions) <= 30, module["id"]


def test_more_ways_of_speaking_are_shipped_for_textbausteine_that_exist(suggestions: Suggestions) -> None:
    spoken = shipped("sprechweisen.json")
    known = {one["id"] for one in shipped("textbausteine.json")["bausteine"]}
    assert {one["id"] for one in spoken["bausteine"]} <= known
    every = [text for one in spoken["bausteine"] for text in one["kommentare"]] + spoken["ohne_antwort"]
    assert len(every) == len(set(every)) and all(text.strip() == text and text for text in every)
    assert set(every) <= {one.text for one in suggestions.known()}
    talks = [said for one in spoken["bausteine"] for said in one["gespraeche"]] + spoken["gespraeche_ohne_antwort"]
    assert {(said["text"], said["beitrag"]) for said in talks} <= {(one.text, one.post) for one in suggestions.known()}


def test_comments_nobody_learnt_from_find_their_textbaustein(suggestions: Suggestions) -> None:
    # the measure is bench_suggest; this only notices when something breaks
    asked = [one for one in json.loads(COMMENTS.read_text(encoding="utf-8")) if one["needs_reply"]]
    advice = [suggestions.advise(one["text"], one["post"]).suggestions for one in asked]
    hits = [{found.module_id for found in some} & set(one["expected"]) for one, some in zip(asked, advice, strict=True)]
    assert sum(bool(hit) for hit in hits) >= 0.75 * len(asked)


def test_urgency_needs_no_index(suggestions: Suggestions) -> None:
    assert suggestions.is_urgent("Es riecht nach Gas im Flur")
    assert not suggestions.is_urgent("Wann hat der Wertstoffhof offen?")
    assert not suggestions.ready
    assert suggestions.advise("Hilfe, im Haus riecht es nach Gas").suggestions[0].module_id == "kz-keinnotruf"
    assert suggestions.ready


def kept(suggestions: Suggestions, module_id: str) -> tuple[list[Asked], tuple[str, ...]]:
    there = suggestions.examples(module_id)
    return asked_in(there), words_in(there)


def test_hers_count_at_once_and_are_told(suggestions: Suggestions, stage: Stage) -> None:
    asked = "Dürfen wir am Xanadublick zelten?"
    news: list[Kind] = []
    stage.changes.listen(news.append)
    before, words = kept(suggestions, "bb-online")
    for _ in range(2):
        suggestions.keep_examples("bb-online", [*before, Asked("Xanadublick zelten")], words)
    assert news == [Kind.TEXT_MODULES]
    assert first(suggestions, asked) == "bb-online"
    assert [one.text for one in suggestions.examples("bb-online") if one.own] == ["Xanadublick zelten"]
    suggestions.keep_examples("bb-online", before, words)
    assert kept(suggestions, "bb-online") == (before, words)
    assert "bb-online" not in [one.module_id for one in suggestions.advise(asked).suggestions[:1]]


def test_what_she_changed_outlives_an_update_of_the_program(suggestions: Suggestions, stage: Stage) -> None:
    before, words = kept(suggestions, "oa-hund")
    mine = [Asked("Ganz anders?"), *before[2:], Asked("Und hier?", "Der Hundestrand öffnet")]
    suggestions.keep_examples("oa-hund", mine, [*words, "wauwau"])
    again = Suggestions(stage.database, stage.changes, stage.clock, lambda name: {**shipped(name), "version": 99})
    now, now_words = kept(again, "oa-hund")
    assert set(now) == set(mine) and len(now) == len(mine)
    assert now_words == (*words, "wauwau")
    again.keep_examples("oa-hund", before, words)
    assert (set(kept(again, "oa-hund")[0]), kept(again, "oa-hund")[1]) == (set(before), words)


def test_what_changes_while_the_index_is_built_is_not_forgotten(stage: Stage) -> None:
    Library(stage.database, stage.changes, stage.clock, stage.offices.get).stock(shipped("textbausteine.json"))
    late: list[Suggestions] = []

    def read(name: str) -> Any:
        if name == "sprechweisen.json" and late:
            late.pop().keep_examples("bb-online", [Asked("Xanadublick zelten")], ())
        return shipped(name)

    suggestions = Suggestions(stage.database, stage.changes, stage.clock, read)
    late.append(suggestions)
    suggestions.advise("Wo?")
    assert not suggestions.ready
    assert first(suggestions, "Xanadublick zelten?") == "bb-online"


def test_there_is_an_end_to_beispielfragen(suggestions: Suggestions) -> None:
    suggestions.keep_examples("oa-hund", [Asked(f"Frage {number}") for number in range(MOST + 9)], ())
    assert len(suggestions.examples("oa-hund")) == MOST


def test_choices_are_learnt_and_forgotten(suggestions: Suggestions, stage: Stage) -> None:
    asked = "Wo kann ich in Xanadu parken?"
    offered = [one.module_id for one in suggestions.advise(asked).suggestions]
    wished = "va-laerm"
    assert wished not in offered
    for _ in range(3):
        suggestions.chosen(asked, "", wished, offered)
    assert first(suggestions, asked) == wished
    assert first(Suggestions(stage.database, stage.changes, stage.clock, shipped), asked) == wished
    assert suggestions.learnt() == 3
    suggestions.forget()
    assert suggestions.learnt() == 0
    assert first(suggestions, asked) == offered[0]


def test_one_mistake_does_not_turn_other_comments(suggestions: Suggestions) -> None:
    suggestions.chosen("Die Laterne ist kaputt", "", "va-laerm")
    assert first(suggestions, "Straßenlampe am Ring flackert") == "bau-laterne"


def test_a_textbaustein_that_is_gone_teaches_nothing(suggestions: Suggestions) -> None:
    suggestions.chosen("Wo?", "", "gibt-es-nicht")
    assert suggestions.learnt() == 0
    suggestions.chosen("Wo?", "", None)
    assert suggestions.learnt() == 1


def test_without_any_textbaustein_there_is_nothing_to_suggest(stage: Stage) -> None:
    alone = Suggestions(stage.database, stage.changes, stage.clock, shipped)
    assert alone.advise("Die Laterne ist kaputt").suggestions == ()
