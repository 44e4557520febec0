"""Every fault of the network, and what it says about the post (reliability: what each fault looks like)."""

import json
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from amtdesk import __version__
from amtdesk.channels.http import Http
from amtdesk.domain.attempt import heard
from amtdesk.domain.errors import (
    AccessDenied,
    ChannelError,
    Problem,
    RateLimited,
    Rejected,
    Unavailable,
    Uncertain,
)
from tests.channels.servers.loopback import LOGIN_PAGE, How, Loopback, Reply, Request, Trouble, answers

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


@pytest.fixture
def hasty() -> Iterator[Http]:
    """Gives up within half a second."""
    http = Http(now=lambda: NOW, connect_within=0.5, deadline=0.5, upload_deadline=0.5)
    yield http
    http.close()


@pytest.fixture
def patient() -> Iterator[Http]:
    """Gives up late, so that a busy computer changes no result."""
    http = Http(now=lambda: NOW, connect_within=20, deadline=20, upload_deadline=20, largest_answer=200_000)
    yield http
    http.close()


@dataclass(frozen=True)
class Case:
    """One fault; the kinds of error for an irreversible call and for a harmless one."""

    trouble: Trouble
    final: type[ChannelError]
    harmless: type[ChannelError]
    problem: Problem


U, N, R, A = Uncertain, Unavailable, Rejected, AccessDenied
P = Problem
CASES = {
    "closed before it was accepted": Case(Trouble(How.CLOSED), U, N, P.CONNECTION_LOST),
    "closed after it was accepted": Case(Trouble(How.CLOSED, True), U, N, P.CONNECTION_LOST),
    "reset after it was accepted": Case(Trouble(How.RESET, True), U, N, P.CONNECTION_LOST),
    "no answer, not accepted": Case(Trouble(How.SILENT), U, N, P.TIMED_OUT),
    "no answer, accepted": Case(Trouble(How.SILENT, True), U, N, P.TIMED_OUT),
    "half an answer": Case(Trouble(How.HALF, True), U, N, P.CONNECTION_LOST),
    "an answer that drips": Case(Trouble(How.DRIP, True), U, N, P.TIMED_OUT),
    "headers that drip": Case(Trouble(How.HEADER_DRIP, True), U, N, P.TIMED_OUT),
    "50 MB": Case(Trouble(How.ENDLESS, True), U, N, P.ANSWER_TOO_LARGE),
    "cut JSON": Case(Trouble(How.CUT_JSON, True), U, N, P.ANSWER_UNREADABLE),
    "Latin 1 in an id": Case(Trouble(How.LATIN_1, True), U, N, P.ANSWER_UNREADABLE),
    "no HTTP at all": Case(Trouble(How.NOT_HTTP), U, N, P.CONNECTION_LOST),
    "HTML with 200": Case(answers(200, LOGIN_PAGE, Content_Type="text/html"), U, N, P.ANSWER_UNREADABLE),
    "NaN in JSON": Case(answers(200, b'{"id": NaN}'), U, N, P.ANSWER_UNREADABLE),
    "JSON 100,000 deep": Case(answers(200, b"[" * 50_000 + b"]" * 50_000), U, N, P.ANSWER_UNREADABLE),
    "a list instead of a record": Case(answers(200, b"[]"), U, N, P.ANSWER_UNREADABLE),
    "a number of 5,000 digits": Case(answers(200, b'{"id": 1' + b"0" * 5000 + b"}"), U, N, P.ANSWER_UNREADABLE),
    "500 before": Case(answers(500), U, N, P.SERVER_BROKEN),
    "500 after it was accepted": Case(answers(500, accepted=True), U, N, P.SERVER_BROKEN),
    "502": Case(answers(502, LOGIN_PAGE), U, N, P.SERVER_BROKEN),
    "503": Case(answers(503), U, N, P.SERVER_BROKEN),
    "redirect to a login page": Case(answers(302, Location="https://login.example/"), U, N, P.REDIRECTED),
    "moved for good": Case(answers(308, Location="https://www.musterbach.example/"), N, N, P.REDIRECTED),
    "401": Case(answers(401, {"error": "no"}), A, A, P.ACCESS_EXPIRED),
    "400": Case(answers(400, {"error": "no"}), R, R, P.REFUSED),
    "403": Case(answers(403), R, R, P.PERMISSION_MISSING),
    "404": Case(answers(404), R, R, P.NOT_FOUND),
    "413": Case(answers(413), R, R, P.REFUSED),
    "422": Case(answers(422, {"error": "no"}), R, R, P.REFUSED),
    "407 of a proxy": Case(answers(407), N, N, P.PROXY),
    "408": Case(answers(408), N, N, P.TIMED_OUT),
    "429": Case(answers(429), RateLimited, RateLimited, P.RATE_LIMITED),
    "503 with Retry-After": Case(answers(503, Retry_After="7"), RateLimited, RateLimited, P.RATE_LIMITED),
}


