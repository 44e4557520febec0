"""Bringing a picture to a Mastodon server, which may still be converting it afterwards (methods/media)."""

from collections.abc import Callable

from amtdesk.channels.answer import Answer
from amtdesk.domain.channel import Picture
from amtdesk.domain.errors import Problem, Rejected, Unavailable

#: Looks at a picture the server is still converting, seconds between them.
LOOKS = 60
BETWEEN_LOOKS = 1.0

Call = Callable[..., Answer]


def upload(call: Call, number: int, picture: Picture, pause: Callable[[float], None]) -> str:
    """The id of the picture, converted and ready to be attached."""
    ending = picture.mime.rpartition("/")[2] or "jpg"
    answer = call(
        "POST",
        "/api/v2/media",
        form={"description": picture.alt},
        files={"file": (f"bild-{number}.{ending}", picture.content, picture.mime)},
        upload=True,
    )
    media_id = answer.id(answer.record())
    if not media_id.replace("-", "").replace("_", "").isalnum():
        raise answer.unreadable()
    if answer.status == 202:
        _wait_for(call, media_id, pause)
    return media_id


def _wait_for(call: Call, media_id: str, pause: Callable[[float], None]) -> None:
    for _ in range(LOOKS):
        answer = call("GET", f"/api/v1/media/{media_id}", accept=(422,))
        if answer.status == 422:
            raise Rejected(Problem.PICTURE_REFUSED, answer.detail, status=422)
        if answer.status != 206:
            return
        pause(BETWEEN_LOOKS)
    raise Unavailable(Problem.TIMED_OUT, f"media {media_id}")
