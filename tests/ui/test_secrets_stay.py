"""Marked secrets through a whole run: connect, be refused, publish, renew, be seen, remove. Then they are searched."""

import logging
import sqlite3
import subprocess
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.services.sign_in import SignIns
from amtdesk.system import logs, resources
from amtdesk.system.secrets import MemorySecrets
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from tests.builders import Clock, desk_at
from tests.channels.place import TEXT, Place
from tests.channels.servers import wordpress
from tests.channels.servers.facebook import PAGE_TOKEN
from tests.channels.servers.loopback import answers
from tests.channels.servers.oauth import REDIRECT
from tests.channels.whole import NOW, WHOLE, Whole

Found = TypeVar("Found")
#: Everything that was made up for this run begins with it.
MARK = "marked-"
#: What platforms give that is never kept: the token of a Page, and the password of a WordPress in base64.
GIVEN = (PAGE_TOKEN, b64encode(f"{wordpress.USER}:{wordpress.PASSWORD}".encode()).decode())
PAGES = ("heute", "antworten", "redaktionsplan", "textbausteine", "kanaele", "einstellungen")


class Remembering(MemorySecrets):
    """Forgets nothing that was ever kept."""

    def __init__(self) -> None:
        super().__init__()
        self.ever: set[str] = set()

    def set(self, account_key: str, name: str, value: str) -> None:
        super().set(account_key, name, value)
        self.ever.add(value)


