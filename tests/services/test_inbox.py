"""What citizens write becomes Anliegen, each message once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels import practice_inbox
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.inquiry import Kind, Status
from amtdesk.domain.message import Message, Source
from amtdesk.services.answers import Words
from amtdesk.services.desk import Desk
from tests import builders
from tests.builders import MORNING, Clock


def comment(name: str, text: str = "Wann wird das Schlagloch geflickt?", **values: object) -> Message:
    known: dict[str, object] = {"thread": name, "created": MORNING - timedelta(hours=2), "author": "Jana K."}
    return Message(name, text=text, **{**known, **values})  # type: ignore[arg-type]


class Office:
    """A desk with an Übungskanal into which citizens write."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.desk: Desk = builders.desk_at(folder, self.clock)
        self.account = builders.practice(self.desk)
        self.place = folder / "uebungskanal"

    def writes(self, *messages: Message) -> None:
        for message in messages:
            practice_inbox.write(self.place, message)

    def fetch(self) -> None:
        assert not self.desk.inbox.fetch().failed


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_comment_becomes_an_anliegen_with_number_and_due_moment(office: Office) -> None:
    office.writes(comment("a1", post="p1", post_text="Straßensanierung"))
    office.fetch()
    (one,) = office.desk.inbox.queue()
    assert (one.number, one.status, one.kind, one.author) == ("26-0001", Status.NEW, Kind.QUESTION, "Jana K.")
    assert one.snippet == "Wann wird das Schlagloch geflickt?" and one.post_text == "Straßensanierung"
    # asked on Wednesday at 6:30, before the office opens: due on Thursday by noon
    assert one.due is not None and one.due.isoformat() == "2026-10-15T10:00:00+00:00"
    assert [line.text for line in office.desk.inbox.lines(one.id)] == ["Wann wird das Schlagloch geflickt?"]


def test_reading_twice_brings_nothing_twice(office: Office) -> None:
    office.writes(comment("a1"), comment("a2", "Danke!"))
    first, second = office.desk.inbox.fetch(), office.desk.inbox.fetch()
    assert (first.messages, len(first.new), second.messages, second.new) == (2, 2, 0, [])
    assert [one.number for one in office.desk.inbox.queue()] == ["26-0001", "26-0002"]


def test_a_conversation_is_one_anliegen_and_a_new_reply_reopens_it(office: Office) -> None:
    office.writes(comment("a1"))
    office.fetch()
    (one,) = office.desk.inbox.queue()
    office.desk.answers.close(one.id, "erledigt")
    assert office.desk.inbox.queue() == []
    office.clock.on(hours=1)
    office.writes(comment("a2", "Und wann?", thread="a1", parent="a1", created=office.clock() - timedelta(minutes=1)))
    found = office.desk.inbox.fetch()
    assert (found.new, found.reopened) == ([], [one.id])
    (again,) = office.desk.inbox.queue()
    assert (again.id, again.snippet, again.settled) == (one.id, "Und wann?", None)
    assert again.opened == office.clock() - timedelta(minutes=1)
    assert len(office.desk.inbox.lines(one.id)) == 2


def test_a_late_arrival_older_than_the_decision_reopens_nothing(office: Office) -> None:
    office.writes(comment("a1"))
    office.fetch()
    office.desk.answers.close(office.desk.inbox.queue()[0].id, "erledigt")
    office.writes(comment("a0", "schon älter", thread="a1", created=MORNING - timedelta(hours=3)))
    office.fetch()
    assert office.desk.inbox.queue() == []


def test_own_words_are_no_anliegen_and_answer_one_on_the_platform(office: Office) -> None:
    office.writes(comment("b1", "Unsere Sprechzeiten", own=True), comment("a1"))
    office.fetch()
    (one,) = office.desk.inbox.queue()
    office.writes(comment("a2", "Am Montag.", thread="a1", own=True, created=MORNING - timedelta(hours=1)))
    found = office.desk.inbox.fetch()
    assert found.answered == [one.id]
    assert office.desk.inbox.get(one.id).status is Status.ANSWERED


