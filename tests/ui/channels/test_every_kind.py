"""Each kind from the window: connected, published to with a picture, read, answered, moderated, refused, renewed."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.channels import CHANNELS
from amtdesk.domain import grant
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability
from amtdesk.domain.delivery import State
from amtdesk.domain.measure import Rung
from amtdesk.domain.post import Attached
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE, Words
from amtdesk.services.desk import Desk
from amtdesk.services.sign_in import SignIn
from amtdesk.ui.by_hand import ByHand
from amtdesk.ui.channels.connect import ConnectDialog, Page, connect_channel
from amtdesk.ui.channels.form import URL, AccessForm
from amtdesk.ui.channels.page import ChannelsPage
from tests.builders import Clock, draft
from tests.channels.servers.oauth import CODE, VERIFIER
from tests.channels.servers.wordpress import PASSWORD, USER, WordPressServer
from tests.channels.whole import ANSWER, ASKED, NOW, WHOLE, Whole
from tests.ui.conftest import RecordingShell

TEXT = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz."
#: What the platforms give besides what was typed, and what was wrong.
MARKED = ("marker-access", "marker-refresh", "EAA-pag3", "access-token-", "refresh-token-", "falsch-geheim")
BY_HAND = [name for name, channel in CHANNELS.items() if not channel.kind().connects]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture(params=WHOLE, ids=lambda one: one.kind)
def whole(request: pytest.FixtureRequest) -> Iterator[tuple[Whole, Any]]:
    one: Whole = request.param
    with one.platform() as platform:
        yield one, platform


@pytest.fixture
def website() -> Iterator[WordPressServer]:
    with WordPressServer(lambda: NOW) as server:
        yield server


def test_no_kind_is_left_out() -> None:
    assert {one.kind for one in WHOLE} | set(BY_HAND) | {"practice"} == set(CHANNELS)


def test_from_connecting_to_connecting_anew(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    shell: RecordingShell,
    clock: Clock,
    whole: tuple[Whole, Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    one, platform = whole
    if one.needs_website:
        site = request.getfixturevalue("website")
        shell.desk.accounts.add(Access("wordpress", "", site.url, {"user": USER}, {"password": PASSWORD}))
    reachable(monkeypatch, platform.url)
    account = connected(qtbot, shell, connect_channel(shell), one)
    assert account.standing is Standing.READY and not any(word in str(account) for word in one.secrets.values())

    remote_id, url = published(shell.desk, account, platform)
    one.comments(platform, remote_id, url, ASKED)
    moderated(shell.desk, clock, one, platform)
    page = ChannelsPage(shell)
    qtbot.addWidget(page)
    page.resize(1200, 720)
    page.show()
    refused(qtbot, shell, page, account)
    anew(qtbot, shell, page, account, one, platform)
    marked = [word.encode() for word in (*one.secrets.values(), *MARKED)]
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert not any(word in content for word in marked), file


@pytest.mark.parametrize("kind", BY_HAND)
def test_by_hand_from_choosing_it_to_published(
    qtbot: QtBot, shell: RecordingShell, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # folders and PDFs are laid ready; nothing is there to show them
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    dialog = connect_channel(shell)
    with qtbot.waitExposed(dialog):
        pass
    qtbot.mouseClick(dialog.choice.cards[kind], Qt.MouseButton.LeftButton)
    form = dialog.access.form
    assert form is not None and dialog.page is Page.ACCESS
    for name, entry in form.entries.items():
        if entry.field.required:
            qtbot.keyClicks(entry.line, "www.musterbach.example" if name == URL else "Gemeindebote")
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    desk = shell.desk
    (account,) = desk.accounts.every()
    post = draft(desk, [account.id], TEXT, due=desk.now(), pictures=(picture(desk),))
    (delivery,) = desk.planning.publish_now(post.id).deliveries
    desk.publisher.run_due()
    QApplication.clipboard().clear()
    assistant = ByHand.open(shell, delivery.id)
    qtbot.waitUntil(lambda: assistant.note.text() != "Wird vorbereitet …")
    receipt = CHANNELS[kind].kind().receipt
    host = next(iter(assistant.panel.link_step._hosts), "musterbach.example") if receipt != "note" else ""
    qtbot.keyClicks(assistant.panel.link_step.line, f"https://{host}/1" if host else "Ausgabe 47")
    qtbot.keyClick(assistant.panel.link_step.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.hand.delivery(delivery.id).state is State.PUBLISHED_BY_HAND)


# steps


def reachable(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    """Where a platform has only one address the form does not ask for it; these tests have another."""
    asked = AccessForm.url
    monkeypatch.setattr(AccessForm, "url", lambda form: asked(form) or base)


def connected(qtbot: QtBot, shell: RecordingShell, dialog: ConnectDialog, one: Whole) -> Account:
    """Through the assistant, as its person does."""
    with qtbot.waitExposed(dialog):
        pass
    qtbot.mouseClick(dialog.choice.cards[one.kind], Qt.MouseButton.LeftButton)
    assert dialog.page is Page.NEEDS
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    typed(qtbot, shell, dialog, one)
    return next(account for account in shell.desk.accounts.every() if account.kind == one.kind)


def typed(qtbot: QtBot, shell: RecordingShell, dialog: ConnectDialog, one: Whole) -> None:
    """Fill the form, sign in where the kind wants it, look at the result and keep it."""
    form = dialog.access.form
    assert form is not None
    for name, value in {**one.settings, **one.secrets}.items():
        if name in form.entries:
            form.entries[name].line.clear()
            qtbot.keyClicks(form.entries[name].line, value)
    for name in (URL, "server"):
        if name in form.entries and not form.entries[name].value:
            qtbot.keyClicks(form.entries[name].line, AccessForm.url(form) or "")
    links = len(shell.links)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    if one.by_browser:
        qtbot.waitUntil(lambda: len(shell.links) > links)
        query = dict(parse_qsl(urlsplit(shell.links[-1]).query))
        visit(f"{query['redirect_uri']}?{urlencode({'code': CODE, 'state': query['state']})}")
    qtbot.waitUntil(lambda: dialog.page is Page.RESULT or dialog.access.trouble.isVisible())
    assert dialog.page is Page.RESULT, words_of(dialog.access)
    said = words_of(dialog.found)
    assert "Kommentare lesen: ja" in said, said
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)


def published(desk: Desk, account: Account, platform: Any) -> tuple[str, str]:
    """A post with one picture; a kind without goes out by hand. Its id there and its link."""
    post = draft(desk, [account.id], TEXT, due=NOW, pictures=(picture(desk),))
    desk.planning.publish_now(post.id)
    desk.publisher.run_due()
    (delivery,) = desk.posts.get(post.id).deliveries
    if Ability.PUBLISH not in CHANNELS[account.kind].abilities:
        assert delivery.state is State.BY_HAND
        return "", ""
    assert delivery.state is State.PUBLISHED, (delivery.problem, delivery.detail)
    ((_text, alts),) = platform.public
    assert len(alts) == 1 or Ability.ALT_TEXT not in CHANNELS[account.kind].abilities
    return delivery.remote_id, delivery.url


def moderated(desk: Desk, clock: Clock, one: Whole, platform: Any) -> None:
    """Read it, answer it, hide it; where no program hides it is done by hand and recorded."""
    assert len(desk.inbox.fetch().new) == 1
    (inquiry,) = desk.inbox.newest()
    desk.answers.answer(inquiry.id, Words(ANSWER))
    clock.now += GRACE
    desk.publisher.run_due()
    ((_, answer),) = desk.answers.deliveries(inquiry.id)
    assert answer.state is State.PUBLISHED, (answer.problem, answer.detail)
    assert one.answers(platform) == [ANSWER]
    assert desk.inbox.fetch().new == []
    assert desk.moderation.able(inquiry, Rung.HIDE) is (one.hides is not None)
    (line,) = [line for line in desk.inbox.lines(inquiry.id) if not line.own]
    desk.moderation.take(inquiry.id, line, Rung.HIDE, "Beleidigung")
    assert one.hides is None or one.hides(platform)


def refused(qtbot: QtBot, shell: RecordingShell, page: ChannelsPage, account: Account) -> None:
    """The access is good no longer: the page says so, and what to do."""
    secrets = shell.desk.accounts.credentials.read(account)
    for name in secrets:
        shell.desk.accounts.credentials.keep(account.id, name, "4711:falsch-geheim")
    page.check(account.id)
    qtbot.waitUntil(lambda: shell.desk.accounts.get(account.id).standing is Standing.RECONNECT)
    qtbot.waitUntil(page.panel.reconnect.isVisible)
    assert "nimmt diesen Zugang nicht an" in words_of(page.panel)
    assert "falsch-geheim" not in words_of(page)


def anew(qtbot: QtBot, shell: RecordingShell, page: ChannelsPage, account: Account, one: Whole, platform: Any) -> None:
    """One click leads to the form; afterwards the channel is ready again."""
    if one.by_browser:
        platform.grants.code = CODE
    qtbot.mouseClick(page.panel.reconnect, Qt.MouseButton.LeftButton)
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, ConnectDialog) and top.isVisible())
    typed(qtbot, shell, dialog, one)
    kept = shell.desk.accounts.get(account.id)
    assert kept is not None and kept.standing is Standing.READY
    assert grant.able(kept.settings, CHANNELS[one.kind].kind())


@pytest.fixture(autouse=True)
def known_verifier(monkeypatch: pytest.MonkeyPatch) -> None:
    made = SignIn.__init__

    def begin(self: SignIn, *given: Any) -> None:
        made(self, *given)
        # the one the strict servers know
        self._verifier = VERIFIER

    monkeypatch.setattr(SignIn, "__init__", begin)


def visit(address: str) -> None:
    """As the browser does, in its own time."""

    def go() -> None:
        with suppress(requests.RequestException), requests.Session() as session:
            session.trust_env = False
            session.get(address, timeout=10)

    threading.Thread(target=go, daemon=True).start()


def picture(desk: Desk) -> Attached:
    """A square photograph."""
    content = BytesIO()
    Image.effect_noise((1080, 1080), 40).convert("RGB").save(content, "JPEG")
    return Attached(desk.posts.take_picture(content.getvalue(), "IMG_0001.JPG"), "Marktstände")


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
