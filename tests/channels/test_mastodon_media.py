"""Pictures on a Mastodon server that answers strangely; the usual ways are in the contract."""

import pytest

from amtdesk.channels.answer import Answer
from amtdesk.channels.mastodon_media import LOOKS, upload
from amtdesk.domain.channel import Picture
from amtdesk.domain.errors import ChannelError, Problem, Unavailable

PICTURE = Picture(b"x", "image/png", 1, 1, "Ein Bild", "a.png")


def answering(*statuses: int, body: bytes = b'{"id": "7"}') -> tuple[list[str], object]:
    asked: list[str] = []
    waiting = list(statuses)

    def call(method: str, path: str, **_: object) -> Answer:
        asked.append(f"{method} {path}")
        status = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return Answer(status, {}, body, path, False, True, str)

    return asked, call


def test_one_that_is_never_ready_is_given_up() -> None:
    paused: list[float] = []
    asked, call = answering(202, 206)
    with pytest.raises(Unavailable) as caught:
        upload(call, 1, PICTURE, paused.append)  # type: ignore[arg-type]
    assert caught.value.problem is Problem.TIMED_OUT and len(paused) == LOOKS == len(asked) - 1


@pytest.mark.parametrize("body", [b'{"id": "../x"}', b'{"id": ""}', b"[]"])
def test_a_strange_id_never_becomes_part_of_an_address(body: bytes) -> None:
    asked, call = answering(202, 206, body=body)
    with pytest.raises(ChannelError):
        upload(call, 1, PICTURE, lambda _: None)  # type: ignore[arg-type]
    assert asked == ["POST /api/v2/media"]
