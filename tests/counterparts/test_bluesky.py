"""Our channel against Bluesky's own server, read back through the server's own API."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.bluesky import Bluesky, record_key
from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Card, Payload, Picture
from amtdesk.domain.errors import AccessDenied, Problem, Rejected
from tests.channels.conftest import png

TEXT = "Grüße vom Straßenfest 🎉👩‍👩‍👧 – alles unter https://www.musterbach.example/fest?jahr=2026&tag=sa. #Müllerplatz"
ALT = "Bühne mit Blaskapelle, „Musterbacher Höhe“"


@dataclass
class Office:
    """An account on the real server, and the channel as the program opens it."""

    pds: Any
    account: Any
    password: str
    settings: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    ways: list[Http] = field(default_factory=list)

    def open(self, password: str = "") -> Bluesky:
        http = Http()
        self.ways.append(http)
        settings = {"handle": self.account.handle, **self.settings}
        account = Account(1, "bluesky", "Musterbach", self.pds.url, settings)
        secrets = {"password": password or self.password, **self.kept}
        return Bluesky(account, secrets, Tools(http, lambda: datetime.now(UTC), self.kept.__setitem__, Path()))

    def connect(self) -> None:
        self.settings = dict(self.open().connect().settings)


@pytest.fixture
def office(pds: Any) -> Iterator[Office]:
    account = pds.create_account()
    office = Office(pds, account, pds.create_app_password(account))
    yield office
    for way in office.ways:
        way.close()


def payload(text: str = TEXT, pictures: int = 0) -> Payload:
    found = tuple(Picture(png(30 + n, 20), "image/png", 30 + n, 20, f"{ALT} {n}", "Fest.png") for n in range(pictures))
    return Payload("Straßenfest", text, "de", uuid.uuid4().hex, found)


def marked(record: dict[str, Any], kind: str) -> list[tuple[str, dict[str, Any]]]:
    """What the facets of a kind cover, cut out of the bytes as every reader does."""
    raw = record["text"].encode()
    return [
        (raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(), facet["features"][0])
        for facet in record.get("facets", ())
        if facet["features"][0]["$type"] == f"app.bsky.richtext.facet#{kind}"
    ]


def test_connecting_finds_out_who_and_where(office: Office) -> None:
    found = office.open().connect()
    assert found.settings["did"] == office.account.did
    assert found.settings["pds"] == office.pds.url
    assert found.name == f"@{office.account.handle}"
    assert set(office.kept) == {"access", "refresh"}


def test_a_post_with_pictures_link_and_hashtag_is_there_as_written(office: Office) -> None:
    office.connect()
    channel, post = office.open(), payload(pictures=2)
    published = channel.publish(post, channel.upload(post))
    (row,) = office.pds.posts(office.account)
    record = row["value"]
    assert row["uri"] == published.remote_id
    assert record["text"] == TEXT
    assert record["langs"] == ["de"]
    link = "https://www.musterbach.example/fest?jahr=2026&tag=sa"
    assert [(words, one["uri"]) for words, one in marked(record, "link")] == [(link, link)]
    assert [(words, one["tag"]) for words, one in marked(record, "tag")] == [("#Müllerplatz", "Müllerplatz")]
    images = record["embed"]["images"]
    assert [image["alt"] for image in images] == [f"{ALT} 0", f"{ALT} 1"]
    assert images[1]["aspectRatio"] == {"width": 31, "height": 20}
    assert office.pds.blob(office.account, images[0]["image"]["ref"]["$link"]) == png(30, 20)
    assert abs(datetime.fromisoformat(record["createdAt"]) - datetime.now(UTC)).total_seconds() < 60
    key = record_key(post.token)
    assert published.url == f"https://bsky.app/profile/{office.account.handle}/post/{key}"
    assert channel.read_back(published.remote_id) == published


@pytest.mark.parametrize("pictured", [True, False])
def test_the_card_of_a_link_is_there_as_made(office: Office, pictured: bool) -> None:
    office.connect()
    url = "https://www.musterbach.example/fest?jahr=2026&tag=sa"
    picture = Picture(png(40, 20), "image/png", 40, 20, "", "Linkbild.png") if pictured else None
    post = replace(payload(), card=Card(url, "Straßenfest 🎉", "Von Freitag bis Sonntag" if pictured else "", picture))
    channel = office.open()
    channel.publish(post, channel.upload(post))
    (row,) = office.pds.posts(office.account)
    external = row["value"]["embed"]["external"]
    assert (external["uri"], external["title"]) == (url, "Straßenfest 🎉")
    assert external["description"] == ("Von Freitag bis Sonntag" if pictured else "")
    if pictured:
        assert office.pds.blob(office.account, external["thumb"]["ref"]["$link"]) == png(40, 20)
    else:
        assert "thumb" not in external


def test_a_mention_leads_to_who_is_meant(office: Office) -> None:
    other = office.pds.create_account()
    office.open().publish(payload(f"Danke an @{other.handle} und @niemand.test"), None)
    (row,) = office.pds.posts(office.account)
    mentions = [(words, one["did"]) for words, one in marked(row["value"], "mention")]
    assert mentions == [(f"@{other.handle}", other.did)]


def test_sending_twice_and_looking_it_up_leaves_one_post(office: Office) -> None:
    post = payload()
    assert office.open().look_up(post, datetime.now(UTC)) is None
    first = office.open().publish(post, None)
    before = office.pds.posts(office.account)
    assert office.open().publish(post, None) == first
    assert office.open().look_up(post, datetime.now(UTC)) == first
    assert office.pds.posts(office.account) == before
    assert len(before) == 1


def test_a_withdrawn_post_is_gone_and_may_be_withdrawn_again(office: Office) -> None:
    published = office.open().publish(payload(), None)
    office.open().withdraw(published.remote_id)
    office.open().withdraw(published.remote_id)
    assert office.pds.posts(office.account) == []
    assert office.open().read_back(published.remote_id) is None


def test_a_text_too_long_is_refused_by_name(office: Office) -> None:
    error = refusal(lambda: office.open().publish(payload("ä" * 301), None), Rejected)
    assert error.problem is Problem.TEXT_TOO_LONG
    assert office.pds.posts(office.account) == []


def test_a_wrong_password_is_named(office: Office) -> None:
    error = refusal(lambda: office.open("falsch-falsch").connect(), AccessDenied)
    assert error.problem is Problem.PASSWORD_WRONG
    assert "falsch-falsch" not in error.detail


def test_a_revoked_password_stops_the_channel_once_its_session_is_old(office: Office) -> None:
    office.connect()
    office.pds.revoke_app_password(office.account)
    assert refusal(lambda: office.open().connect(), AccessDenied).problem is Problem.PASSWORD_WRONG
    # the session it opened lives on for a while; without it nothing goes out any more
    office.kept.clear()
    error = refusal(lambda: office.open().publish(payload(), None), AccessDenied)
    assert error.problem is Problem.ACCESS_EXPIRED
    assert office.pds.posts(office.account) == []


def test_a_token_the_server_does_not_know_is_renewed(office: Office) -> None:
    office.connect()
    refresh = office.kept["refresh"]
    office.kept["access"] = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
    office.open().publish(payload(), None)
    assert len(office.pds.posts(office.account)) == 1
    assert office.kept["refresh"] != refresh


def refusal(step: Callable[[], object], kind: type[AccessDenied] | type[Rejected]) -> AccessDenied | Rejected:
    with pytest.raises(kind) as caught:
        step()
    return caught.value
