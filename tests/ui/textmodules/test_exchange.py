"""To a file by mouse and keyboard."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from amtdesk.ui.textmodules import exchange
from amtdesk.ui.textmodules.exchange import ExportDialog, Form
from tests.ui.conftest import RecordingShell


def test_which_and_as_what(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = ExportDialog(shell, shell, ["bau-schlagloch", "bau-laterne"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.which.currentText() == "Ausgewählte (2)" and dialog.ids == ("bau-schlagloch", "bau-laterne")
    dialog.which.setFocus()
    qtbot.keyClick(dialog.which, Qt.Key.Key_Down)
    assert dialog.which.currentText().startswith("Alle (") and dialog.ids is None
    qtbot.keyClick(dialog.which, Qt.Key.Key_Down)
    assert dialog.ids and len(dialog.ids) < 48
    dialog.form.setFocus()
    qtbot.keyClick(dialog.form, Qt.Key.Key_Down)
    assert dialog.form.currentData() is Form.PAPER and "unterschreiben" in dialog.hint.text().lower()


@pytest.mark.parametrize("form", Form)
def test_the_file_is_there(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "bausteine"), ""))
    exchange.save(shell, shell, form, ["bau-schlagloch"])
    file = tmp_path / f"bausteine.{form.value[2]}"
    qtbot.waitUntil(lambda: shell.said == [f"1 Textbaustein in {file.name} gespeichert."])
    content = file.read_bytes()
    if form is Form.EXCHANGE:
        assert json.loads(content)["bausteine"][0]["id"] == "bau-schlagloch"
    assert content.startswith({"csv": b"\xef\xbb\xbf", "json": b"{", "pdf": b"%PDF"}[form.value[2]])


def test_where_nothing_can_be_written_it_is_said(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "fehlt" / "a.pdf"), ""))
    for form in (Form.PAPER, Form.TABLE):
        exchange.save(shell, shell, form, None)
    qtbot.waitUntil(lambda: len(shell.troubles) == 2)
    assert shell.said == []
