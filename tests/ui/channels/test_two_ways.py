"""Kinds that sign in by browser, or do without."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import Problem, Unavailable
from tests.ui.channels.test_connect import shown
from tests.ui.conftest import RecordingShell


def test_only_what_the_browser_needs_is_asked_until_somebody_wants_it_otherwise(
    qtbot: QtBot, shell: RecordingShell
) -> None:
    dialog = shown(qtbot, shell, "wordpress")
    form = dialog.access.form
    assert form is not None and dialog.foot.primary.text() == "Bei der Website anmelden"
    assert [name for name, entry in form.entries.items() if entry.isVisible()] == ["url", "name"]
    qtbot.mouseClick(dialog.access.other, Qt.MouseButton.LeftButton)
    assert [name for name, entry in form.entries.items() if entry.isVisible()] == ["url", "user", "password", "name"]
    assert dialog.foot.primary.text() == "Verbindung prüfen"
    qtbot.keyClicks(form.entries["password"].line, "abcd")
    qtbot.mouseClick(dialog.access.other, Qt.MouseButton.LeftButton)
    assert dialog.foot.primary.text() == "Bei der Website anmelden"
    assert form.entries["password"].value == "", "what is not shown is not used"
    dialog.close()


def test_every_field_that_is_shown_says_whether_it_is_needed(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "linkedin")
    form = dialog.access.form
    assert form is not None and dialog.foot.primary.text() == "Verbindung prüfen"
    said = [label.text() for label in dialog.needs.findChildren(QLabel)]
    assert not any("nicht in AmtDesk" in one for one in said), "a key is the usual way there"
    needed = [name for name, entry in form.entries.items() if entry.isVisible() and entry.is_needed]
    assert needed == ["token"]
    qtbot.mouseClick(dialog.access.other, Qt.MouseButton.LeftButton)
    needed = [name for name, entry in form.entries.items() if entry.isVisible() and entry.is_needed]
    assert needed == ["client_id", "client_secret"]
    assert form.entries["client_id"].line.accessibleName() == "Client ID (erforderlich)"
    qtbot.keyClicks(form.entries["client_secret"].line, "abcd")
    assert dialog.foot.primary.text() == "Bei LinkedIn anmelden"
    dialog.close()


def test_an_older_website_that_cannot_answer_asks_for_the_password_at_once(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "wordpress")
    form = dialog.access.form
    assert form is not None
    dialog.access.failed.emit(Unavailable(Problem.SIGN_IN_TOO_OLD))
    assert form.entries["password"].isVisible() and dialog.access.trouble.isVisible()
    assert dialog.foot.primary.text() == "Verbindung prüfen"
    dialog.close()


@pytest.mark.parametrize("kind", ["mastodon", "wordpress", "linkedin", "x", "youtube", "facebook"])
def test_no_button_is_cut_off_when_everything_is_offered(qtbot: QtBot, shell: RecordingShell, kind: str) -> None:
    dialog = shown(qtbot, shell, kind)
    dialog.access.copy.show()
    dialog.access.unchecked.show()
    qtbot.waitUntil(dialog.access.unchecked.isVisible)
    foot, access = dialog.foot, dialog.access
    every = (foot.back, foot.cancel, foot.primary, access.other, access.guide, access.copy, access.unchecked)
    # laid out by the next turn of the event loop
    qtbot.waitUntil(lambda: all(one.isHidden() or one.width() >= one.sizeHint().width() for one in every))
    dialog.close()


def test_youtube_does_without_signing_in(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "youtube")
    assert dialog.access.form is not None
    qtbot.keyClicks(dialog.access.form.entries["name"].line, "Videos der Gemeinde")
    assert dialog.access.other.text() == "Ohne Anmeldung speichern"
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.access.other, Qt.MouseButton.LeftButton)
    assert [one.kind for one in shell.desk.accounts.every()] == ["youtube"]
    assert shell.said == ["Videos der Gemeinde ist eingerichtet."]


def test_what_went_wrong_is_in_sight_in_a_low_window_too(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "bluesky")
    dialog.resize(813, 330)
    bar = dialog._scroll(dialog.page).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    dialog.access.failed.emit(Unavailable(Problem.OFFLINE))
    box = dialog.access.trouble
    qtbot.waitUntil(lambda: box.isVisible() and box.visibleRegion().boundingRect().height() == box.height())
    dialog.close()
