"""Connecting a channel."""

import threading
from collections.abc import Mapping

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability, Connection, Field, Kind, SignIn
from amtdesk.domain.errors import AccessDenied, Problem, Unavailable
from amtdesk.services.accounts import Access, Accounts, Tried
from amtdesk.ui.channels.choice import first_sentences
from amtdesk.ui.channels.connect import ConnectDialog, Page, connect_channel
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
        if dialog.page is Page.NEEDS:
            qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
        assert dialog.access.form is not None and dialog.access.form.isVisible()
    return dialog


def fill(qtbot: QtBot, dialog: ConnectDialog, **values: str) -> None:
    """Type into the fields."""
    assert dialog.access.form is not None
    for name, value in values.items():
        dialog.access.form.entries[name].line.clear()
        qtbot.keyClicks(dialog.access.form.entries[name].line, value)


def finished(qtbot: QtBot, dialog: ConnectDialog) -> None:
    """Test the access, look at the result, keep it."""
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.page is Page.RESULT)
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)


def test_the_practice_channel_needs_two_clicks(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "practice")
    assert dialog.foot.primary.text() == "Speichern"
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    assert [one.kind for one in shell.desk.accounts.every()] == ["practice"]
    assert shell.said == ["Übungskanal ist verbunden."]


def test_a_channel_by_hand_needs_a_name_and_takes_a_page_without_scheme(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "manual")
    assert dialog.access.form is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.access.form.entries["name"].problem == "Bitte ausfüllen."
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
    assert dialog.access.form is not None
    fill(qtbot, dialog, url="musterbach.example", user="redaktion", password=SECRET)
    secret = dialog.access.form.entries["password"].line
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    finished(qtbot, dialog)
    assert tried[0].url == "https://musterbach.example"
    assert tried[0].settings == {"user": "redaktion"}
    assert tried[0].secrets == {"password": SECRET}
    (account,) = shell.desk.accounts.every()
    assert account.name == "Musterbach"
    assert SECRET not in str(account)


