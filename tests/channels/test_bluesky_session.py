"""The session of a Bluesky account."""

from collections.abc import Iterator

import pytest

from amtdesk.channels.bluesky_session import Session
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, Problem, RateLimited, SecretsUnavailable
from tests.channels.servers.bluesky import DID, HANDLE, PASSWORD, BlueskyServer
from tests.channels.servers.loopback import Reply, answers

LOGIN = "POST /xrpc/com.atproto.server.createSession"


@pytest.fixture
def server() -> Iterator[BlueskyServer]:
    with BlueskyServer() as server:
        yield server


def session(http: Http, server: BlueskyServer, kept: dict[str, str] | None = None, **replaced: object) -> Session:
    keep = replaced.get("keep", lambda _name, _value: None)
    return Session(http, server.url, HANDLE, lambda: PASSWORD, keep, kept or {}, None)  # type: ignore[arg-type]


def test_who_we_are_comes_with_the_login(http: Http, server: BlueskyServer) -> None:
    me = session(http, server).identity()
    assert (me.did, me.handle, me.host) == (DID, HANDLE, server.url)


def test_new_tokens_are_kept_refresh_first(http: Http, server: BlueskyServer) -> None:
    order: list[str] = []
    session(http, server, keep=lambda name, _value: order.append(name)).renew()
    assert order == ["refresh", "access"]


def test_a_keyring_that_refuses_does_not_stop_a_post(http: Http, server: BlueskyServer) -> None:
    def locked(_name: str, _value: str) -> None:
        raise SecretsUnavailable(Problem.KEYRING_LOCKED)

    assert (
        session(http, server, keep=locked).call(
            "GET", "com.atproto.repo.getRecord", params={"rkey": "x"}, accept_missing=True
        )
        is None
    )


def test_tokens_appear_in_no_error(http: Http, server: BlueskyServer) -> None:
    session(http, server).renew()
    assert str(server.access) not in http.redact(f"{server.access} {server.refresh}")
    assert str(server.refresh) not in http.redact(f"{server.access} {server.refresh}")


def test_a_limit_on_logins_is_kept(http: Http, server: BlueskyServer) -> None:
    server.fail(LOGIN, answers(429, {"error": "RateLimitExceeded"}, RateLimit_Reset="99999999999"))
    with pytest.raises(RateLimited) as caught:
        session(http, server).renew()
    assert caught.value.until is not None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("AuthFactorTokenRequired", Problem.PASSWORD_WRONG),
        ("AccountTakedown", Problem.ACCOUNT_BLOCKED),
        ("AuthenticationRequired", Problem.ACCESS_EXPIRED),
    ],
)
def test_refused_logins_are_told_apart(http: Http, server: BlueskyServer, code: str, problem: Problem) -> None:
    server.fail(LOGIN, answers(401, {"error": code, "message": ""}))
    with pytest.raises(AccessDenied) as caught:
        session(http, server).renew()
    assert caught.value.problem is problem


def test_a_token_refused_twice_ends_in_an_error(http: Http, server: BlueskyServer) -> None:
    server.fail("GET ", answers(400, {"error": "ExpiredToken"}), times=2)
    with pytest.raises(AccessDenied) as caught:
        session(http, server).call("GET", "com.atproto.repo.getRecord", params={"rkey": "x"})
    assert caught.value.problem is Problem.ACCESS_EXPIRED
    assert len(server.seen("GET ")) == 2


def test_a_server_named_in_the_answer_must_be_safe_for_a_password(http: Http) -> None:
    service = [{"id": "#atproto_pds", "serviceEndpoint": "http://elsewhere.example"}]
    body = {"accessJwt": "aaaa-1", "refreshJwt": "bbbb-1", "did": DID, "handle": HANDLE, "didDoc": {"service": service}}

    class Bad(BlueskyServer):
        def respond(self, request: object) -> Reply:
            return Reply(200, body)

    with Bad() as server, pytest.raises(Exception, match="address_wrong"):
        session(http, server).renew()
