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
from amtdesk.ui.editor.crop_dialog import CropDialog
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.editor.pictures import Pictures
from amtdesk.ui.editor.places import Places
from tests.ui.conftest import RecordingShell

TALL = Limits(picture_ratio=(0.8, 1.91))


@pytest.fixture
def pictures(qtbot: QtBot, editor: Editor, tmp_path: Path) -> Pictures:
    """One tall picture, for a channel that must cut it."""
    image = QImage(400, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(str(tmp_path / "turm.png"))
    editor.begin(None)
    pictures = editor.panes.pictures
    pictures.take_files([str(tmp_path / "turm.png")])
    qtbot.waitUntil(lambda: pictures.row(0) is not None)
    pictures.show_targets({key: replace(one, limits=TALL) for key, one in pictures._targets.items()})
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


def test_a_channel_that_takes_it_whole_offers_no_part(pictures: Pictures) -> None:
    pictures.show_targets({key: replace(one, limits=Limits()) for key, one in pictures._targets.items()})
    row = pictures.row(0)
    assert row is not None and not row.crop.isVisible()
