"""The card below a link: read by itself once the link is written, changed, left out, kept with the post."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import Problem, Unavailable
from amtdesk.services.cards import Cards
from amtdesk.store import accounts
from amtdesk.ui.editor.editor import Editor
from tests.ui.conftest import RecordingShell
from tests.ui.editor.conftest import button

URL = "https://www.musterbach.example/fest"


class Web:
    """One page; `open` lets it answer."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = Event()
        self.open.set()
        self.silent = False

    def __call__(self, url: str, accept: str, *, local: bool = False) -> tuple[bytes, str]:
        self.asked.append(url)
        self.open.wait(10)
        if self.silent:
            raise Unavailable(Problem.OFFLINE)
        return b'<title>Fest</title><meta name=description content="Am Samstag">', "text/html"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause after which a link counts as written, of somebody who types fast."""
    monkeypatch.setattr("amtdesk.ui.editor.card.WRITTEN_AFTER", 400)


@pytest.fixture
def web(shell: RecordingShell) -> Web:
    """Pages can be read, and there is a channel that takes a card."""
    web, posts = Web(), shell.desk.posts
    posts.cards = Cards(web, posts.take_picture)
    with shell.desk.database.writing() as connection:
        accounts.add(connection, "bluesky", "Gemeinde", "", {})
    return web


@pytest.fixture
def bluesky(shell: RecordingShell, web: Web) -> int:
    return next(one.id for one in shell.desk.accounts.every() if one.kind == "bluesky")


def written(qtbot: QtBot, editor: Editor, bluesky: int, text: str = f"Mehr: {URL}") -> None:
    editor.begin(None)
    draft = editor.draft
    assert draft is not None
    if bluesky not in draft.chosen:
        editor.panes.channels.toggled.emit(bluesky, True)
    qtbot.keyClicks(editor.panes.texts.field, text)


def kept(shell: RecordingShell, post_id: int | None) -> str:
    """The title of the card as the file has it."""
    post = shell.desk.posts.get(post_id or 0)
    return post.card.title if post is not None and post.card is not None else ""


def test_a_link_gets_its_card_which_is_kept(
    qtbot: QtBot, shell: RecordingShell, bluesky: int, web: Web, editor: Editor
) -> None:
    written(qtbot, editor, bluesky)
    box = editor.panes.card
    qtbot.waitUntil(lambda: box.title.isVisible() and box.title.text() == "Fest")
    assert (box.description.text(), web.asked) == ("Am Samstag", [URL])
    box.title.selectAll()
    qtbot.keyClicks(box.title, "Unser Fest")
    qtbot.waitUntil(lambda: kept(shell, editor.post_id) == "Unser Fest")
    assert box.title.text() == "Unser Fest"


def test_a_card_can_be_left_out(qtbot: QtBot, bluesky: int, editor: Editor) -> None:
    written(qtbot, editor, bluesky)
    box = editor.panes.card
    qtbot.waitUntil(lambda: box.on.isVisible())
    qtbot.keyClick(box.on, Qt.Key.Key_Space)
    draft = editor.draft
    assert draft is not None and draft.post.card is not None and not draft.post.card.shown
    assert not box.title.isVisible()


def test_a_silent_page_leaves_a_card_to_be_written(qtbot: QtBot, bluesky: int, web: Web, editor: Editor) -> None:
    web.silent = True
    written(qtbot, editor, bluesky)
    box = editor.panes.card
    qtbot.waitUntil(lambda: box.title.isVisible())
    assert box.title.text() == "musterbach.example"
    said = [one.text() for one in box.findChildren(QLabel)]
    assert "Von der Seite kam nichts. Selbst eintragen oder neu lesen." in said
    web.silent = False
    qtbot.mouseClick(button(box, "Neu lesen"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.title.text() == "Fest")


def test_a_card_that_comes_late_goes_to_its_own_post(
    qtbot: QtBot, shell: RecordingShell, bluesky: int, web: Web, editor: Editor
) -> None:
    web.open.clear()
    written(qtbot, editor, bluesky)
    qtbot.waitUntil(lambda: web.asked == [URL] and editor.post_id is not None)
    first = editor.post_id
    assert first is not None
    editor.begin(None)
    web.open.set()
    qtbot.waitUntil(lambda: kept(shell, first) == "Fest")
    assert editor.draft is not None and editor.draft.post.card is None


def test_another_picture_is_taken_and_left_out_again(
    qtbot: QtBot, bluesky: int, editor: Editor, picture: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(qtbot, editor, bluesky)
    box = editor.panes.card
    qtbot.waitUntil(lambda: box.title.isVisible())
    path = picture("red")
    assert not QImage(path).isNull()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    qtbot.mouseClick(button(box, "Bild wählen …"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.without.isVisible())
    qtbot.mouseClick(button(box, "Ohne Bild"), Qt.MouseButton.LeftButton)
    draft = editor.draft
    assert draft is not None and draft.post.card is not None and draft.post.card.picture is None


def test_without_a_channel_that_takes_cards_no_page_is_read(
    qtbot: QtBot, bluesky: int, web: Web, editor: Editor
) -> None:
    written(qtbot, editor, bluesky, "Kein Link hier")
    editor.panes.channels.toggled.emit(bluesky, False)
    qtbot.keyClicks(editor.panes.texts.field, f" {URL}")
    qtbot.waitUntil(lambda: not editor._check.isActive())
    assert editor.panes.card.isHidden() and not editor.panes.card._written.isActive()
    assert web.asked == []


def test_while_practising_no_page_is_read_but_title_and_picture_are_hers(
    qtbot: QtBot, shell: RecordingShell, bluesky: int, editor: Editor
) -> None:
    posts = shell.desk.posts
    posts.cards = Cards(None, posts.take_picture)
    written(qtbot, editor, bluesky)
    box = editor.panes.card
    qtbot.waitUntil(lambda: box.title.isVisible())
    said = [one.text() for one in box.findChildren(QLabel) if one.isVisible()]
    assert "Zum Üben wird keine Seite gelesen, bitte selbst eintragen." in said
    assert box.title.text() == "musterbach.example" and not box.again.isVisible() and box.other.isVisible()
    box.title.selectAll()
    qtbot.keyClicks(box.title, "Unser Fest")
    qtbot.waitUntil(lambda: kept(shell, editor.post_id) == "Unser Fest")
    first = editor.post_id
    assert first is not None
    # an older post whose link was there already waits for her
    older = posts.save(replace(shell.desk.posts.draft("Europe/Berlin", account_ids=[bluesky]), text=f"Neu: {URL}"))
    editor.show_post(older.id)
    qtbot.mouseClick(button(box, "Titel und Bild eintragen"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.title.isVisible() and box.title.text() == "musterbach.example")


def test_a_page_that_the_platform_reads_itself_is_read_for_the_preview(
    qtbot: QtBot, shell: RecordingShell, web: Web, channel: int, editor: Editor
) -> None:
    with shell.desk.database.writing() as connection:
        facebook = accounts.add(connection, "facebook", "Facebook", "", {})
    written(qtbot, editor, facebook)
    editor.panes.channels.toggled.emit(channel, False)
    card = editor.panes.preview.card
    qtbot.waitUntil(lambda: card.title.isVisible() and card.title.text() == "Fest")
    assert web.asked == [URL] and editor.panes.card.isHidden(), "nothing of it is hers to change"
    assert card.note.text().startswith("Die Plattform liest die Seite selbst")


def test_an_older_post_and_one_with_pictures_read_nothing_by_themselves(
    qtbot: QtBot, shell: RecordingShell, web: Web, editor: Editor, picture: Callable[[str], str]
) -> None:
    posts = shell.desk.posts
    with shell.desk.database.writing() as connection:
        facebook = accounts.add(connection, "facebook", "Facebook", "", {})
    older = posts.save(replace(posts.draft("Europe/Berlin", account_ids=[facebook]), text=f"Neu: {URL}"))
    editor.show_post(older.id)
    note = editor.panes.preview.card.note
    qtbot.waitUntil(lambda: "liest musterbach.example selbst" in note.text())
    assert not editor.panes.card._written.isActive()
    written(qtbot, editor, facebook, "Mit Bild")
    media = posts.take_picture_file(picture("red"))
    draft = editor.draft
    assert draft is not None
    draft.add_picture(media)
    qtbot.keyClicks(editor.panes.texts.field, f" {URL}")
    qtbot.waitUntil(lambda: not editor._check.isActive())
    assert not editor.panes.card._written.isActive() and web.asked == []
