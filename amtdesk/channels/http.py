"""Calls to a platform, one at a time: total deadline, capped answer, no redirects, no repeats."""

import errno
import json as json_text
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar
from urllib3.exceptions import HTTPError, NameResolutionError, ProxyError

from amtdesk import __version__
from amtdesk.channels.answer import LONGEST_DETAIL, Answer, Verdict
from amtdesk.channels.pace import Pace
from amtdesk.channels.redaction import redact
from amtdesk.channels.wire import CALL, Adapter, Call, trusted
from amtdesk.domain.attempt import hear
from amtdesk.domain.errors import ChannelError, Problem, Unavailable, Uncertain
from amtdesk.domain.retry import DEADLINE

#: Seconds, bytes.
CONNECT_WITHIN = 10.0
UPLOAD_DEADLINE = 180.0
LARGEST_ANSWER = 2 * 1024 * 1024
_PIECE = 65_536

#: Everything that requests, urllib3 and the network below them raise.
_FAULTS = (requests.RequestException, HTTPError, OSError, ValueError)


def _no_proxy(_url: str) -> str | None:
    return None


class Http:
    """The way to one platform, for one channel. Used by one thread at a time."""

    def __init__(
        self,
        proxy_for: Callable[[str], str | None] = _no_proxy,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        connect_within: float = CONNECT_WITHIN,
        deadline: float = DEADLINE,
        upload_deadline: float = UPLOAD_DEADLINE,
        largest_answer: int = LARGEST_ANSWER,
        trust: Callable[[], ssl.SSLContext] = trusted,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._proxy_for = proxy_for
        self._now = now
        self._connect_within = connect_within
        self._deadline = deadline
        self._upload_deadline = upload_deadline
        self._largest = largest_answer
        self._trust = trust
        #: waits so many seconds between two looks at a platform that is still at work
        self.pause = pause
        self._pace = Pace(pause)
        self._context: ssl.SSLContext | None = None
        self._kept: requests.Session | None = None
        self._secrets: set[str] = set()

    def hide(self, *secrets: str) -> None:
        """Black these out in every error from now on."""
        self._secrets.update(secret for secret in secrets if secret)

    def redact(self, text: str) -> str:
        """The text without the secrets of this channel."""
        return redact(text, self._secrets)

    def close(self) -> None:
        """Let the kept connections go."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        final: bool = False,
        upload: bool = False,
        accept: Collection[int] = (),
        judge: Callable[[Answer], Verdict | None] | None = None,
    ) -> Answer:
        """One request and its whole answer.

        `final` marks the irreversible call: its own connection, and whatever may have reached the platform is
        `Uncertain`. `accept` names statuses besides 2xx that are answers, not errors; `judge` says what the platform
        means by a status. Raises the errors of `domain/errors.py`, nothing else.
        """
        sends = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
        if json is not None:
            content = json_text.dumps(json, ensure_ascii=False).encode("utf-8", "replace")
            sends["Content-Type"] = "application/json"
        if final:
            sends["Connection"] = "close"
        request = {
            "method": method,
            "url": url,
            "headers": sends,
            "params": params,
            "data": content if content is not None else form,
            "files": files,
        }
        asked = f"{method} {_without_query(url)}"
        seconds = self._upload_deadline if upload else self._deadline
        if not final:
            self._pace.keep()
        response, body, fault = self._fetch(request, asked, seconds, final, again=method in ("GET", "HEAD"))
        hear(response.status_code, monotonic())
        self._pace.hear(response.headers)
        answer = Answer(response.status_code, response.headers, body, asked, final, upload, self.redact)
        return self._checked(answer, fault, accept, judge)

    def _fetch(
        self, request: dict[str, Any], asked: str, seconds: float, final: bool, *, again: bool
    ) -> tuple[requests.Response, bytes, Problem | None]:
        call = Call(monotonic() + seconds)
        place = CALL.set(call)
        try:
            with self._session(alone=final) as session:
                response = session.request(
                    **request,
                    proxies=self._proxies(request["url"]),
                    timeout=(self._connect_within, seconds),
                    allow_redirects=False,
                    stream=True,
                )
                return response, *self._body(response)
        except _FAULTS as error:
            if final or call.fresh or not again or _problem(error) is not Problem.CONNECTION_LOST:
                raise self._failed(error, asked, call, final) from None
        finally:
            CALL.reset(place)
        # the platform had closed the kept connection just now; reading may be repeated
        self.close()
        return self._fetch(request, asked, seconds, final, again=False)

    def refused(self, answer: Answer, judge: Callable[[Answer], Verdict | None]) -> ChannelError:
        """The error for an answer that was accepted first and then turned out to be a refusal."""
        return answer.error(self._now(), judge(answer))

    def _checked(
        self,
        answer: Answer,
        fault: Problem | None,
        accept: Collection[int],
        judge: Callable[[Answer], Verdict | None] | None,
    ) -> Answer:
        if not (200 <= answer.status < 300 or answer.status in accept):
            raise answer.error(self._now(), judge(answer) if judge else None)
        if fault is not None:
            raise answer.broken(fault)
        return answer

    def _body(self, response: requests.Response) -> tuple[bytes, Problem | None]:
        """The body as far as it came; a refusal counts even when its body does not arrive."""
        body = bytearray()
        try:
            for piece in response.raw.stream(_PIECE, decode_content=True):
                body += piece
                if len(body) > self._largest:
                    return bytes(body[: self._largest]), Problem.ANSWER_TOO_LARGE
        except _FAULTS as error:
            return bytes(body), _problem(error)
        finally:
            response.close()
        return bytes(body), None

    @contextmanager
    def _session(self, *, alone: bool) -> Iterator[requests.Session]:
        if not alone:
            self._kept = self._kept or self._new_session()
            yield self._kept
            return
        with self._new_session() as session:
            yield session

    def _new_session(self) -> requests.Session:
        if self._context is None:
            self._context = self._trust()
        session = requests.Session()
        session.trust_env = False
        session.headers["User-Agent"] = f"AmtDesk/{__version__}"
        session.cookies = RequestsCookieJar(DefaultCookiePolicy(allowed_domains=[]))
        adapter = Adapter(self._context)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session

    def _proxies(self, url: str) -> dict[str, str]:
        proxy = self._proxy_for(url)
        if not proxy:
            return {}
        self.hide(urlsplit(proxy).password or "")
        return {"http": proxy, "https": proxy}

    def _failed(self, error: Exception, asked: str, call: Call, final: bool) -> ChannelError:
        kind = Uncertain if final and call.sent else Unavailable
        detail = self.redact(f"{asked}\n{type(error).__name__}: {error}")
        return kind(_problem(error), detail[:LONGEST_DETAIL])


def _without_query(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


def _problem(error: BaseException) -> Problem:
    """What happened on the way, by the innermost cause that says it."""
    chain = list(_causes(error))
    if any(getattr(one, "errno", None) in _GONE for one in chain):
        return Problem.OFFLINE
    for kind, problem in _SIGNS:
        found = next((one for one in chain if isinstance(one, kind)), None)
        if found is not None:
            return problem(found) if callable(problem) else problem
    return Problem.CONNECTION_LOST


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all it was made of: urllib3 keeps causes in arguments and in `reason`, too."""
    waiting: list[Any] = [error]
    seen: list[BaseException] = []
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or any(one is other for other in seen):
            continue
        seen.append(one)
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None)]
        waiting += [getattr(one, "original_error", None), *one.args]


