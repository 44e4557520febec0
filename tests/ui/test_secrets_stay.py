"""Marked secrets through a whole run: connect, be refused, publish, renew, be seen, remove. Then they are searched."""

import logging
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import AmtDeskError
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.system import logs, resources
from amtdesk.system.secrets import MemorySecrets
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from tests.builders import Clock, desk_at, draft
from tests.channels.servers.loopback import answers
from tests.channels.servers.mastodon import MastodonServer

GOOD, WRONG, ROTATED = "marked-good-4711-token", "marked-wrong-4712-token", "marked-rotated-4713-token"
MARKED = (GOOD, WRONG, ROTATED, "marked-")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log as the program writes it, with everything it can say."""
    folder = tmp_path / "log"
    file = logs.start(folder, level=logging.DEBUG)
    yield folder
    logs.stop(file)


def whole_run(desk: Desk, clock: Clock, server: MastodonServer) -> list[str]:
    """What was raised on the way, as a report would show it."""
    raised: list[str] = []

    def tried(secret: str) -> int:
        try:
            return desk.accounts.add(Access("mastodon", "", server.url, {}, {"token": secret})).id
        except AmtDeskError as error:
            raised.extend([*traceback.format_exception(error), repr(error), error.detail])
            return 0

    assert tried(WRONG) == 0
    account = tried(GOOD)
    assert account
    # a server that repeats in its answer what it was sent
    echo = answers(401, {"error": "invalid token", "header": f"Bearer {GOOD}", "cookie": f"token={GOOD}"})
    for step in ("GET /api/v1/accounts/verify_credentials", "GET /api"):
        server.fail(step, echo)
    checkup = desk.connections.doctor.check(account)
    raised += [repr(checkup), str(checkup.error), checkup.error.detail if checkup.error else ""]
    desk.accounts.credentials.keep(account, "refresh", ROTATED)
    server.fail("POST /api/v1/statuses", answers(422, {"error": f"no, {GOOD}"}))
    desk.accounts.working(desk.accounts.every()[0])
    for text in ("Der erste Beitrag.", "Der zweite Beitrag."):
        desk.planning.plan(draft(desk, [account], text, due=clock() + timedelta(minutes=5)).id)
        clock.on(minutes=6)
        desk.publisher.run_due()
    clock.on(hours=21)
    desk.connections.renewal.daily()
    with suppress(AmtDeskError):
        desk.inbox.routine()
    logging.getLogger("amtdesk.test").error(
        "careless: %s", {"token": GOOD, "url": f"https://x/?access_token={ROTATED}"}
    )
    return raised


def words_of(window: QWidget) -> str:
    found = [label.text() for label in window.findChildren(QLabel)]
    found += [line.text() for line in window.findChildren(QLineEdit)]
    found += [field.toPlainText() for field in window.findChildren(QPlainTextEdit)]
    return "\n".join([*found, *(f"{one.toolTip()} {one.accessibleName()}" for one in window.findChildren(QWidget))])


def test_no_marked_secret_is_anywhere_after_a_whole_run(
    qtbot: QtBot, tmp_path: Path, log: Path, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    clock, secrets = Clock(), MemorySecrets()
    with MastodonServer(clock) as server:
        server.token = GOOD
        desk = desk_at(tmp_path / "desk", clock, secrets=secrets)
        raised = whole_run(desk, clock, server)
        window = MainWindow(look, desk.glance(), resources.help_page)
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.first_paint):
            window.show()
        window.attach(desk)
        for page in ("heute", "kanaele", "antworten", "einstellungen"):
            window.show_page(page)
            qtbot.waitUntil(lambda: bool(words_of(window)))
            raised.append(words_of(window))
        raised.append(QApplication.clipboard().text())
        copy = desk.backups.make()
        (account,) = desk.accounts.every()
        assert any(GOOD in value for value in secrets._kept.values()), "it was there all along"
        desk.connections.removal.remove(account.id)
        assert not secrets._kept, "the keyring forgets with the channel"
        window.close()
        desk.database.close()
    assert raised and any("HTTP 401" in one or "401" in one for one in raised)
    for words in raised:
        assert not any(marked in words for marked in MARKED), words
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert copy.path in files and any(path.is_relative_to(log) for path in files)
    for path in files:
        content = path.read_bytes()
        assert not any(marked.encode() in content for marked in MARKED), path
    dump = "\n".join(sqlite3.connect(tmp_path / "desk" / "amtdesk.sqlite").iterdump())
    assert "Der zweite Beitrag." in dump and not any(marked in dump for marked in MARKED)


def test_the_command_line_shows_none_and_takes_none_as_an_option(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "amtdesk", "account", "add", "mastodon", "--url", "http://127.0.0.1:9"]
    done = subprocess.run(
        [*call, "--data", str(tmp_path), "--set", f"token={GOOD}"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and GOOD not in done.stdout + done.stderr
