"""The one answer a browser brings back, over real sockets."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from amtdesk.domain.errors import Problem, SignInEnded
from amtdesk.system import loopback
from amtdesk.system.loopback import Loopback

STATE = "der-richtige-zustand"


@pytest.fixture(autouse=True)
def short_farewell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests do not follow to the clean page."""
    monkeypatch.setattr(loopback, "_FAREWELL", 0.3)


class Waiting:
    """A listener whose `wait` runs beside the test."""

    def __init__(self, listener: Loopback, seconds: float = 20.0) -> None:
        self.listener = listener
        self.answer: dict[str, str] | None = None
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._wait, args=(seconds,), daemon=True)
        self._thread.start()

    def _wait(self, seconds: float) -> None:
        try:
            self.answer = self.listener.wait(STATE, seconds)
        except SignInEnded as error:
            self.error = error

    def done(self) -> "Waiting":
        self._thread.join(10)
        assert not self._thread.is_alive()
        return self

    @property
    def still(self) -> bool:
        return self._thread.is_alive()


@contextmanager
def waiting(ports: tuple[int, ...] = (), path: str = "/callback", seconds: float = 20.0) -> Iterator[Waiting]:
    listener = Loopback(ports, path)
    one = Waiting(listener, seconds)
    try:
        yield one
    finally:
        listener.cancel()
        one.done()
        listener.close()


def call(url: str, **options: Any) -> requests.Response:
    options.setdefault("allow_redirects", False)
    with requests.Session() as session:
        session.trust_env = False
        return session.request(options.pop("method", "GET"), url, timeout=10, **options)


def test_it_listens_on_this_computer_only_and_on_a_port_of_chance() -> None:
    first, second = Loopback(), Loopback()
    assert first._listener.getsockname()[0] == "127.0.0.1"
    assert first.port != second.port and first.redirect == f"http://127.0.0.1:{first.port}/callback"
    first.close()
    second.close()


def test_the_answer_arrives_and_the_browser_ends_on_a_page_without_it() -> None:
    with waiting() as one:
        reply = call(f"{one.listener.redirect}?code=geheimer-code&state={STATE}", allow_redirects=True)
        one.done()
    assert one.answer == {"code": "geheimer-code"}
    assert [step.status_code for step in reply.history] == [303] and reply.status_code == 200
    assert "geheimer-code" not in reply.url and STATE not in reply.url
    assert "AmtDesk" in reply.text and "geheimer-code" not in reply.text and len(reply.content) < 1000
    assert reply.headers["Cache-Control"] == "no-store" and reply.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_an_error_of_the_platform_is_an_answer_too() -> None:
    with waiting() as one:
        call(f"{one.listener.redirect}?error=access_denied&state={STATE}")
        one.done()
    assert one.answer == {"error": "access_denied"}


@pytest.mark.parametrize(
    ("query", "options", "status"),
    [
        ("?code=x&state=ein-anderer", {}, 400),
        ("?code=x", {}, 400),
        (f"?code=x&code=y&state={STATE}", {}, 400),
        (f"?code=x&state={STATE}&state={STATE}", {}, 400),
        (f"?{'a=b&' * 40}state={STATE}", {}, 400),
        (f"?code=x&state={STATE}", {"headers": {"Host": "evil.example"}}, 403),
        (f"?code=x&state={STATE}", {"headers": {"Host": "localhost"}}, 403),
        (f"?code=x&state={STATE}", {"method": "POST"}, 405),
        (f"?code=x&state={STATE}", {"method": "HEAD"}, 405),
    ],
)
def test_what_is_not_the_answer_is_refused_and_it_goes_on_waiting(
    query: str, options: dict[str, Any], status: int
) -> None:
    with waiting() as one:
        assert call(f"{one.listener.redirect}{query}", **options).status_code == status
        assert one.still
        call(f"{one.listener.redirect}?code=right&state={STATE}")
        one.done()
    assert one.answer == {"code": "right"}


def test_other_addresses_are_not_there() -> None:
    with waiting(path="/oauth") as one:
        base = one.listener.redirect.removesuffix("/oauth")
        assert call(f"{base}/favicon.ico").status_code == 404
        assert call(f"{base}/fertig").status_code == 404
        assert call(f"{base}/callback?code=x&state={STATE}").status_code == 404
        assert one.still


def test_a_second_answer_changes_nothing() -> None:
    with waiting() as one:
        assert call(f"{one.listener.redirect}?code=first&state={STATE}").status_code == 303
        again = call(f"{one.listener.redirect}?code=second&state={STATE}")
        assert "bereits" in again.text
        one.done()
    assert one.answer == {"code": "first"}


def test_afterwards_nobody_listens_any_more() -> None:
    with waiting() as one:
        call(f"{one.listener.redirect}?code=x&state={STATE}", allow_redirects=True)
        one.done()
        with pytest.raises(requests.ConnectionError):
            call(f"{one.listener.redirect}?code=y&state={STATE}")


def test_silent_and_endless_connections_do_not_stand_in_the_way() -> None:
    with waiting() as one:
        place = ("127.0.0.1", one.listener.port)
        idle = [socket.create_connection(place) for _ in range(60)]
        endless = socket.create_connection(place)
        endless.sendall(b"GET /callback?x=" + b"a" * 20_000)
        call(f"{one.listener.redirect}?code=x&state={STATE}")
        one.done()
        for each in (*idle, endless):
            each.close()
    assert one.answer == {"code": "x"}


def test_the_first_free_of_the_given_ports_is_taken() -> None:
    taken, free = Loopback(), Loopback()
    port = free.port
    free.close()
    second = Loopback((taken.port, port))
    assert second.port == port
    with pytest.raises(SignInEnded) as ended:
        Loopback((taken.port, port))
    assert ended.value.problem is Problem.SIGN_IN_PORT_TAKEN and str(port) in ended.value.detail
    taken.close()
    second.close()


@pytest.mark.parametrize(
    ("end", "problem"),
    [
        (lambda listener: listener.cancel(), Problem.SIGN_IN_CANCELLED),
        (lambda _listener: None, Problem.SIGN_IN_TIMED_OUT),
    ],
)
def test_waiting_ends_by_itself_or_when_somebody_says_so(end: Callable[[Loopback], None], problem: Problem) -> None:
    with waiting(seconds=0.5) as one:
        end(one.listener)
        one.done()
    assert isinstance(one.error, SignInEnded) and one.error.problem is problem


def test_this_computer_by_its_name_is_this_computer() -> None:
    with waiting() as one:
        headers = {"Host": f"localhost:{one.listener.port}"}
        address = f"{one.listener.redirect}?code=x&state={STATE}"
        assert requests.get(address, headers=headers, allow_redirects=False, timeout=10).status_code == 303
        assert one.done().answer == {"code": "x"}
