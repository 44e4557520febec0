"""The Übungskanal in the place of another kind."""

from pathlib import Path

from amtdesk.channels import CHANNELS
from amtdesk.domain import grant
from amtdesk.domain.channel import Ability
from amtdesk.services.accounts import Access
from tests.builders import desk_at


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
