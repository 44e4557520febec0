"""Everything the menu offers opens."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from amtdesk.ui.textmodules.exchange import ExportDialog
from amtdesk.ui.textmodules.exchange_menu import exchange_menu
from amtdesk.ui.textmodules.workshop import WorkshopDialog
from tests.ui.conftest import RecordingShell


@pytest.mark.parametrize(("place", "kind"), [(0, WorkshopDialog), (2, ExportDialog)])
def test_a_dialog_opens(qtbot: QtBot, shell: RecordingShell, place: int, kind: type[QDialog]) -> None:
    seen: list[QDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.append(dialog)
            dialog.reject()
        else:
            QTimer.singleShot(10, look)

    menu = exchange_menu(shell, shell, lambda: ())
    QTimer.singleShot(0, look)
    menu.actions()[place].trigger()
    qtbot.waitUntil(lambda: [type(one) for one in seen] == [kind])


def test_the_sheet_and_the_import_ask_for_a_file(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def save_to(*_given: object, **_named: object) -> tuple[str, str]:
        asked.append("save")
        return str(tmp_path / "bogen.pdf"), ""

    def open_from(*_given: object, **_named: object) -> tuple[str, str]:
        asked.append("open")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_to)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", open_from)
    menu = exchange_menu(shell, shell, lambda: ["bau-schlagloch"])
    for place in (1, 3):
        menu.actions()[place].trigger()
    assert asked == ["save", "open"]
    qtbot.waitUntil(lambda: shell.said == ["1 Textbaustein in bogen.pdf gespeichert."])
