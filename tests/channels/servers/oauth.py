"""A token endpoint as RFC 6749 and 7636 have it: codes for once, refresh tokens that rotate."""

import base64
import hashlib
from urllib.parse import parse_qsl

from tests.channels.servers.loopback import Loopback, Reply, Request

REDIRECT = "http://127.0.0.1:8735/callback"
VERIFIER = "v" * 64
CODE = "marker-code-0001"
ACCESS, REFRESH = "marker-access-0001", "marker-refresh-0001"


def challenge(verifier: str = VERIFIER) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Grants:
    """Who may do what. `access` and `refresh` are good now; None: nobody may."""

    def __init__(
        self, client: str, secret: str = "", *, rotates: bool = True, refreshes: bool = True, pkce: bool = True
    ) -> None:
        self.client = client
        self.secret = secret
        self.rotates = rotates
        self.refreshes = refreshes
        self.pkce = pkce
        self.access: str | None = ACCESS
        self.refresh: str | None = REFRESH
        self.code: str | None = CODE
        self.scope = ""
        self.seconds = 7200
        self.renewals = 0

    def good(self, request: Request) -> bool:
        """Whether a call bears the token that is good now."""
        return self.access is not None and request.headers.get("authorization") == f"Bearer {self.access}"

    def answer(self, request: Request) -> Reply:
        """What the endpoint says to a form."""
        form = dict(parse_qsl(request.body.decode(), True))
        if request.headers.get("content-type") != "application/x-www-form-urlencoded" or request.query:
            return _error("invalid_request")
        wanted = {"grant_type", "client_id"} | ({"client_secret"} if self.secret else set())
        kind = form.get("grant_type")
        if kind == "authorization_code":
            wanted |= {"code", "redirect_uri"} | ({"code_verifier"} if self.pkce else set())
        elif kind == "refresh_token" and self.refreshes:
            wanted |= {"refresh_token"}
        else:
            return _error("unsupported_grant_type")
        if set(form) != wanted:
            return _error("invalid_request")
        if form["client_id"] != self.client or form.get("client_secret", "") != self.secret:
            return _error("invalid_client", 401)
        if kind == "authorization_code":
            if form["code"] != self.code or (self.pkce and form["code_verifier"] != VERIFIER):
                return _error("invalid_grant")
            self.code = None
        elif self.refresh is None or form["refresh_token"] != self.refresh:
            return _error("invalid_grant")
        return self._given(first=kind == "authorization_code")

    def _given(self, *, first: bool) -> Reply:
        self.renewals += 1
        number = f"{self.renewals + 1:04}"
        self.access = f"marker-access-{number}"
        body = {"access_token": self.access, "token_type": "bearer", "expires_in": self.seconds, "scope": self.scope}
        if self.refreshes and (first or self.rotates):
            self.refresh = f"marker-refresh-{number}"
            body["refresh_token"] = self.refresh
        return Reply(200, body)


class GrantingServer(Loopback):
    """A platform whose accesses are those of its token endpoint."""

    grants: Grants

    @property
    def access(self) -> str | None:
        return self.grants.access

    @access.setter
    def access(self, value: str | None) -> None:
        self.grants.access = value

    @property
    def refresh(self) -> str | None:
        return self.grants.refresh

    @refresh.setter
    def refresh(self, value: str | None) -> None:
        self.grants.refresh = value


def _error(code: str, status: int = 400) -> Reply:
    return Reply(status, {"error": code, "error_description": "Value passed was invalid."})