def test_the_eye_shows_and_hides_a_secret(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    assert dialog.access.form is not None
    line = dialog.access.form.entries["token"].line
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
    form = dialog.access.form
    assert form is not None
    fill(qtbot, dialog, url="musterbach.example", user="redaktion", password=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.entries["password"].problem != "")
    assert form.entries["password"].problem.startswith("„Benutzername“ oder „Anwendungspasswort“ wird nicht")
    assert form.entries["password"].value == SECRET and form.entries["user"].value == "redaktion"
    assert dialog.foot.primary.isEnabled()
    qtbot.mouseClick(dialog.access.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "HTTP 401 incorrect_password" in copied and SECRET not in copied
    assert SECRET not in dialog.windowTitle()
    assert shell.desk.accounts.every() == []
    dialog.close()


def test_an_unknown_server_is_said_at_the_address(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    form = dialog.access.form
    assert form is not None
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    # the look at the network says more than the call alone
    qtbot.waitUntil(lambda: "social.invalid gibt es unter diesem Namen nicht" in dialog.access.trouble.what.text())
    assert form.entries["token"].value == SECRET
    dialog.close()


def test_what_has_no_field_stands_above_the_form(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(_self: Accounts, _access: Access, _account: int | None = None) -> Tried:
        raise Unavailable(Problem.OFFLINE)

    monkeypatch.setattr(Accounts, "try_out", offline)
    dialog = shown(qtbot, shell, "mastodon")
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.access.trouble.isVisible())
    assert dialog.access.trouble.what.text() == "Den Server social.invalid gibt es unter diesem Namen nicht."
    dialog.close()


@pytest.mark.parametrize("typed", ["http://", "a b.example"])
def test_half_an_address_is_not_tried(qtbot: QtBot, shell: RecordingShell, typed: str) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    assert dialog.access.form is not None
    fill(qtbot, dialog, url=typed, token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    assert dialog.access.form.entries["url"].problem.startswith("Das ist noch keine Adresse.")
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
    form = dialog.access.form
    assert form is not None
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    assert not dialog.foot.primary.isEnabled()
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
    form = dialog.access.form
    assert form is not None
    assert [form.entries[name].value for name in ("name", "url", "user", "password")] == [
        "Website",
        "https://musterbach.example",
        "redaktion",
        "",
    ]
    monkeypatch.setattr(Accounts, "try_out", lambda _self, access, _account: Tried(access, Connection("Musterbach")))
    fill(qtbot, dialog, password=SECRET)
    finished(qtbot, dialog)
    assert form.entries["password"].line.text() == ""
    again = shell.desk.accounts.get(account.id)
    assert again is not None and (again.name, again.standing.value) == ("Website", "ready")


def test_editing_a_channel_by_hand_uses_the_same_form(qtbot: QtBot, shell: RecordingShell) -> None:
    account = shell.desk.accounts.get(by_hand(shell.desk))
    dialog = ConnectDialog(shell, account, shell)
    dialog.show()
    fill(qtbot, dialog, url="blatt.example")
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    (account,) = shell.desk.accounts.every()
    assert account.url == "https://blatt.example"


def test_another_kind_can_be_chosen(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    qtbot.mouseClick(dialog.foot.back, Qt.MouseButton.LeftButton)
    assert dialog.page is Page.NEEDS
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.choice.isVisible() and not dialog.foot.primary.isVisible()
    qtbot.keyClick(dialog.choice.cards["bluesky"], Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert dialog.access.form is not None and dialog.access.form.kind.name == "bluesky"
    assert "handle" in dialog.access.form.settings()
    dialog.close()


def test_a_card_shows_the_first_sentences_only() -> None:
    assert first_sentences("Eins ist kurz. Zwei auch. Drei nicht.") == "Eins ist kurz. Zwei auch."
    assert first_sentences("Kurz. " + "Lang " * 40 + ".") == "Kurz."


class Town:
    """A platform that signs in by browser, as the services see it."""

    kind = Kind(
        "town",
        "Town",
        "world",
        (Field("url", "Adresse"), Field("token", "Schlüssel", secret=True, required=False)),
        frozenset({Ability.PUBLISH, Ability.READ, Ability.HIDE}),
        introduction="Sie brauchen einen Zugang. Den gibt das Rathaus. Es dauert nicht lange.",
        sign_in=SignIn(label="Bei Town anmelden", needs=("url",)),
        minutes=7,
        guide="kanaele",
    )
    found = Connection(
        "Musterbach",
        abilities=frozenset({Ability.PUBLISH, Ability.READ}),
        missing={Ability.HIDE: "moderate_comments"},
    )

    def __init__(self, account: Account, secrets: Mapping[str, str], _keep: object) -> None:
        self.secrets = secrets

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
        return f"{redirect}?code=marked-code&state={state}"

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
        assert answer == {"code": "marked-code"}
        return {"access": "marked-access", "refresh": "marked-refresh"}

    def connect(self) -> Connection:
        if not self.secrets.get("access") and not self.secrets.get("token"):
            raise AccessDenied(Problem.PASSWORD_WRONG)
        return self.found


@pytest.fixture
def town(shell: RecordingShell, monkeypatch: pytest.MonkeyPatch) -> Kind:
    accounts = shell.desk.accounts
    kinds = {**accounts.kinds, "town": Town.kind}
    monkeypatch.setattr(accounts, "kinds", kinds)
    monkeypatch.setattr(accounts.credentials, "kinds", kinds)
    monkeypatch.setattr(accounts, "opens", Town)
    monkeypatch.setattr(accounts, "_limits", lambda _kind: ({}, ""))
    monkeypatch.setattr(shell.desk.connections.sign_ins, "_kinds", kinds)
    monkeypatch.setattr(shell.desk.connections.sign_ins, "_open", Town)
    return Town.kind


def visit(address: str) -> None:
    """The browser of the system."""
    with requests.Session() as session:
        session.trust_env = False
        session.get(address, timeout=10)


def words_of(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def test_what_is_needed_is_said_first(qtbot: QtBot, shell: RecordingShell, town: Kind) -> None:
    dialog = connect_channel(shell)
    qtbot.mouseClick(dialog.choice.cards["town"], Qt.MouseButton.LeftButton)
    assert dialog.page is Page.NEEDS
    said = words_of(dialog.needs)
    assert "Den gibt das Rathaus." in said and "etwa 7 Minuten" in said and "nichts veröffentlicht" in said
    qtbot.mouseClick(dialog.needs.guide, Qt.MouseButton.LeftButton)
    assert shell.helped == ["kanaele"]
    assert "Schritt 2 von 4" in dialog._step.text()
    dialog.close()


def test_signing_in_by_browser_leads_to_an_honest_result_and_an_account(
    qtbot: QtBot, shell: RecordingShell, town: Kind
) -> None:
    dialog = shown(qtbot, shell, "town")
    assert dialog.foot.primary.text() == "Bei Town anmelden" and dialog.access.other.isVisible()
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    assert dialog.access.form is not None and dialog.access.form.entries["url"].problem == "Bitte ausfüllen."
    fill(qtbot, dialog, url="town.example")
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    assert not dialog.foot.primary.isEnabled()
    qtbot.waitUntil(lambda: bool(shell.links))
    assert "Bitte jetzt im Browser anmelden" in words_of(dialog.access)
    qtbot.mouseClick(dialog.access.browser.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == shell.links[0]
    visit(shell.links[0])
    qtbot.waitUntil(lambda: dialog.page is Page.RESULT)
    said = words_of(dialog.found)
    assert "Veröffentlichen: ja" in said and "Kommentare lesen: ja" in said
    assert "Ausblenden: nein, Berechtigung fehlt: moderate_comments" in said
    assert dialog.foot.primary.text() == "Trotzdem behalten"
    qtbot.mouseClick(dialog.found.guide, Qt.MouseButton.LeftButton)
    assert shell.helped[-1] == "kanaele", "where the right is given stands in the guide"
    assert shell.desk.accounts.every() == [], "kept only when somebody says so"
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    (account,) = shell.desk.accounts.every()
    assert account.name == "Musterbach" and "marked" not in str(account)
    assert shell.desk.accounts.credentials.read(account) == {"access": "marked-access", "refresh": "marked-refresh"}


def test_a_key_may_be_typed_instead(qtbot: QtBot, shell: RecordingShell, town: Kind) -> None:
    dialog = shown(qtbot, shell, "town")
    form = dialog.access.form
    assert form is not None and not form.entries["token"].isVisible()
    qtbot.mouseClick(dialog.access.other, Qt.MouseButton.LeftButton)
    assert form.entries["token"].isVisible() and dialog.access.other.text().startswith("Lieber im Browser")
    fill(qtbot, dialog, url="town.example", token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.page is Page.RESULT)
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.page is Page.ACCESS
    assert dialog.access.form is not None and dialog.access.form.entries["token"].value == SECRET
    dialog.close()
    assert shell.desk.accounts.every() == []


def test_who_stops_waiting_may_begin_again(qtbot: QtBot, shell: RecordingShell, town: Kind) -> None:
    dialog = shown(qtbot, shell, "town")
    fill(qtbot, dialog, url="town.example")
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.links) == 1)
    qtbot.mouseClick(dialog.foot.back, Qt.MouseButton.LeftButton)
    assert dialog.page is Page.ACCESS and dialog.foot.primary.isEnabled()
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.links) == 2)
    visit(shell.links[1])
    qtbot.waitUntil(lambda: dialog.page is Page.RESULT)
    dialog.close()


def test_closing_while_it_waits_for_the_browser_ends_the_waiting(
    qtbot: QtBot, shell: RecordingShell, town: Kind
) -> None:
    dialog = shown(qtbot, shell, "town")
    fill(qtbot, dialog, url="town.example")
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shell.links))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert shell.background.wait(5_000)
    with pytest.raises(requests.ConnectionError):
        visit(shell.links[0])


def test_a_refusal_in_the_browser_is_said_and_nothing_is_kept(qtbot: QtBot, shell: RecordingShell, town: Kind) -> None:
    dialog = shown(qtbot, shell, "town")
    fill(qtbot, dialog, url="town.example")
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shell.links))
    visit(shell.links[0].replace("code=marked-code", "error=access_denied"))
    qtbot.waitUntil(lambda: dialog.access.trouble.isVisible())
    assert "nicht bestätigt" in dialog.access.trouble.what.text()
    assert not dialog.access.unchecked.isVisible() and dialog.foot.primary.isEnabled()
    dialog.close()


