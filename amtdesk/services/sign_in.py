"""Signing in with the system's browser: the address to open, then the one answer that becomes an access."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.errors import AccessDenied, AmtDeskError, NotAllowed, Problem, SignInEnded
from amtdesk.services.accounts import Access, Opens

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds a person has in the browser.
PATIENCE = 300.0
_BLACK = "***"


class Listener(Protocol):
    """Waits on this computer for what the browser brings back."""

    @property
    def redirect(self) -> str: ...
    def wait(self, state: str, seconds: float) -> Mapping[str, str]: ...
    def cancel(self) -> None: ...
    def close(self) -> None: ...


#: Opens a listener on one of the ports (any, when there are none) and a path.
Listens = Callable[[Sequence[int], str], Listener]


class SignIn:
    """One attempt. `address` is to be opened in the browser; `finish` waits for the answer, off the GUI thread."""

    def __init__(self, access: Access, kind: Kind, listener: Listener, open_channel: Opens) -> None:
        self._access = access
        self._kind = kind
        self._listener = listener
        self._verifier = secrets.token_urlsafe(64)
        self._state = secrets.token_urlsafe(32)
        #: what the channel keeps on the way, e.g. the registration of this program at a server
        self._kept: dict[str, str] = {}
        account = Account(0, access.kind, access.name, access.url, access.settings)
        self._channel: Any = open_channel(account, access.secrets, self._kept.__setitem__)
        with self._hiding():
            self.address = _web(self._channel.begin_sign_in(listener.redirect, self._state, challenge(self._verifier)))

    def finish(self, patience: float = PATIENCE) -> Access:
        """The access with what the platform gave. Nothing is kept yet.

        Raises `SignInEnded` when nobody answered, somebody cancelled or the platform refused, and what the channel
        raises.
        """
        try:
            answer = self._listener.wait(self._state, patience)
        finally:
            self._listener.close()
        if "error" in answer:
            raise SignInEnded(Problem.SIGN_IN_REFUSED, ": ".join(_said(answer)))
        with self._hiding(*answer.values()):
            gained = self._channel.end_sign_in(answer, self._listener.redirect, self._verifier)
        return self._whole({**self._kept, **gained})

    def cancel(self) -> None:
        """Stop waiting, from any thread."""
        self._listener.cancel()

    def _whole(self, gained: Mapping[str, str]) -> Access:
        hidden = {field.name for field in self._kind.fields if field.secret} | set(self._kind.kept_secrets)
        given = {name: value for name, value in gained.items() if value}
        if not hidden & set(given):
            raise AccessDenied(Problem.SECRET_MISSING, "the platform gave no access")
        return replace(
            self._access,
            url=given.get("url", self._access.url),
            settings={
                **self._access.settings,
                **{name: value for name, value in given.items() if name not in hidden | {"url"}},
            },
            secrets={**self._access.secrets, **{name: value for name, value in given.items() if name in hidden}},
        )

    @contextmanager
    def _hiding(self, *others: str) -> "Iterator[None]":
        """What was exchanged stays out of what an error tells."""
        try:
            yield
        except AmtDeskError as error:
            for value in (self._verifier, self._state, *self._kept.values(), *others):
                # shorter ones are words of the sentence, not keys
                if len(value) >= 8:
                    error.detail = error.detail.replace(value, _BLACK)
            error.args = (f"{error.problem.value}: {error.detail}",)
            raise


class SignIns:
    """Begins attempts for kinds that sign in by browser."""

    def __init__(self, kinds: Mapping[str, Kind], open_channel: Opens, listen: Listens) -> None:
        self._kinds = kinds
        self._open = open_channel
        self._listen = listen

    def begin(self, access: Access) -> SignIn:
        """Listen, and ask the channel for the address. Talks to the platform, so never on the GUI thread.

        Raises `SignInEnded` when all ports are taken, and what the channel raises.
        """
        kind = self._kinds[access.kind]
        if kind.sign_in is None:
            raise NotAllowed(f"{kind.name} does not sign in by browser")
        listener = self._listen(kind.sign_in.ports, kind.sign_in.path)
        try:
            return SignIn(access, kind, listener, self._open)
        except BaseException:
            listener.close()
            raise


def challenge(verifier: str) -> str:
    """S256 of RFC 7636."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _web(address: str) -> str:
    """The address, when a browser may be sent there: https, or http on this computer. Raises `SignInEnded`."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if host and address.isprintable() and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))):
        return address
    raise SignInEnded(Problem.ADDRESS_WRONG, f"not opened: {parts.scheme}://{host}")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _said(answer: Mapping[str, str]) -> list[str]:
    return [answer[name][:300] for name in ("error", "error_description") if answer.get(name)]
