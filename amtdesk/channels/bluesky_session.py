"""The session of a Bluesky account: one login, then refreshed; new tokens are kept before the old ones go."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from amtdesk.channels import addresses
from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, AmtDeskError, Problem, Rejected

log = logging.getLogger(__name__)

_XRPC = "/xrpc/"
#: A token that is used up is answered with 400, by some servers with 401.
_EXPIRED = ("ExpiredToken", "InvalidToken")
_USED_UP = (*_EXPIRED, "AuthMissing", "AuthenticationRequired")
_BLOCKED = ("AccountTakedown", "AccountDeactivated", "AccountSuspended")
_TOO_LONG = re.compile(r"must not be longer than|too long|grapheme", re.IGNORECASE)


class _Expired(Exception):
    """The access token is used up; certainly nothing was done with it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are: stable id, name, and the server that keeps our posts."""

    did: str
    handle: str
    host: str


class Session:
    """Calls in the name of one account. Logging in is rationed (30 in 5 minutes), hence the kept tokens."""

    def __init__(
        self,
        http: Http,
        server: str,
        handle: str,
        password: Callable[[], str],
        keep: Callable[[str, str], None],
        kept: Mapping[str, str],
        known: Identity | None,
    ) -> None:
        self._http = http
        self._server = server
        self._handle = handle
        self._password = password
        self._keep = keep
        self._access = kept.get("access", "")
        self._refresh = kept.get("refresh", "")
        self._identity = known

    def identity(self) -> Identity:
        """Who we are, asking the server when it is not known yet."""
        if self._identity is None or not self._access:
            self.renew()
        assert self._identity is not None
        return self._identity

    def renew(self) -> None:
        """A fresh pair of tokens: by the refresh token, else by the password."""
        if self._refresh:
            try:
                self._take(self._open("com.atproto.server.refreshSession", self._refresh))
            except (AccessDenied, Rejected) as error:
                if error.problem is Problem.ACCOUNT_BLOCKED:
                    raise
                # the password decides whether the access is still good
                self._refresh = ""
            else:
                return
        login = {"identifier": self._handle, "password": self._password()}
        self._take(self._open("com.atproto.server.createSession", "", login))

    def call(self, method: str, name: str, *, accept_missing: bool = False, **options: Any) -> Answer | None:
        """One call on the own server; an expired token is renewed once. None: no such record."""
        self.identity()
        try:
            return self._once(method, name, accept_missing, options)
        except _Expired:
            self.renew()
        try:
            return self._once(method, name, accept_missing, options)
        except _Expired:
            raise AccessDenied(Problem.ACCESS_EXPIRED, name) from None

    def _once(self, method: str, name: str, accept_missing: bool, options: dict[str, Any]) -> Answer | None:
        assert self._identity is not None
        headers = {**options.pop("headers", {}), "Authorization": f"Bearer {self._access}"}
        url = f"{self._identity.host}{_XRPC}{name}"
        try:
            answer = self._http.call(method, url, headers=headers, accept=(400, 401), judge=verdict, **options)
        finally:
            options["headers"] = {key: value for key, value in headers.items() if key != "Authorization"}
        if answer.status < 400:
            return answer
        code = answer.code("error")
        if code in _EXPIRED:
            raise _Expired
        if accept_missing and code == "RecordNotFound":
            return None
        raise self._http.refused(answer, verdict)

    def _open(self, name: str, token: str, login: dict[str, str] | None = None) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        host = self._server if login or self._identity is None else self._identity.host
        return self._http.call("POST", f"{host}{_XRPC}{name}", headers=headers, json=login, judge=verdict)

    def _take(self, answer: Answer) -> None:
        found = answer.record()
        access, refresh = answer.id(found, "accessJwt"), answer.id(found, "refreshJwt")
        self._http.hide(access, refresh)
        if found.get("active") is False:
            raise AccessDenied(Problem.ACCOUNT_BLOCKED, answer.detail, status=answer.status)
        did, handle = answer.id(found, "did"), answer.id(found, "handle")
        known = self._identity.host if self._identity else self._server
        self._identity = Identity(did, handle, _host(found.get("didDoc")) or known)
        self._access, self._refresh = access, refresh
        self._remember("refresh", refresh)
        self._remember("access", access)

    def _remember(self, name: str, value: str) -> None:
        try:
            self._keep(name, value)
        except AmtDeskError as error:
            # the post matters more; next time the password opens a new session
            log.warning("session token not kept: %s", error.problem.value)


def _host(document: Any) -> str:
    """The server named in the identity document, if a password may go there."""
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and str(service.get("id", "")).endswith("#atproto_pds"):
            return addresses.base(str(service.get("serviceEndpoint", "")))
    return ""


def verdict(answer: Answer) -> Verdict | None:
    """What the AT protocol means by a refusal."""
    code, words = answer.code("error"), answer.code("message")
    if code in _BLOCKED:
        return AccessDenied, Problem.ACCOUNT_BLOCKED
    if code == "AuthFactorTokenRequired":
        # the account's own password; an app password needs no mailed code
        return AccessDenied, Problem.PASSWORD_WRONG
    if code in _USED_UP and answer.status in (400, 401):
        return AccessDenied, Problem.ACCESS_EXPIRED
    if answer.status == 400 and _TOO_LONG.search(words):
        return Rejected, Problem.TEXT_TOO_LONG
    if answer.status == 400 and answer.upload:
        return Rejected, Problem.PICTURE_REFUSED
    return None
