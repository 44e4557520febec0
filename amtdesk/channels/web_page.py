"""Reads a page of the web for the card of a link: public addresses only, encrypted, small, in ten seconds."""

import ipaddress
import socket
from collections.abc import Callable
from time import monotonic
from urllib.parse import urljoin, urlsplit

from amtdesk.channels import addresses
from amtdesk.channels.answer import Answer
from amtdesk.channels.http import Http
from amtdesk.domain.errors import Problem, Unavailable

#: Seconds for the page with all its redirects; bytes; redirects.
DEADLINE = 10.0
LARGEST = 1_000_000
MOST_REDIRECTS = 4
_REDIRECTS = (301, 302, 303, 307, 308)

Resolve = Callable[[str], list[str]]


def resolved(host: str) -> list[str]:
    """The addresses of a host. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


class WebPage:
    """`proxy_for` finds the proxy for an address; where there is one, it looks the names up."""

    def __init__(self, proxy_for: Callable[[str], str | None], resolve: Resolve = resolved) -> None:
        self._proxy_for = proxy_for
        self._resolve = resolve

    def __call__(self, url: str, accept: str, *, local: bool = False) -> tuple[bytes, str]:
        """Content and its type. `local`: this computer may be asked too, unencrypted, which only test servers need.

        Raises `ChannelError`, also for what is no public https address or larger than LARGEST.
        """
        until = monotonic() + DEADLINE
        for _ in range(1 + MOST_REDIRECTS):
            self._refuse_private(url, local)
            answer = self._ask(url, accept, max(0.1, until - monotonic()))
            if answer.status not in _REDIRECTS:
                return answer.body, answer.headers.get("Content-Type", "")
            url = urljoin(url, answer.headers.get("Location", ""))
        raise Unavailable(Problem.REDIRECTED, url)

    def _ask(self, url: str, accept: str, seconds: float) -> Answer:
        http = Http(self._proxy_for, connect_within=seconds, deadline=seconds, largest_answer=LARGEST)
        try:
            return http.call("GET", url, headers={"Accept": accept}, accept=_REDIRECTS)
        finally:
            http.close()

    def _refuse_private(self, url: str, local: bool) -> None:
        try:
            parts = urlsplit(url)
            host, named = parts.hostname or "", parts.username
        except ValueError:
            raise Unavailable(Problem.ADDRESS_WRONG, url) from None
        if local and addresses.is_loopback(host) and parts.scheme in ("http", "https"):
            return
        if parts.scheme != "https" or not host or named:
            raise Unavailable(Problem.ADDRESS_WRONG, url)
        if not all(_is_public(one) for one in self._addresses(host, url)):
            raise Unavailable(Problem.ADDRESS_WRONG, f"{host}: no public address")

    def _addresses(self, host: str, url: str) -> list[str]:
        if _is_literal(host):
            return [host]
        if addresses.is_loopback(host) or "." not in host:
            # a name that means something in this house only
            return ["127.0.0.1"]
        if self._proxy_for(url):
            return []
        try:
            return self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise Unavailable(Problem.HOST_UNKNOWN, host) from error


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None)
    return (inner or found).is_global and not found.is_multicast
