"""„Gefällt mir“ on each strict platform that has it: given once, taken back, nothing lost when it fails."""

from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel
from amtdesk.domain.channel import Ability, Connection
from amtdesk.domain.errors import AmtDeskError, NotAllowed, Rejected
from amtdesk.domain.grant import noted
from amtdesk.domain.inquiry import Decision, Inquiry, Line, Status
from amtdesk.store import accounts
from tests.channels.place import Place, place_at
from tests.channels.servers.loopback import How, Trouble
from tests.channels.whole import WHOLE, Whole

LIKES = [one for one in WHOLE if Ability.LIKE in CHANNELS[one.kind].abilities]


def asked(place: Place, one: Whole) -> tuple[Inquiry, Line]:
    """Somebody praised us below a post of ours."""
    delivery = place.sent()
    one.comments(place.platform, delivery.remote_id or "", delivery.url or "", "Danke, das ist schön!")
    assert len(place.desk.inbox.fetch().new) == 1
    (inquiry,) = place.desk.inbox.queue()
    return inquiry, place.desk.inbox.lines(inquiry.id)[-1]


def given(platform: Any) -> int:
    """How many the platform counts."""
    return len(platform.likes if hasattr(platform, "likes") else platform.liked)


def now(place: Place, inquiry: Inquiry) -> Line:
    return place.desk.inbox.lines(inquiry.id)[-1]


def test_five_platforms_let_a_program_do_it() -> None:
    assert {one.kind for one in LIKES} == {"mastodon", "bluesky", "facebook", "linkedin", "telegram"}


@pytest.mark.parametrize("one", LIKES, ids=lambda one: one.kind)
def test_given_once_and_taken_back_with_who_and_when(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        thanks, (inquiry, line) = place.desk.thanks, asked(place, one)
        assert thanks.able(inquiry) and thanks.lacks(inquiry) == "" and line.liked is None
        assert [thanks.give(inquiry.id, line.id) for _ in range(3)] == [True, False, False]
        assert given(place.platform) == 1
        assert (now(place, inquiry).liked, now(place, inquiry).liked_by) == (place.clock(), "")
        assert [thanks.give(inquiry.id, line.id, liked=False) for _ in range(2)] == [True, False]
        assert given(place.platform) == 0 and now(place, inquiry).liked is None
        history = place.desk.inbox.history(inquiry.id)
        assert [entry.what for entry in history] == [Decision.LIKE, Decision.UNLIKE]
        assert place.desk.inbox.get(inquiry.id).status is Status.NEW


@pytest.mark.parametrize("one", LIKES, ids=lambda one: one.kind)
def test_an_answer_that_is_lost_leaves_all_as_it_was_and_makes_no_second(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        thanks, (inquiry, line) = place.desk.thanks, asked(place, one)
        for liked in (True, False):
            before = now(place, inquiry)
            for method in ("POST /", "DELETE /"):
                place.platform.fail(method, Trouble(How.RESET, accepted=True))
            with pytest.raises(AmtDeskError):
                thanks.give(inquiry.id, line.id, liked=liked)
            assert now(place, inquiry) == before
            place.platform.recover()
            assert thanks.give(inquiry.id, line.id, liked=liked)
            assert given(place.platform) == liked


@pytest.mark.parametrize("one", [one for one in LIKES if one.kind != "linkedin"], ids=lambda one: one.kind)
def test_what_is_gone_there_is_refused_and_not_noted(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        inquiry, line = asked(place, one)
        for kept in ("foreign", "comments", "messages"):
            getattr(place.platform, kept, {}).clear()
        with pytest.raises(Rejected):
            place.desk.thanks.give(inquiry.id, line.id)
        assert now(place, inquiry).liked is None and place.desk.inbox.history(inquiry.id) == []


@pytest.mark.parametrize("kind", sorted({one.kind for one in WHOLE} - {one.kind for one in LIKES}))
def test_where_no_program_can_it_says_so(kind: str, tmp_path: Path) -> None:
    one = next(one for one in WHOLE if one.kind == kind)
    assert CHANNELS[kind].like is Channel.like
    if one.needs_website or kind in ("instagram", "youtube"):
        return
    with place_at(one, tmp_path) as place:
        inquiry, line = asked(place, one)
        assert not place.desk.thanks.able(inquiry) and place.desk.thanks.lacks(inquiry) == ""
        with pytest.raises(NotAllowed):
            place.desk.thanks.give(inquiry.id, line.id)


def test_an_access_without_the_right_says_which_is_missing(tmp_path: Path) -> None:
    one = next(one for one in WHOLE if one.kind == "mastodon")
    with place_at(one, tmp_path) as place:
        inquiry, _line = asked(place, one)
        found = Connection("x", abilities=frozenset({Ability.READ}), missing={Ability.LIKE: "write:favourites"})
        with place.desk.database.writing() as connection:
            accounts.change(connection, place.account_id, settings={**place.account.settings, **noted(found)})
        assert not place.desk.thanks.able(inquiry) and place.desk.thanks.lacks(inquiry) == "write:favourites"


def test_neither_our_own_words_nor_what_was_taken_over_by_hand_can_be_liked(tmp_path: Path) -> None:
    one = next(one for one in WHOLE if one.kind == "mastodon")
    with place_at(one, tmp_path) as place:
        taken = place.desk.inbox.capture("Danke!", channel="Gruppe")
        (line,) = place.desk.inbox.lines(taken.id)
        assert not place.desk.thanks.able(taken)
        with pytest.raises(NotAllowed):
            place.desk.thanks.give(taken.id, line.id)


def test_it_does_not_stand_in_the_way_of_taking_a_decision_back(tmp_path: Path) -> None:
    one = next(one for one in WHOLE if one.kind == "mastodon")
    with place_at(one, tmp_path) as place:
        inquiry, line = asked(place, one)
        closed = place.desk.answers.close(inquiry.id, "nur ein Dank oder Lob")
        assert place.desk.thanks.give(inquiry.id, line.id)
        assert place.desk.answers.undo(closed.id)
        assert place.desk.inbox.get(inquiry.id).status is Status.NEW
