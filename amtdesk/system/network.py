"""The way out of this network."""

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit


def proxy_for(url: str, override: str | None = None) -> str | None:
    """The proxy for this address as a URL, or None for the direct way.

    `override` is the setting: None asks the system (environment, Windows registry), "" means no proxy at all.
    Windows' PAC scripts are not read here, see `amtdesk/proxies.py`. Loopback never goes through a proxy.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or is_loopback(host):
        return None
    if override is not None:
        return _as_url(override)
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    if proxy_bypass(f"{host}:{parts.port}" if parts.port else host):
        return None
    return _as_url(proxies.get(parts.scheme) or proxies.get("all") or "")


def reachable(url: str, patience: float = 5.0, way: Callable[[str], str | None] | None = None) -> bool:
    """Whether the server of this address, or the proxy on the way there, takes a connection within `patience` seconds.

    `way` finds the proxy. Nothing is sent.
    """
    import socket

    parts = urlsplit((way or proxy_for)(url) or url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), patience):
            return True
    except (OSError, UnicodeError):
        return False


def is_loopback(host: str) -> bool:
    """Whether the host is this computer."""
    plain = host.strip("[]").rstrip(".").lower()
    if plain == "localhost" or plain.endswith(".localhost"):
        return True
    try:
        return ip_address(plain).is_loopback
    except ValueError:
        return False


def _as_url(proxy: str) -> str | None:
    plain = proxy.strip()
    if not plain:
        return None
    return plain if "://" in plain else f"http://{plain}"
