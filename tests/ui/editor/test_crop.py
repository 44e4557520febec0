"""Choosing the part of a picture that stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.finding import Finding, Note, Place
from amtdesk.services.changes import Kind
from amtdesk.store import accounts
from amtdesk.ui.editor.crop_dialog import CropDialog
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.editor.pictures import Pictures
from amtdesk.ui.editor.places import Places
from amtdesk.ui.editor.thumb import WHOLE, Thumb
from tests.ui.conftest import RecordingShell

TALL = {"min": 0.8, "max": 1.91}


def take(qtbot: QtBot, shell: RecordingShell, pictures: Pictures, account_id: int, **facts: object) -> None:
    """From now on a channel has these limits besides those of the file."""
    with shell.desk.database.writing() as connection:
        accounts.change(connection, account_id, limits=facts)
    shell.desk.changes.tell(Kind.ACCOUNTS)
    wanted = shell.desk.accounts.targets()[account_id].limits
    qtbot.waitUntil(lambda: account_id in pictures._targets and pictures._targets[account_id].limits == wanted)


@pytest.fixture
def pictures(qtbot: QtBot, shell: RecordingShell, channel: int, editor: Editor, tmp_path: Path) -> Pictures:
    """One tall picture, for a channel that must cut it."""
    image = QImage(400, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(str(tmp_path / "turm.png"))
    editor.begin(None)
    pictures = editor.panes.pictures
    pictures.take_files([str(tmp_path / "turm.png")])
    qtbot.waitUntil(lambda: pictures.row(0) is not None)
    take(qtbot, shell, pictures, channel, image_ratio=TALL)
    return pictures


@pytest.fixture
def opened(qtbot: QtBot, pictures: Pictures) -> Callable[[], CropDialog]:
    """Opens the dialog by its button."""

    def open_it() -> CropDialog:
        row = pictures.row(0)
        assert row is not None and row.crop.isVisible()
        qtbot.mouseClick(row.crop, Qt.MouseButton.LeftButton)
        dialog = pictures.findChildren(CropDialog)[-1]
        qtbot.waitUntil(lambda: dialog.view._pixmap is not None)
        return dialog

    return open_it


def chosen(pictures: Pictures) -> Crop | None:
    assert pictures._draft is not None
    return pictures._draft.post.pictures[0].crop


def test_keys_move_and_size_it_and_it_can_be_taken_back(
    qtbot: QtBot, shell: RecordingShell, pictures: Pictures, opened: Callable[[], CropDialog]
) -> None:
    dialog = opened()
    view = dialog.view
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Minus):
        qtbot.keyClick(view, key)
    assert (view.crop.x, view.crop.size) == (500, 950) and view.crop.y < 500
    assert "Größe 95 %" in view.accessibleDescription() and "Größe 95 %" in dialog.place.text()
    wanted = view.crop
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen(pictures) == wanted
    row = pictures.row(0)
    assert row is not None and row.crop.text() == "Ausschnitt ändern …"
    assert row.window().focusWidget() is row.crop, "as soon as the window is in front again"
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert chosen(pictures) is None


def test_the_mouse_pulls_it_to_the_edge_and_the_button_sets_it_back(
    qtbot: QtBot, pictures: Pictures, opened: Callable[[], CropDialog]
) -> None:
    dialog = opened()
    view = dialog.view
    middle = view.rect().center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(0, 2000))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle)
    assert view.box == (0, 500, 400, 1000)
    qtbot.mouseClick(dialog.middle, Qt.MouseButton.LeftButton)
    assert view.crop == Crop() and view.box == (0, 250, 400, 750)
    qtbot.mouseClick(dialog.smaller, Qt.MouseButton.LeftButton)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.mouseClick(dialog.accepting, Qt.MouseButton.LeftButton)
    assert chosen(pictures) == Crop()


def test_esc_changes_nothing(qtbot: QtBot, pictures: Pictures, opened: Callable[[], CropDialog]) -> None:
    dialog = opened()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert chosen(pictures) is None


def test_the_check_leads_to_the_button(shell: RecordingShell, editor: Editor, pictures: Pictures) -> None:
    note = Note(Finding.PICTURE_CUT, Place.PICTURES, False, 1, 1, "Instagram")
    Places(shell, editor.panes).go_to(note)
    row = pictures.row(0)
    assert row is not None and row.crop.hasFocus()
    assert shell.said[-1] == "Instagram beschneidet Bild 1. Bitte den Ausschnitt ansehen."


@pytest.fixture
def two_ratios(qtbot: QtBot, shell: RecordingShell, editor: Editor, pictures: Pictures) -> Pictures:
    """Three channels, two of which cut it alike."""
    for name, ratio in (("Threads", TALL), ("Breitwand", {"min": 1.5, "max": 1.91})):
        with shell.desk.database.writing() as connection:
            key = accounts.add(connection, "telegram", name, "", {})
        take(qtbot, shell, pictures, key, image_ratio=ratio)
        editor.panes.channels.toggled.emit(key, True)
    return pictures


def test_channels_that_cut_differently_are_looked_at_one_by_one(
    qtbot: QtBot, two_ratios: Pictures, opened: Callable[[], CropDialog]
) -> None:
    dialog = opened()
    view, (first, second) = dialog.view, dialog.ratios
    assert [one.text() for one in dialog.ratios] == ["Übungskanal und Threads (4:5)", "Breitwand (3:2)"]
    assert (first.isChecked(), second.isChecked()) == (True, False)
    assert view.box == (0, 250, 400, 750)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert (first.isChecked(), second.isChecked()) == (False, True)
    assert view.box == (0, 367, 400, 633), "around the same point"
    assert dialog.place.text().startswith("Breitwand (3:2): Mitte bei 50 %")
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.box == (0, 347, 400, 613)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert view.box == (0, 230, 400, 730)
    qtbot.mouseClick(dialog.accepting, Qt.MouseButton.LeftButton)
    assert chosen(two_ratios) == view.crop


def test_the_ratios_are_reached_and_switched_by_keys(
    qtbot: QtBot, two_ratios: Pictures, opened: Callable[[], CropDialog]
) -> None:
    dialog = opened()
    view, (first, second) = dialog.view, dialog.ratios
    dialog.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    focused = dialog.focusWidget()
    assert focused in (first, second)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus() and second.isChecked() and view.box == (0, 367, 400, 633)
    qtbot.keyClick(second, Qt.Key.Key_Left)
    assert first.hasFocus() and first.isChecked() and view.box == (0, 250, 400, 750)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen(two_ratios) == Crop()


def test_the_thumbnail_shows_the_smallest_part_that_stays(
    qtbot: QtBot, shell: RecordingShell, two_ratios: Pictures, opened: Callable[[], CropDialog]
) -> None:
    def thumb() -> Thumb:
        row = two_ratios.row(0)
        assert row is not None
        return row.thumb

    assert thumb().part == (0.0, 0.367, 1.0, 0.633)
    assert thumb().toolTip() == "turm.png, Ausschnitt für Breitwand"
    dialog = opened()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert thumb().part == (0.0, 0.347, 1.0, 0.613)
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert thumb().part == (0.0, 0.367, 1.0, 0.633)
    for account in shell.desk.accounts.every():
        take(qtbot, shell, two_ratios, account.id, image_ratio=None)
    assert (thumb().part, thumb().toolTip()) == (WHOLE, "turm.png")


def test_a_part_that_gets_too_narrow_says_so_where_it_is_chosen(
    qtbot: QtBot, shell: RecordingShell, channel: int, pictures: Pictures, opened: Callable[[], CropDialog]
) -> None:
    take(qtbot, shell, pictures, channel, image_ratio=TALL, image_px={"min_width": 320})
    row = pictures.row(0)
    assert row is not None and "unscharf" not in row.fate.text()
    dialog = opened()
    for _ in range(5):
        qtbot.mouseClick(dialog.smaller, Qt.MouseButton.LeftButton)
    assert dialog.place.text().endswith("nur 300 statt mindestens 320 Pixel breit, wird dort unscharf")
    qtbot.mouseClick(dialog.accepting, Qt.MouseButton.LeftButton)
    row = pictures.row(0)
    assert row is not None and row.fate.text().endswith("nur 300 statt mindestens 320 Pixel breit, wird dort unscharf")


def test_where_all_are_shown_like_the_first_the_second_is_cut_to_its_shape(
    qtbot: QtBot,
    shell: RecordingShell,
    channel: int,
    pictures: Pictures,
    picture: Callable[[str], str],
    opened: Callable[[], CropDialog],
) -> None:
    take(qtbot, shell, pictures, channel, image_ratio=None, ratio_of_first_image=True)
    pictures.take_files([picture("red")])
    qtbot.waitUntil(lambda: pictures.row(1) is not None)
    first, second = pictures.row(0), pictures.row(1)
    assert first is not None and second is not None
    assert first.fate.text() == "Übungskanal: unverändert" and not first.crop.isVisible()
    assert second.fate.text() == "Übungskanal: beschnitten auf 2:5 wie Bild 1, 20 × 48"
    qtbot.mouseClick(second.crop, Qt.MouseButton.LeftButton)
    view = pictures.findChildren(CropDialog)[-1].view
    assert view.box == (22, 0, 42, 48)
    qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_channel_without_pictures_says_so(pictures: Pictures) -> None:
    targets = {
        key: replace(one, limits=Limits(), kind=replace(one.kind, abilities=frozenset()))
        for key, one in pictures._targets.items()
    }
    pictures.show_targets(targets)
    row = pictures.row(0)
    assert row is not None and row.fate.text() == "Übungskanal: geht nicht mit"


def test_a_channel_that_takes_it_whole_offers_no_part(
    qtbot: QtBot, shell: RecordingShell, channel: int, pictures: Pictures
) -> None:
    take(qtbot, shell, pictures, channel, image_ratio=None)
    row = pictures.row(0)
    assert row is not None and not row.crop.isVisible() and row.fate.text() == "Übungskanal: unverändert"
