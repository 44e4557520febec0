"""The proxy as Windows says it."""

import pytest
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from amtdesk import proxies
from amtdesk.system import network


def test_what_the_it_decided_stands_above_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://anderer:3128")
    assert proxies.way_out("win32", "proxy.rathaus:8080")("https://a.example") == "http://proxy.rathaus:8080"
    assert proxies.way_out("win32", "direkt")("https://a.example") is None
    assert proxies.way_out("linux")("https://a.example") == "http://anderer:3128"
    monkeypatch.setattr(proxies, "policy", lambda _name: "beschlossen:8080")
    assert proxies.way_out("linux")("https://a.example") == "http://beschlossen:8080"


def test_windows_is_asked_for_each_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(query: QNetworkProxyQuery) -> list[QNetworkProxy]:
        asked.append(query.url().host())
        if query.url().host() == "intern.example":
            return [QNetworkProxy(QNetworkProxy.ProxyType.NoProxy)]
        return [QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "pac.rathaus", 8080)]

    monkeypatch.setattr(QNetworkProxyFactory, "systemProxyForQuery", answer)
    way = proxies.way_out("win32")
    assert way("https://mastodon.example/api") == "http://pac.rathaus:8080"
    assert way("https://intern.example/") is None
    assert way("http://127.0.0.1:8080/") is None
    assert asked == ["mastodon.example", "intern.example"]


def test_qt_is_really_asked() -> None:
    assert proxies.of_windows("https://mastodon.example/") == network.proxy_for("https://mastodon.example/")


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (QNetworkProxy.ProxyType.HttpProxy, "http://p:1"),
        (QNetworkProxy.ProxyType.HttpCachingProxy, "http://p:1"),
        (QNetworkProxy.ProxyType.Socks5Proxy, "socks5h://p:1"),
        (QNetworkProxy.ProxyType.NoProxy, None),
    ],
)
def test_each_kind_of_proxy_becomes_an_address(kind: QNetworkProxy.ProxyType, url: str | None) -> None:
    assert proxies.as_url(QNetworkProxy(kind, "p", 1)) == url
