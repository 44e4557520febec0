"""What Mastodon means by a refusal; its words are English on every server (documentation: each method's errors)."""

import re

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.domain.errors import AccessDenied, Problem, Rejected, Unavailable

_TOO_LONG = re.compile(r"limit of \d+ exceeded|character limit|too long|max.*characters", re.IGNORECASE)


def verdict(answer: Answer) -> Verdict | None:
    """The error for a status, where it is not the usual one."""
    words = answer.code("error")
    if answer.status == 403 and "scope" in words:
        return AccessDenied, Problem.PERMISSION_MISSING
    if answer.status == 403 and "login is currently" in words:
        return AccessDenied, Problem.ACCOUNT_BLOCKED
    if answer.status in (400, 422):
        if "not finished processing" in words:
            return Unavailable, Problem.TIMED_OUT
        if _TOO_LONG.search(words):
            return Rejected, Problem.TEXT_TOO_LONG
        if answer.upload:
            return Rejected, Problem.PICTURE_REFUSED
    return None
