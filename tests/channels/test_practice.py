"""The Übungskanal."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.practice import Practice
from amtdesk.domain.channel import Card, Picture
from amtdesk.domain.errors import Unavailable
from tests.channels.contract import ChannelContract, RepeatableContract, UnscheduledContract, payload


class Folder:
    """The folder seen as a platform."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        found = [json.loads(file.read_text("utf-8")) for file in self.place.glob("[!.]*/beitrag.json")]
        return [(one["text"], tuple(picture["alt"] for picture in one["pictures"])) for one in found]


def page_of(url: str) -> str:
    return Path(url2pathname(urlsplit(url).path)).read_text("utf-8")


class TestPractice(ChannelContract, RepeatableContract, UnscheduledContract):
    channel: ClassVar[type[Channel]] = Practice

    @pytest.fixture
    def platform(self, tmp_path: Path) -> Folder:
        return Folder(tmp_path / "practice")

    def test_the_page_is_marked_and_shows_text_and_pictures(
        self, opened: Callable[[], Channel], picture: Picture, platform: Folder
    ) -> None:
        published = opened().publish(payload("<script>alert(1)</script> & Grüße", pictures=(picture,)), None)
        page = page_of(published.url)
        assert "ÜBUNG – nicht veröffentlicht" in page
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Grüße" in page
        assert f'alt="{picture.alt}"' in page
        assert (platform.place / published.remote_id / "bild-1.png").read_bytes() == picture.content

    def test_the_card_of_a_link_stands_below_the_text(
        self, opened: Callable[[], Channel], picture: Picture, platform: Folder
    ) -> None:
        card = Card("https://www.musterbach.example/fest", "<b>Fest</b>", "Am Samstag", picture)
        published = opened().publish(replace(payload("Mehr dazu"), card=card), None)
        page = page_of(published.url)
        assert "&lt;b&gt;Fest&lt;/b&gt;" in page and "Am Samstag" in page and "musterbach.example" in page
        assert (platform.place / published.remote_id / "linkbild.png").read_bytes() == picture.content
        bare = opened().edit(published.remote_id, replace(payload("Ohne Bild"), card=replace(card, picture=None)))
        assert "Fest" in page_of(bare.url) and "linkbild" not in page_of(bare.url)

    def test_nothing_half_written_is_left_when_the_disk_is_full(
        self, opened: Callable[[], Channel], platform: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_number: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable):
            opened().publish(payload(), None)
        assert list(platform.place.iterdir()) == []

    def test_a_folder_that_cannot_be_made_is_said_so_on_connecting(
        self, opened: Callable[[], Channel], platform: Any
    ) -> None:
        platform.place.write_text("a file is in the way")
        with pytest.raises(Unavailable):
            opened().connect()
