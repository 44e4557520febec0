"""The round and its stamp, the Rundgang and its stops."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from amtdesk.domain.inquiry import Decision
from amtdesk.services.answers import Words
from tests.services.test_inbox import Office, comment


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path)
    found.writes(*(comment(f"a{n}") for n in range(5)))
    found.fetch()
    return found


def test_the_stamp_counts_what_was_decided_and_not_taken_back(office: Office) -> None:
    desk = office.desk
    one, two, three, four, _ = desk.inbox.queue()
    key = desk.rounds.start()
    desk.answers.answer(one.id, Words("Am Montag."), round_id=key)
    friday = date(2026, 10, 16)
    desk.answers.answer(two.id, Words("Wir fragen."), what=Decision.INTERIM, follow_up=friday, round_id=key)
    desk.answers.close(three.id, "Dank", round_id=key)
    undone = desk.answers.close(four.id, "Irrtum", round_id=key)
    desk.answers.undo(undone.id)
    stop = desk.rounds.add_stop(" Musterbach hilft ", "https://facebook.example/groups/1")
    desk.rounds.visit(stop, "ruhig", key)
    stamp = desk.rounds.end(key, 11 * 60 + 1)
    assert (stamp.answered, stamp.interim, stamp.closed, stamp.visited) == (1, 1, 1, 1)
    assert (stamp.open, stamp.minutes, stamp.decided) == (2, 12, 3)
    assert stamp.seen_until == office.clock()
    last = desk.rounds.last()
    assert last is not None and last.seconds == 661 and last.figures["answered"] == 1
    assert desk.rounds.minutes(7) == 12 and [one.id for one in desk.rounds.today()] == [key]
    office.clock.on(days=1)
    assert desk.rounds.today() == []


def test_a_channel_that_is_gone_says_nothing_of_how_far_everything_was_seen(office: Office) -> None:
    key = office.desk.rounds.start()
    office.clock.on(days=3)
    assert office.desk.rounds.stamp(key, 60).seen_until == office.clock() - timedelta(days=3)
    office.desk.connections.removal.remove(office.account)
    assert office.desk.rounds.stamp(key, 60).seen_until == office.clock()


def test_a_stop_shows_its_last_visit_and_a_visit_can_be_taken_back(office: Office) -> None:
    rounds = office.desk.rounds
    key = rounds.add_stop("Gruppe", "https://facebook.example/groups/1", "facebook_group", "nur als Gemeinde")
    rounds.visit(key, "alt")
    office.clock.on(hours=1)
    visit = rounds.visit(key, "neu")
    (stop,) = rounds.stops()
    assert (stop.visited, stop.note, stop.rules) == (office.clock(), "neu", "nur als Gemeinde")
    rounds.unvisit(visit)
    assert rounds.stops()[0].visited == office.clock() - timedelta(hours=1)
    rounds.change_stop(key, name="Andere")
    assert [one.name for one in rounds.stops()] == ["Andere"]
    rounds.remove_stop(key)
    assert rounds.stops() == []
    rounds.remove_stop(key, removed=False)
    assert len(rounds.stops()) == 1


def test_she_is_reminded_once_it_is_time_and_may_put_it_off(office: Office) -> None:
    rounds = office.desk.rounds
    assert rounds.reminder() == time(8, 15)
    rounds.put_off(10)
    assert rounds.reminder() is None
    office.clock.on(minutes=11)
    assert rounds.reminder() == time(8, 15)
    rounds.not_today()
    assert rounds.reminder() is None
    office.clock.on(days=1)
    assert rounds.reminder() == time(8, 15)
    rounds.start()
    assert rounds.reminder() is None and rounds.missed() == []
    office.desk.offices.change(round_slots=())
    office.clock.on(days=1)
    assert rounds.reminder() is None
