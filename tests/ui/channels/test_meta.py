"""A Facebook Page connected from the window, against a strict platform of ours."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from amtdesk.channels import graph
from amtdesk.ui.channels.connect import ConnectDialog, Page, connect_channel
from tests.channels.servers.facebook import TOKEN, FacebookServer
from tests.ui.conftest import RecordingShell


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[FacebookServer]:
    with FacebookServer() as server:
        monkeypatch.setattr(graph, "BASE", server.url)
        yield server


def _form(qtbot: QtBot, shell: RecordingShell) -> ConnectDialog:
    dialog = connect_channel(shell)
    with qtbot.waitExposed(dialog):
        pass
    qtbot.mouseClick(dialog.choice.cards["facebook"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    return dialog


def _type(qtbot: QtBot, dialog: ConnectDialog, name: str, words: str) -> None:
    assert dialog.access.form is not None
    qtbot.keyClicks(dialog.access.form.entries[name].line, words)


def test_of_several_pages_the_window_names_them_and_keeps_the_chosen_one(
    qtbot: QtBot, shell: RecordingShell, platform: FacebookServer
) -> None:
    platform.pages.append({"id": "3344", "name": "Feuerwehr Musterbach", "tasks": ["CREATE_CONTENT"]})
    platform.scopes.discard("read_insights")
    dialog = _form(qtbot, shell)
    _type(qtbot, dialog, "token", TOKEN)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.access.trouble.isVisible)
    said = " ".join(label.text() for label in dialog.access.trouble.findChildren(QLabel))
    assert "Gemeinde Musterbach (1122), Feuerwehr Musterbach (3344)" in said

    _type(qtbot, dialog, "page", "Feuerwehr Musterbach")
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.page is Page.RESULT)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Zahlen lesen: nein, Berechtigung fehlt: read_insights" in said
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    (account,) = shell.desk.accounts.every()
    assert (account.name, account.settings["page_id"]) == ("Feuerwehr Musterbach", "3344")
    assert TOKEN not in str(account)


def test_a_wrong_key_is_said_at_its_field(qtbot: QtBot, shell: RecordingShell, platform: FacebookServer) -> None:
    dialog = _form(qtbot, shell)
    assert dialog.access.form is not None
    entry = dialog.access.form.entries["token"]
    _type(qtbot, dialog, "token", "EAA-falsch")
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: entry.problem != "")
    assert shell.desk.accounts.every() == [] and platform.public == []
    dialog.close()
