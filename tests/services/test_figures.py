"""Once a day the platforms are asked what they counted."""

from datetime import timedelta

import pytest

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import Problem
from amtdesk.domain.figures import Figure
from amtdesk.services.figures import FiguresBook
from tests.services.platform import Stage


@pytest.fixture
def book(stage: Stage) -> FiguresBook:
    return FiguresBook(stage.database, stage.clock, stage.accounts, stage.offices)


@pytest.fixture
def public(stage: Stage) -> Delivery:
    delivery = stage.planned(stage.connect("keeper"))
    for minutes in (1, 61, 62):
        stage.run(minutes=minutes)
    assert stage.delivery(delivery).state is State.PUBLISHED
    stage.platform.calls.clear()
    return delivery


def test_once_a_day_what_was_counted_is_kept_per_post_and_account(
    stage: Stage, book: FiguresBook, public: Delivery
) -> None:
    assert book.daily() == 1 and book.daily() == 0
    found = book.of_deliveries([public.id])[public.id]
    assert found.taken == stage.clock() and found.figures == {Figure.VIEWS: 412, Figure.LIKES: 14}
    first = stage.clock().date()
    stage.clock.on(hours=24)
    assert book.daily() == 1
    days = book.audience(public.account_id, first)
    assert list(days) == [first, first + timedelta(days=1)]
    assert days[first].figures == {Figure.FOLLOWERS: 1203}
    assert book.of_deliveries([public.id])[public.id].taken == stage.clock()


def test_a_channel_that_does_not_tell_is_quiet_and_asked_again_later(
    stage: Stage, book: FiguresBook, public: Delivery
) -> None:
    stage.platform.will("audience", "denies", "bug")
    assert book.daily() == 0
    asked = book.asked()[public.account_id]
    assert (asked.problem, asked.told) == (Problem.ACCESS_EXPIRED, None)
    # what was told before the refusal is kept, and the connection stands
    assert book.of_deliveries([public.id])
    account = stage.accounts.get(public.account_id)
    assert account is not None and account.standing is Standing.READY
    assert book.daily() == 0 and stage.platform.calls.count("audience") == 1
    stage.clock.on(hours=4)
    assert book.daily() == 0 and book.asked()[public.account_id].problem is Problem.UNEXPECTED
    stage.clock.on(hours=4)
    assert book.daily() == 1 and book.asked()[public.account_id].problem is None


def test_only_accounts_that_can_are_asked_and_only_about_younger_posts(
    stage: Stage, book: FiguresBook, public: Delivery
) -> None:
    stage.connect("plain", "Anderer")
    assert [one.id for one in book.telling()] == [public.account_id]
    stage.clock.on(days=40)
    assert book.daily() == 1 and "figures" not in stage.platform.calls
    assert book.of_deliveries([public.id]) == {}


def test_a_clock_set_back_stops_nothing(stage: Stage, book: FiguresBook, public: Delivery) -> None:
    assert book.daily() == 1
    stage.clock.on(hours=-3)
    assert public.id and book.daily() == 1