@pytest.mark.parametrize("final", [True, False], ids=["irreversible", "harmless"])
@pytest.mark.parametrize("name", CASES)
def test_a_fault_after_sending_says_what_it_means(
    server: Loopback, hasty: Http, patient: Http, name: str, final: bool
) -> None:
    case = CASES[name]
    http = hasty if case.problem is Problem.TIMED_OUT else patient
    server.fail("POST /post", case.trouble)
    begun = monotonic()
    with pytest.raises(ChannelError) as caught:
        answer = http.call("POST", f"{server.url}/post", json={"text": "Grüße"}, final=final)
        answer.id(answer.record())
    assert type(caught.value) is (case.final if final else case.harmless)
    assert caught.value.problem is case.problem
    assert caught.value.detail.startswith(f"POST {server.url}/post")
    assert len(caught.value.detail) <= 2000
    assert monotonic() - begun < 5
    assert len(server.requests) == 1, "nothing is sent twice by itself"


def test_the_status_of_an_answer_can_be_heard_afterwards(server: Loopback, patient: Http) -> None:
    begun = monotonic()
    assert heard(begun) is None
    patient.call("GET", f"{server.url}/")
    assert heard(begun) == 200


def test_a_deadline_also_stops_an_answer_that_never_ends(server: Loopback) -> None:
    http = Http(deadline=0.4)
    for how in (How.DRIP, How.HEADER_DRIP):
        server.fail("GET /", Trouble(how))
        begun = monotonic()
        with pytest.raises(Unavailable):
            http.call("GET", f"{server.url}/")
        assert 0.3 < monotonic() - begun < 1.5
    http.close()


def test_an_upload_has_a_deadline_of_its_own(server: Loopback) -> None:
    http = Http(deadline=30, upload_deadline=0.2)
    server.fail("POST /", Trouble(How.SILENT))
    with pytest.raises(Unavailable):
        http.call("POST", f"{server.url}/", content=b"x" * 300_000, upload=True)
    http.close()


# surely not sent


def refused() -> str:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


@pytest.mark.parametrize("final", [True, False])
def test_nothing_was_sent_where_nobody_listens(patient: Http, final: bool) -> None:
    with pytest.raises(Unavailable) as caught:
        patient.call("POST", refused(), json={}, final=final)
    assert caught.value.problem is Problem.CONNECTION_REFUSED


@pytest.mark.parametrize("final", [True, False])
def test_nothing_was_sent_to_a_name_that_does_not_exist(patient: Http, final: bool) -> None:
    with pytest.raises(Unavailable) as caught:
        patient.call("POST", "https://musterbach.invalid/", json={}, final=final)
    assert caught.value.problem is Problem.HOST_UNKNOWN


