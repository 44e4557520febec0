"""What the page says about an Anliegen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.inquiry import Decision, Inquiry, Kind, Status
from amtdesk.domain.message import Source
from amtdesk.services.rounds import Stamp
from amtdesk.ui.answers import words

NOW = datetime(2026, 10, 14, 7, 14, tzinfo=UTC)
ZONE = "Europe/Berlin"
ONE = Inquiry(
    1, "26-0147", 1, "mastodon", Source.COMMENT, Status.NEW, Kind.DEFECT, NOW, NOW, place="Gartenstraße", due=NOW
)


def test_every_member_has_its_word() -> None:
    assert set(words.STATUS) == set(Status) and set(words.KINDS) == set(Kind)
    assert set(words.SOURCES) == set(Source) and set(words.DECISIONS) == set(Decision)
    for state in State:
        for problem in (None, Problem.TIMED_OUT):
            assert words.fate(state, problem, Waits.PERSON)


def test_a_deadline_says_whether_it_is_over() -> None:
    assert words.deadline(ONE, ZONE, NOW - timedelta(hours=1)) == ("Frist heute, 9:14 Uhr", False)
    assert words.deadline(ONE, ZONE, NOW + timedelta(days=1)) == ("überfällig seit gestern, 9:14 Uhr", True)
    waiting = replace(ONE, status=Status.CLARIFYING, follow_up=date(2026, 10, 16))
    assert words.deadline(waiting, ZONE, NOW) == ("Wiedervorlage Fr 16.10.", False)


def test_the_head_names_number_kind_and_place() -> None:
    assert words.head(ONE, "Mastodon") == "Anliegen 26-0147 · Mangel · Mastodon · Gartenstraße"


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u200bb", "ab"),
        ("<b>x</b>", "<b>x</b>"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("Käse", "Käse"),
    ],
)
def test_foreign_text_is_calm_and_otherwise_left_alone(foreign: str, shown: str) -> None:
    assert words.calm(foreign) == shown


def test_towers_of_marks_and_endless_words_are_tamed() -> None:
    assert len(words.calm("a" + "\u0301" * 500)) == 5
    assert max(map(len, words.calm("x" * 5000).split())) == words.LONGEST_WORD
    assert len(words.calm("y " * 900_000)) == words.SHOWN


def test_the_stamp_reads_as_one_line() -> None:
    stamp = Stamp(NOW, 3, 1, 0, 0, 0, 0, 0, 1, 11)
    assert words.stamp(stamp, ZONE) == (
        "alles gesehen bis 9:14 Uhr · 3 beantwortet · 1 Zwischenbescheid · 1 offen · 11 min"
    )
    assert (
        words.stamp(Stamp(NOW, 0, 0, 0, 0, 0, 0, 0, 0, 2), ZONE) == "alles gesehen bis 9:14 Uhr · nichts offen · 2 min"
    )
