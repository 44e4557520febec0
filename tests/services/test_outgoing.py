"""Answers that are not out are in sight, and lead back to their Anliegen."""

from pathlib import Path

import pytest

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.inquiry import Decision, Status
from amtdesk.services.answers import Words
from amtdesk.store import deliveries
from tests.services.test_answers import FRIDAY, only
from tests.services.test_inbox import Office, comment


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path)
    found.writes(comment("a1"))
    found.fetch()
    return found


def comes_to(office: Office, state: State, problem: Problem | None = None, waits: Waits | None = None) -> int:
    """Answer, and let the answer come to this state; returns its delivery."""
    desk = office.desk
    desk.answers.answer(only(office).id, Words("Am Montag."))
    ((_, delivery),) = desk.answers.deliveries(only(office).id)
    with desk.database.writing() as connection:
        if state in (State.FAILED, State.UNCERTAIN):
            delivery = deliveries.move(connection, delivery, State.SENDING, started=office.clock())
        values = {"problem": problem.value if problem else None, "waits": waits.value if waits else None}
        if delivery.state is not state:
            deliveries.move(connection, delivery, state, **values)
        else:
            deliveries.change(connection, delivery.id, state, **values)
    office.clock.on(minutes=2)
    return delivery.id


def test_one_that_just_goes_out_is_no_news_and_one_that_cannot_is(office: Office) -> None:
    desk = office.desk
    desk.answers.answer(only(office).id, Words("Am Montag."))
    assert desk.answers.unsent() == []
    office.clock.on(minutes=2)
    (one,) = desk.answers.unsent()
    assert (one.text, one.delivery.state, one.stuck, one.inquiry.id) == (
        "Am Montag.",
        State.PLANNED,
        False,
        only(office).id,
    )


@pytest.mark.parametrize(
    ("state", "waits", "stuck"),
    [
        (State.FAILED, None, True),
        (State.MISSED, None, True),
        (State.UNCERTAIN, Waits.PERSON, True),
        (State.UNCERTAIN, Waits.LOOK_UP, False),
        (State.HELD, None, True),
    ],
)
def test_whatever_waits_for_a_person_stays_in_the_queue(
    office: Office, state: State, waits: Waits | None, stuck: bool
) -> None:
    comes_to(office, state, Problem.REFUSED, waits)
    (one,) = office.desk.answers.unsent()
    assert (one.delivery.state, one.delivery.problem, one.stuck) == (state, Problem.REFUSED, stuck)
    assert [found.id for found in office.desk.inbox.queue()] == ([one.inquiry.id] if stuck else [])


def test_while_everything_is_held_answers_wait_for_that_and_afterwards_for_a_person(office: Office) -> None:
    desk = office.desk
    desk.answers.answer(only(office).id, Words("Am Montag."))
    desk.holding.hold("Unfall")
    assert desk.inbox.queue() == [] and [one.stuck for one in desk.answers.unsent()] == [False]
    desk.holding.release({}, end=True)
    assert len(desk.inbox.queue()) == 1 and [one.stuck for one in desk.answers.unsent()] == [True]


@pytest.mark.parametrize("state", [State.PLANNED, State.FAILED, State.MISSED, State.HELD])
def test_one_that_is_withdrawn_opens_its_anliegen_again_and_gives_its_words_back(office: Office, state: State) -> None:
    key = comes_to(office, state)
    assert only(office).status is Status.ANSWERED
    assert office.desk.answers.withdraw(key) == "Am Montag."
    assert only(office).status is Status.NEW and office.desk.answers.unsent() == []
    (decided,) = office.desk.inbox.history(only(office).id)
    assert decided.undone is not None
    office.clock.on(hours=1)
    assert office.desk.publisher.run_due().reached == {}


def test_what_may_be_public_is_not_withdrawn_before_it_was_looked_for(office: Office) -> None:
    key = comes_to(office, State.UNCERTAIN, waits=Waits.LOOK_UP)
    with pytest.raises(NotAllowed, match="on its way"):
        office.desk.answers.withdraw(key)
    assert only(office).status is Status.ANSWERED


def test_what_was_passed_on_before_is_so_again(office: Office) -> None:
    desk, key = office.desk, only(office).id
    bauhof = desk.contacts.add("Bauhof", "")
    desk.answers.pass_on(key, bauhof.id, FRIDAY)
    desk.answers.answer(key, Words("Ist geflickt."), what=Decision.REPORT)
    ((_, delivery),) = desk.answers.deliveries(key)
    desk.answers.withdraw(delivery.id)
    assert (only(office).status, only(office).follow_up) == (Status.PASSED_ON, FRIDAY)


def test_with_a_later_decision_the_citizen_is_still_without_an_answer(office: Office) -> None:
    key = comes_to(office, State.FAILED)
    office.desk.answers.close(only(office).id, "schon beantwortet")
    office.desk.answers.withdraw(key)
    assert only(office).status is Status.NEW and only(office).settled is None


def test_a_new_answer_replaces_one_that_failed(office: Office) -> None:
    desk = office.desk
    comes_to(office, State.FAILED, Problem.TEXT_TOO_LONG)
    decided = desk.answers.answer(only(office).id, Words("Montag."))
    assert [post.text for post, _ in desk.answers.deliveries(only(office).id)] == ["Montag."]
    assert desk.answers.undo(decided.id) and only(office).status is Status.NEW


@pytest.mark.parametrize(("state", "why"), [(State.UNCERTAIN, "unclear"), (State.HELD, "held")])
def test_a_second_answer_beside_one_that_may_still_come_is_refused(office: Office, state: State, why: str) -> None:
    comes_to(office, state, waits=Waits.PERSON if state is State.UNCERTAIN else None)
    with pytest.raises(NotAllowed, match=why):
        office.desk.answers.answer(only(office).id, Words("Noch einmal."))
    assert len(office.desk.answers.deliveries(only(office).id)) == 1


def test_undo_of_one_that_is_held_stops_it(office: Office) -> None:
    desk = office.desk
    decided = desk.answers.answer(only(office).id, Words("Am Montag."))
    desk.holding.hold("Unfall")
    assert desk.answers.undo(decided.id)
    assert only(office).status is Status.NEW and desk.holding.held() == []


def test_an_answer_whose_channel_was_removed_is_back_in_the_queue_and_gives_its_words(office: Office) -> None:
    desk = office.desk
    key = comes_to(office, State.FAILED)
    desk.accounts.remove(office.account)
    assert len(desk.inbox.queue()) == 1 and desk.glance().inquiries.unsent == (key,)
    (one,) = desk.answers.unsent()
    assert one.stuck and one.delivery.state is State.WITHDRAWN
    assert desk.answers.withdraw(key) == "Am Montag." and only(office).status is Status.NEW
    # now it goes by hand
    assert not desk.answers.sends(only(office))
    desk.answers.answer(only(office).id, Words("Am Montag."))
    assert desk.inbox.queue() == [] and desk.glance().inquiries.unsent == ()


def test_a_post_is_no_answer(office: Office) -> None:
    with pytest.raises(NotAllowed, match="no such post"):
        office.desk.answers.withdraw(4711)
