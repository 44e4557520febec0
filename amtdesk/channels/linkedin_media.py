"""Bringing a picture to LinkedIn: begun, sent to an address it names, waited for (Images API)."""

import logging
from collections.abc import Callable

from amtdesk.channels import addresses
from amtdesk.channels.answer import Answer
from amtdesk.channels.linkedin_api import encoded, part
from amtdesk.domain.channel import Payload, Picture
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Rejected, Unavailable

log = logging.getLogger(__name__)

#: Looks at a picture LinkedIn is still at work on, seconds between them.
LOOKS = 30
BETWEEN_LOOKS = 1.0
_PLACES = (".linkedin.com", ".licdn.com")

Call = Callable[..., Answer]


def place(call: Call, send: Call, base: str, owner: str, picture: Picture, pause: Callable[[float], None]) -> str:
    """The URN of the picture, ready to be attached. `send` is a call to a whole address."""
    begin = {"initializeUploadRequest": {"owner": owner}}
    answer = call("POST", "images?action=initializeUpload", json=begin, upload=True)
    value = part(answer.record(), "value")
    urn, where = answer.id(value, "image"), answer.id(value, "uploadUrl")
    if not _is_theirs(where, base):
        # the access is sent along
        raise answer.unreadable()
    send("PUT", where, content=picture.content, headers={"Content-Type": picture.mime}, upload=True)
    _wait_for(call, urn, pause)
    return urn


def place_all(payload: Payload, place_one: Callable[[Picture], str]) -> list[str]:
    """The URNs of the pictures, or of the one of the card; a card goes without rather than holding up its post."""
    if payload.card is None or payload.card.picture is None or payload.pictures:
        return [place_one(picture) for picture in payload.pictures]
    try:
        return [place_one(payload.card.picture)]
    except ChannelError as error:
        log.warning("the card goes without its picture: %s", error.problem)
        return []


def _is_theirs(where: str, base: str) -> bool:
    if addresses.origin(where) == addresses.origin(base):
        return True
    return where.startswith("https://") and addresses.host_of(where).endswith(_PLACES)


def _wait_for(call: Call, urn: str, pause: Callable[[float], None]) -> None:
    for _ in range(LOOKS):
        try:
            status = call("GET", f"images/{encoded(urn)}").record().get("status")
        except (AccessDenied, Rejected) as error:
            if error.problem is Problem.ACCESS_EXPIRED:
                raise
            # who may not look may still attach it
            return
        if status == "PROCESSING_FAILED":
            raise Rejected(Problem.PICTURE_REFUSED, urn)
        if status not in ("PROCESSING", "WAITING_UPLOAD"):
            return
        pause(BETWEEN_LOOKS)
    raise Unavailable(Problem.TIMED_OUT, urn)
