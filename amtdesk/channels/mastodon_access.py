"""Signing in at a Mastodon server by browser, and what a token may do there (methods apps, oauth; OAuth scopes)."""

from collections.abc import Callable, Mapping
from typing import Any

from amtdesk.channels import oauth
from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AccessDenied, Problem, Rejected, Unavailable

#: As little as is needed; older servers and some others know only the wide ones.
NARROW = "read:accounts read:statuses read:notifications write:statuses write:media write:favourites write:blocks"
WIDE = "read write"
#: What each ability needs; the word before the colon alone gives it, too.
_NEEDS = {
    Ability.PUBLISH: "write:statuses",
    Ability.SCHEDULE: "write:statuses",
    Ability.WITHDRAW: "write:statuses",
    Ability.EDIT: "write:statuses",
    Ability.ANSWER: "write:statuses",
    Ability.PICTURES: "write:media",
    Ability.ALT_TEXT: "write:media",
    Ability.READ: "read:notifications",
    Ability.LIKE: "write:favourites",
    Ability.BLOCK: "write:blocks",
    Ability.FIGURES: "read:statuses",
}

Judge = Callable[[Answer], Verdict | None]
Call = Callable[..., Answer]


class Registration:
    """This installation as an app of its own at one server, registered right before somebody signs in."""

    def __init__(self, http: Http, server: str, judge: Judge) -> None:
        self._http = http
        self._server = server
        self._judge = judge
        self._client: dict[str, str] = {}

    def page(self, redirect: str, state: str, challenge: str) -> str:
        """Register, and the page on which the account agrees. Servers before 4.3 ignore the challenge."""
        scopes = NARROW
        try:
            self._register(redirect, scopes)
        except Rejected as error:
            if error.status not in (400, 422):
                raise
            scopes = WIDE
            self._register(redirect, scopes)
        values = {
            "response_type": "code",
            "client_id": self._client["client_id"],
            "redirect_uri": redirect,
            "scope": scopes,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "lang": "de",
        }
        return oauth.address(f"{self._server}/oauth/authorize", values)

    def token(self, answer: Mapping[str, str], redirect: str, verifier: str) -> str:
        """The access token; it lasts until somebody takes it back."""
        form = {
            "grant_type": "authorization_code",
            "code": oauth.code_of(answer),
            "redirect_uri": redirect,
            "code_verifier": verifier,
            **self._client,
        }
        return oauth.granted(self._http, f"{self._server}/oauth/token", form)["access"]

    def _register(self, redirect: str, scopes: str) -> None:
        app = {"client_name": "AmtDesk", "redirect_uris": redirect, "scopes": scopes}
        answer = self._http.call("POST", f"{self._server}/api/v1/apps", json=app, judge=self._judge)
        made = answer.record()
        self._client = {name: answer.id(made, name) for name in ("client_id", "client_secret")}
        self._http.hide(self._client["client_secret"])


def missing(call: Call) -> dict[Ability, str]:
    """What this token may not do, as far as the server says it (from 4.3 on); else the first try shows it.

    Raises `AccessDenied` when it may not publish.
    """
    try:
        given: Any = call("GET", "/api/v1/apps/verify_credentials").record().get("scopes")
    except (Rejected, Unavailable):
        return {}
    if not isinstance(given, list):
        return {}
    scopes = {str(one) for one in given}
    if "follow" in scopes:
        scopes.add("write:blocks")
    found = {
        ability: scope
        for ability, scope in _NEEDS.items()
        if scope not in scopes and scope.partition(":")[0] not in scopes
    }
    if Ability.PUBLISH in found:
        raise AccessDenied(Problem.PERMISSION_MISSING, f"{found[Ability.PUBLISH]}\nscopes: {' '.join(sorted(scopes))}")
    return found