class Browser:
    """Comes back at once, with whatever platforms send along."""

    redirect = REDIRECT

    def wait(self, _state: str, _seconds: float) -> dict[str, str]:
        return {"code": f"{MARK}code-4714", "user_login": "redaktion", "password": f"{MARK}password-4715"}

    def cancel(self) -> None: ...
    def close(self) -> None: ...


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log as the program writes it, with everything it can say."""
    folder = tmp_path / "log"
    file = logs.start(folder, level=logging.DEBUG)
    yield folder
    logs.stop(file)


class Run:
    """One channel from a wrong key to a refused renewal, on a platform that repeats what it was sent."""

    def __init__(self, desk: Desk, clock: Clock, one: Whole, platform: Any, secrets: Remembering) -> None:
        self.desk, self.clock, self.one, self.platform, self.secrets = desk, clock, one, platform, secrets
        #: what was raised and noted on the way, as a report would show it
        self.raised: list[str] = []

    def go(self) -> None:
        wrong = {name: f"{MARK}wrong:{number}" for number, name in enumerate(self.one.secrets)}
        assert self.tried(lambda: self.connected(wrong)) is None
        account = self.tried(lambda: self.connected(self.one.secrets))
        assert account is not None, self.raised
        place = Place(self.one.kind, self.platform, self.desk, self.clock, account.id)
        assert place.sent().state is State.PUBLISHED
        for status in (302, 400, 401, 500):
            self.repeats(status)
            self.raised.append(str(self.desk.connections.doctor.check(account.id)))
        self.desk.accounts.working(place.account)
        self.repeats(400, self.platform.final_step)
        self.raised.append(place.sent().detail)
        self.read(place)
        self.renewed(place)
        self.signed_in()
        # others may need it: a website lends them pictures
        self.platform.recover()

    def read(self, place: Place) -> None:
        """Comments and figures, refused."""
        self.repeats(400)
        self.raised += [f"{error!r} {error.detail}" for error in self.desk.inbox.fetch().failed.values()]
        self.desk.figures.ask(place.account)
        self.raised += [one.detail for one in self.desk.figures.asked().values()]

    def renewed(self, place: Place) -> None:
        """The access is used up and renewed where it can be; the next time that is refused."""
        self.platform.recover()
        for _ in range(2):
            holder = getattr(self.platform, "grants", self.platform)
            if hasattr(holder, "access"):
                holder.access = f"{MARK}elsewhere"
            self.tried(lambda: self.desk.accounts.open(place.account).audience())
            self.clock.on(hours=25)
            self.desk.connections.renewal.daily()
            self.repeats(400, "POST", "GET /refresh")

    def signed_in(self) -> None:
        """By browser, and the platform refuses what that brought."""
        if self.desk.accounts.kinds[self.one.kind].sign_in is None:
            return
        self.platform.recover()
        opens = SignIns(self.desk.accounts.kinds, self.desk.accounts.opens, lambda _ports, _path: Browser())
        access = Access(self.one.kind, "", self.platform.url, self.one.settings, {"client_secret": f"{MARK}client"})
        begun = self.tried(lambda: opens.begin(access))
        if begun is not None:
            self.repeats(400)
            self.tried(begun.finish)

    def connected(self, secrets: dict[str, str]) -> Account:
        access = Access(self.one.kind, "", self.platform.url, self.one.settings, secrets)
        return self.desk.accounts.add(access)

    def repeats(self, status: int, *steps: str) -> None:
        """Every answer from now on holds all keys there ever were, in every place an answer has."""
        self.platform.recover()
        known = [*self.secrets.ever, *self.one.secrets.values(), *GIVEN, f"{MARK}code-4714", f"{MARK}password-4715"]
        said = " ".join(f"Bearer {one} ?access_token={one}&x" for one in known)
        body = {"error": {"message": said}, "message": said, "description": said, "detail": said, "code": said[:60]}
        echo = answers(status, body, Location=f"/back?token={known[0]}", WWW_Authenticate=f'Bearer realm="{known[0]}"')
        for step in steps or ("GET", "POST", "HEAD", "PUT", "DELETE"):
            self.platform.fail(step, echo, times=50)

    def tried(self, step: Callable[[], Found]) -> Found | None:
        try:
            return step()
        except AmtDeskError as error:
            self.raised += [*traceback.format_exception(error), repr(error), error.detail]
            return None


def words_of(window: QWidget) -> str:
    found = [label.text() for label in window.findChildren(QLabel)]
    found += [line.text() for line in window.findChildren(QLineEdit)]
    found += [field.toPlainText() for field in window.findChildren(QPlainTextEdit)]
    return "\n".join([*found, *(f"{one.toolTip()} {one.accessibleName()}" for one in window.findChildren(QWidget))])


def test_no_secret_of_any_channel_is_anywhere_after_a_whole_run(
    qtbot: QtBot, tmp_path: Path, log: Path, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    clock, secrets, raised = Clock(NOW), Remembering(), []
    desk = desk_at(tmp_path / "desk", clock, secrets=secrets)
    with ExitStack() as platforms:
        for one in WHOLE:
            run = Run(desk, clock, one, platforms.enter_context(one.platform()), secrets)
            run.go()
            assert any("***" in words for words in run.raised), f"{one.kind}: nothing was blacked out"
            raised += run.raised
        careless = {"token": next(iter(secrets.ever)), "url": f"https://x/?access_token={next(iter(secrets.ever))}"}
        logging.getLogger("amtdesk.test").error("careless: %s", careless)
        raised += seen(qtbot, look, desk)
        copy = desk.backups.make()
        assert len(desk.accounts.every()) == len(WHOLE) and secrets._kept, "they were there all along"
        for account in desk.accounts.every():
            desk.connections.removal.remove(account.id)
        assert not secrets._kept, "the keyring forgets with the channel"
        desk.database.close()
    hidden = {MARK, *GIVEN, *secrets.ever, *(key for one in WHOLE for key in one.secrets.values())}
    for words in raised:
        assert not [key for key in hidden if key in words], words
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert copy.path in files and any(path.is_relative_to(log) for path in files)
    for path in files:
        content = path.read_bytes()
        assert not [key for key in hidden if key.encode() in content], path
    dump = "\n".join(sqlite3.connect(tmp_path / "desk" / "amtdesk.sqlite").iterdump())
    assert TEXT in dump and not [key for key in hidden if key in dump]


def seen(qtbot: QtBot, look: Look, desk: Desk) -> list[str]:
    """All words of the window, page by page, and the clipboard."""
    window = MainWindow(look, desk.glance(), resources.help_page)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_paint):
        window.show()
    window.attach(desk)
    found = []
    for page in PAGES:
        window.show_page(page)
        qtbot.waitUntil(lambda: bool(words_of(window)))
        found.append(words_of(window))
    window.close()
    return [*found, QApplication.clipboard().text()]


def test_the_command_line_shows_none_and_takes_none_as_an_option(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "amtdesk", "account", "add", "mastodon", "--url", "http://127.0.0.1:9"]
    done = subprocess.run(
        [*call, "--data", str(tmp_path), "--set", f"token={MARK}4711"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and MARK not in done.stdout + done.stderr
