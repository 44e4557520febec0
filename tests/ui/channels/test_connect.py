"""Connecting a channel."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from amtdesk.domain.channel import Connection
from amtdesk.domain.errors import AccessDenied, Problem, Unavailable
from amtdesk.services.accounts import Access, Accounts, Tried
from amtdesk.ui.channels.choice import first_sentences
from amtdesk.ui.channels.connect import ConnectDialog, connect_channel
from tests.builders import by_hand
from tests.ui.conftest import RecordingShell

SECRET = "abcd-efgh-ijkl"


def shown(qtbot: QtBot, shell: RecordingShell, kind: str = "") -> ConnectDialog:
    """The dialog, at the form of a kind."""
    dialog = connect_channel(shell)
    with qtbot.waitExposed(dialog):
        pass
    if kind:
        qtbot.mouseClick(dialog.choice.cards[kind], Qt.MouseButton.LeftButton)
        assert dialog.form is not None and dialog.form.isVisible()
    return dialog


def fill(qtbot: QtBot, dialog: ConnectDialog, **values: str) -> None:
    """Type into the fields."""
    assert dialog.form is not None
    for name, value in values.items():
        dialog.form.entries[name].line.clear()
        qtbot.keyClicks(dialog.form.entries[name].line, value)


def test_the_practice_channel_needs_two_clicks(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "practice")
    assert dialog.save.text() == "Speichern"
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert [one.kind for one in shell.desk.accounts.every()] == ["practice"]
    assert shell.said == ["Übungskanal ist verbunden."]


def test_a_channel_by_hand_needs_a_name_and_takes_a_page_without_scheme(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "manual")
    assert dialog.form is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.form.entries["name"].problem == "Bitte ausfüllen."
    fill(qtbot, dialog, name="WhatsApp-Kanal", url="web.whatsapp.com")
    with qtbot.waitSignal(dialog.connected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (account,) = shell.desk.accounts.every()
    assert (account.name, account.url) == ("WhatsApp-Kanal", "https://web.whatsapp.com")


def test_fields_go_where_they_belong(qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Access] = []

    def try_out(_self: Accounts, access: Access, _account: int | None = None) -> Tried:
        tried.append(access)
        return Tried(access, Connection("Musterbach"))

    monkeypatch.setattr(Accounts, "try_out", try_out)
    dialog = shown(qtbot, shell, "wordpress")
    assert dialog.form is not None
    fill(qtbot, dialog, url="musterbach.example", user="redaktion", password=SECRET)
    secret = dialog.form.entries["password"].line
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert tried[0].url == "https://musterbach.example"
    assert tried[0].settings == {"user": "redaktion"}
    assert tried[0].secrets == {"password": SECRET}
    (account,) = shell.desk.accounts.every()
    assert account.name == "Musterbach"
    assert SECRET not in str(account)


def test_the_eye_shows_and_hides_a_secret(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    assert dialog.form is not None
    line = dialog.form.entries["token"].line
    (eye,) = line.actions()
    eye.trigger()
    assert line.echoMode() is QLineEdit.EchoMode.Normal and eye.text() == "verbergen"
    eye.trigger()
    assert line.echoMode() is QLineEdit.EchoMode.Password
    dialog.close()


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(_self: Accounts, _access: Access, _account: int | None = None) -> Tried:
        raise AccessDenied(Problem.PASSWORD_WRONG, "HTTP 401 incorrect_password")

    monkeypatch.setattr(Accounts, "try_out", wrong)
    dialog = shown(qtbot, shell, "wordpress")
    form = dialog.form
    assert form is not None
    fill(qtbot, dialog, url="musterbach.example", user="redaktion", password=SECRET)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.entries["password"].problem != "")
    assert form.entries["password"].problem.startswith("Name oder Passwort werden nicht angenommen.")
    assert form.entries["password"].value == SECRET and form.entries["user"].value == "redaktion"
    assert dialog.save.isEnabled()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "HTTP 401 incorrect_password" in copied and SECRET not in copied
    assert SECRET not in dialog.windowTitle()
    assert shell.desk.accounts.every() == []
    dialog.close()


def test_an_unknown_server_is_said_at_the_address(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    form = dialog.form
    assert form is not None
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nicht gefunden" in form.entries["url"].problem)
    dialog.close()


def test_what_has_no_field_stands_above_the_form(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(_self: Accounts, _access: Access, _account: int | None = None) -> Tried:
        raise Unavailable(Problem.OFFLINE)

    monkeypatch.setattr(Accounts, "try_out", offline)
    dialog = shown(qtbot, shell, "mastodon")
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._trouble.isVisible())
    assert dialog._trouble.what.text() == "Es besteht keine Netzverbindung."
    dialog.close()


@pytest.mark.parametrize("typed", ["http://", "a b.example"])
def test_half_an_address_is_not_tried(qtbot: QtBot, shell: RecordingShell, typed: str) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    assert dialog.form is not None
    fill(qtbot, dialog, url=typed, token=SECRET)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.form.entries["url"].problem.startswith("Das ist noch keine Adresse.")
    dialog.close()


def test_closing_while_it_is_checked_leaves_no_channel_behind(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(_self: Accounts, access: Access, _account: int | None = None) -> Tried:
        assert go_on.wait(10)
        return Tried(access, Connection("Musterbach"))

    monkeypatch.setattr(Accounts, "try_out", slow)
    dialog = shown(qtbot, shell, "mastodon")
    form = dialog.form
    assert form is not None
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert not dialog.save.isEnabled()
    connected: list[object] = []
    dialog.connected.connect(connected.append)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))
    go_on.set()
    assert shell.background.wait()
    assert shell.desk.accounts.every() == [] and connected == [] and shell.said == []


def test_connecting_anew_keeps_what_is_known_but_never_a_secret(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = Access("wordpress", "Website", "https://musterbach.example", {"user": "redaktion"}, {"password": "alt"})
    account = shell.desk.accounts.add(access, test=False)
    dialog = ConnectDialog(shell, account, shell)
    dialog.show()
    form = dialog.form
    assert form is not None
    assert [form.entries[name].value for name in ("name", "url", "user", "password")] == [
        "Website",
        "https://musterbach.example",
        "redaktion",
        "",
    ]
    monkeypatch.setattr(Accounts, "try_out", lambda _self, access, _account: Tried(access, Connection("Musterbach")))
    fill(qtbot, dialog, password=SECRET)
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert form.entries["password"].line.text() == ""
    again = shell.desk.accounts.get(account.id)
    assert again is not None and (again.name, again.standing.value) == ("Website", "ready")


def test_editing_a_channel_by_hand_uses_the_same_form(qtbot: QtBot, shell: RecordingShell) -> None:
    account = shell.desk.accounts.get(by_hand(shell.desk))
    dialog = ConnectDialog(shell, account, shell)
    dialog.show()
    fill(qtbot, dialog, url="blatt.example")
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (account,) = shell.desk.accounts.every()
    assert account.url == "https://blatt.example"


def test_another_kind_can_be_chosen(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert dialog.choice.isVisible() and not dialog.save.isVisible()
    qtbot.keyClick(dialog.choice.cards["bluesky"], Qt.Key.Key_Space)
    assert dialog.form is not None and dialog.form.kind.name == "bluesky"
    assert "handle" in dialog.form.settings()
    dialog.close()


def test_a_card_shows_the_first_sentences_only() -> None:
    assert first_sentences("Eins ist kurz. Zwei auch. Drei nicht.") == "Eins ist kurz. Zwei auch."
    assert first_sentences("Kurz. " + "Lang " * 40 + ".") == "Kurz."
