"""Reading a page: what is asked, what never is, and how a page ends that does not answer well."""

from collections.abc import Iterator
from time import monotonic

import pytest

from amtdesk.channels import web_page
from amtdesk.channels.web_page import LARGEST, WebPage
from amtdesk.domain.errors import ChannelError, Problem, Unavailable
from tests.channels.servers.loopback import How, Loopback, Reply, Request, Trouble


def page(resolve: web_page.Resolve = lambda _host: ["203.0.114.7"]) -> WebPage:
    return WebPage(lambda _url: None, resolve)


def respond(request: Request) -> Reply:
    if request.path == "/moved":
        return Reply(302, b"", {"Location": "/there"})
    if request.path == "/round":
        return Reply(301, b"", {"Location": "/round"})
    if request.path == "/away":
        return Reply(302, b"", {"Location": "file:///etc/passwd"})
    if request.path == "/inside":
        return Reply(302, b"", {"Location": "http://192.168.0.1/"})
    if request.path == "/large":
        return Reply(200, b"x" * (LARGEST + 1))
    return Reply(200, b"<title>Da</title>", {"Content-Type": "text/html"})


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback(respond) as server:
        yield server


def test_a_page_is_read_and_redirects_followed(server: Loopback) -> None:
    assert page()(f"{server.url}/moved", "text/html", local=True) == (b"<title>Da</title>", "text/html")
    assert [one.path for one in server.requests] == ["/moved", "/there"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/round", Problem.REDIRECTED),
        ("/away", Problem.ADDRESS_WRONG),
        ("/inside", Problem.ADDRESS_WRONG),
        ("/large", Problem.ANSWER_TOO_LARGE),
    ],
)
def test_what_leads_astray_is_an_error(server: Loopback, path: str, problem: Problem) -> None:
    with pytest.raises(ChannelError) as caught:
        page()(f"{server.url}{path}", "text/html", local=True)
    assert caught.value.problem is problem


@pytest.mark.parametrize(
    "url",
    [
        "http://www.musterbach.example/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://intranet/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://[::ffff:192.168.0.1]/",
        "https://169.254.169.254/latest",
        "https://me:secret@www.musterbach.example/",
        "https://[",
        "ftp://www.musterbach.example/",
    ],
)
def test_private_and_unencrypted_addresses_are_never_asked(url: str) -> None:
    with pytest.raises(Unavailable) as caught:
        page()(url, "text/html")
    assert caught.value.problem is Problem.ADDRESS_WRONG


def test_a_name_that_leads_inside_is_refused() -> None:
    for inside in ("192.168.178.1", "fe80::1%eth0", "127.0.0.1"):
        with pytest.raises(Unavailable) as caught:
            page(lambda _host, inside=inside: ["203.0.114.7", inside])("https://www.musterbach.example/", "text/html")
        assert caught.value.problem is Problem.ADDRESS_WRONG


def test_a_name_nobody_knows_is_said() -> None:
    def unknown(_host: str) -> list[str]:
        raise OSError("unknown")

    with pytest.raises(Unavailable) as caught:
        page(unknown)("https://www.musterbach.example/", "text/html")
    assert caught.value.problem is Problem.HOST_UNKNOWN


def test_a_page_that_drips_ends(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "DEADLINE", 1.0)
    server.fail("GET /", Trouble(How.SILENT))
    begun = monotonic()
    with pytest.raises(Unavailable):
        page()(f"{server.url}/", "text/html", local=True)
    assert monotonic() - begun < 5
