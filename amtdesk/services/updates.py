"""A newer version: looked for when allowed, once a day, and offered; nothing is ever started from here."""

import hashlib
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from amtdesk.domain import release as releases
from amtdesk.domain.errors import AmtDeskError, ChannelError, Problem
from amtdesk.domain.release import Release
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.signature import is_signed
from amtdesk.store import settings
from amtdesk.store.database import Database
from amtdesk.store.files import write_whole
from amtdesk.store.trouble import drive_named

log = logging.getLogger(__name__)

KEY = "updates"
EVERY = timedelta(days=1)
#: Bytes of a setup, and seconds its download may take.
LARGEST_SETUP, LONGEST_DOWNLOAD = 300 * 1024 * 1024, 1800.0
_SECONDS = 30.0
#: An address that answers, but not with a version file.
_ABSENT = (Problem.NOT_FOUND, Problem.REFUSED, Problem.NOT_THIS_PLATFORM, Problem.PERMISSION_MISSING)


class Fetch(Protocol):
    """GET of an address: at most so many bytes in at most so many seconds. Raises `ChannelError`."""

    def __call__(self, url: str, most: int, seconds: float) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """What this installation is and what the IT department decided."""

    version: str
    #: the makers' public key, base64
    public_key: str
    #: this program was put here by the setup for one user; any other one is brought up to date by the IT
    by_setup: bool
    #: the IT switched looking off
    forbidden: bool
    #: the IT's own address of the version file
    address: str | None
    #: where the user's downloads lie
    downloads: Callable[[], Path]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of newer versions; `problem` is that of the last look."""

    allowed: bool
    address: str
    looked: datetime | None = None
    problem: Problem | None = None
    offered: Release | None = None
    #: the setup that was fetched and found good, as long as it lies there
    fetched: Path | None = None


class Updates:
    """Everything is asked in the background; a network may hang."""

    def __init__(
        self, database: Database, changes: Changes, now: Callable[[], datetime], fetch: Fetch, ground: Ground
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._fetch = fetch
        self.ground = ground

    @property
    def possible(self) -> bool:
        """Whether this program may look at all."""
        return self.ground.by_setup and not self.ground.forbidden

    def outlook(self) -> Outlook:
        """What is known now; asks nobody."""
        kept = self._kept()
        looked = kept.get("looked")
        problem = kept.get("problem")
        offered = self._offered(kept)
        return Outlook(
            allowed=self._allowed(kept),
            address=self._address(kept),
            looked=datetime.fromisoformat(looked) if looked else None,
            problem=Problem(problem) if problem else None,
            offered=offered,
            fetched=_fetched(kept, offered),
        )

    def allow(self, *, on: bool) -> None:
        """Look once a day from now on, or never."""
        self._keep(allowed=on)

    def set_address(self, address: str) -> None:
        """Where the version file lies; empty: nowhere. Raises `AmtDeskError` (ADDRESS_WRONG)."""
        plain = address.strip()
        if plain and not releases.is_address(plain):
            raise AmtDeskError(Problem.ADDRESS_WRONG, plain[:200])
        if plain != self._address(self._kept()):
            # another place, another story
            self._keep(address=plain, content=None, signature=None, seen=None, looked=None, problem=None, fetched=None)

    def routine(self) -> None:
        """Look if it is allowed and a day has passed; what fails is kept, not raised."""
        kept = self._kept()
        if not self.possible or not self._allowed(kept) or not self._address(kept):
            return
        looked = kept.get("looked")
        # a clock that was set back must not end the looking
        if looked and timedelta(0) <= self._now() - datetime.fromisoformat(looked) < EVERY:
            return
        try:
            self.look()
        except AmtDeskError as error:
            log.warning("newer version: %s", error)

    def look(self) -> Outlook:
        """Ask the address now. Raises `AmtDeskError`; what was offered before stays."""
        address = self._address(self._kept())
        if not self.possible or not releases.is_address(address):
            raise AmtDeskError(Problem.ADDRESS_WRONG, address)
        self._keep(looked=self._now().isoformat(), problem=None)
        try:
            content, signature = self._announced(address)
            found = self._checked(content, signature, address)
        except AmtDeskError as error:
            self._keep(problem=error.problem.value)
            raise
        encoded = {"content": b64encode(content).decode(), "signature": b64encode(signature).decode()}
        self._keep(**encoded, seen=found.version)
        return self.outlook()

    def download(self) -> Path:
        """Fetch what is offered into the user's downloads; returns it there once its content is the announced one.

        Raises `AmtDeskError`; nothing is left then.
        """
        found = self._offered(self._kept())
        if not self.possible or found is None:
            raise AmtDeskError(Problem.RELEASE_ABSENT)
        content = self._fetch(found.url, LARGEST_SETUP, LONGEST_DOWNLOAD)
        digest = hashlib.sha256(content).hexdigest()
        if digest != found.sha256:
            raise AmtDeskError(Problem.RELEASE_SPOILED, f"{digest} != {found.sha256}")
        with drive_named():
            folder = self.ground.downloads()
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / found.file_name, content)
        self._keep(fetched=str(folder / found.file_name))
        return folder / found.file_name

    def news(self) -> Release | None:
        """An offer nobody was told of yet; each version is given once."""
        kept = self._kept()
        offered = self._offered(kept)
        if offered is None or kept.get("told") == offered.version:
            return None
        self._keep(told=offered.version)
        return offered

    def _announced(self, address: str) -> tuple[bytes, bytes]:
        try:
            content = self._fetch(address, releases.LARGEST_FILE, _SECONDS)
            return content, self._fetch(f"{address}.sig", releases.LARGEST_SIGNATURE, _SECONDS)
        except ChannelError as error:
            if error.problem in _ABSENT:
                raise AmtDeskError(Problem.RELEASE_ABSENT, error.detail) from error
            raise

    def _checked(self, content: bytes, signature: bytes, address: str) -> Release:
        if not is_signed(content, signature, self.ground.public_key):
            raise AmtDeskError(Problem.RELEASE_UNSIGNED, address)
        found = releases.read(content, address)
        seen = self._kept().get("seen")
        if seen and releases.numbers(found.version) < releases.numbers(seen):
            # an old file is signed as well; whoever serves it may mean a version with known holes
            raise AmtDeskError(Problem.RELEASE_OLDER, f"{found.version} < {seen}")
        return found

    def _offered(self, kept: dict[str, Any]) -> Release | None:
        """What the file announced last, if it still counts: signed, and above this version."""
        if not self.possible or not kept.get("content"):
            return None
        content, signature = b64decode(kept["content"]), b64decode(kept.get("signature") or "")
        if not is_signed(content, signature, self.ground.public_key):
            return None
        try:
            found = releases.read(content, self._address(kept))
        except AmtDeskError:
            return None
        newer = releases.numbers(found.version) > releases.numbers(self.ground.version)
        return found if newer else None

    def _allowed(self, kept: dict[str, Any]) -> bool:
        # an address from the IT is meant to be asked, unless the user said no
        chosen = kept.get("allowed")
        return bool(self.ground.address) if chosen is None else bool(chosen)

    def _address(self, kept: dict[str, Any]) -> str:
        return self.ground.address or str(kept.get("address") or "")

    def _kept(self) -> dict[str, Any]:
        with self._database.reading() as connection:
            return dict(settings.get(connection, KEY, {}))

    def _keep(self, **values: object) -> None:
        with self._database.writing() as connection:
            settings.put(connection, KEY, {**settings.get(connection, KEY, {}), **values})
        self._changes.tell(Kind.UPDATES)


def _fetched(kept: dict[str, Any], offered: Release | None) -> Path | None:
    if offered is None or not kept.get("fetched"):
        return None
    place = Path(kept["fetched"])
    return place if place.name == offered.file_name and place.exists() else None
