"""The preview: what each channel shows below the text, and which part of a picture."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from amtdesk.domain.card import LinkCard
from amtdesk.domain.crop import Crop
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.store import accounts
from amtdesk.ui.editor.card_preview import CardPreview
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.editor.thumb import WHOLE, Thumb
from tests.ui.conftest import RecordingShell

URL = "https://www.musterbach.example/fest"
TEXT = f"Mehr: {URL}"
CARD = LinkCard(URL, "<b>Fest</b> am Samstag", "Mit Musik")


@pytest.fixture
def channels(shell: RecordingShell) -> dict[str, int]:
    """Channels of three kinds, by kind."""
    with shell.desk.database.writing() as connection:
        for kind in ("bluesky", "facebook", "instagram"):
            accounts.add(connection, kind, f"Gemeinde auf {kind}", "", {})
    return {one.kind: one.id for one in shell.desk.accounts.every()}


@pytest.fixture
def opened(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> Callable[[Post], Editor]:
    """Keeps a post and opens it."""

    def open_it(post: Post) -> Editor:
        kept = shell.desk.posts.save(post)
        editor.show_post(kept.id)
        qtbot.waitUntil(lambda: editor.post_id == kept.id and not editor._check.isActive())
        return editor

    return open_it


def post(*account_ids: int, text: str = TEXT, card: LinkCard | None = CARD) -> Post:
    return Post(0, "Fest", text, variants=tuple(Variant(one) for one in sorted(account_ids)), card=card)


def card_of(editor: Editor) -> CardPreview:
    return editor.panes.preview.card


def seen(editor: Editor) -> tuple[str, ...]:
    """The words of the card that are to be seen."""
    card = card_of(editor)
    return tuple(one.text() for one in (card.host, card.title, card.description, card.note) if one.isVisible())


def test_the_card_stands_below_the_text_as_plain_text(
    qtbot: QtBot, shell: RecordingShell, channels: dict[str, int], opened: Callable[[Post], Editor], tmp_path: Path
) -> None:
    image = QImage(120, 63, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "a.png"))
    media = shell.desk.posts.take_picture((tmp_path / "a.png").read_bytes(), "a.png")
    editor = opened(post(channels["bluesky"], card=replace(CARD, picture=media)))
    assert seen(editor) == ("musterbach.example", "<b>Fest</b> am Samstag", "Mit Musik")
    assert card_of(editor).title.textFormat() is Qt.TextFormat.PlainText
    thumb = card_of(editor).thumb
    qtbot.waitUntil(lambda: thumb.grab().toImage().pixelColor(thumb.rect().center()) == QColor("red"))


def test_it_follows_what_she_writes_into_the_card_and_goes_with_it(
    qtbot: QtBot, channels: dict[str, int], opened: Callable[[Post], Editor]
) -> None:
    editor = opened(post(channels["bluesky"]))
    box = editor.panes.card
    box.title.selectAll()
    qtbot.keyClicks(box.title, "Unser Fest")
    qtbot.waitUntil(lambda: seen(editor)[:2] == ("musterbach.example", "Unser Fest"))
    box.title.selectAll()
    qtbot.keyClicks(box.title, "Fest am {{tag}}")
    qtbot.waitUntil(lambda: not card_of(editor).isVisible())
    qtbot.keyClick(box.on, Qt.Key.Key_Space)
    assert not card_of(editor).isVisible()


def test_no_card_is_shown_before_there_is_one_or_with_another_link(
    channels: dict[str, int], opened: Callable[[Post], Editor]
) -> None:
    assert not card_of(opened(post(channels["bluesky"], card=None))).isVisible()
    assert not card_of(opened(post(channels["bluesky"], text="https://www.anders.example/1"))).isVisible()
    assert not card_of(opened(post(channels["instagram"]))).isVisible(), "shows none"


def test_where_the_platform_reads_the_page_itself_her_words_are_not_shown(
    channels: dict[str, int], opened: Callable[[Post], Editor]
) -> None:
    editor = opened(post(channels["facebook"], channels["bluesky"]))
    preview = editor.panes.preview
    preview.channel.setCurrentIndex(preview.channel.findData(channels["facebook"]))
    assert seen(editor) == (
        "Die Plattform liest musterbach.example selbst und zeigt hier meist Titel und Bild der Seite.",
    )
    draft = editor.draft
    assert draft is not None
    draft.page = LinkCard(URL, "Was die Seite sagt")
    preview.refresh()
    assert seen(editor)[:2] == ("musterbach.example", "Was die Seite sagt")
    draft.page = LinkCard(URL, "musterbach.example")
    preview.refresh()
    assert len(seen(editor)) == 1, "a silent page has no card"
    preview.channel.setCurrentIndex(preview.channel.findData(channels["bluesky"]))
    assert seen(editor)[1] == CARD.title


def test_a_picture_is_shown_as_the_channel_cuts_it(
    qtbot: QtBot, shell: RecordingShell, channels: dict[str, int], opened: Callable[[Post], Editor], tmp_path: Path
) -> None:
    image = QImage(400, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(str(tmp_path / "a.png"))
    media = shell.desk.posts.take_picture((tmp_path / "a.png").read_bytes(), "a.png")
    editor = opened(
        replace(
            post(channels["instagram"], channels["bluesky"], card=None),
            pictures=(Attached(media, "Ein Turm", crop=Crop(y=0)),),
        )
    )
    preview = editor.panes.preview

    def parts(kind: str) -> list[tuple[float, ...]]:
        preview.channel.setCurrentIndex(preview.channel.findData(channels[kind]))
        item = preview._pictures.itemAt(0)
        thumb = item.widget() if item is not None else None
        assert isinstance(thumb, Thumb)
        return [thumb.part]

    assert parts("instagram") == [(0.0, 0.0, 1.0, 0.5)]
    assert parts("bluesky") == [WHOLE]


def test_a_picture_is_called_by_its_description_also_when_that_changes(
    qtbot: QtBot, shell: RecordingShell, channels: dict[str, int], opened: Callable[[Post], Editor], tmp_path: Path
) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(str(tmp_path / "a.png"))
    media = shell.desk.posts.take_picture((tmp_path / "a.png").read_bytes(), "a.png")
    editor = opened(replace(post(channels["bluesky"], card=None), pictures=(Attached(media, "Ein Turm"),)))

    def called() -> str:
        item = editor.panes.preview._pictures.itemAt(0)
        thumb = item.widget() if item is not None else None
        return thumb.accessibleName() if thumb is not None else ""

    assert called() == "Ein Turm"
    row = editor.panes.pictures.row(0)
    assert row is not None
    row.alt.setFocus()
    qtbot.keyClicks(row.alt, "Der neue ")
    qtbot.waitUntil(lambda: called() == "Der neue Ein Turm")


def test_the_draft_knows_no_page_at_first() -> None:
    assert Draft(post()).page is None


def test_of_two_channels_with_one_name_each_says_what_it_makes_of_a_picture(
    shell: RecordingShell, channels: dict[str, int], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    for key in channels.values():
        shell.desk.accounts.rename(key, "Gemeinde Musterbach")
    opened: Callable[[Post], Editor] = request.getfixturevalue("opened")
    image = QImage(400, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(str(tmp_path / "a.png"))
    media = shell.desk.posts.take_picture((tmp_path / "a.png").read_bytes(), "a.png")
    both = post(channels["instagram"], channels["bluesky"], card=None)
    row = opened(replace(both, pictures=(Attached(media, "Ein Turm"),))).panes.pictures.row(0)
    assert row is not None and not row.crop.isHidden()
    assert row.fate.text() == (
        "Gemeinde Musterbach (Instagram): beschnitten auf 4:5, 400 × 500, als JPEG · "
        "Gemeinde Musterbach (Bluesky): unverändert"
    )
