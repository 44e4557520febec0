"""The Übungskanal in the place of another kind."""

from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.domain import grant
from amtdesk.domain.channel import Ability, Payload
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import Rejected
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from tests.builders import Clock, desk_at, draft


def only(desk: Desk, post_id: int) -> Delivery:
    (delivery,) = desk.posts.get(post_id).deliveries
    return delivery


def test_a_channel_of_the_sample_office_can_what_its_platform_can(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, practice_only=True)
    access = Access("mastodon", "Mastodon", "https://social.example", {}, {"token": "uebung"})
    account = desk.accounts.add(access)
    assert account.name == "Mastodon"
    assert grant.able(account.settings, desk.accounts.kinds["mastodon"]) == CHANNELS["mastodon"].abilities
    desk.accounts.test(account.id)
    (again,) = desk.accounts.every()
    assert Ability.LIKE in grant.able(again.settings, desk.accounts.kinds["mastodon"])
    desk.database.close()


def test_what_nobody_is_there_for_ends_well(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, practice_only=True)
    channel = desk.accounts.open(
        desk.accounts.add(Access("mastodon", "", "https://social.example", {}, {"token": "uebung"}))
    )
    channel.block("@jemand@social.example")
    assert (channel.figures(["1"]), channel.audience()) == ({}, {})
    desk.database.close()


def test_what_is_planned_for_its_website_waits_there_and_is_public_at_its_time(tmp_path: Path) -> None:
    clock = Clock()
    desk = desk_at(tmp_path, clock, practice_only=True)
    access = Access("wordpress", "Website", "https://musterbach.example", {"user": "r"}, {"password": "uebung"})
    account = desk.accounts.add(access)
    due = clock() + timedelta(hours=3)
    post = draft(desk, [account.id], due=due)
    desk.planning.plan(post.id)
    desk.publisher.run_due()
    waiting = only(desk, post.id)
    assert (waiting.state, waiting.scheduled) == (State.HANDED_OVER, due)
    later = due + timedelta(hours=1)
    channel = desk.accounts.open(account)
    assert channel.reschedule(waiting.remote_id, later).scheduled == later
    assert channel.reschedule(waiting.remote_id, due).scheduled == due
    assert channel.edit(waiting.remote_id, Payload("", "Neu", "de", waiting.token)).scheduled == due
    clock.on(hours=3, minutes=1)
    desk.publisher.run_due()
    assert only(desk, post.id).state is State.PUBLISHED
    with pytest.raises(Rejected):
        channel.cancel(waiting.remote_id)
    desk.database.close()


def test_what_is_taken_back_before_its_time_is_gone(tmp_path: Path) -> None:
    clock = Clock()
    desk = desk_at(tmp_path, clock, practice_only=True)
    access = Access("wordpress", "Website", "https://musterbach.example", {"user": "r"}, {"password": "uebung"})
    account = desk.accounts.add(access)
    post = draft(desk, [account.id], due=clock() + timedelta(hours=3))
    desk.planning.plan(post.id)
    desk.publisher.run_due()
    desk.planning.drop(only(desk, post.id).id)
    desk.publisher.run_due()
    assert only(desk, post.id).state is State.WITHDRAWN
    assert not list((tmp_path / "practice").rglob("beitrag.html"))
    desk.database.close()
