"""Kinds that sign in by browser, or do without."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.channels.test_connect import shown
from tests.ui.conftest import RecordingShell


def test_who_types_a_key_wants_no_browser(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    assert dialog.access.form is not None
    assert dialog.foot.primary.text() == "Bei Mastodon anmelden"
    qtbot.keyClicks(dialog.access.form.entries["token"].line, "abcd")
    assert dialog.foot.primary.text() == "Verbindung prüfen"
    assert not dialog.foot.other.isVisible()
    dialog.access.form.entries["token"].line.selectAll()
    qtbot.keyClick(dialog.access.form.entries["token"].line, Qt.Key.Key_Delete)
    assert dialog.foot.primary.text() == "Bei Mastodon anmelden"
    dialog.close()


def test_a_secret_of_the_app_is_no_key(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "linkedin")
    assert dialog.access.form is not None
    qtbot.keyClicks(dialog.access.form.entries["client_secret"].line, "abcd")
    assert dialog.foot.primary.text() == "Bei LinkedIn anmelden"
    dialog.close()


def test_youtube_does_without_signing_in(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "youtube")
    assert dialog.access.form is not None
    qtbot.keyClicks(dialog.access.form.entries["name"].line, "Videos der Gemeinde")
    assert dialog.foot.other.text() == "Ohne Anmeldung speichern"
    qtbot.mouseClick(dialog.foot.other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.page.name == "RESULT")
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    assert [one.kind for one in shell.desk.accounts.every()] == ["youtube"]
