"""What the page says about an Anliegen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected, Unavailable, Uncertain
from amtdesk.domain.inquiry import Decision, Inquiry, Kind, Status
from amtdesk.domain.message import Source
from amtdesk.services.fetching import Fetched
from amtdesk.services.rounds import Stamp
from amtdesk.ui.answers import words

NOW = datetime(2026, 10, 14, 7, 14, tzinfo=UTC)
ZONE = "Europe/Berlin"
ONE = Inquiry(
    1, "26-0147", 1, "mastodon", Source.COMMENT, Status.NEW, Kind.DEFECT, NOW, NOW, place="Gartenstraße", due=NOW
)


def test_every_member_has_its_word() -> None:
    assert set(words.STATUS) == set(Status) and set(words.KINDS) == set(Kind)
    assert set(words.DECISIONS) == set(Decision)


def answer(state: State, problem: Problem | None = None, **values: object) -> Delivery:
    return Delivery(1, 1, 1, state, NOW, ZONE, "t", problem=problem, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("delivery", "said"),
    [
        (answer(State.PLANNED), "geht gleich hinaus"),
        (
            answer(State.PLANNED, Problem.OFFLINE, next_try=NOW),
            "wartet: Es besteht keine Netzverbindung. Nächster Versuch 9:14 Uhr.",
        ),
        (answer(State.SENDING), "wird gesendet"),
        (answer(State.UNCERTAIN, Problem.TIMED_OUT, waits=Waits.LOOK_UP, next_try=NOW), "AmtDesk sieht 9:14 Uhr von"),
        (answer(State.UNCERTAIN, Problem.TIMED_OUT, waits=Waits.PERSON), "Bitte auf der Plattform nachsehen."),
        (answer(State.FAILED, Problem.REFUSED), "nicht gesendet: Das wurde nicht angenommen. Die Begründung steht im"),
        (answer(State.FAILED, Problem.PERMISSION_MISSING), "nicht gesendet: Diesem Zugang fehlt das Recht dazu. "),
        (answer(State.MISSED, Problem.TOO_LATE), "nicht gesendet: Sie kam einen Tag lang nicht durch"),
        (answer(State.HELD), "angehalten: Sie geht erst hinaus, wenn Sie es sagen."),
        (answer(State.WITHDRAWN), "nicht gesendet: Der Kanal wurde entfernt."),
        (answer(State.PUBLISHED), "veröffentlicht"),
    ],
)
def test_an_answer_says_how_it_fares_why_and_what_comes_next(delivery: Delivery, said: str) -> None:
    assert said in words.fate(delivery, ZONE)


def test_what_is_not_out_is_counted_in_one_line() -> None:
    assert words.outgoing(1, 2) == "Ausgang: 1 klären, 2 warten" and words.outgoing(0, 1) == "Ausgang: 1 wartet"


def test_a_deadline_says_whether_it_is_over() -> None:
    assert words.deadline(ONE, ZONE, NOW - timedelta(hours=1)) == ("Frist heute, 9:14 Uhr", False)
    assert words.deadline(ONE, ZONE, NOW + timedelta(days=1)) == ("überfällig seit gestern, 9:14 Uhr", True)
    waiting = replace(ONE, status=Status.CLARIFYING, follow_up=date(2026, 10, 16))
    assert words.deadline(waiting, ZONE, NOW) == ("Wiedervorlage Fr 16.10.", False)


def test_the_head_names_number_kind_and_place() -> None:
    assert words.head(ONE, "Mastodon") == "Anliegen 26-0147 · Mangel · Mastodon · Gartenstraße"
    answered = replace(ONE, status=Status.ANSWERED, place="")
    assert words.head(answered, "X", [State.PUBLISHED]).endswith("· beantwortet")
    assert words.head(answered, "X", [State.PUBLISHED, State.FAILED]).endswith("· Antwort nicht gesendet")


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


def test_a_look_says_what_it_brought_and_what_was_left_alone() -> None:
    names = {1: "LinkedIn", 2: "Mastodon"}
    assert words.fetched(Fetched(read=[1, 2]), names) == ""
    assert words.fetched(Fetched(new=[7, 8], resting=[1]), names) == "2 neue Anliegen."
    said = "Nichts Neues. LinkedIn: Die Plattform zählt jeden Abruf, AmtDesk liest dort später wieder."
    assert words.fetched(Fetched(read=[2], resting=[1]), names) == said


def test_the_stamp_reads_as_one_line() -> None:
    stamp = Stamp(NOW, 3, 1, 0, 0, 0, 0, 0, 1, 11)
    assert words.stamp(stamp, ZONE, NOW) == (
        "alles gesehen bis 9:14 Uhr · 3 beantwortet · 1 Zwischenbescheid · 1 offen · 11 min"
    )
    assert (
        words.stamp(Stamp(NOW, 0, 0, 0, 0, 0, 0, 0, 0, 2), ZONE, NOW)
        == "alles gesehen bis 9:14 Uhr · nichts offen · 2 min"
    )


def test_what_was_seen_on_another_day_says_which() -> None:
    stamp = Stamp(NOW - timedelta(days=1), 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert words.stamp(stamp, ZONE, NOW).startswith("alles gesehen bis gestern, 9:14 Uhr · ")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.musterbach.example/1", "www.musterbach.example"),
        ("https://müsterbach.example", "xn--msterbach-q9a.example"),
        ("https://gut.example@evil.example/", "evil.example"),
        ("https://\u202eevil.example/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_a_link_says_where_it_leads(url: str, host: str) -> None:
    assert words.host(url) == host


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotAllowed("nothing to like"), "Der Kommentar ist nicht mehr da, oder der Kanal lässt es nicht mehr zu."),
        (Rejected(Problem.NOT_FOUND), "Das gibt es auf der Plattform nicht (mehr)."),
        (
            Unavailable(Problem.OFFLINE),
            "Es besteht keine Netzverbindung. Bitte später noch einmal; doppelt wird es dadurch nicht.",
        ),
        (
            Uncertain(Problem.TIMED_OUT),
            "Der Server hat nicht rechtzeitig geantwortet. Bitte später noch einmal; doppelt wird es dadurch nicht.",
        ),
        (AccessDenied(Problem.ACCESS_EXPIRED), "Mehr dazu unter Kanäle."),
    ],
)
def test_a_like_that_failed_says_why_and_promises_nothing_that_does_not_happen(error: Exception, said: str) -> None:
    assert words.like_trouble(error).endswith(said)


def test_where_there_is_no_like_the_reason_fits_the_place() -> None:
    assert words.no_like("threads", "") == "Threads lässt „Gefällt mir“ nur in der eigenen App zu."
    assert words.no_like("", "") == "„Gefällt mir“ bitte auf der Seite selbst geben."
    assert "write:favourites" in words.no_like("mastodon", "write:favourites")
