"""Newer versions: the makers' key, what the IT decided, and the way to the version file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from amtdesk import __version__
from amtdesk.channels.http import Http
from amtdesk.proxies import way_out
from amtdesk.services.changes import Changes
from amtdesk.services.updates import Ground, Updates
from amtdesk.store.database import Database
from amtdesk.system.installed import by_setup
from amtdesk.system.policy import UPDATE_ADDRESS, UPDATE_CHECK, policy, switched_off

#: Nobody has the private half of this one: whoever releases puts his own here (`installer/RELEASE.md`).
PUBLIC_KEY = "BNVnDfVm6QWXR6AI+A0L3qdSydE5uSBBr3P6MORjPkM="


def updates(database: Database, changes: Changes, now: Callable[[], datetime], *, practice: bool) -> Updates:
    """The service for this installation; `practice`: of a sample office, where nobody is asked."""
    ground = Ground(
        version=__version__,
        public_key=PUBLIC_KEY,
        by_setup=not practice and by_setup(),
        forbidden=switched_off(policy(UPDATE_CHECK)),
        address=policy(UPDATE_ADDRESS),
        downloads=_downloads,
    )
    return Updates(database, changes, now, Way(way_out()), ground)


class Way:
    """Fetches with the rules for platforms: the system's proxy and certificates, no redirects, a cap, a deadline."""

    def __init__(self, proxy_for: Callable[[str], str | None]) -> None:
        self._proxy_for = proxy_for

    def __call__(self, url: str, most: int, seconds: float) -> bytes:
        """The content at the address. Raises `ChannelError`."""
        http = Http(self._proxy_for, deadline=seconds, largest_answer=most)
        try:
            return http.call("GET", url, headers={"Accept": "*/*"}).body
        finally:
            http.close()


def _downloads() -> Path:
    from platformdirs import user_downloads_path

    return user_downloads_path()
