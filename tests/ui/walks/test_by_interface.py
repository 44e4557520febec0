"""Each kind with an interface by mouse and keys: connected, published to, read, answered, moderated, taken back."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from amtdesk.channels import CHANNELS
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE
from amtdesk.services.sign_in import SignIn
from amtdesk.ui.by_hand import ByHand
from amtdesk.ui.channels.connect import ConnectDialog
from amtdesk.ui.channels.form import AccessForm
from tests.builders import Clock
from tests.channels.servers.oauth import CODE, VERIFIER
from tests.channels.servers.wordpress import PASSWORD, USER, WordPressServer
from tests.channels.whole import ASKED, NOW, WHOLE, Whole
from tests.ui.walks import steps
from tests.ui.walks.person import Person, read

RUDE = "Ihr seid doch alle Idioten!"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
WRONG = "4711:falsch-geheim"
#: What the platforms give besides what was typed, and what was wrong.
MARKED = ("marker-access", "marker-refresh", "EAA-pag3", "access-token-", "refresh-token-", WRONG)


@pytest.fixture(params=WHOLE, ids=lambda one: one.kind)
def whole(request: pytest.FixtureRequest) -> Iterator[tuple[Whole, Any]]:
    one: Whole = request.param
    with one.platform() as platform:
        yield one, platform


@pytest.fixture
def website() -> Iterator[WordPressServer]:
    with WordPressServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def on_loopback(whole: tuple[Whole, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a platform has only one address the form does not ask for it; here it has another, and a known verifier."""
    asked, made = AccessForm.url, SignIn.__init__

    def begin(self: SignIn, *given: Any) -> None:
        made(self, *given)
        self._verifier = VERIFIER

    monkeypatch.setattr(AccessForm, "url", lambda form: asked(form) or whole[1].url)
    monkeypatch.setattr(SignIn, "__init__", begin)


@pytest.mark.usefixtures("on_loopback")
def test_from_connecting_to_connecting_anew(
    request: pytest.FixtureRequest,
    person: Person,
    clock: Clock,
    whole: tuple[Whole, Any],
    photograph: Path,
    opened: list[QUrl],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # as the program has it: addresses may hold a token
    caplog.set_level(logging.DEBUG, "amtdesk")
    caplog.set_level(logging.WARNING, "urllib3")
    one, platform = whole
    desk = person.window.desk
    if one.needs_website:
        site = request.getfixturevalue("website")
        desk.accounts.add(Access("wordpress", "", site.url, {"user": USER}, {"password": PASSWORD}))
    steps.connects(person, one, opened)
    account = next(each for each in desk.accounts.every() if each.kind == one.kind)
    steps.writes_post(person, photograph, account.id)
    remote_id, url = published(person, one, platform, opened)

    one.comments(platform, remote_id, url, ASKED)
    page = steps.reads_comment(person, ASKED)
    said = steps.answers_with_a_textbaustein(person, page)
    person.waits_to_see("Antwort geht hinaus")
    clock.now += GRACE
    desk.worker.poke()
    person.waits_for(lambda: one.answers(platform))
    # LinkedIn counts every call: what was looked at a moment ago is left alone for half an hour
    clock.on(minutes=31)
    one.comments(platform, remote_id, url, RUDE)
    hidden(person, one, platform)
    assert one.answers(platform) == [said]

    afterwards(person, one, platform, account)
    refused_and_connected_anew(person, one, platform, account, opened)
    marked = [word.encode() for word in (*one.secrets.values(), *MARKED)]
    assert not any(word in caplog.text.encode() for word in marked)
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert not any(word in content for word in marked), file


def published(person: Person, one: Whole, platform: Any, opened: list[QUrl]) -> tuple[str, str]:
    """Now, after a question that names the price; its id there and its link."""
    abilities = CHANNELS[one.kind].abilities
    panes = steps.editor_of(person).panes
    if Ability.PUBLISH in abilities:
        asked = person.clicks_and_answers("Jetzt veröffentlichen", "Jetzt veröffentlichen")
        assert ("US-Dollar" in asked) is (one.kind == "x")
    else:
        person.clicks("Jetzt veröffentlichen")
        assistant = steps.on_top(person, ByHand)
        person.waits_for(assistant.done.isVisible)
        person.writes(assistant.panel.link_step.line, VIDEO)
        person.presses("Return")
    person.waits_to_see("veröffentlicht", panes.deliveries)
    steps.clicks_tile(person, "veröffentlicht")
    (delivery,) = person.window.desk.posts.newest()[0].deliveries
    person.clicks("Öffnen", panes.deliveries)
    assert opened[-1].toString() == delivery.url
    if Ability.PUBLISH in abilities:
        ((text, alts),) = platform.public
        assert steps.LINK in text
        assert alts == (steps.ALT,) or Ability.ALT_TEXT not in abilities
    return delivery.remote_id or "", delivery.url or ""


def hidden(person: Person, one: Whole, platform: Any) -> None:
    """Where no program can, it is said why and done by hand; the record is made all the same."""
    page = steps.reads_comment(person, RUDE)
    told = steps.hides(person, page)
    if one.hides is None:
        assert "Ausblenden" in told or "nicht ausblenden" in told
        assert "AmtDesk kann hier: " in told and "hält das Protokoll fest" in told
    person.waits_to_see("Ausblenden, mit Protokoll")
    assert one.hides is None or one.hides(platform)


def afterwards(person: Person, one: Whole, platform: Any, account: Account) -> None:
    """Another text where the platform takes one; then it is deleted there."""
    abilities = CHANNELS[one.kind].abilities
    if Ability.WITHDRAW not in abilities:
        return
    person.clicks("Redaktionsplan")
    panes = steps.editor_of(person).panes
    if Ability.EDIT in abilities:
        steps.changes_text(person, "Der Herbstmarkt beginnt schon um acht Uhr.")
        person.waits_for(lambda: any("schon um acht" in text for text, _ in platform.public))
    person.clicks_and_answers("Dort löschen", f"Auf {account.name} löschen")
    person.waits_to_see("zurückgezogen", panes.deliveries)
    assert not any(steps.LINK in text or "schon um acht" in text for text, _ in platform.public)


def refused_and_connected_anew(person: Person, one: Whole, platform: Any, account: Account, opened: list[QUrl]) -> None:
    """The access is good no longer: the page says so, and one click leads to the form."""
    accounts = person.window.desk.accounts
    for name in accounts.credentials.read(account):
        accounts.credentials.keep(account.id, name, WRONG)
    person.clicks("Kanäle")
    page = person.window.page("kanaele")
    person.clicks(page.board.cards[account.id])
    person.clicks("Alle prüfen", page)
    person.waits_to_see("nimmt diesen Zugang nicht an", page.panel)
    if one.by_browser:
        platform.grants.code = CODE
    person.clicks(page.panel.reconnect)
    steps.gives_access(person, steps.on_top(person, ConnectDialog), one, opened)
    kept = accounts.get(account.id)
    assert kept is not None and kept.standing is Standing.READY
    assert WRONG not in read(person.window)
