"""How far one gets on the way to a server: proxy, name, connection, certificate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.errors import Problem
from amtdesk.domain.link import host_of

#: Troubles of an access that the way to the server has nothing to do with.
NOT_ON_THE_WAY = frozenset(
    {Problem.SECRET_MISSING, Problem.KEYRING_ABSENT, Problem.KEYRING_LOCKED}
    | {Problem.SEVERAL_PAGES, Problem.PAGE_ABSENT, Problem.ACCOUNT_UNLINKED, Problem.WEBSITE_NEEDED}
)

#: Among the settings: where a profile lies, as its platform said and as it was typed.
_SERVERS = ("pds", "server")


class Stop(StrEnum):
    """Where the way to a server ends."""

    ADDRESS = "address"
    PROXY_SILENT = "proxy_silent"
    PROXY_LOGIN = "proxy_login"
    PROXY_REFUSES = "proxy_refuses"
    NAME_UNKNOWN = "name_unknown"
    #: no server at all answers
    NO_NETWORK = "no_network"
    #: it does not answer, another one does: switched off, or kept out by the firewall
    BLOCKED = "blocked"
    #: it does not answer, and there was no other one to ask
    SILENT = "silent"
    EXPIRED = "expired"
    OTHER_NAME = "other_name"
    #: a certificate nobody on this computer vouches for: inspected by the house, or not the server at all
    NOT_TRUSTED = "not_trusted"
    NO_TLS = "no_tls"


#: What it comes to for whoever only wants to know what is wrong; the others say no more than the call itself.
MEANT: Mapping[Stop, Problem] = {
    Stop.ADDRESS: Problem.ADDRESS_WRONG,
    Stop.PROXY_SILENT: Problem.PROXY,
    Stop.PROXY_LOGIN: Problem.PROXY,
    Stop.PROXY_REFUSES: Problem.PROXY,
    Stop.NAME_UNKNOWN: Problem.HOST_UNKNOWN,
    Stop.NO_NETWORK: Problem.OFFLINE,
    Stop.EXPIRED: Problem.CERTIFICATE,
    Stop.OTHER_NAME: Problem.CERTIFICATE,
    Stop.NOT_TRUSTED: Problem.CERTIFICATE,
    Stop.NO_TLS: Problem.CERTIFICATE,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What was found on the way to one server; `stop` is None when it is open."""

    host: str
    stop: Stop | None = None
    #: the proxy on the way, without name and password; empty for the direct way
    proxy: str = ""
    #: the certificate is one this computer trusts but the public does not: the house looks into the connection
    inspected: bool = False
    #: who issued the certificate
    issuer: str = ""
    #: for the IT, never a secret
    detail: str = ""


def addresses(account: Account, kind: Kind) -> tuple[str, ...]:
    """The addresses an account needs, its own first."""
    own = _own(account)[:1]
    fixed = [f"https://{host}" for host in _fixed(kind)]
    # an account with an address of its own is the one that is asked, e.g. a test server
    return tuple(dict.fromkeys(own or fixed))


def hosts(kinds: Iterable[Kind], accounts: Iterable[Account], known: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """What must be open in the network (host, or host:port) and what for: for these kinds, and for these accounts with
    their own servers.
    """
    found: dict[str, set[str]] = {}
    for kind in kinds:
        for host in _fixed(kind):
            found.setdefault(host, set()).add(kind.label)
    for account in accounts:
        its = known.get(account.kind)
        if its is None or not its.connects:
            continue
        for host in (*_fixed(its), *(_netloc(url) for url in _own(account))):
            found.setdefault(host, set()).add(its.label)
    return {host: tuple(sorted(found[host])) for host in sorted(found)}


def _fixed(kind: Kind) -> list[str]:
    return [host for host in kind.hosts if "{" not in host]


def _own(account: Account) -> list[str]:
    """Servers of this account alone: as typed, and the one a profile really lies on."""
    known = [account.url, *(account.settings.get(name, "") for name in _SERVERS)]
    return [url.strip() for url in known if host_of(url)]


def _netloc(url: str) -> str:
    parts = urlsplit(url.strip())
    host = parts.hostname or ""
    return f"{host}:{parts.port}" if parts.port not in (None, 443) else host
