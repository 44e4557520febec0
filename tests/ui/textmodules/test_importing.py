"""Reading a file by mouse and keyboard: preview, ticks, all or nothing, undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from amtdesk.ui.dialogs import Trouble
from amtdesk.ui.textmodules import importing
from amtdesk.ui.textmodules.exchange import exchange_of
from amtdesk.ui.textmodules.importing import ImportDialog
from tests.ui.conftest import RecordingShell

FILE = """Titel;Text;Kategorie;Kennung
Bad offen?;Ab 9 Uhr.;Freibad;
Loch;Ganz <b>anders</b>.;Bauhof & Straßen;bau-schlagloch
;nur Text;Freibad;
"""


def opened(qtbot: QtBot, shell: RecordingShell, content: str = FILE) -> ImportDialog:
    preview = exchange_of(shell).preview(content.encode("cp1252"))
    dialog = ImportDialog(shell, shell, "bausteine.csv", preview)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_new_ones_are_ticked_changed_ones_by_hand_faulty_ones_never(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = opened(qtbot, shell)
    assert dialog.summary.text() == "In der Datei: 1 neu, 1 geändert, 1 Fehler. Zeichensatz Windows-1252 erkannt."
    assert dialog.take.text() == "1 Textbaustein übernehmen"
    dialog.view.setFocus()
    dialog.view.setCurrentIndex(dialog.rows.index(1, 0))
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.take.text() == "2 Textbausteine übernehmen"
    assert "Neu: „Ganz <b>anders</b>.“" in dialog.whole.text()
    dialog.view.setCurrentIndex(dialog.rows.index(2, 0))
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.take.text() == "2 Textbausteine übernehmen" and "Der Titel fehlt." in dialog.whole.text()
    with qtbot.waitSignal(dialog.took) as took:
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert [one.title for one in (*took.args[0].new, *took.args[0].changed)] == ["Bad offen?", "Loch"]
    assert shell.desk.library.get("bau-schlagloch").text == "Ganz <b>anders</b>."  # type: ignore[union-attr]


def test_an_unknown_shelf_can_be_chosen(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = opened(qtbot, shell)
    box = dialog.shelves["Freibad"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.took) as took:
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert took.args[0].shelves == () and took.args[0].new[0].category != "Freibad"


def test_escape_changes_nothing(qtbot: QtBot, shell: RecordingShell) -> None:
    before = exchange_of(shell).entries()
    dialog = opened(qtbot, shell)
    qtbot.mouseClick(dialog.some, Qt.MouseButton.LeftButton)
    assert dialog.take.text() == "2 Textbausteine übernehmen"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected and exchange_of(shell).entries() == before


def test_from_the_file_to_the_library_and_back(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exchange_of(shell).entries()
    file = tmp_path / "bausteine.csv"
    file.write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportDialog)
        dialog.take.click()

    _when_modal(take)
    importing.bring_in(shell, shell)
    qtbot.waitUntil(lambda: shell.said == ["Übernommen: 1 neu, 0 geändert."])
    assert shell.undos[0] is not None
    shell.undos[0]()
    qtbot.waitUntil(lambda: shell.said[-1] == "Import zurückgenommen.")
    assert exchange_of(shell).entries() == before


def test_a_workbook_is_refused_with_a_way_out(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mappe.xlsx"
    file.write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Trouble)
        seen.append(dialog.accessibleDescription())
        dialog.reject()

    _when_modal(read)
    importing.bring_in(shell, shell)
    qtbot.waitUntil(lambda: bool(seen))
    assert "CSV UTF-8" in seen[0]


def _when_modal(do: Callable[[], None]) -> None:
    """Call it once a dialog waits for an answer."""

    def look() -> None:
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(10, look)
        else:
            do()

    QTimer.singleShot(0, look)