def test_a_name_that_cannot_be_asked_for_now_means_offline(patient: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(Unavailable) as caught:
        patient.call("POST", "https://musterbach.example/", json={}, final=True)
    assert caught.value.problem is Problem.OFFLINE


def test_a_connection_that_does_not_come_about_in_time_sent_nothing(hasty: Http) -> None:
    with ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        with pytest.raises(Unavailable) as caught:
            hasty.call("POST", f"http://127.0.0.1:{full.getsockname()[1]}/", json={}, final=True)
    assert caught.value.problem is Problem.TIMED_OUT


@pytest.mark.parametrize(
    "address", ["", "musterbach.example", "ftp://127.0.0.1/", "http://", "http://[::1", "https://ä..b/"]
)
def test_what_is_no_address_is_never_called(patient: Http, address: str) -> None:
    with pytest.raises(Unavailable) as caught:
        patient.call("POST", address, json={}, final=True)
    assert caught.value.problem in (Problem.ADDRESS_WRONG, Problem.HOST_UNKNOWN)


# certificates


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody vouches for, made now: a kept one would run out."""
    folder = tmp_path_factory.mktemp("tls")
    where = str(folder / "both.pem")
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    try:
        subprocess.run(
            [*made, "-addext", names, "-keyout", where, "-out", f"{where}.crt"], check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("no openssl on this computer")
    (folder / "both.pem").write_text(Path(where).read_text() + Path(f"{where}.crt").read_text())
    return folder / "both.pem"


@pytest.fixture
def secure(own_certificate: Path) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate)
    with Loopback(tls=context) as server:
        yield server


@pytest.mark.parametrize("final", [True, False])
def test_a_certificate_nobody_vouches_for_is_refused_before_anything_is_sent(
    secure: Loopback, patient: Http, final: bool
) -> None:
    with pytest.raises(Unavailable) as caught:
        patient.call("POST", f"{secure.url}/", json={"secret": "x"}, final=final)
    assert caught.value.problem is Problem.CERTIFICATE
    assert secure.requests == []


def test_a_certificate_the_office_trusts_is_taken(secure: Loopback, own_certificate: Path) -> None:
    http = Http(trust=lambda: ssl.create_default_context(cafile=str(own_certificate)))
    assert http.call("POST", f"{secure.url}/", json={}, final=True).record() == {"id": "1"}
    secure.fail("POST /", Trouble(How.CLOSED, True))
    with pytest.raises(Uncertain):
        http.call("POST", f"{secure.url}/", json={}, final=True)
    http.close()


def test_a_server_that_speaks_no_tls_was_sent_nothing(server: Loopback, hasty: Http) -> None:
    with pytest.raises(Unavailable) as caught:
        hasty.call("POST", f"https://127.0.0.1:{server.port}/", json={}, final=True)
    assert caught.value.problem in (Problem.CERTIFICATE, Problem.CONNECTION_LOST, Problem.TIMED_OUT)
    assert server.requests == []


# proxies


def test_a_proxy_is_used_only_when_it_is_given(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", refused())
    http = Http()
    http.call("GET", f"{server.url}/direct")
    through = Http(proxy_for=lambda _url: server.url)
    assert through.call("GET", "http://website.invalid/page").record() == {"id": "1"}
    assert server.requests[-1].path == "/page"
    http.close()
    through.close()


def test_a_proxy_that_refuses_the_tunnel_was_sent_nothing() -> None:
    with Loopback(lambda _request: Reply(407, LOGIN_PAGE)) as proxy:
        http = Http(proxy_for=lambda _url: f"http://amt:geheim42@127.0.0.1:{proxy.port}", deadline=2)
        with pytest.raises(Unavailable) as caught:
            http.call("POST", "https://musterbach.invalid/", json={}, final=True)
        http.close()
    assert caught.value.problem is Problem.PROXY
    assert "geheim42" not in caught.value.detail


def test_a_proxy_nobody_answers_at_is_named_as_such(patient: Http) -> None:
    http = Http(proxy_for=lambda _url: refused())
    with pytest.raises(Unavailable) as caught:
        http.call("POST", "https://musterbach.invalid/", json={}, final=True)
    assert caught.value.problem is Problem.PROXY
    http.close()


# what is sent


def test_a_request_says_who_asks_and_nothing_from_the_environment(
    server: Loopback, patient: Http, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login amt password geheim\n")
    monkeypatch.setenv("NETRC", str(netrc))
    patient.call("POST", f"{server.url}/", json={"text": "Grüße 🎉"}, headers={"X-Own": "1"}, params={"a": "ä"})
    request = server.requests[0]
    assert request.headers["user-agent"] == f"AmtDesk/{__version__}"
    assert request.headers["x-own"] == "1"
    assert "authorization" not in request.headers
    assert json.loads(request.body) == {"text": "Grüße 🎉"}
    assert request.query == {"a": "ä"}


def test_the_irreversible_call_has_a_connection_of_its_own(server: Loopback, patient: Http) -> None:
    patient.call("GET", f"{server.url}/")
    patient.call("POST", f"{server.url}/", json={}, final=True)
    assert server.requests[0].headers.get("connection") != "close"
    assert server.requests[1].headers["connection"] == "close"


def test_a_kept_connection_that_the_platform_closed_does_not_stop_reading(server: Loopback, patient: Http) -> None:
    patient.call("GET", f"{server.url}/first")
    server.fail("GET /second", Trouble(How.CLOSED))
    assert patient.call("GET", f"{server.url}/second").status == 200
    server.fail("POST /third", Trouble(How.CLOSED))
    with pytest.raises(Unavailable):
        patient.call("POST", f"{server.url}/third", json={})
    assert len(server.seen("POST /third")) == 1


def test_a_lost_answer_on_a_new_connection_is_not_asked_for_again(server: Loopback, patient: Http) -> None:
    server.fail("GET /first", Trouble(How.CLOSED))
    with pytest.raises(Unavailable):
        patient.call("GET", f"{server.url}/first")
    assert len(server.requests) == 1


def test_cookies_are_not_kept(patient: Http) -> None:
    with Loopback(lambda _request: Reply(200, {}, {"Set-Cookie": "session=1; Path=/"})) as server:
        patient.call("GET", f"{server.url}/")
        patient.call("GET", f"{server.url}/")
        assert "cookie" not in server.requests[1].headers


def test_a_lone_surrogate_does_not_stop_a_post(server: Loopback, patient: Http) -> None:
    patient.call("POST", f"{server.url}/", json={"text": "kaputt \ud83d"})
    assert json.loads(server.requests[0].body) == {"text": "kaputt ?"}


# what comes back


@pytest.mark.parametrize("header", [{"Retry-After": "420"}, {"Retry-After": "Sat, 21 Nov 2026 08:07:00 GMT"}])
@pytest.mark.parametrize("status", [429, 503])
def test_a_platform_that_asks_for_patience_gets_it(
    server: Loopback, patient: Http, header: dict[str, str], status: int
) -> None:
    server.fail("POST /", Trouble(How.REPLY, False, Reply(status, b"", header)))
    with pytest.raises(RateLimited) as caught:
        patient.call("POST", f"{server.url}/", json={}, final=True)
    assert caught.value.until == NOW + 7 * MINUTE


def test_secrets_are_in_no_error(server: Loopback, patient: Http) -> None:
    patient.hide("s3cr3t-t0ken ä")
    echo = json.dumps({"error": "token s3cr3t-t0ken ä is bad", "accessJwt": "abcdefgh"})
    server.fail("GET /", answers(400, echo.encode(), Content_Type="application/json"))
    with pytest.raises(Rejected) as caught:
        patient.call("GET", f"{server.url}/?token=s3cr3t", headers={"Authorization": "Bearer s3cr3t-t0ken"})
    assert "s3cr3t" not in caught.value.detail + str(caught.value)
    assert "abcdefgh" not in caught.value.detail


def test_a_refusal_counts_even_if_its_body_never_arrives(server: Loopback, patient: Http) -> None:
    half = Reply(422, b"{", {"Content-Length": "500"})
    server.fail("POST /", Trouble(How.REPLY, False, half))
    with pytest.raises(Rejected):
        patient.call("POST", f"{server.url}/", json={}, final=True)


def test_an_accepted_status_is_an_answer(patient: Http) -> None:
    with Loopback(lambda _request: Reply(404, {"error": "gone"})) as server:
        assert patient.call("GET", f"{server.url}/", accept=(404,)).status == 404


def test_a_channel_may_know_better_what_a_status_means(patient: Http) -> None:
    def judge(answer: object) -> tuple[type[ChannelError], Problem]:
        return AccessDenied, Problem.ACCOUNT_BLOCKED

    def blocked(_request: Request) -> Reply:
        return Reply(403, {"error": "disabled"})

    with Loopback(blocked) as server, pytest.raises(AccessDenied) as caught:
        patient.call("POST", f"{server.url}/", json={}, judge=judge)
    assert (caught.value.problem, caught.value.status) == (Problem.ACCOUNT_BLOCKED, 403)
