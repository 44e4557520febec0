"""Calls of Telegram's Bot API (core.telegram.org/bots/api). The token is part of every address, hence hidden."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, RateLimited, Rejected, Unavailable
from amtdesk.domain.retry import LONGEST_WAIT

#: Statuses in which the bot may do what administrators may.
ADMINISTRATORS = ("administrator", "creator")


class Bot:
    """One bot. Numbers of chats and messages are integers here, as the interface wants them."""

    def __init__(self, http: Http, base: str, token: str, now: datetime) -> None:
        if not re.fullmatch(r"[\w:-]+", token, re.ASCII):
            raise AccessDenied(Problem.PASSWORD_WRONG, "token")
        http.hide(token)
        self._http = http
        self._address = f"{base}/bot{token}/"
        self._now = now

    def call(
        self,
        method: str,
        values: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        *,
        final: bool = False,
    ) -> tuple[Answer, Any]:
        """One method and its result. With files the values travel as a form, objects in it as JSON."""
        given = dict(values or {})
        form = {name: one if isinstance(one, str) else json.dumps(one) for name, one in given.items()}
        answer = self._http.call(
            "POST",
            self._address + method,
            json=None if files else given,
            form=form if files else None,
            files=files,
            final=final,
            upload=bool(files),
            accept=(429,),
            judge=verdict,
        )
        if answer.status == 429:
            raise self._braked(answer)
        record = answer.record()
        if record.get("ok") is not True:
            raise answer.unreadable()
        return answer, record.get("result")

    def record(self, method: str, values: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """The result of a method that answers with an object."""
        answer, result = self.call(method, values)
        if not isinstance(result, dict):
            raise answer.unreadable()
        return result

    def _braked(self, answer: Answer) -> ChannelError:
        """How long to wait stands in the body, in seconds."""
        error = self._http.refused(answer, verdict)
        seconds = part(answer, "parameters").get("retry_after")
        if not isinstance(error, RateLimited) or error.until is not None or not isinstance(seconds, int):
            return error
        wait = min(timedelta(seconds=min(max(seconds, 0), 1_000_000)), LONGEST_WAIT)
        return RateLimited(error.detail, status=error.status, until=self._now + wait)


def part(answer: Answer, name: str) -> Mapping[str, Any]:
    """An object inside an answer, empty when there is none."""
    try:
        found = answer.record().get(name)
    except ChannelError:
        return {}
    return found if isinstance(found, dict) else {}


def words(answer: Answer) -> str:
    """Why something was refused, in Telegram's English."""
    return answer.code("description").lower()


_DENIED = re.compile(
    r"administrator rights|not enough rights|have no rights|write_forbidden|chat_admin_required|bot was kicked"
    r"|bot is not a member|need administrator|chat not found|forbidden"
)
#: In this order; the first that fits counts.
_REFUSALS: tuple[tuple[re.Pattern[str], Verdict], ...] = (
    (re.compile(r"too long"), (Rejected, Problem.TEXT_TOO_LONG)),
    (re.compile(r"caption_too_long"), (Rejected, Problem.TEXT_TOO_LONG)),
    (re.compile(r"text is empty|text must be non-empty"), (Rejected, Problem.TEXT_EMPTY)),
    (re.compile(r"too big|too large"), (Rejected, Problem.PICTURE_TOO_LARGE)),
    (re.compile(r"photo_|image_process|wrong type of|wrong file|media_"), (Rejected, Problem.PICTURE_REFUSED)),
    (re.compile(r"not found$|message_id_invalid|user_not_found|participant_id_invalid"), (Rejected, Problem.NOT_FOUND)),
)


def verdict(answer: Answer) -> Verdict | None:
    """What Telegram means by a refusal."""
    said = words(answer)
    if answer.status == 401 or (answer.status == 404 and said == "not found"):
        # a token that is none is no known address
        return AccessDenied, Problem.ACCESS_EXPIRED
    if answer.status == 409:
        # another program reads with this bot, or a webhook does
        return Unavailable, Problem.REFUSED
    if answer.status in (400, 403) and said:
        if _DENIED.search(said):
            return AccessDenied, Problem.PERMISSION_MISSING
        return next((meant for pattern, meant in _REFUSALS if pattern.search(said)), None)
    return None
