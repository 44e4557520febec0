"""Refresh tokens that the platform takes only once: the process is killed around the exchange."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import requests

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Connection, Field, Kind
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AccessDenied, Problem
from amtdesk.services.accounts import Access
from amtdesk.services.credentials import Credentials
from amtdesk.services.renewal import Renewal
from tests.channels.servers.loopback import Loopback, Reply, Request
from tests.crash.child import FileSecrets
from tests.services.platform import KINDS, Stage

ROOT = Path(__file__).parents[2]
#: The child renews once, and waits to be killed at one place.
CHILD = """
import sys
from pathlib import Path
from tests.crash.test_renewal import Rotating, stage_at
folder, url, place = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
Rotating.dies = place
stage, renewal = stage_at(folder)
stage.clock.on(hours=21)
print("renewed", renewal.daily(), flush=True)
"""


class Rotating:
    """Exchanges its refresh token as X does: the old one is dead as soon as the new one is out."""

    dies = ""

    def __init__(self, account: Account, secrets: Mapping[str, str], keep: Callable[[str, str], None]) -> None:
        self._url, self._secrets, self._keep = account.url, dict(secrets), keep

    def connect(self) -> Connection:
        return Connection("Musterbach")

    def renew(self) -> None:
        self._dies_at("before")
        reply = requests.post(f"{self._url}/token", {"refresh_token": self._secrets["refresh"]}, timeout=10)
        if reply.status_code != 200:
            raise AccessDenied(Problem.ACCESS_EXPIRED, "invalid_grant")
        new = reply.json()
        self._dies_at("answered")
        self._keep("refresh", new["refresh_token"])
        self._dies_at("half kept")
        self._keep("access", new["access_token"])
        self._dies_at("kept")

    @classmethod
    def _dies_at(cls, place: str) -> None:
        if cls.dies == place:
            os.kill(os.getpid(), signal.SIGKILL)


def stage_at(folder: Path) -> tuple[Stage, Renewal]:
    stage = Stage(folder)
    kind = Kind("plain", "Plain", "note", (Field("password", "P", secret=True, required=False),), frozenset())
    stage.accounts.kinds = {**KINDS, "plain": kind}
    stage.accounts.credentials = Credentials(FileSecrets(folder / "secrets.json"), stage.accounts.kinds, "store")
    stage.accounts.opens = Rotating
    return stage, Renewal(stage.database, stage.changes, stage.clock, stage.accounts, lambda: nullcontext(True))


class Authority:
    """Knows one refresh token at a time."""

    def __init__(self) -> None:
        self.valid, self.number = "refresh-0", 0
        self.server = Loopback(self.respond)

    def respond(self, request: Request) -> Reply:
        if dict(parse_qsl(request.body.decode())).get("refresh_token") != self.valid:
            return Reply(400, {"error": "invalid_grant"})
        self.number += 1
        self.valid = f"refresh-{self.number}"
        return Reply(200, {"refresh_token": self.valid, "access_token": f"access-{self.number}"})


@pytest.mark.parametrize(
    ("place", "kept", "renewable"),
    [
        ("before", ("refresh-0", "access-0"), True),
        # nobody can know the new token: the old one is dead, and the person is asked to connect anew
        ("answered", ("refresh-0", "access-0"), False),
        ("half kept", ("refresh-1", "access-0"), True),
        ("kept", ("refresh-1", "access-1"), True),
    ],
)
def test_whenever_it_is_killed_a_whole_token_is_there_and_posts_wait(
    tmp_path: Path, place: str, kept: tuple[str, str], renewable: bool
) -> None:
    authority = Authority()
    folder = tmp_path / "desk"
    with authority.server as server:
        stage, renewal = stage_at(folder)
        secrets = {"refresh": "refresh-0", "access": "access-0"}
        account = stage.accounts.add(Access("plain", "", server.url, {}, secrets)).id
        delivery = stage.planned(account)
        stage.close()
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(folder), server.url, place], cwd=ROOT, capture_output=True, timeout=60
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        found = json.loads((folder / "secrets.json").read_text())
        key = f"store/account-{account}"
        assert (found[f"{key}/refresh"], found[f"{key}/access"]) == kept
        stage, renewal = stage_at(folder)
        stage.clock.on(hours=21)
        assert renewal.daily() == int(renewable)
        again = stage.accounts.get(account)
        assert again is not None
        assert again.standing is (Standing.READY if renewable else Standing.RECONNECT)
        assert stage.delivery(delivery).state is State.PLANNED
        stage.close()
