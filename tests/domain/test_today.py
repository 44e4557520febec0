"""Heute: what is due, the loudest first."""

from datetime import date, timedelta

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.delivery import LatePolicy, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Due, Line, Section, Step, Today, Waiting, lines, with_agreements, with_inquiries
from tests.domain.test_delivery import NOW, delivery

ZONE = "Europe/Berlin"


def due(state: State, post_id: int = 1, **values: object) -> Due:
    return Due(post_id, "Markt", State.DRAFT, NOW, (delivery(state=state, **values),))


def test_each_state_has_its_place_and_its_step() -> None:
    expected = {
        State.FAILED: (Section.FIRST, Step.EDIT),
        State.UNCERTAIN: (Section.FIRST, Step.CLARIFY),
        State.MISSED: (Section.FIRST, Step.DECIDE),
        State.HELD: (Section.FIRST, Step.DECIDE),
        State.PLANNED: (Section.TODAY, Step.LOOK),
        State.HANDED_OVER: (Section.TODAY, Step.LOOK),
        State.SENDING: (Section.TODAY, Step.LOOK),
        State.BY_HAND: (Section.TODAY, Step.PREPARE),
        State.PUBLISHED: (Section.DONE, Step.OPEN_PAGE),
        State.PUBLISHED_BY_HAND: (Section.DONE, Step.OPEN_PAGE),
    }
    for state, place in expected.items():
        (line,) = lines([due(state)], {}, NOW, ZONE)
        assert (line.section, line.step) == place
    assert lines([due(State.WITHDRAWN)], {}, NOW, ZONE) == ()


def test_tomorrows_posts_are_not_todays_business_and_midnight_is_that_of_the_wall() -> None:
    late = NOW.replace(hour=22, minute=30)  # half past midnight in Berlin
    assert lines([due(State.PLANNED, due=late)], {}, NOW, ZONE) == ()
    assert len(lines([due(State.PLANNED, due=NOW.replace(hour=21))], {}, NOW, ZONE)) == 1
    assert lines([due(State.PUBLISHED, due=NOW, ended=NOW - timedelta(days=1))], {}, NOW, ZONE) == ()


def test_the_loudest_comes_first_and_lost_access_is_among_it() -> None:
    account = Account(7, "mastodon", "Mastodon", "", standing=Standing.RECONNECT)
    posts = [due(State.PUBLISHED, 1), due(State.MISSED, 2), due(State.UNCERTAIN, 3), due(State.FAILED, 4)]
    found = lines(posts, {7: account, 8: account._replace(removed=True)}, NOW, ZONE)
    assert [line.state for line in found] == [State.FAILED, State.UNCERTAIN, State.MISSED, None, State.PUBLISHED]
    assert found[3].step is Step.RECONNECT and found[3].account_ids == (7,)


def test_channels_in_one_state_share_a_line_and_it_says_where_the_post_is_online() -> None:
    one, two = delivery(state=State.FAILED), delivery(state=State.FAILED)._replace(account_id=2)
    online = delivery(state=State.PUBLISHED, ended=NOW)._replace(account_id=3)
    found = lines([Due(1, "Markt", State.DRAFT, NOW, (one, two, online))], {}, NOW, ZONE)
    assert [(line.account_ids, line.online) for line in found] == [((1, 2), (3,)), ((3,), ())]


def test_one_that_waits_for_a_person_is_louder_than_one_that_is_looked_up() -> None:
    looked = delivery(state=State.UNCERTAIN, waits=Waits.LOOK_UP)
    asked = looked._replace(account_id=2, waits=Waits.PERSON)
    (line,) = lines([Due(1, "Markt", State.DRAFT, NOW, (looked, asked))], {}, NOW, ZONE)
    assert line.waits is Waits.PERSON


def test_while_everything_is_held_what_is_held_is_no_decision_of_its_own() -> None:
    (line,) = lines([due(State.HELD)], {}, NOW, ZONE, holding=True)
    assert line.section is Section.HELD and Today(NOW, lines=(line,)).urgent == 0


def test_what_lapsed_today_is_said_and_what_was_dropped_is_not() -> None:
    lapsed: dict[str, object] = {"late_policy": LatePolicy.LAPSE, "problem": Problem.TOO_LATE, "ended": NOW}
    (line,) = lines([due(State.WITHDRAWN, **lapsed)], {}, NOW, ZONE)
    assert (line.section, line.step) == (Section.LAPSED, Step.LOOK)
    assert lines([due(State.WITHDRAWN, **lapsed | {"ended": NOW - timedelta(days=1)})], {}, NOW, ZONE) == ()
    assert lines([due(State.WITHDRAWN, **lapsed | {"problem": None})], {}, NOW, ZONE) == ()


def test_urgent_counts_decisions_only() -> None:
    found = lines([due(State.FAILED, 1), due(State.PLANNED, 2)], {}, NOW, ZONE)
    approval = Due(3, "Rede", State.AWAITING_APPROVAL, NOW, ())
    today = Today(NOW, lines=(*found, *lines([approval], {}, NOW, ZONE)), planned_days=(date(2026, 10, 20),))
    assert today.urgent == 2 and today.horizon == (date(2026, 10, 20), 6)


def test_what_citizens_wait_for_is_one_line_and_on_top_when_it_is_loud() -> None:
    found = lines([due(State.FAILED, 1), due(State.PLANNED, 2), due(State.PUBLISHED, 3, ended=NOW)], {}, NOW, ZONE)
    assert with_inquiries(found, Waiting()) == found
    calm = with_inquiries(found, Waiting(open=3, oldest=NOW))
    assert [line.step for line in calm] == [Step.EDIT, Step.ANSWER, Step.LOOK, Step.OPEN_PAGE]
    back = with_inquiries(found, Waiting(returned=1))
    assert [line.step for line in back] == [line.step for line in calm]
    for waiting in (Waiting(open=3, urgent=1), Waiting(open=3, overdue=2), Waiting(unsent=(7,))):
        loud = with_inquiries(found, waiting)
        assert loud[0].step is Step.ANSWER and loud[0].section is Section.FIRST


def test_textbausteine_to_be_confirmed_are_a_quiet_line_after_what_is_due_today() -> None:
    today = Today(NOW, lines=(Line(Section.FIRST, Step.EDIT, "x"), Line(Section.DONE, Step.OPEN_PAGE, "y")))
    assert with_agreements(today, 0) is today
    found = with_agreements(today, 3)
    assert [line.section for line in found.lines] == [Section.FIRST, Section.SOON, Section.DONE]
    assert found.to_confirm == 3 and found.urgent == today.urgent
