"""Pictures for LinkedIn: the address it names, and the wait."""

from collections.abc import Iterator
from typing import ClassVar

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.linkedin import LinkedIn
from amtdesk.domain.channel import Picture
from amtdesk.domain.errors import Problem, Rejected, Unavailable
from tests.channels.contract import NOW, Opened, Opens, payload
from tests.channels.servers.linkedin import ORG, TOKEN, LinkedInServer


class TestPictures(Opened):
    channel: ClassVar[type[Channel]] = LinkedIn
    settings: ClassVar[dict[str, str]] = {"organization": ORG}
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN}

    @pytest.fixture
    def platform(self) -> Iterator[LinkedInServer]:
        with LinkedInServer(lambda: NOW) as server:
            yield server

    def test_a_picture_is_waited_for(self, opened: Opens, platform: LinkedInServer, picture: Picture) -> None:
        platform.image_states = ["WAITING_UPLOAD", "PROCESSING", "AVAILABLE"]
        (urn,) = opened().upload(payload(pictures=(picture,)))
        assert platform.images[urn]["bytes"] == picture.content

    @pytest.mark.parametrize(
        ("state", "kind", "problem"),
        [
            ("PROCESSING_FAILED", Rejected, Problem.PICTURE_REFUSED),
            ("PROCESSING", Unavailable, Problem.TIMED_OUT),
        ],
    )
    def test_a_picture_that_is_never_ready(
        self,
        opened: Opens,
        platform: LinkedInServer,
        picture: Picture,
        state: str,
        kind: type[Exception],
        problem: Problem,
    ) -> None:
        platform.image_states = [state]
        with pytest.raises(kind) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert getattr(caught.value, "problem", None) is problem

    @pytest.mark.parametrize(
        "where", ["https://evil.example/x", "http://www.linkedin.com/x", "https://linkedin.com.evil/"]
    )
    def test_the_access_goes_to_nobody_else(
        self, opened: Opens, platform: LinkedInServer, picture: Picture, where: str
    ) -> None:
        platform.upload_at = where
        with pytest.raises(Unavailable) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert caught.value.problem is Problem.ANSWER_UNREADABLE
