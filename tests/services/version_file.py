"""A server on loopback with a version file and a setup, signed with a key of the tests."""

import hashlib
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from amtdesk.domain.errors import AmtDeskError
from amtdesk.newer import Way
from amtdesk.services.desk import Desk
from amtdesk.services.updates import Ground, Updates
from tests.channels.servers.loopback import Loopback, Reply, Request

SETUP = b"MZ" + b"setup" * 1000
MAKERS = SigningKey(b"\7" * 32)
PUBLIC_KEY = b64encode(bytes(MAKERS.verify_key)).decode()


class VersionServer(Loopback):
    """`announce` says what is offered; `content` and `signature` may be spoiled afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.setup = SETUP
        self.content = b""
        self.signature = b""

    @property
    def address(self) -> str:
        return f"{self.url}/fassung.json"

    def announce(self, version: str = "9.1.0", signer: SigningKey = MAKERS, **changes: Any) -> None:
        told = {
            "version": version,
            "url": f"{self.url}/dateien/setup.exe",
            "sha256": hashlib.sha256(self.setup).hexdigest(),
            "published": "2026-10-12",
            "notes": "Bilder lassen sich drehen.",
        }
        self.content = json.dumps(told | changes).encode()
        self.signature = b64encode(signer.sign(self.content).signature)

    def respond(self, request: Request) -> Reply:
        found = {
            "/fassung.json": self.content,
            "/fassung.json.sig": self.signature,
            "/dateien/setup.exe": self.setup,
        }.get(request.path)
        return Reply(200, found) if found else Reply(404, b"gibt es nicht")


def updates_of(desk: Desk, downloads: Path, **changes: Any) -> Updates:
    """The real service of a per-user installation of version 9.0.0, with the tests' key."""
    facts: dict[str, Any] = {
        "version": "9.0.0",
        "public_key": PUBLIC_KEY,
        "by_setup": True,
        "forbidden": False,
        "address": None,
        "downloads": lambda: downloads,
    }
    return Updates(desk.database, desk.changes, desk.now, Way(lambda _url: None), Ground(**(facts | changes)))


def refusal(work: Any) -> Any:
    """The problem that some work ends with, or None."""
    try:
        work()
    except AmtDeskError as error:
        return error.problem
    return None
