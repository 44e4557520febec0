"""A newer version of the program, as its makers announce it in a version file."""

import json
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from amtdesk.domain.errors import AmtDeskError, Problem

#: Bytes of a version file and of its signature; characters of its notes that are shown.
LARGEST_FILE, LARGEST_SIGNATURE, LONGEST_NOTES = 65_536, 1_024, 2_000
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Release:
    """A version that can be fetched; `sha256` of the setup in small hex letters."""

    version: str
    url: str
    sha256: str
    published: date
    notes: str

    @property
    def file_name(self) -> str:
        """What the setup is called on this computer, whatever its address says."""
        return f"AmtDesk-{self.version}-Setup.exe"


def read(content: bytes, address: str) -> Release:
    """The release in a version file that came from `address`.

    Raises `AmtDeskError` (RELEASE_WRONG) when something is missing or the setup lies on another server.
    """
    try:
        found = json.loads(content.decode("utf-8"))
        release = Release(
            version=found["version"],
            url=found["url"],
            sha256=found["sha256"].lower(),
            published=date.fromisoformat(found["published"]),
            notes=str(found.get("notes", ""))[:LONGEST_NOTES],
        )
        good = _VERSION.fullmatch(release.version) and _SHA256.fullmatch(release.sha256)
        same = is_address(release.url) and _server(release.url) == _server(address)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AmtDeskError(Problem.RELEASE_WRONG, f"{type(error).__name__}: {error}") from None
    if not good or not same:
        raise AmtDeskError(Problem.RELEASE_WRONG, f"{release.version} {release.url} {release.sha256}"[:500])
    return release


def numbers(version: str) -> tuple[int, ...]:
    """A version as it compares: `0.10` is above `0.9.1`, `1.0` the same as `1.0.0`."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    parts = [int(part) for part in found[0].split(".")] if found else []
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def is_address(text: str) -> bool:
    """Whether a version file or a setup may be fetched there: HTTPS, or a server on this computer."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 (raises for a port that is none)
    except ValueError:
        return False
    if not parts.hostname or not parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)


def _server(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
