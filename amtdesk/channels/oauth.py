"""Access tokens that are used up and renewed (RFC 6749, with PKCE of RFC 7636): calls, renewal, rotation."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Rejected

Judge = Callable[[Answer], Verdict | None]
#: A token names no longer time than this; it may be nonsense.
_LONGEST = timedelta(days=3_650)


class Session:
    """Calls with a bearer token. `client` is what the token endpoint is told about this program, secret included."""

    def __init__(
        self,
        http: Http,
        tokens: Mapping[str, str],
        keep: Callable[[str, str], None],
        endpoint: str,
        client: Mapping[str, str],
        judge: Judge,
    ) -> None:
        self._http = http
        self._access = tokens.get("access", "").strip()
        self._refresh = tokens.get("refresh", "").strip()
        self._keep = keep
        self._endpoint = endpoint
        self._client = client
        self._judge = judge

    def call(self, method: str, url: str, *, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        """One call; a token that is used up is renewed once. A refused token certainly did nothing."""
        if not self._access:
            if not self._refresh:
                raise AccessDenied(Problem.SECRET_MISSING, "access")
            self.renew()
        answer = self._once(method, url, headers, options)
        if answer.status != 401:
            return answer
        if not self._refresh:
            raise AccessDenied(Problem.ACCESS_EXPIRED, answer.detail, status=401)
        self.renew()
        answer = self._once(method, url, headers, options)
        if answer.status == 401:
            raise AccessDenied(Problem.ACCESS_EXPIRED, answer.detail, status=401)
        return answer

    def renew(self) -> None:
        """A new access token. A new refresh token is kept before the access token is used: the old one is void now."""
        form = {"grant_type": "refresh_token", "refresh_token": self._refresh, **self._client}
        gained = granted(self._http, self._endpoint, form)
        if gained.get("refresh", self._refresh) != self._refresh:
            self._refresh = gained["refresh"]
            self._keep("refresh", self._refresh)
        self._access = gained["access"]
        self._keep("access", self._access)

    def _once(self, method: str, url: str, headers: Mapping[str, str] | None, options: Mapping[str, Any]) -> Answer:
        accept = (401, *options.get("accept", ()))
        sends = {**(headers or {}), "Authorization": f"Bearer {_sendable(self._access)}"}
        return self._http.call(method, url, headers=sends, judge=self._judge, **{**options, "accept": accept})


def granted(http: Http, endpoint: str, form: Mapping[str, str]) -> dict[str, str]:
    """What the token endpoint gave: `access`, `refresh` where there is one, `scope`, `seconds` until they end.

    Raises `AccessDenied` when it does not take the code or token any more.
    """
    http.hide(*(form[name] for name in ("code", "refresh_token", "client_secret", "code_verifier") if name in form))
    answer = http.call("POST", endpoint, form=form, accept=(400, 401, 403))
    if answer.status >= 400:
        raise _denied(answer)
    found = answer.record()
    access = answer.id(found, "access_token")
    gained = {"access": access, "scope": str(found.get("scope") or "")}
    if found.get("refresh_token"):
        gained["refresh"] = answer.id(found, "refresh_token")
    http.hide(*(gained[name] for name in ("access", "refresh") if name in gained))
    for name, told in (("seconds", "expires_in"), ("refresh_seconds", "refresh_token_expires_in")):
        seconds = found.get(told)
        if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0:
            gained[name] = str(seconds)
    return gained


def ends(gained: Mapping[str, str], now: datetime) -> datetime | None:
    """When what was granted ends; None: nobody said."""
    seconds = gained.get("seconds")
    return now + min(timedelta(seconds=min(int(seconds), 10**9)), _LONGEST) if seconds else None


def address(page: str, values: Mapping[str, str]) -> str:
    """The page on which somebody agrees."""
    return f"{page}?{urlencode(values)}"


def code_of(answer: Mapping[str, str]) -> str:
    """What the browser brought back. Raises `AccessDenied` when it is no code."""
    code = answer.get("code", "").strip()
    if not code or not code.isprintable():
        raise AccessDenied(Problem.PERMISSION_MISSING, answer.get("error", "code"))
    return code


def _denied(answer: Answer) -> ChannelError:
    code = answer.code("error")
    if code in ("invalid_grant", "invalid_request", "invalid_client", "unauthorized_client", "access_denied"):
        return AccessDenied(Problem.ACCESS_EXPIRED, answer.detail, status=answer.status)
    if answer.status == 401:
        return AccessDenied(Problem.ACCESS_EXPIRED, answer.detail, status=401)
    return Rejected(Problem.REFUSED, answer.detail, status=answer.status)


def _sendable(token: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token:
        raise AccessDenied(Problem.PASSWORD_WRONG, "access")
    return token
