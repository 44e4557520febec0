"""Removing a channel: where the posts go that waited on it."""

from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.post import Post
from amtdesk.services.holding import Holding
from amtdesk.services.removal import Fate, Removal, Removed
from amtdesk.store import deliveries
from tests.services.platform import Died, Stage


def removal(stage: Stage) -> Removal:
    return Removal(stage.database, stage.changes, stage.clock, stage.accounts)


def post_of(stage: Stage, delivery: Delivery) -> Post:
    found = stage.posts.get(delivery.post_id)
    assert found is not None
    return found


def secrets_of(stage: Stage, account: int) -> list[tuple[str, str]]:
    return [key for key in stage.secrets._kept if key[0] == stage.accounts.credentials.key(account)]


@pytest.mark.parametrize("fate", [Fate.WITHDRAWN, Fate.DRAFT, Fate.BY_HAND])
def test_the_channel_and_its_secret_are_gone_whatever_becomes_of_the_posts(stage: Stage, fate: Fate) -> None:
    account = stage.connect()
    stage.planned(account)
    removal(stage).remove(account, fate)
    assert account not in [one.id for one in stage.accounts.every()]
    assert secrets_of(stage, account) == []
    with pytest.raises(NotAllowed):
        removal(stage).remove(account)


def test_withdrawn(stage: Stage) -> None:
    account = stage.connect()
    delivery = stage.planned(account)
    assert removal(stage).remove(account) == Removed(withdrawn=1)
    assert stage.delivery(delivery).state is State.WITHDRAWN


def test_back_to_a_draft_where_nothing_else_is_planned(stage: Stage) -> None:
    account, other = stage.connect(), stage.connect()
    alone = stage.planned(account)
    both = stage.planning.plan(stage.draft(account, other).id)
    assert removal(stage).remove(account, Fate.DRAFT) == Removed(drafts=2)
    assert post_of(stage, alone).stage is State.DRAFT and post_of(stage, alone).deliveries == ()
    found = stage.posts.get(both.id)
    assert found is not None and [one.account_id for one in found.deliveries] == [other]


def test_by_hand_a_channel_of_the_same_name_takes_its_place(stage: Stage) -> None:
    account = stage.connect(name="Facebook")
    delivery = stage.planned(account, text="Der Text bleibt.")
    assert removal(stage).remove(account, Fate.BY_HAND) == Removed(by_hand=1)
    (made,) = stage.accounts.every()
    assert (made.name, made.kind, made.id != account) == ("Facebook", "manual", True)
    assert stage.accounts.limits(made).characters == 500
    (moved,) = post_of(stage, delivery).deliveries
    assert (moved.account_id, moved.state, moved.due) == (made.id, State.BY_HAND, delivery.due)
    assert post_of(stage, delivery).text_for(made.id) == "Der Text bleibt."


def test_by_hand_without_posts_makes_no_channel(stage: Stage) -> None:
    assert removal(stage).remove(stage.connect(), Fate.BY_HAND) == Removed()
    assert stage.accounts.every() == []


def test_another_channel_takes_over_what_it_takes(stage: Stage) -> None:
    account, other = stage.connect(), stage.connect()
    good = stage.planned(account)
    there = stage.planning.plan(stage.draft(account, other).id)
    done = removal(stage).remove(account, Fate.OTHER, other)
    assert done == Removed(moved=1, drafts=1)
    (moved,) = post_of(stage, good).deliveries
    assert (moved.account_id, moved.state, moved.due) == (other, State.PLANNED, good.due)
    assert moved.token != good.token, "another channel, another post"
    found = stage.posts.get(there.id)
    assert found is not None and [one.account_id for one in found.deliveries] == [other], "never twice on one channel"
    stage.run(hours=1)
    assert len(stage.platform.of(other)) == 2 and stage.platform.of(account) == []


def test_what_the_other_channel_does_not_take_becomes_a_draft_and_says_why(stage: Stage) -> None:
    account, other = stage.connect(), stage.connect()
    late = stage.planned(account)
    stage.clock.on(hours=3)
    assert removal(stage).remove(account, Fate.OTHER, other) == Removed(drafts=1)
    assert post_of(stage, late).deliveries == ()
    assert stage.run(hours=1) is not None and stage.platform.of(other) == []


@pytest.mark.parametrize("other", [None, 0, 99, "itself"])
def test_another_channel_must_be_one(stage: Stage, other: object) -> None:
    account = stage.connect()
    delivery = stage.planned(account)
    with pytest.raises(NotAllowed):
        removal(stage).remove(account, Fate.OTHER, account if other == "itself" else other)  # type: ignore[arg-type]
    assert stage.delivery(delivery).state is State.PLANNED and secrets_of(stage, account)


def test_while_everything_is_held_what_was_moved_is_held_too(stage: Stage) -> None:
    account, other = stage.connect(), stage.connect()
    delivery = stage.planned(account)
    Holding(stage.database, stage.changes, stage.clock, stage.planning, stage.offices).hold("Hochwasser")
    assert removal(stage).remove(account, Fate.OTHER, other) == Removed(moved=1)
    (moved,) = post_of(stage, delivery).deliveries
    assert (moved.account_id, moved.state) == (other, State.HELD)


def test_a_file_that_cannot_be_written_changes_nothing(stage: Stage) -> None:
    account = stage.connect()
    delivery = stage.planned(account)
    stage.database.dies_in = 0
    with pytest.raises(Died):
        removal(stage).remove(account, Fate.DRAFT)
    assert stage.delivery(delivery).state is State.PLANNED
    assert [one.id for one in stage.accounts.every()] == [account] and secrets_of(stage, account)


def test_what_is_public_or_unclear_stays_as_it_is(stage: Stage) -> None:
    account = stage.connect()
    public = stage.planned(account)
    stage.run(hours=1)
    stage.platform.will("publish", "accepts and is silent")
    unclear = stage.planned(account, text="Noch ein Text.")
    stage.run(hours=1)
    assert removal(stage).remove(account, Fate.DRAFT) == Removed()
    assert stage.delivery(public).state is State.PUBLISHED
    assert stage.delivery(unclear).state is State.UNCERTAIN


def test_others_are_all_that_are_connected(stage: Stage) -> None:
    account, other, hand = stage.connect(), stage.connect(), stage.connect("manual")
    assert [one.id for one in removal(stage).others(account)] == [other, hand]
    with stage.database.reading() as connection:
        assert deliveries.in_states(connection, list(State)) == []
    assert stage.clock() + timedelta()
