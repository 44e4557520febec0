"""What Meta's Graph API means by a refusal (developers.facebook.com: graph-api/guides/error-handling, error codes)."""

import re
from dataclasses import dataclass

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Rejected, Unavailable, Uncertain

_BRAKES = frozenset({4, 9, 17, 32, 341, 613, *range(80_001, 80_015)})
_SUB_BRAKES = frozenset({1_390_008, 2_207_042})
_TRANSIENT = frozenset({1, 2})
_UNPUBLISHED_APP = re.compile(r"unpublished|development mode|not (?:been )?published|app is not live", re.IGNORECASE)

_EXPIRED: Verdict = (AccessDenied, Problem.ACCESS_EXPIRED)
_BLOCKED: Verdict = (AccessDenied, Problem.ACCOUNT_BLOCKED)
_LACKING: Verdict = (AccessDenied, Problem.PERMISSION_MISSING)
_POLICY: Verdict = (Rejected, Problem.POLICY_BLOCK)
_LINK: Verdict = (Rejected, Problem.LINK_REFUSED)
_PICTURE: Verdict = (Rejected, Problem.PICTURE_REFUSED)
_FETCH: Verdict = (Rejected, Problem.PICTURE_UNREACHABLE)
_LATER: Verdict = (Unavailable, Problem.SERVER_BROKEN)
_GONE: Verdict = (Rejected, Problem.NOT_FOUND)

#: Subcodes say more than codes and come first.
_SUBCODES: dict[int, Verdict] = {
    33: _GONE,
    459: _BLOCKED,
    464: _BLOCKED,
    1_366_046: _PICTURE,
    1_366_051: (Rejected, Problem.DUPLICATE),
    1_346_003: _POLICY,
    1_404_102: _POLICY,
    1_404_006: _BLOCKED,
    1_404_078: _BLOCKED,
    1_404_112: _BLOCKED,
    4_854_002: _BLOCKED,
    1_609_005: _LINK,
    1_609_008: _LINK,
    # Instagram and Threads; what concerns the container was refused before anything was public
    2_207_003: (Unavailable, Problem.TIMED_OUT),
    2_207_004: (Rejected, Problem.PICTURE_TOO_LARGE),
    2_207_005: _PICTURE,
    2_207_008: (Unavailable, Problem.TIMED_OUT),
    2_207_009: _PICTURE,
    2_207_010: (Rejected, Problem.TEXT_TOO_LONG),
    2_207_020: (Unavailable, Problem.TIMED_OUT),
    2_207_027: (Unavailable, Problem.TIMED_OUT),
    2_207_028: _PICTURE,
    2_207_032: _LATER,
    2_207_050: _BLOCKED,
    2_207_051: _POLICY,
    2_207_052: _FETCH,
    2_207_053: _LATER,
    2_207_082: _LATER,
    2_207_085: (Rejected, Problem.BY_HAND_ONLY),
}
_CODES: dict[int, Verdict] = {
    3: _LACKING,
    10: _LACKING,
    25: _BLOCKED,
    102: _EXPIRED,
    190: _EXPIRED,
    368: _BLOCKED,
    506: (Rejected, Problem.DUPLICATE),
    803: _GONE,
    2500: _EXPIRED,
    9004: _FETCH,
    9007: (Unavailable, Problem.TIMED_OUT),
    36_000: (Rejected, Problem.PICTURE_TOO_LARGE),
    36_001: _PICTURE,
    36_003: _PICTURE,
    1_609_005: _LINK,
    4_279_013: _POLICY,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The `error` of an answer."""

    code: int
    subcode: int
    transient: bool
    message: str


def fault_of(answer: Answer) -> Fault | None:
    """The error an answer speaks of, whatever its status; None when it speaks of none."""
    try:
        found = answer.json()
    except ChannelError:
        return None
    error = found.get("error") if isinstance(found, dict) else None
    if not isinstance(error, dict):
        return None
    code, subcode = error.get("code"), error.get("error_subcode")
    return Fault(
        code if isinstance(code, int) else 0,
        subcode if isinstance(subcode, int) else 0,
        error.get("is_transient") is True,
        str(error.get("message") or ""),
    )


def told_in(words: str) -> Verdict | None:
    """What a subcode means that Meta only mentions in a sentence."""
    numbers = (int(one) for one in re.findall(r"\b\d{7}\b", words))
    return next((_SUBCODES[one] for one in numbers if one in _SUBCODES), None)


def brakes(fault: Fault | None) -> bool:
    """Whether we are too fast for Meta, or have used up what a day allows."""
    if fault is None or fault.subcode in _SUBCODES:
        return False
    return fault.code in _BRAKES or fault.subcode in _SUB_BRAKES


def verdict(answer: Answer) -> Verdict | None:
    """What Meta means by an error, or None for what the status alone means."""
    fault = fault_of(answer)
    if fault is None:
        return None
    unknown: Verdict = (Uncertain if answer.final else Unavailable, Problem.SERVER_BROKEN)
    if fault.code == 24 or fault.subcode == 2_207_006:
        # a container that is asked for too early is not there yet: nothing is public
        return (Unavailable if answer.final else Rejected), Problem.NOT_FOUND
    known = _SUBCODES.get(fault.subcode) or _CODES.get(fault.code)
    if known is not None:
        return known
    if 200 <= fault.code < 300:
        unpublished = _UNPUBLISHED_APP.search(fault.message)
        return (AccessDenied, Problem.APP_IN_DEVELOPMENT) if unpublished else _LACKING
    if fault.code in _TRANSIENT or fault.code < 0 or fault.transient or answer.status >= 500:
        return unknown
    return Rejected, Problem.PICTURE_TOO_LARGE if answer.status == 413 else Problem.REFUSED
