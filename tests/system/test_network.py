"""The way out."""

import socket

import pytest

from amtdesk.system import network
from amtdesk.system.network import is_loopback, proxy_for, reachable


def test_without_a_proxy_the_way_is_direct() -> None:
    assert proxy_for("https://mastodon.example/api") is None


def test_the_proxy_of_the_system_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.rathaus:8080")
    assert proxy_for("https://mastodon.example/api") == "http://proxy.rathaus:8080"
    assert proxy_for("http://mastodon.example/api") is None


def test_a_proxy_for_everything_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://proxy.rathaus:1080")
    assert proxy_for("https://mastodon.example") == "socks5://proxy.rathaus:1080"


def test_exceptions_of_the_system_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.rathaus:8080")
    monkeypatch.setenv("no_proxy", "intern.example")
    assert proxy_for("https://web.intern.example/") is None


def test_the_setting_wins_over_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.rathaus:8080")
    assert proxy_for("https://a.example", "anderer:3128") == "http://anderer:3128"
    assert proxy_for("https://a.example", "") is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "127.8.9.1", "[::1]:99", "pds.localhost"])
def test_this_computer_is_reached_directly(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.rathaus:8080")
    assert proxy_for(f"http://{host}/", "proxy:1") is None
    assert proxy_for(f"http://{host}/") is None


def test_other_computers_are_no_loopback() -> None:
    assert not is_loopback("localhost.example")
    assert not is_loopback("10.0.0.1")
    assert not is_loopback("127.example")


def test_a_server_that_takes_a_connection_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert reachable(f"http://127.0.0.1:{port}/x")
    assert not reachable(f"http://127.0.0.1:{port}/x", 1.0)
    assert not reachable("https:///", 1.0)


def test_on_the_way_there_the_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setattr(network, "proxy_for", lambda _url: proxy)
        assert network.reachable("https://gemeinde.example")
