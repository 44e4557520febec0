"""Signing in by browser, end to end: a strict authorization server on loopback, a real listener, a browser."""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability, Field, Kind, SignIn
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, SignInEnded, Unavailable
from amtdesk.services.accounts import Access
from amtdesk.services.sign_in import SignIns, challenge
from amtdesk.system.loopback import Loopback as Listening
from tests.builders import Clock, desk_at
from tests.channels.servers.loopback import Loopback, Reply, Request
from tests.channels.servers.mastodon import MastodonServer
from tests.channels.servers.oauth import CODE, VERIFIER
from tests.channels.servers.x import XServer

KIND = Kind(
    "town",
    "Town",
    "world",
    (Field("url", "Adresse"), Field("token", "Token", secret=True, required=False)),
    frozenset({Ability.PUBLISH}),
    sign_in=SignIn(needs=("url",)),
)


class Authority:
    """Gives a code only for S256, and a token only for the code, the redirect and the verifier that belong together."""

    def __init__(self) -> None:
        self.codes: dict[str, dict[str, str]] = {}
        self.server = Loopback(self.respond)

    def respond(self, request: Request) -> Reply:
        if request.path == "/authorize":
            asked = request.query
            if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
                return Reply(400, {"error": "invalid_request"})
            self.codes["marked-code-1"] = asked
            query = urlencode({"code": "marked-code-1", "state": asked["state"]})
            return Reply(302, b"", {"Location": f"{asked['redirect_uri']}?{query}"})
        form = dict(parse_qsl(request.body.decode()))
        asked = self.codes.pop(form.get("code", ""), {})
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not asked or asked["code_challenge"] != proof or asked["redirect_uri"] != form.get("redirect_uri"):
            return Reply(400, {"error": "invalid_grant", "code": form.get("code"), "v": form.get("code_verifier")})
        return Reply(200, {"access_token": "marked-access", "refresh_token": "marked-refresh"})


