"""Answers on a real PDS: the record of a reply, once, with parent and root of another account's post."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.bluesky import Bluesky
from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Payload
from amtdesk.domain.errors import Rejected
from amtdesk.domain.message import Target


@pytest.fixture
def channel(pds: Any) -> Iterator[Bluesky]:
    account = pds.create_account()
    http = Http()
    known = Account(1, "bluesky", "Musterbach", pds.url, {"handle": account.handle})
    yield Bluesky(
        known,
        {"password": pds.create_app_password(account)},
        Tools(http, lambda: datetime.now(UTC), lambda *_: None, Path()),
    )
    http.close()


def test_a_reply_to_another_account_is_there_once_with_its_references(pds: Any, channel: Bluesky) -> None:
    citizen = pds.create_account()
    asked = pds.call(
        "com.atproto.repo.createRecord",
        citizen.access,
        repo=citizen.did,
        collection="app.bsky.feed.post",
        record={"$type": "app.bsky.feed.post", "text": "Wann?", "createdAt": "2026-11-21T08:00:00.000Z"},
    )
    sent = Payload("", "Am Montag.", "de", uuid.uuid4().hex, target=Target(asked["uri"], asked["uri"]))
    published = channel.publish(sent, None)
    assert channel.publish(sent, None) == published == channel.look_up(sent, datetime.now(UTC))
    did = published.remote_id.split("/")[2]
    rows = pds.query("com.atproto.repo.listRecords", repo=did, collection="app.bsky.feed.post").json()["records"]
    (row,) = rows
    assert row["value"]["reply"] == {"root": {"uri": asked["uri"], "cid": asked["cid"]}} | {
        "parent": {"uri": asked["uri"], "cid": asked["cid"]}
    }
    for liked in (True, True, False, False, True):
        channel.like(asked["uri"], liked=liked)
        likes = pds.query("com.atproto.repo.listRecords", repo=did, collection="app.bsky.feed.like").json()["records"]
        assert [one["value"]["subject"]["uri"] for one in likes] == [asked["uri"]] * liked


def test_a_post_that_was_deleted_meanwhile_cannot_be_answered(pds: Any, channel: Bluesky) -> None:
    citizen = pds.create_account()
    gone = f"at://{citizen.did}/app.bsky.feed.post/3lgone0000000"
    with pytest.raises(Rejected):
        channel.publish(Payload("", "x", "de", uuid.uuid4().hex, target=Target(gone, gone)), None)
