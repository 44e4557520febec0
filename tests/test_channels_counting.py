"""What is said to fit is what the platform takes: our counting beside that of strict platforms, for any text."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel, Tools
from amtdesk.channels.http import Http
from amtdesk.channels.telegram import CAPTION
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Limits, Picture
from amtdesk.domain.checks import Target, check
from amtdesk.domain.counting import length, utf16
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.finding import Finding
from amtdesk.domain.post import Post, Variant
from amtdesk.services.payloads import freeze
from amtdesk.system import resources
from tests.channels.contract import payload
from tests.channels.servers.telegram import TOKEN, TelegramServer

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
LIMITS = {kind: Limits.of(resources.json("limits.json")[kind]) for kind in ("telegram", "youtube")}
PICTURE = Picture(b"\xff\xd8\xff\xe0", "image/jpeg", 8, 6, "", "a.jpg")
#: Letters in two pieces, beyond the first plane, joined ones, and what other places take for markup.
WORDS = st.lists(
    st.one_of(
        st.sampled_from([*"aä<>&*_`[]()~#|{}.!\n", "u\u0308", "😀", "👨\u200d👩\u200d👧", "🇩🇪", "\u0308"]),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
).map("".join)
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(kind: str, text: str) -> set[Finding]:
    """What the checks say of a text on this kind of channel."""
    target = Target(1, kind, CHANNELS[kind].kind(), LIMITS[kind])
    post = Post(0, "Markt", text, variants=(Variant(1),))
    return {note.finding for note in check(post, {1: target}, NOW, needs_time=False)}


def frozen(text: str) -> str:
    return str(freeze(Post(0, "Markt", text, variants=(Variant(1),)), 1)["text"])


def around(words: str, limit: int, by: int) -> str:
    """Words, filled up to so many UTF-16 units as the limit has, and a few more or less."""
    tail = unicodedata.normalize("NFC", words).strip()
    return "x" * max(limit + by - utf16(tail) - 1, 0) + "." + tail


@pytest.fixture
def platform() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def channel(platform: TelegramServer, tmp_path: Path) -> Iterator[Channel]:
    http = Http(pause=lambda _seconds: None)
    account = Account(1, "telegram", "Musterbach", platform.url, {"channel": "@musterbach"})
    yield CHANNELS["telegram"](account, {"token": TOKEN}, Tools(http, lambda: NOW, lambda *_: None, tmp_path))
    http.close()


@MANY
@given(WORDS, st.integers(-3, 3))
def test_telegram_takes_what_is_said_to_fit_to_the_letter(
    channel: Channel, platform: TelegramServer, words: str, by: int
) -> None:
    text = around(words, 4096, by)
    whole = payload(frozen(text))
    platform.messages.clear()
    if Finding.TEXT_TOO_LONG in said("telegram", text):
        with pytest.raises(Rejected) as caught:
            channel.publish(whole, None)
        assert caught.value.problem is Problem.TEXT_TOO_LONG
        return
    channel.publish(whole, None)
    # nothing in it is taken for markup
    assert [words for words, _ in platform.public] == [whole.text]


@MANY
@given(WORDS, st.integers(-3, 3))
def test_below_a_picture_stands_what_fits_there_and_the_rest_follows_whole(
    channel: Channel, platform: TelegramServer, words: str, by: int
) -> None:
    text = around(words, CAPTION, by)
    whole = replace(payload(frozen(text)), pictures=(PICTURE,))
    platform.messages.clear()
    channel.publish(whole, None)
    shown = [words for words, _ in platform.public]
    # the newest first
    assert shown == ([whole.text] if utf16(whole.text) <= CAPTION else [whole.text, ""])


@given(WORDS, st.integers(-3, 3))
def test_youtube_counts_the_bytes_of_a_description(words: str, by: int) -> None:
    tail = unicodedata.normalize("NFC", words).strip()
    text = "ö" * ((5000 + by - len(tail.encode()) - 1) // 2) + "." + tail
    assert (Finding.TEXT_TOO_LONG in said("youtube", text)) is (len(frozen(text).encode()) > 5000)


@given(WORDS)
def test_what_is_counted_is_what_goes_out(text: str) -> None:
    counted = length(text.strip(), LIMITS["telegram"])
    assert (counted.characters, counted.size) == (utf16(frozen(text)), len(frozen(text).encode()))
