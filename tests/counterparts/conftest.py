"""Real servers on loopback: a Bluesky PDS and a WordPress, read back through their own APIs."""

import fcntl
import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
import requests

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("COUNTERPARTS") or Path(tempfile.gettempdir()) / "amtdesk-counterparts")
REQUIRED = os.environ.get("AMTDESK_COUNTERPARTS") == "required"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.counterpart)
            # installing a server, the first time, takes minutes and is none of the test's time
            item.add_marker(pytest.mark.timeout(120, func_only=True))


def script(name: str, *arguments: str, seconds: float = 120) -> str:
    """What one of the scripts beside this file prints; RuntimeError with its last line if it fails."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as trouble:
        # files, no pipes: a server it leaves running must not keep us waiting for their end
        done = subprocess.run(
            ["bash", str(HERE / name), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=trouble,
            timeout=seconds,
            # without WordPress's own cron posts become due only when a test says so
            env={**os.environ, "COUNTERPARTS": str(FOLDER), "WP_CRON": "0"},
            check=False,
        )
        output.seek(0)
        trouble.seek(0)
        if done.returncode:
            raise RuntimeError((trouble.read().strip().splitlines() or [f"{name} ended with {done.returncode}"])[-1])
        return output.read().strip()


@contextmanager
def running(name: str) -> Iterator[None]:
    """The server of `name`.sh, installed and started; the last test process to leave ends it."""
    (FOLDER / "run").mkdir(parents=True, exist_ok=True)
    with (FOLDER / "run" / f"{name}.users").open("a+") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            script(f"{name}.sh", "install", seconds=1200)
            script(f"{name}.sh", "start", seconds=180)
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            _missing(name, error)
        try:
            yield
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            script(f"{name}.sh", "stop")


@pytest.fixture(scope="session")
def http() -> Iterator[requests.Session]:
    """Plain HTTP that takes nothing from the environment."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def _missing(name: str, error: Exception) -> NoReturn:
    if REQUIRED:
        pytest.fail(f"{name}: {error}", pytrace=False)
    pytest.skip(f"{name}: {error}")


@dataclass(frozen=True, slots=True)
class PdsAccount:
    """Someone with an account on the PDS; `password` is the one of the account itself."""

    handle: str
    did: str
    password: str
    access: str


@dataclass(frozen=True, slots=True)
class Pds:
    """A Bluesky PDS. Calls raise requests.HTTPError unless they end well."""

    url: str
    http: requests.Session

    def call(self, method: str, access: str = "", **body: Any) -> Any:
        """A procedure of the XRPC API."""
        return self._checked(self.post(method, access, **body))

    def post(self, method: str, access: str = "", **body: Any) -> requests.Response:
        """The same, whatever the answer is."""
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        return self.http.post(f"{self.url}/xrpc/{method}", json=body or None, headers=headers, timeout=30)

    def query(self, method: str, access: str = "", **parameters: str | int) -> requests.Response:
        """A query of the XRPC API, whatever the answer is."""
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        return self.http.get(f"{self.url}/xrpc/{method}", params=parameters, headers=headers, timeout=30)

    def create_account(self, handle: str = "", password: str = "") -> PdsAccount:
        """A new account; a handle nobody has unless one is given. Handles end in `.test`."""
        handle = handle or f"gemeinde-{uuid.uuid4().hex[:8]}.test"
        password = password or uuid.uuid4().hex
        found = self.call(
            "com.atproto.server.createAccount",
            handle=handle,
            password=password,
            email=f"{handle.removesuffix('.test')}@example.test",
        )
        return PdsAccount(handle, found["did"], password, found["accessJwt"])

    def create_app_password(self, account: PdsAccount, name: str = "AmtDesk") -> str:
        """An app password, as a person makes it in the settings of Bluesky."""
        return str(self.call("com.atproto.server.createAppPassword", account.access, name=name)["password"])

    def revoke_app_password(self, account: PdsAccount, name: str = "AmtDesk") -> None:
        """Take an app password back."""
        self.post("com.atproto.server.revokeAppPassword", account.access, name=name).raise_for_status()

    def posts(self, account: PdsAccount) -> list[dict[str, Any]]:
        """All posts of an account, newest first: `uri`, `cid`, `value`."""
        answer = self.query(
            "com.atproto.repo.listRecords", repo=account.did, collection="app.bsky.feed.post", limit=100
        )
        return list(self._checked(answer)["records"])

    def blob(self, account: PdsAccount, cid: str) -> bytes:
        """The bytes of a picture."""
        answer = self.query("com.atproto.sync.getBlob", did=account.did, cid=cid)
        answer.raise_for_status()
        return answer.content

    @staticmethod
    def _checked(answer: requests.Response) -> Any:
        answer.raise_for_status()
        return answer.json()


