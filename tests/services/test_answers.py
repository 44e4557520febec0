"""Decisions about Anliegen, and answers that go out exactly once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from amtdesk.channels import practice_inbox
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.inquiry import Decision, Inquiry, Status
from amtdesk.services.answers import GRACE, Words
from tests.services.test_inbox import Office, comment

FRIDAY = date(2026, 10, 16)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path)
    found.writes(comment("a1"))
    found.fetch()
    return found


def only(office: Office) -> Inquiry:
    (one,) = office.desk.inbox.newest()
    return one


def test_an_answer_goes_out_after_the_moment_in_which_it_can_be_taken_back(office: Office) -> None:
    office.desk.answers.answer(only(office).id, Words("Am Montag."))
    assert only(office).status is Status.ANSWERED and office.desk.inbox.queue() == []
    office.desk.publisher.run_due()
    assert [one.state for _, one in office.desk.answers.deliveries(only(office).id)] == [State.PLANNED]
    office.clock.now += GRACE
    office.desk.publisher.run_due()
    ((post, delivery),) = office.desk.answers.deliveries(only(office).id)
    assert delivery.state is State.PUBLISHED
    (own,) = [one for one in practice_inbox.read(office.place) if one.own]
    assert (own.text, own.parent, own.thread) == ("Am Montag.", "a1", "a1")
    office.fetch()
    assert only(office).status is Status.ANSWERED
    assert post.target is not None and post.target.parent == "a1"


def test_an_answer_is_no_post_of_the_redaktionsplan(office: Office) -> None:
    desk = office.desk
    desk.answers.answer(only(office).id, Words("Am Montag."))
    now = office.clock()
    assert desk.posts.between(now - timedelta(days=1), now + timedelta(days=1)) == []
    assert desk.posts.newest() == [] and desk.posts.search("Montag") == []
    today = desk.glance()
    assert today.fresh and today.planned_today == 0 and today.horizon == (None, 0)


def test_taking_back_in_time_stops_the_answer(office: Office) -> None:
    decided = office.desk.answers.answer(only(office).id, Words("Am Montag."))
    assert office.desk.answers.undo(decided.id)
    office.clock.on(minutes=1)
    office.desk.publisher.run_due()
    assert [one for one in practice_inbox.read(office.place) if one.own] == []
    assert only(office).status is Status.NEW and len(office.desk.inbox.queue()) == 1


def test_taking_back_too_late_opens_it_again_and_says_so(office: Office) -> None:
    decided = office.desk.answers.answer(only(office).id, Words("Am Montag."))
    office.clock.now += GRACE
    office.desk.publisher.run_due()
    assert not office.desk.answers.undo(decided.id)
    assert only(office).status is Status.NEW


def test_a_second_answer_waits_for_the_first(office: Office) -> None:
    office.desk.answers.answer(only(office).id, Words("Am Montag."))
    with pytest.raises(NotAllowed, match="on its way"):
        office.desk.answers.answer(only(office).id, Words("Am Dienstag."))


@pytest.mark.parametrize(("text", "problem"), [("  ", Problem.TEXT_EMPTY), ("am {{tag}}", Problem.PLACEHOLDER_OPEN)])
def test_what_must_not_leave_is_refused_and_nothing_changes(office: Office, text: str, problem: Problem) -> None:
    with pytest.raises(Rejected) as caught:
        office.desk.answers.answer(only(office).id, Words(text))
    assert caught.value.problem is problem
    assert only(office).status is Status.NEW and office.desk.inbox.history(only(office).id) == []


def test_an_answer_that_failed_stays_in_the_queue(office: Office) -> None:
    office.desk.answers.answer(only(office).id, Words("Am Montag."))
    office.place.joinpath("eingang").rename(office.place.parent / "weg")
    for path in office.place.iterdir():
        path.unlink()
    office.place.rmdir()
    office.place.write_text("kein Ordner")
    office.clock.on(hours=25)
    office.desk.publisher.run_due()
    ((_, delivery),) = office.desk.answers.deliveries(only(office).id)
    assert delivery.state is State.MISSED
    assert [one.id for one in office.desk.inbox.queue()] == [only(office).id]
    assert office.desk.inbox.count_open() == 1


def test_a_zwischenbescheid_needs_its_day_and_comes_back_on_it(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.desk.answers.answer(only(office).id, Words("Wir klären das."), what=Decision.INTERIM)
    office.desk.answers.answer(only(office).id, Words("Wir klären das."), what=Decision.INTERIM, follow_up=FRIDAY)
    assert office.desk.inbox.queue() == [] and [one.follow_up for one in office.desk.inbox.waiting()] == [FRIDAY]
    office.clock.on(days=2)
    assert [one.status for one in office.desk.inbox.queue()] == [Status.CLARIFYING]


def test_each_decision_is_written_down_and_can_be_taken_back(office: Office) -> None:
    answers, key = office.desk.answers, only(office).id
    office.desk.offices.change(short_sign="MK")
    watched = answers.watch(key, FRIDAY)
    assert (watched.by, watched.what, only(office).follow_up) == ("MK", Decision.WATCH, FRIDAY)
    closed = answers.close(key, "nur ein Dank")
    assert (only(office).status, only(office).reason, only(office).settled) == (
        Status.CLOSED,
        "nur ein Dank",
        office.clock(),
    )
    with pytest.raises(NotAllowed, match="only the last"):
        answers.undo(watched.id)
    assert answers.undo(closed.id)
    assert (only(office).status, only(office).follow_up, only(office).settled) == (Status.WATCHED, FRIDAY, None)
    assert answers.undo(watched.id) and only(office).status is Status.NEW
    assert [one.undone is not None for one in office.desk.inbox.history(key)] == [True, True]


def test_a_textbaustein_in_an_answer_is_a_use_until_it_is_taken_back(office: Office) -> None:
    desk, inquiry = office.desk, only(office)
    decided = desk.answers.answer(inquiry.id, Words("Danke.", module_id="bau-schlagloch"))
    (use,) = desk.library.uses("bau-schlagloch")
    assert (use.inquiry_id, use.agreed) == (inquiry.id, False) and inquiry.number in use.words
    assert desk.answers.undo(decided.id)
    found = desk.library.get("bau-schlagloch")
    assert found is not None and found.uses == 0 and desk.library.uses("bau-schlagloch") == []