def test_where_nobody_answers_it_may_be_kept_untested(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    fill(qtbot, dialog, url="social.invalid", token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.access.unchecked.isVisible())
    with qtbot.waitSignal(dialog.connected):
        qtbot.mouseClick(dialog.access.unchecked, Qt.MouseButton.LeftButton)
    (account,) = shell.desk.accounts.every()
    assert account.standing is Standing.UNTESTED


def test_connecting_anew_is_never_kept_untested(qtbot: QtBot, shell: RecordingShell) -> None:
    access = Access("mastodon", "Mastodon", "https://social.invalid", {}, {"token": "alt"})
    account = shell.desk.accounts.add(access, test=False)
    dialog = ConnectDialog(shell, account, shell)
    dialog.show()
    fill(qtbot, dialog, token=SECRET)
    qtbot.mouseClick(dialog.foot.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.access.trouble.isVisible())
    assert not dialog.access.unchecked.isVisible()
    dialog.close()
    assert shell.desk.accounts.credentials.read(account)["token"] == "alt"


def test_what_was_typed_for_one_kind_is_there_again_after_looking_at_another(
    qtbot: QtBot, shell: RecordingShell
) -> None:
    dialog = shown(qtbot, shell, "mastodon")
    fill(qtbot, dialog, url="social.example")
    for _ in range(2):
        qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    dialog.choose("bluesky")
    dialog.choose("mastodon")
    dialog.go_on()
    assert dialog.access.form is not None and dialog.access.form.entries["url"].value == "social.example"
    dialog.close()


def test_what_can_be_chosen_is_not_typed(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = shown(qtbot, shell, "instagram")
    form = dialog.access.form
    assert form is not None
    (box,) = form.entries["bridge"].findChildren(QComboBox)
    assert box.isVisible() and not form.entries["bridge"].line.isVisible()
    assert form.settings()["bridge"] == ""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert form.settings()["bridge"] == "facebook"
    dialog.close()


def test_what_was_typed_before_there_was_a_list_is_chosen(qtbot: QtBot, shell: RecordingShell) -> None:
    access = Access("instagram", "Instagram", "", {"bridge": "Website"}, {"token": "geheim-geheim"})
    dialog = ConnectDialog(shell, shell.desk.accounts.add(access, test=False), shell)
    dialog.show()
    assert dialog.access.form is not None
    (box,) = dialog.access.form.entries["bridge"].findChildren(QComboBox)
    assert box.currentText() == "von der eigenen Website (WordPress)"
    assert dialog.access.form.settings()["bridge"] == "Website"
    dialog.close()