def _name(error: BaseException) -> Problem:
    offline = error.args and error.args[0] == socket.EAI_AGAIN
    return Problem.OFFLINE if offline else Problem.HOST_UNKNOWN


_GONE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
_SIGNS: tuple[tuple[type[BaseException], Problem | Callable[[BaseException], Problem]], ...] = (
    (requests.exceptions.InvalidURL, Problem.ADDRESS_WRONG),
    (requests.exceptions.MissingSchema, Problem.ADDRESS_WRONG),
    (requests.exceptions.InvalidSchema, Problem.ADDRESS_WRONG),
    (requests.exceptions.ProxyError, Problem.PROXY),
    (ProxyError, Problem.PROXY),
    (ssl.SSLCertVerificationError, Problem.CERTIFICATE),
    (TimeoutError, Problem.TIMED_OUT),
    (socket.gaierror, _name),
    (NameResolutionError, Problem.HOST_UNKNOWN),
    (ConnectionRefusedError, Problem.CONNECTION_REFUSED),
    (requests.Timeout, Problem.TIMED_OUT),
    (ConnectionError, Problem.CONNECTION_LOST),
    (ssl.SSLEOFError, Problem.CONNECTION_LOST),
    (ssl.SSLError, Problem.CERTIFICATE),
    (UnicodeError, Problem.ADDRESS_WRONG),
    (requests.exceptions.ConnectionError, Problem.CONNECTION_LOST),
)
