"""Tokens: used up, renewed, rotated, refused."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amtdesk.channels import oauth
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, Problem, Rejected, SecretsUnavailable, Unavailable
from tests.channels.contract import NOW
from tests.channels.servers.loopback import How, Loopback, Reply, Trouble, answers
from tests.channels.servers.oauth import ACCESS, CODE, REDIRECT, REFRESH, VERIFIER, Grants


class Place(Loopback):
    """Something that wants a token."""

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.grants = Grants("client", **options)
        self.served = 0

    def respond(self, request: Any) -> Reply:
        if request.path == "/token":
            return self.grants.answer(request)
        if not self.grants.good(request):
            return Reply(401, {"title": "Unauthorized"})
        self.served += 1
        return Reply(200, {"id": "1"})


@pytest.fixture
def place() -> Iterator[Place]:
    with Place() as place:
        yield place


def session(http: Http, place: Place, kept: dict[str, str], **tokens: str) -> oauth.Session:
    known = tokens or {"access": ACCESS, "refresh": REFRESH}
    client = {"client_id": "client"}
    return oauth.Session(http, known, kept.__setitem__, f"{place.url}/token", client, lambda _answer: None)


def test_a_good_token_is_used_as_it_is(http: Http, place: Place) -> None:
    kept: dict[str, str] = {}
    session(http, place, kept).call("GET", f"{place.url}/x")
    assert (place.served, kept) == (1, {})


def test_a_used_up_one_is_renewed_once(http: Http, place: Place) -> None:
    kept: dict[str, str] = {}
    place.grants.access = "other"
    opened = session(http, place, kept)
    opened.call("POST", f"{place.url}/x", json={}, final=True)
    opened.call("GET", f"{place.url}/x")
    assert (place.served, place.grants.renewals) == (2, 1)
    assert list(kept) == ["refresh", "access"]


def test_only_a_refresh_token_is_enough(http: Http, place: Place) -> None:
    session(http, place, {}, refresh=REFRESH).call("GET", f"{place.url}/x")
    assert place.served == 1


def test_what_does_not_rotate_is_not_replaced(http: Http) -> None:
    with Place(rotates=False) as place:
        kept: dict[str, str] = {}
        place.grants.access = "other"
        session(http, place, kept).call("GET", f"{place.url}/x")
        assert list(kept) == ["access"]


def test_a_new_refresh_token_that_cannot_be_kept_stops_everything(http: Http, place: Place) -> None:
    def keep(_name: str, _value: str) -> None:
        raise SecretsUnavailable(Problem.KEYRING_LOCKED)

    place.grants.access = "other"
    tokens = {"access": ACCESS, "refresh": REFRESH}
    opened = oauth.Session(http, tokens, keep, f"{place.url}/token", {"client_id": "client"}, lambda _answer: None)
    with pytest.raises(SecretsUnavailable):
        opened.call("POST", f"{place.url}/x", final=True)
    assert place.served == 0


@pytest.mark.parametrize("tokens", [{"access": "wrong"}, {"access": "wrong", "refresh": "wrong"}, {"refresh": "wrong"}])
def test_a_token_that_cannot_be_renewed_wants_a_new_sign_in(http: Http, place: Place, tokens: dict[str, str]) -> None:
    with pytest.raises(AccessDenied) as caught:
        session(http, place, {}, **tokens).call("GET", f"{place.url}/x")
    assert caught.value.problem is Problem.ACCESS_EXPIRED


def test_no_token_is_missing_and_a_broken_one_is_never_sent(http: Http, place: Place) -> None:
    with pytest.raises(AccessDenied) as caught:
        session(http, place, {}, access=" ").call("GET", f"{place.url}/x")
    assert caught.value.problem is Problem.SECRET_MISSING
    with pytest.raises(AccessDenied):
        session(http, place, {}, access="ä b").call("GET", f"{place.url}/x")
    assert place.requests == []


def test_an_endpoint_in_trouble_says_nothing_about_the_access(http: Http, place: Place) -> None:
    place.grants.access = "other"
    for trouble in (answers(500), Trouble(How.CLOSED), answers(200, b"<html>")):
        place.fail("POST /token", trouble)
        with pytest.raises(Unavailable):
            session(http, place, {}).call("POST", f"{place.url}/x", final=True)
    place.fail("POST /token", answers(400, {"error": "temporarily_odd"}))
    with pytest.raises(Rejected):
        session(http, place, {}).call("GET", f"{place.url}/x")


def test_a_code_becomes_tokens_with_their_end(http: Http, place: Place) -> None:
    form = {"grant_type": "authorization_code", "code": CODE, "client_id": "client"}
    whole = {**form, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    gained = oauth.granted(http, f"{place.url}/token", whole)
    assert oauth.ends(gained, NOW) == NOW + timedelta(hours=2)
    with pytest.raises(AccessDenied) as caught:
        oauth.granted(http, f"{place.url}/token", whole)
    assert CODE not in caught.value.detail


@pytest.mark.parametrize(("seconds", "known"), [("", False), ("3600", True), (str(10**30), True)])
def test_an_end_is_never_out_of_all_calendars(seconds: str, known: bool) -> None:
    assert (oauth.ends({"seconds": seconds}, NOW) is not None) is known
