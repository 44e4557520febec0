"""The proxy as Windows says it for each address, PAC script, WPAD and exceptions included."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from amtdesk.system import network
from amtdesk.system.policy import DIRECT, PROXY, policy

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkProxy


def way_out(platform: str = sys.platform, decided: str | None = None) -> Callable[[str], str | None]:
    """What finds the proxy for an address; `decided` (or the policy) stands above everything the system says.

    May wait seconds for a PAC script, so it is never asked on the GUI thread.
    """
    override = decided if decided is not None else policy(PROXY)
    if override is not None:
        fixed = "" if override == DIRECT else override
        return lambda url: network.proxy_for(url, fixed)
    return of_windows if platform == "win32" else network.proxy_for


def of_windows(url: str) -> str | None:
    """Qt asks WinHTTP; Python's own library reads neither PAC scripts nor WPAD."""
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxyFactory, QNetworkProxyQuery

    if network.is_loopback(QUrl(url).host()):
        return None
    found = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url)))
    return as_url(found[0]) if found else None


def as_url(proxy: "QNetworkProxy") -> str | None:
    """As requests wants it; None for the direct way."""
    from PySide6.QtNetwork import QNetworkProxy

    schemes = {
        QNetworkProxy.ProxyType.HttpProxy: "http",
        QNetworkProxy.ProxyType.HttpCachingProxy: "http",
        # the proxy looks the name up
        QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
    }
    scheme = schemes.get(proxy.type())
    return f"{scheme}://{proxy.hostName()}:{proxy.port()}" if scheme and proxy.hostName() else None
