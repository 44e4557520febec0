"""Addresses as people type them, and which of them a password may be sent to."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from amtdesk.domain.errors import Problem, Unavailable


def base(typed: str) -> str:
    """The address of a server without trailing slash, query or anchor; `https://` is added when nothing stands there.

    Raises `Unavailable` when it is none, or unencrypted to another computer.
    """
    text = typed.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise Unavailable(Problem.ADDRESS_WRONG, typed) from None
    if parts.scheme not in ("http", "https") or not host or parts.username or any(c.isspace() for c in parts.netloc):
        raise Unavailable(Problem.ADDRESS_WRONG, typed if not parts.username else host)
    if parts.scheme == "http" and not is_loopback(host):
        raise Unavailable(Problem.ADDRESS_WRONG, f"https:// fehlt: {typed}")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))


def is_loopback(host: str) -> bool:
    """Whether the host is this computer."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(address: str) -> str:
    """The host in lower case, or an empty text."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def origin(address: str) -> tuple[str, str]:
    """Scheme and host with port."""
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()
