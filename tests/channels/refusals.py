"""What every platform answers to a write it refuses, as documented, and what that means: one table for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import LOGIN_PAGE, How, Trouble, answers


class Meaning(Enum):
    """What must be done next: the state of the delivery, and whether the access has to be made anew."""

    #: never as it is: a person changes it
    NEVER = (State.FAILED, Standing.READY)
    #: it waits until somebody has connected anew
    RECONNECT = (State.PLANNED, Standing.RECONNECT)
    #: certainly not sent, tried again by itself
    LATER = (State.PLANNED, Standing.READY)
    #: it may be public: looked up before anything else
    LOOK = (State.UNCERTAIN, Standing.READY)


NEVER, RECONNECT, LATER, LOOK = Meaning
P = Problem


@dataclass(frozen=True, slots=True)
class Refusal:
    """One documented answer to the final call."""

    kind: str
    said: str
    trouble: Trouble
    meaning: Meaning
    problem: Problem

    def __str__(self) -> str:
        return f"{self.kind}-{self.said}"


def _meta(status: int, code: int, sub: int = 0) -> Trouble:
    reply = error(status, code, "Nein.", sub=sub)
    return answers(reply.status, reply.body)


def _wordpress(status: int, code: str) -> Trouble:
    body = {"code": code, "message": code, "data": {"status": status}}
    return answers(status, body if code else LOGIN_PAGE)


def _mastodon(status: int, words: str) -> Trouble:
    return answers(status, {"error": words})


def _bluesky(status: int, code: str, words: str = "") -> Trouble:
    return answers(status, {"error": code, "message": words or code})


def _linkedin(status: int, code: str) -> Trouble:
    return answers(status, {"status": status, "code": code, "message": code, "serviceErrorCode": 100})


def _telegram(status: int, words: str) -> Trouble:
    parameters = {"retry_after": 7} if status == 429 else {}
    return answers(status, {"ok": False, "error_code": status, "description": words, "parameters": parameters})


def _x(status: int, detail: str) -> Trouble:
    return answers(status, {"title": "Forbidden", "detail": detail, "type": "about:blank", "status": status})


def _youtube(status: int, reason: str) -> Trouble:
    return answers(status, {"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}})


#: Of Meta, for all three of its platforms (graph-api/guides/error-handling): status, code, subcode.
_OF_META: list[tuple[tuple[int, ...], Meaning, Problem]] = [
    *(((400, 190, sub), RECONNECT, P.ACCESS_EXPIRED) for sub in (0, 458, 460, 463, 467, 492)),
    ((401, 190, 463), RECONNECT, P.ACCESS_EXPIRED),
    ((400, 102), RECONNECT, P.ACCESS_EXPIRED),
    ((400, 190, 459), RECONNECT, P.ACCOUNT_BLOCKED),
    ((400, 190, 464), RECONNECT, P.ACCOUNT_BLOCKED),
    ((403, 10), RECONNECT, P.PERMISSION_MISSING),
    ((403, 200), RECONNECT, P.PERMISSION_MISSING),
    ((403, 299), RECONNECT, P.PERMISSION_MISSING),
    ((400, 3), RECONNECT, P.PERMISSION_MISSING),
    ((400, 368), RECONNECT, P.ACCOUNT_BLOCKED),
    *(((400, 200, sub), RECONNECT, P.ACCOUNT_BLOCKED) for sub in (1404006, 1404078, 1404112, 4854002)),
    *(((400, 368, sub), NEVER, P.POLICY_BLOCK) for sub in (1346003, 1404102)),
    ((400, 506), NEVER, P.DUPLICATE),
    ((400, 100, 1366051), NEVER, P.DUPLICATE),
    ((400, 100), NEVER, P.REFUSED),
    ((400, 12), NEVER, P.REFUSED),
    ((400, 100, 33), NEVER, P.NOT_FOUND),
    *(((400, code), LATER, P.RATE_LIMITED) for code in (4, 17, 32, 341, 613, 80001, 80002)),
    ((400, 9, 1390008), LATER, P.RATE_LIMITED),
    ((500, 1), LOOK, P.SERVER_BROKEN),
    ((503, 2), LOOK, P.SERVER_BROKEN),
    ((200, 1), LOOK, P.SERVER_BROKEN),
    ((500, 1, 1363047), LOOK, P.SERVER_BROKEN),
]
#: Of a container that is published (instagram-platform: error codes).
_OF_CONTAINERS: list[tuple[tuple[int, ...], Meaning, Problem]] = [
    ((400, 9, 2207042), LATER, P.RATE_LIMITED),
    ((400, 4, 2207051), NEVER, P.POLICY_BLOCK),
    ((400, 4279013, 2207051), NEVER, P.POLICY_BLOCK),
    ((400, 25, 2207050), RECONNECT, P.ACCOUNT_BLOCKED),
    ((400, 24, 2207006), LATER, P.NOT_FOUND),
    ((400, 24, 2207008), LATER, P.NOT_FOUND),
    ((400, 9007, 2207027), LATER, P.TIMED_OUT),
    ((400, -2, 2207003), LATER, P.TIMED_OUT),
    ((400, -2, 2207020), LATER, P.TIMED_OUT),
    ((400, -1, 2207032), LATER, P.SERVER_BROKEN),
    ((400, -1, 2207053), LATER, P.SERVER_BROKEN),
    ((400, -1, 2207082), LATER, P.SERVER_BROKEN),
    ((400, 100, 2207010), NEVER, P.TEXT_TOO_LONG),
    ((400, 100, 2207028), NEVER, P.PICTURE_REFUSED),
    ((400, 9004, 2207052), NEVER, P.PICTURE_UNREACHABLE),
    ((400, 36000, 2207004), NEVER, P.PICTURE_TOO_LARGE),
    ((400, 36001, 2207005), NEVER, P.PICTURE_REFUSED),
    ((400, 36003, 2207009), NEVER, P.PICTURE_REFUSED),
    ((500, -1, 2207001), LOOK, P.SERVER_BROKEN),
]

_DOCUMENTED: dict[str, tuple[Callable[..., Trouble], list[tuple[tuple[Any, ...], Meaning, Problem]]]] = {
    "facebook": (
        _meta,
        [
            *_OF_META,
            ((400, 1609005), NEVER, P.LINK_REFUSED),
            ((400, 100, 1609008), NEVER, P.LINK_REFUSED),
            ((400, 324, 1366046), NEVER, P.PICTURE_REFUSED),
        ],
    ),
    "instagram": (_meta, [*_OF_META, *_OF_CONTAINERS]),
    "threads": (_meta, [*_OF_META, *_OF_CONTAINERS]),
    "wordpress": (
        _wordpress,
        [
            ((401, "rest_not_logged_in"), RECONNECT, P.ACCESS_EXPIRED),
            ((401, "incorrect_password"), RECONNECT, P.ACCESS_EXPIRED),
            ((403, "invalid_username"), RECONNECT, P.ACCESS_EXPIRED),
            ((403, "rest_cannot_create"), RECONNECT, P.PERMISSION_MISSING),
            # a firewall in front of it speaks no JSON
            ((403, ""), NEVER, P.REFUSED),
            ((400, "rest_invalid_param"), NEVER, P.REFUSED),
            ((404, "rest_no_route"), LATER, P.NOT_THIS_PLATFORM),
            ((409, "comment_duplicate"), NEVER, P.DUPLICATE),
            ((400, "comment_flood"), LATER, P.RATE_LIMITED),
            ((413, "rest_upload_file_too_big"), NEVER, P.PICTURE_TOO_LARGE),
            ((500, "rest_upload_sideload_error"), NEVER, P.PICTURE_REFUSED),
            ((500, "internal_server_error"), LOOK, P.SERVER_BROKEN),
            ((503, ""), LOOK, P.SERVER_BROKEN),
        ],
    ),
    "mastodon": (
        _mastodon,
        [
            ((401, "The access token is invalid"), RECONNECT, P.ACCESS_EXPIRED),
            ((403, "This action is outside the authorized scopes"), RECONNECT, P.PERMISSION_MISSING),
            ((403, "Your login is currently disabled"), RECONNECT, P.ACCOUNT_BLOCKED),
            ((404, "Record not found"), NEVER, P.NOT_FOUND),
            ((422, "Validation failed: Text character limit of 500 exceeded"), NEVER, P.TEXT_TOO_LONG),
            ((422, "Cannot attach files that have not finished processing"), LATER, P.TIMED_OUT),
            ((422, "Validation failed: Language is invalid"), NEVER, P.REFUSED),
            ((429, "Too many requests"), LATER, P.RATE_LIMITED),
            ((500, "Internal error"), LOOK, P.SERVER_BROKEN),
            ((503, "Service unavailable"), LOOK, P.SERVER_BROKEN),
        ],
    ),
    "bluesky": (
        _bluesky,
        [
            *(((400, code), RECONNECT, P.ACCESS_EXPIRED) for code in ("ExpiredToken", "InvalidToken")),
            *(((401, code), RECONNECT, P.ACCESS_EXPIRED) for code in ("AuthMissing", "AuthenticationRequired")),
            *(((400, f"Account{word}"), RECONNECT, P.ACCOUNT_BLOCKED) for word in ("Takedown", "Deactivated")),
            ((401, "AuthFactorTokenRequired"), RECONNECT, P.PASSWORD_WRONG),
            ((400, "InvalidRequest"), NEVER, P.REFUSED),
            ((400, "InvalidRequest", "text must not be longer than 300 graphemes"), NEVER, P.TEXT_TOO_LONG),
            ((400, "InvalidSwap"), NEVER, P.REFUSED),
            ((429, "RateLimitExceeded"), LATER, P.RATE_LIMITED),
            ((500, "InternalServerError"), LOOK, P.SERVER_BROKEN),
            ((502, "UpstreamFailure"), LOOK, P.SERVER_BROKEN),
        ],
    ),
    "linkedin": (
        _linkedin,
        [
            ((401, "EXPIRED_ACCESS_TOKEN"), RECONNECT, P.ACCESS_EXPIRED),
            ((401, "REVOKED_ACCESS_TOKEN"), RECONNECT, P.ACCESS_EXPIRED),
            ((403, "ACCESS_DENIED"), RECONNECT, P.PERMISSION_MISSING),
            ((400, "MEDIA_ASSET_WAITING_UPLOAD"), LATER, P.TIMED_OUT),
            ((400, "MEDIA_ASSET_PROCESSING_FAILED"), NEVER, P.PICTURE_REFUSED),
            ((422, "FIELD_LENGTH_TOO_LONG"), NEVER, P.TEXT_TOO_LONG),
            ((422, "DUPLICATE_POST"), NEVER, P.DUPLICATE),
            ((422, "UNPROCESSABLE"), NEVER, P.REFUSED),
            ((404, "RESOURCE_NOT_FOUND"), NEVER, P.NOT_FOUND),
            ((426, "NONEXISTENT_VERSION"), NEVER, P.OUTDATED),
            ((429, "TOO_MANY_REQUESTS"), LATER, P.RATE_LIMITED),
            ((500, "INTERNAL_SERVER_ERROR"), LOOK, P.SERVER_BROKEN),
            ((504, "GATEWAY_TIMEOUT"), LOOK, P.SERVER_BROKEN),
        ],
    ),
    "telegram": (
        _telegram,
        [
            ((401, "Unauthorized"), RECONNECT, P.ACCESS_EXPIRED),
            ((404, "Not Found"), RECONNECT, P.ACCESS_EXPIRED),
            ((400, "Bad Request: chat not found"), RECONNECT, P.PERMISSION_MISSING),
            ((400, "Bad Request: CHAT_WRITE_FORBIDDEN"), RECONNECT, P.PERMISSION_MISSING),
            ((400, "Bad Request: not enough rights to send text messages"), RECONNECT, P.PERMISSION_MISSING),
            ((403, "Forbidden: bot was kicked from the channel chat"), RECONNECT, P.PERMISSION_MISSING),
            ((403, "Forbidden: bot is not a member of the channel chat"), RECONNECT, P.PERMISSION_MISSING),
            ((400, "Bad Request: message is too long"), NEVER, P.TEXT_TOO_LONG),
            ((400, "Bad Request: MEDIA_CAPTION_TOO_LONG"), NEVER, P.TEXT_TOO_LONG),
            ((400, "Bad Request: message text is empty"), NEVER, P.TEXT_EMPTY),
            ((400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), NEVER, P.PICTURE_REFUSED),
            ((400, "Bad Request: file is too big"), NEVER, P.PICTURE_TOO_LARGE),
            ((400, "Bad Request: message to be replied not found"), NEVER, P.NOT_FOUND),
            ((400, "Bad Request: can't parse entities"), NEVER, P.REFUSED),
            ((409, "Conflict: terminated by other getUpdates request"), LATER, P.REFUSED),
            ((429, "Too Many Requests: retry after 7"), LATER, P.RATE_LIMITED),
            ((500, "Internal Server Error"), LOOK, P.SERVER_BROKEN),
            ((502, "Bad Gateway"), LOOK, P.SERVER_BROKEN),
        ],
    ),
    "x": (
        _x,
        [
            ((401, "Unauthorized"), RECONNECT, P.ACCESS_EXPIRED),
            ((402, "Your enrolled account does not have any credits"), LATER, P.PAYMENT),
            ((403, "You are not allowed to create a Tweet with duplicate content."), NEVER, P.DUPLICATE),
            ((403, "Your Tweet text is too long."), NEVER, P.TEXT_TOO_LONG),
            ((403, "Reply … not allowed because you have not been mentioned"), NEVER, P.BY_HAND_ONLY),
            ((403, "Your account is suspended"), RECONNECT, P.ACCOUNT_BLOCKED),
            ((403, "When authenticating … required scopes"), RECONNECT, P.PERMISSION_MISSING),
            ((400, "Your media IDs are invalid. media_ids"), NEVER, P.PICTURE_REFUSED),
            ((400, "One or more parameters to your request was invalid."), NEVER, P.REFUSED),
            ((404, "Not Found"), NEVER, P.NOT_FOUND),
            ((429, "Too Many Requests"), LATER, P.RATE_LIMITED),
            ((429, "Usage cap exceeded: Monthly product cap"), LATER, P.RATE_LIMITED),
            ((500, "Internal Server Error"), LOOK, P.SERVER_BROKEN),
            ((503, "Service Unavailable"), LOOK, P.SERVER_BROKEN),
        ],
    ),
    "youtube": (
        _youtube,
        [
            ((403, "quotaExceeded"), LATER, P.RATE_LIMITED),
            ((403, "rateLimitExceeded"), LATER, P.RATE_LIMITED),
            ((429, "rateLimitExceeded"), LATER, P.RATE_LIMITED),
            *(
                ((403, reason), RECONNECT, P.PERMISSION_MISSING)
                for reason in ("insufficientPermissions", "forbidden", "accessNotConfigured")
            ),
            ((403, "commentsDisabled"), NEVER, P.BY_HAND_ONLY),
            ((403, "channelSuspended"), RECONNECT, P.ACCOUNT_BLOCKED),
            ((400, "commentTextTooLong"), NEVER, P.TEXT_TOO_LONG),
            ((400, "commentTextRequired"), NEVER, P.TEXT_EMPTY),
            ((400, "processingFailure"), NEVER, P.REFUSED),
            ((404, "parentCommentNotFound"), NEVER, P.NOT_FOUND),
            ((404, "videoNotFound"), NEVER, P.NOT_FOUND),
            ((401, "authError"), RECONNECT, P.ACCESS_EXPIRED),
            ((500, "backendError"), LOOK, P.SERVER_BROKEN),
        ],
    ),
}

#: What may happen everywhere.
_ANYWHERE: dict[str, tuple[Trouble, Meaning, Problem]] = {
    "slowed down": (answers(429, {}, Retry_After="60"), LATER, P.RATE_LIMITED),
    "broken": (answers(500), LOOK, P.SERVER_BROKEN),
    "a gateway": (answers(502, LOGIN_PAGE), LOOK, P.SERVER_BROKEN),
    "closed": (Trouble(How.CLOSED), LOOK, P.CONNECTION_LOST),
    "reset": (Trouble(How.RESET), LOOK, P.CONNECTION_LOST),
    "a log-in page": (answers(200, LOGIN_PAGE, Content_Type="text/html"), LOOK, P.ANSWER_UNREADABLE),
    "half of an answer": (answers(200, b'{"id": "12'), LOOK, P.ANSWER_UNREADABLE),
    "an error that calls itself a success": (answers(200, {"error": "no"}), LOOK, P.ANSWER_UNREADABLE),
    "too large": (answers(413), NEVER, P.REFUSED),
}

REFUSALS = [
    Refusal(kind, " ".join(map(str, said)), make(*said), meaning, problem)
    for kind, (make, rows) in _DOCUMENTED.items()
    for said, meaning, problem in rows
] + [Refusal(kind, said, *what) for kind in _DOCUMENTED for said, what in _ANYWHERE.items()]