@pytest.fixture(scope="session")
def pds(http: requests.Session) -> Iterator[Pds]:
    """A running Bluesky PDS."""
    with running("bluesky"):
        yield Pds("http://localhost:2583", http)


@dataclass(frozen=True, slots=True)
class WordPressSite:
    """A WordPress with the users redaktion (editor), autor (author), mitarbeit (contributor)."""

    url: str
    http: requests.Session
    #: names the application passwords of this test run, so that others keep theirs
    run: str = field(default_factory=lambda: f"test-{uuid.uuid4().hex[:8]}")
    _passwords: dict[str, str] = field(default_factory=dict)

    def password(self, user: str = "redaktion") -> str:
        """An application password of the user, the same until it is revoked."""
        if user not in self._passwords:
            self._passwords[user] = script("wordpress.sh", "apppass", user, self.run)
        return self._passwords[user]

    def revoke(self, user: str) -> None:
        """Take back the application passwords that this test run made for the user."""
        script("wordpress.sh", "revoke", user, self.run)
        self._passwords.pop(user, None)

    def wpcron(self) -> None:
        """Publish what is due, as a visitor of the site would cause."""
        script("wordpress.sh", "wpcron")

    def make_due(self, post_id: int | str) -> None:
        """Let the time of a planned post come at once; `wpcron` publishes it then."""
        script("wordpress.sh", "due", str(post_id))

    def request(
        self, method: str, path: str, user: str = "redaktion", password: str = "", **more: Any
    ) -> requests.Response:
        """A request to the REST API, whatever the answer is; `path` as in `posts/7`."""
        return self.http.request(
            method,
            f"{self.url}/wp-json/wp/v2/{path}",
            auth=(user, password or self.password(user)),
            timeout=30,
            **more,
        )

    def get(self, path: str, **parameters: str | int) -> Any:
        """What the REST API says to an editor."""
        answer = self.request("GET", path, params={"context": "edit", **parameters})
        answer.raise_for_status()
        return answer.json()

    def posts(self, **parameters: str | int) -> list[dict[str, Any]]:
        """Posts in any state but trash, newest first."""
        return list(self.get("posts", **{"status": "any", "per_page": 100, **parameters}))

    def post(self, post_id: int | str) -> dict[str, Any]:
        """One post with its raw and rendered texts."""
        return dict(self.get(f"posts/{post_id}"))

    def media(self, media_id: int | str) -> dict[str, Any]:
        """One picture: `alt_text`, `source_url` …"""
        return dict(self.get(f"media/{media_id}"))

    def page(self, link: str) -> requests.Response:
        """A public page as a visitor gets it."""
        return self.http.get(link, timeout=30)


@pytest.fixture(scope="session")
def wordpress_site(http: requests.Session) -> Iterator[WordPressSite]:
    """A running WordPress."""
    with running("wordpress"):
        site = WordPressSite("http://localhost:8088", http)
        yield site
        for user in ("redaktion", "autor", "mitarbeit"):
            site.revoke(user)


@pytest.fixture(scope="session")
def keyring_command() -> list[str]:
    """Put before a command, it runs with a Secret Service of its own."""
    try:
        script("keyring.sh", "true")
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
        _missing("keyring", error)
    return ["bash", str(HERE / "keyring.sh")]
