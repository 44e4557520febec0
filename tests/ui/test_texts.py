"""Every state, problem and finding has its German words."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.finding import Finding, Note, Place
from amtdesk.ui import texts
from tests.builders import MORNING


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word(state: State) -> None:
    assert texts.STATES[state] and texts.ON_TILE[state]
    assert len(texts.ON_TILE[state]) <= len(texts.STATES[state])


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_says_what_happened_and_what_to_do(problem: Problem) -> None:
    what, step = texts.PROBLEMS[problem]
    for sentence in (what, step):
        assert re.match(r"[A-ZÄÖÜ„]", sentence) and sentence[-1] in ".!?“", sentence
    assert texts.problem(problem) == f"{what} {step}"


#: What tells her what to do, or that nothing is to be done.
DEEDS = re.compile(
    r"\b[Bb]itte\b|AmtDesk (prüft|sieht|sendet|wartet|versucht|hat)|von selbst|Später|[Ww]arten|Gesendet wird"
    r"|steht unter|Geeignet sind|Nichts ist verloren|Zugänge werden nur"
)


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_is_plain_german_without_anything_of_the_program_in_it(problem: Problem) -> None:
    what, step = texts.PROBLEMS[problem]
    said = f"{what} {step}"
    assert DEEDS.search(step), "what to do now"
    assert not re.search(r"[{}_<>\\]|%s|\b(None|null|Error|Exception|Token|HTTP|API|Timeout)\b", said), said
    assert problem.value not in said or "_" not in problem.value
    assert not re.search(r" {2}|\s[.,;!?]|[.,;][A-Za-zÄÖÜ]|\.\.|\"|'", said), said
    for sentence in re.split(r"(?<=[.!?])\s+", re.sub(r"[„“()]", "", said)):
        assert re.match(r"[A-ZÄÖÜ]", sentence) and len(sentence.split()) >= 2, sentence
    # every bracket and quotation mark that opens also closes
    assert all(said.count(one) == said.count(other) for one, other in ("()", "„“"))
    assert not re.search(r"\b(\w+) \1\b", said), "a word twice"
    assert not re.search(r"\b(du|dein|deine|dir|dich)\b", said), "Sie"


@pytest.mark.parametrize("finding", Finding)
def test_every_finding_is_a_sentence(finding: Finding) -> None:
    sentence = texts.finding(Note(finding, Place.TEXT, words="Mastodon", number=2))
    assert sentence and sentence[-1] in ".!?“"


def test_a_refused_step_says_why() -> None:
    assert texts.sentences(NotAllowed("the past"))[0] == "Der Termin läge in der Vergangenheit."
    assert texts.sentences(NotAllowed("planned -> draft"))[1] == "Es wurde nichts geändert."


def test_an_unexpected_error_has_a_sentence_too() -> None:
    assert texts.sentences(ValueError("x")) == texts.PROBLEMS[Problem.UNEXPECTED]
    several = texts.sentences(Rejected(Problem.SEVERAL_PAGES, "Gemeinde (1)\nFeuerwehr (2)"))[1]
    assert several.endswith("Zur Wahl stehen: Gemeinde (1), Feuerwehr (2).")


def test_counts_have_their_plural_and_dots_at_the_thousands() -> None:
    assert texts.count(1, "Bild", "Bilder") == "1 Bild"
    assert texts.count(0, "Bild", "Bilder") == "0 Bilder"
    assert texts.count(63206, "Zeichen", "Zeichen") == "63.206 Zeichen"


def test_dates_read_as_in_the_office() -> None:
    assert texts.long_date(date(2026, 10, 14)) == "Mittwoch, 14. Oktober 2026"
    assert texts.short_date(date(2026, 10, 14)) == "Mi 14.10."
    assert texts.short_date(date(2027, 1, 4), date(2026, 10, 14)) == "Mo 4.1.2027"


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "gestern, 8:30 Uhr"), (0, "heute, 8:30 Uhr"), (1, "morgen, 8:30 Uhr"), (2, "Fr 16.10., 8:30 Uhr")],
)
def test_a_moment_is_named_from_today(days: int, words: str) -> None:
    assert texts.when(MORNING + timedelta(days=days), "Europe/Berlin", MORNING) == words


def test_the_wall_clock_counts_not_utc() -> None:
    late = datetime(2026, 10, 14, 22, 30, tzinfo=UTC)
    assert texts.when(late, "Europe/Berlin", MORNING) == "morgen, 0:30 Uhr"


def test_lists_end_with_und() -> None:
    assert texts.listing([]) == ""
    assert texts.listing(["Website"]) == "Website"
    assert texts.listing(["Website", "Facebook", "Mastodon"]) == "Website, Facebook und Mastodon"
