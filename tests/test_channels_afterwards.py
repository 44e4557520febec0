"""What is public is changed, deleted and counted through each channel: real services, a strict platform each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.domain.channel import Ability
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, NotAllowed, Problem
from amtdesk.domain.figures import Figure
from amtdesk.domain.public_place import PublicPlace
from tests.builders import draft
from tests.channels.place import TEXT, Place, place_at
from tests.channels.servers.loopback import How, Trouble, answers
from tests.channels.servers.youtube import VIDEO
from tests.channels.whole import WHOLE

OTHER = "Der Herbstmarkt fällt aus."
#: YouTube's own posts are published by hand: a program changes and deletes none of them.
POSTS = [one for one in WHOLE if one.kind != "youtube"]
EDITED = [one for one in POSTS if Ability.EDIT in CHANNELS[one.kind].abilities]
COUNTED = [one for one in POSTS if Ability.FIGURES in CHANNELS[one.kind].abilities]
#: How the platforms take a changed text.
CHANGES = ("PUT", "POST")
NOT_TOLD = (
    (answers(500), Problem.SERVER_BROKEN),
    (answers(429, {}, Retry_After="60"), Problem.RATE_LIMITED),
    (Trouble(How.CLOSED), Problem.CONNECTION_LOST),
)
#: Of a bot nobody is told how often a post was seen.
ACCOUNT_ONLY = {"telegram"}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with place_at(request.param, tmp_path) as place:
        yield place


def public(place: Place) -> PublicPlace:
    """A post that stands there."""
    delivery = place.sent()
    assert delivery.state is State.PUBLISHED, (delivery.problem, delivery.detail)
    assert [TEXT in words for words, _alts in place.public] == [True]
    (found,) = place.desk.afterwards.places(delivery.post_id)
    return found


def over(kinds: list[object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("place", kinds, ids=lambda one: one.kind, indirect=True)


@over(EDITED)
def test_another_text_stands_there_and_here_and_is_never_published_anew(place: Place) -> None:
    found = public(place)
    assert place.desk.afterwards.edit(found.delivery.id, OTHER)
    ((words, _alts),) = place.public
    assert OTHER in words and TEXT not in words
    now = place.delivery_of(found.delivery.post_id)
    assert (now.state, now.remote_id) == (State.PUBLISHED, found.delivery.remote_id) and now.edited
    place.clock.on(hours=2)
    place.desk.publisher.run_due()
    assert len(place.public) == 1
    # what was changed is still the post that is deleted
    assert place.desk.afterwards.withdraw(found.delivery.id) and place.public == []


@over(EDITED)
@pytest.mark.parametrize("done", [True, False])
def test_a_lost_answer_to_a_change_leaves_one_post_and_it_may_be_repeated(place: Place, done: bool) -> None:
    found = public(place)
    for method in CHANGES:
        place.platform.fail(method, Trouble(How.CLOSED, accepted=done))
    try:
        place.desk.afterwards.edit(found.delivery.id, OTHER)
    except AmtDeskError as error:
        assert error.problem is Problem.CONNECTION_LOST
    assert len(place.public) == 1
    place.platform.recover()
    if place.delivery_of(found.delivery.post_id).edited is None:
        assert place.desk.afterwards.edit(found.delivery.id, OTHER)
    ((words, _alts),) = place.public
    assert OTHER in words


@over([one for one in POSTS if one not in EDITED])
def test_where_the_platform_changes_nothing_it_is_not_offered(place: Place) -> None:
    found = public(place)
    assert not found.may_edit
    with pytest.raises(NotAllowed):
        place.desk.afterwards.edit(found.delivery.id, OTHER)
    assert len(place.public) == 1


@over(POSTS)
def test_deleted_there_it_is_withdrawn_here_also_when_somebody_deleted_it_before(place: Place) -> None:
    found = public(place)
    assert found.may_withdraw
    place.platform.fail("DELETE" if place.kind not in ("bluesky", "telegram") else "POST", answers(500))
    with pytest.raises(AmtDeskError):
        place.desk.afterwards.withdraw(found.delivery.id)
    assert len(place.public) == 1
    channel = place.desk.accounts.open(place.account)
    channel.withdraw(found.delivery.remote_id)
    assert place.desk.afterwards.withdraw(found.delivery.id)
    assert place.public == []
    assert place.delivery_of(found.delivery.post_id).state is State.WITHDRAWN


@over(COUNTED)
def test_once_a_day_the_platform_is_asked_what_it_counted(place: Place) -> None:
    found, book = public(place), place.desk.figures
    assert book.daily() == 1 and book.daily() == 0
    counted = book.of_deliveries([found.delivery.id])
    told = counted[found.delivery.id].figures
    assert bool(told) is (place.kind not in ACCOUNT_ONLY)
    (audience,) = book.audience(place.account_id, place.clock().date()).values()
    assert audience.figures[Figure.FOLLOWERS] > 0
    # a post that is gone there is left out, and what was told of it stays
    place.desk.accounts.open(place.account).withdraw(found.delivery.remote_id)
    place.clock.on(hours=24)
    assert book.daily() == 1
    assert book.of_deliveries([found.delivery.id])[found.delivery.id].figures == told


@over(COUNTED)
def test_figures_that_are_not_told_harm_nothing_and_are_asked_for_again(place: Place) -> None:
    found, book = public(place), place.desk.figures
    for trouble, problem in NOT_TOLD:
        for method in ("GET", "POST"):
            place.platform.fail(method, trouble, times=9)
        place.clock.on(hours=24)
        assert book.daily() == 0
        assert book.asked()[place.account_id].problem is problem
        place.platform.recover()
        place.clock.on(hours=4)
        assert book.daily() == 1 and book.asked()[place.account_id].problem is None
    assert place.delivery_of(found.delivery.post_id).state is State.PUBLISHED


@over([one for one in WHOLE if one.kind == "youtube"])
def test_a_video_published_by_hand_is_counted_by_its_link(place: Place) -> None:
    desk = place.desk
    post = draft(desk, [place.account_id], TEXT, due=place.clock())
    (delivery,) = desk.planning.publish_now(post.id).deliveries
    desk.publisher.run_due()
    desk.planning.is_online(delivery.id, f"https://www.youtube.com/watch?v={VIDEO}")
    assert desk.figures.daily() == 1
    counted = desk.figures.of_deliveries([delivery.id])[delivery.id]
    assert counted.figures == {Figure.VIEWS: 310, Figure.LIKES: 4}
    (audience,) = desk.figures.audience(place.account_id, place.clock().date()).values()
    assert audience.figures == {Figure.FOLLOWERS: 812}
    (found,) = desk.afterwards.places(post.id)
    assert not found.may_edit and not found.may_withdraw