class Town:
    """A channel that signs in by browser."""

    def __init__(self, account: Account, _secrets: Mapping[str, str], keep: Callable[[str, str], None]) -> None:
        self.account = account
        self.keep = keep

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
        self.keep("client", "marked-client")
        asked = {"redirect_uri": redirect, "state": state, "code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{self.account.url}/authorize?{urlencode(asked)}"

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
        form = {"code": answer["code"], "redirect_uri": redirect, "code_verifier": verifier}
        reply = requests.post(f"{self.account.url}/token", form, timeout=10)
        if reply.status_code != 200:
            raise AccessDenied(Problem.ACCESS_EXPIRED, reply.text, status=reply.status_code)
        found = json.loads(reply.text)
        return {"access": found["access_token"], "refresh": found["refresh_token"], "user": "rathaus", "token": ""}


def sign_ins(kind: Kind = KIND, channel: Callable[..., Any] = Town) -> SignIns:
    kinds = {"town": replace(kind, kept_secrets=("access", "refresh", "client"))}
    return SignIns(kinds, channel, Listening)


def access(url: str) -> Access:
    return Access("town", "", url, {"user": "alt", "note": "bleibt"}, {"token": ""})


def browser(address: str) -> requests.Response:
    """Follows where it is sent, as a browser does."""
    with requests.Session() as session:
        session.trust_env = False
        return session.get(address, timeout=10)


def visits(address: str) -> threading.Thread:
    thread = threading.Thread(target=browser, args=(address,), daemon=True)
    thread.start()
    return thread


def test_a_person_signs_in_and_the_access_is_whole() -> None:
    authority = Authority()
    with authority.server as server:
        attempt = sign_ins().begin(access(server.url))
        thread = visits(attempt.address)
        found = attempt.finish(20)
        thread.join(10)
    assert found.settings == {"user": "rathaus", "note": "bleibt"}
    assert found.secrets == {
        "token": "",
        "access": "marked-access",
        "refresh": "marked-refresh",
        "client": "marked-client",
    }
    assert "marked" not in repr(found)


def test_verifier_and_state_are_new_each_time_and_long_enough() -> None:
    seen = set()
    for _ in range(5):
        attempt = sign_ins().begin(access("https://town.example"))
        query = dict(parse_qsl(urlsplit(attempt.address).query))
        assert query["code_challenge"] == challenge(attempt._verifier)
        assert 43 <= len(attempt._verifier) <= 128 and len(query["state"]) >= 43
        seen |= {attempt._verifier, query["state"]}
        attempt.cancel()
        with pytest.raises(SignInEnded):
            attempt.finish(1)
    assert len(seen) == 10


def test_the_example_of_the_standard() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_verifier_of_somebody_else_brings_nothing_and_the_error_keeps_it_secret() -> None:
    authority = Authority()
    with authority.server as server:
        attempt = sign_ins().begin(access(server.url))
        verifier = attempt._verifier = "x" * 60
        thread = visits(attempt.address)
        with pytest.raises(AccessDenied) as denied:
            attempt.finish(20)
        thread.join(10)
    assert "invalid_grant" in denied.value.detail
    for secret in (verifier, "marked-code-1"):
        assert secret not in denied.value.detail and secret not in str(denied.value)


def test_who_says_no_in_the_browser_has_changed_nothing() -> None:
    attempt = sign_ins().begin(access("https://town.example"))
    query = dict(parse_qsl(urlsplit(attempt.address).query))
    said = urlencode({"error": "access_denied", "error_description": "Nein", "state": query["state"]})
    thread = visits(f"{query['redirect_uri']}?{said}")
    with pytest.raises(SignInEnded) as ended:
        attempt.finish(20)
    thread.join(10)
    assert (ended.value.problem, ended.value.detail) == (Problem.SIGN_IN_REFUSED, "access_denied: Nein")


@pytest.mark.parametrize(
    "address",
    [
        "http://town.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ms-word:x",
        "https://",
        "https://a/\nb",
        "",
    ],
)
def test_no_other_address_is_ever_opened(address: str) -> None:
    class Odd(Town):
        def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
            return address

    with pytest.raises(SignInEnded) as ended:
        sign_ins(channel=Odd).begin(access("https://town.example"))
    assert ended.value.problem is Problem.ADDRESS_WRONG


@pytest.mark.parametrize("address", ["https://town.example/a", "http://127.0.0.1:9/a", "http://localhost/a"])
def test_the_web_and_this_computer_are_opened(address: str) -> None:
    class Odd(Town):
        def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
            return address

    attempt = sign_ins(channel=Odd).begin(access("https://town.example"))
    assert attempt.address == address
    attempt.cancel()
    with pytest.raises(SignInEnded):
        attempt.finish(1)


def test_an_answer_that_brings_no_access_is_none() -> None:
    class Empty(Town):
        def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
            return f"{redirect}?{urlencode({'code': 'x', 'state': state})}"

        def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
            return {"access": "", "user": "rathaus"}

    attempt = sign_ins(channel=Empty).begin(access("https://town.example"))
    thread = visits(attempt.address)
    with pytest.raises(AccessDenied):
        attempt.finish(20)
    thread.join(10)


def test_a_server_that_does_not_answer_leaves_no_listener_behind() -> None:
    made: list[Listening] = []

    def listen(ports: Any, path: str) -> Listening:
        made.append(Listening(ports, path))
        return made[-1]

    class Away(Town):
        def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
            raise Unavailable(Problem.OFFLINE)

    kinds = {"town": KIND}
    with pytest.raises(Unavailable):
        SignIns(kinds, Away, listen).begin(access("https://town.example"))
    assert made[0]._listener.fileno() == -1


def test_a_kind_without_browser_does_not_begin() -> None:
    with pytest.raises(NotAllowed):
        sign_ins(replace(KIND, sign_in=None)).begin(access("https://town.example"))


@pytest.mark.parametrize("kind", ["mastodon", "x"])
def test_real_channels_sign_in_at_strict_servers_and_are_connected(kind: str, tmp_path: Path) -> None:
    with {"mastodon": MastodonServer, "x": XServer}[kind](Clock()) as server:
        desk = desk_at(tmp_path / "desk")
        settings = {"client_id": server.grants.client} if kind == "x" else {}
        attempt = desk.connections.sign_ins.begin(Access(kind, "", server.url, settings, {}))
        query = dict(parse_qsl(urlsplit(attempt.address).query))
        assert query["code_challenge"] == challenge(attempt._verifier) and query["code_challenge_method"] == "S256"
        # the one the strict server knows
        attempt._verifier = VERIFIER
        thread = visits(f"{query['redirect_uri']}?{urlencode({'code': CODE, 'state': query['state']})}")
        found = attempt.finish(20)
        thread.join(10)
        account = desk.accounts.keep(desk.accounts.try_out(found))
        assert account.standing is Standing.READY
        kept = desk.accounts.credentials.read(account)
        assert kept and not any(value in str(account) for value in kept.values())
        desk.database.close()