def test_changes_and_deletions_on_the_platform_are_noticed(office: Office) -> None:
    office.writes(comment("a1"), comment("a2", "weg"))
    office.fetch()
    first, second = office.desk.inbox.queue()
    office.writes(replace(comment("a1"), text="Wann wird es endlich geflickt?"))
    practice_inbox.remove(office.place, "a2")
    office.fetch()
    (line,) = office.desk.inbox.lines(first.id)
    assert line.text == "Wann wird es endlich geflickt?" and line.before == "Wann wird das Schlagloch geflickt?"
    assert line.edited == office.clock()
    (gone,) = office.desk.inbox.lines(second.id)
    assert gone.gone == office.clock() and gone.text == "weg"


def test_mentions_come_after_comments_and_the_oldest_first(office: Office) -> None:
    office.writes(
        comment("m1", source=Source.MENTION, created=MORNING - timedelta(days=2)),
        comment("a1", created=MORNING - timedelta(hours=1)),
        comment("a2", created=MORNING - timedelta(hours=3)),
    )
    office.fetch()
    ids = {office.desk.inbox.lines(one.id)[0].remote_id: one.id for one in office.desk.inbox.queue()}
    assert [one.id for one in office.desk.inbox.queue()] == [ids["a2"], ids["a1"], ids["m1"]]
    office.desk.inbox.edit(ids["m1"], urgent=True)
    assert office.desk.inbox.queue()[0].id == ids["m1"]
    assert office.desk.inbox.count_open() == 3


def test_what_was_copied_by_hand_is_an_anliegen_too(office: Office) -> None:
    one = office.desk.inbox.capture("  Die Laterne flackert  ", channel="Facebook-Gruppe", place="Lindenstraße")
    assert (one.number, one.source, one.channel, one.place) == (
        "26-0001",
        Source.CAPTURED,
        "Facebook-Gruppe",
        "Lindenstraße",
    )
    assert office.desk.inbox.queue() == [one] and not office.desk.answers.sends(one)
    office.desk.answers.answer(one.id, Words("Danke, wir kümmern uns."))
    assert [line.own for line in office.desk.inbox.lines(one.id)] == [False, True]
    with pytest.raises(NotAllowed):
        office.desk.inbox.capture(" \n ", channel="x")


def test_words_are_found_whatever_their_spelling(office: Office) -> None:
    office.writes(comment("a1", "In der STRASSE am Bäcker"), comment("a2", "Bad"))
    office.fetch()
    assert [one.snippet for one in office.desk.inbox.search("straße baecker")] == ["In der STRASSE am Bäcker"]
    assert [one.number for one in office.desk.inbox.search("26-0002")] == ["26-0002"]
    for hostile in ('"', "a AND", "NEAR(", "-x", "*", "'", "%", "\0"):
        office.desk.inbox.search(hostile)


HOSTILE = [
    "<b>fett</b><img src=file:///c:/x>",
    "\u202egnp.exe",
    "a\0b",
    "\ud800 allein",
    "x" * 1_000_000,
    "a" + "\u0301" * 100_000,
    "=1+1",
    "👨\u200d👩\u200d👧\u200d👦 " * 500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_words_of_any_kind_are_kept(office: Office, text: str) -> None:
    one = office.desk.inbox.capture(text, channel="x")
    assert len(office.desk.inbox.lines(one.id)) == 1 and len(one.snippet) <= 160
    office.desk.inbox.search(text[:20])


def test_one_is_found_by_its_number_or_its_id(office: Office) -> None:
    office.writes(comment("a1"))
    office.fetch()
    inbox = office.desk.inbox
    assert inbox.find("26-0001") == inbox.find(" 1 ") == inbox.get(1)
    assert inbox.find("26-9999") is None and inbox.find("²") is None and inbox.find("") is None
