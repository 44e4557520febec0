"""The page Kanäle."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain import grant
from amtdesk.domain.account import Standing
from amtdesk.domain.channel import Ability, Connection
from amtdesk.domain.delivery import Clock, State
from amtdesk.domain.errors import AccessDenied, Problem
from amtdesk.services.accounts import Access, Accounts
from amtdesk.services.desk import Desk
from amtdesk.store import accounts as stored
from amtdesk.ui.channels.check import CheckPanel
from amtdesk.ui.channels.hosts import HostsDialog
from amtdesk.ui.channels.page import ChannelsPage
from amtdesk.ui.channels.profile import ProfileDialog
from amtdesk.ui.channels.removing import RemoveDialog
from amtdesk.ui.channels.rename import RenameDialog
from amtdesk.ui.widgets.words import Elided
from tests.builders import by_hand, draft, practice
from tests.ui.conftest import RecordingShell


def shown(qtbot: QtBot, shell: RecordingShell, width: int = 1280) -> ChannelsPage:
    """The page in a window of its own."""
    page = ChannelsPage(shell)
    qtbot.addWidget(page)
    page.resize(width, 694)
    with qtbot.waitExposed(page):
        page.show()
    return page


def mastodon(desk: Desk) -> int:
    """An account that was never tested."""
    access = Access("mastodon", "Mastodon", "https://social.invalid", {}, {"token": "geheim"})
    return desk.accounts.add(access, test=False).id


def words_of(panel: CheckPanel) -> str:
    """All words of the check."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_without_a_channel_it_invites_to_add_one(qtbot: QtBot, shell: RecordingShell) -> None:
    page = shown(qtbot, shell)
    assert page.empty.isVisible() and page.empty.add.isVisible()
    assert not page.add.isVisible() and not page.check_all.isVisible()
    qtbot.mouseClick(page.empty.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.deeds.dialog is not None and page.deeds.dialog.isVisible())
    assert page.deeds.dialog is not None
    page.deeds.dialog.close()


def test_a_card_shows_name_standing_and_next_step(qtbot: QtBot, shell: RecordingShell) -> None:
    channel, hand = practice(shell.desk), by_hand(shell.desk)
    page = shown(qtbot, shell)
    cards = page.board.cards
    assert cards[channel].badge.words == "bereit"
    assert cards[channel].step.text() == "Prüfen"
    assert cards[hand].badge.words == "von Hand"
    assert "Geprüft heute, 8:30 Uhr" in cards[channel].accessibleName()
    assert page.summary.text() == "2 Kanäle"


def test_a_check_that_fails_says_what_happened_and_what_to_do(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = mastodon(shell.desk)
    page = shown(qtbot, shell)
    assert page.board.cards[channel].badge.words == "noch nicht geprüft"
    qtbot.mouseClick(page.board.cards[channel].step, Qt.MouseButton.LeftButton)
    assert page.board.cards[channel].step.text() == "Wird geprüft …"
    qtbot.waitUntil(lambda: not page.trials.running)
    qtbot.waitUntil(lambda: "Anmeldung: nicht geprüft" in words_of(page.panel))
    assert "Den Server social.invalid gibt es unter diesem Namen nicht." in words_of(page.panel)
    assert page.board.cards[channel].badge.words == "nicht erreicht"
    qtbot.mouseClick(page.panel.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "host_unknown" in copied and "name_unknown" in copied and "geheim" not in copied


def test_a_lost_login_offers_to_connect_anew(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = mastodon(shell.desk)
    with shell.desk.database.writing() as connection:
        stored.tested(
            connection,
            channel,
            shell.desk.now(),
            standing=Standing.RECONNECT,
            problem=Problem.ACCESS_EXPIRED,
            detail="HTTP 401",
        )
    page = shown(qtbot, shell)
    assert page.board.cards[channel].badge.words == "Anmeldung abgelaufen"
    assert page.summary.text() == "1 Kanal · 1 braucht Sie jetzt"
    assert page.panel.reconnect.isVisible()
    assert page.panel.reconnect.property("kind") == "primary"
    monkeypatch.setattr(Accounts, "test", lambda self, _id: _works(self, channel))
    qtbot.mouseClick(page.panel.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.board.cards[channel].badge.words == "bereit")
    assert not page.panel.reconnect.isVisible()
    qtbot.waitUntil(lambda: "Rechte: Veröffentlichen" in words_of(page.panel))


def _works(accounts: Accounts, account_id: int) -> Connection:
    account = accounts.get(account_id)
    assert account is not None
    accounts.working(account)
    return Connection("Musterbach")


def test_an_error_of_the_program_is_shown_too(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = practice(shell.desk)

    def broken(_self: Accounts, _id: int) -> Connection:
        raise ValueError("kaputt")

    monkeypatch.setattr(Accounts, "test", broken)
    page = shown(qtbot, shell)
    page.check(channel)
    qtbot.waitUntil(lambda: not page.trials.running)
    qtbot.waitUntil(lambda: "Fehler im Programm" in words_of(page.panel))
    qtbot.mouseClick(page.panel.copy, Qt.MouseButton.LeftButton)
    assert "ValueError: kaputt" in QApplication.clipboard().text()


def test_all_are_checked_but_those_by_hand(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(Accounts, "test", lambda _self, account_id: asked.append(account_id) or Connection("x"))
    first, second = practice(shell.desk, "Eins"), practice(shell.desk, "Zwei")
    by_hand(shell.desk)
    page = shown(qtbot, shell)
    qtbot.mouseClick(page.check_all, Qt.MouseButton.LeftButton)
    assert not page.check_all.isEnabled()
    qtbot.waitUntil(lambda: not page.trials.running)
    assert sorted(asked) == [first, second]
    assert page.check_all.isEnabled()


def test_a_card_is_chosen_by_mouse_and_by_keyboard(qtbot: QtBot, shell: RecordingShell) -> None:
    first, second = practice(shell.desk, "Eins"), by_hand(shell.desk, "Zwei")
    page = shown(qtbot, shell)
    assert page.board.cards[first].chosen
    page.board.cards[second].setFocus()
    qtbot.keyClick(page.board.cards[second], Qt.Key.Key_Return)
    assert page.board.cards[second].chosen and not page.board.cards[first].chosen
    assert page.panel.open_page.isVisible()
    qtbot.mouseClick(page.panel.open_page, Qt.MouseButton.LeftButton)
    assert shell.links == ["https://verlag.example"]
    qtbot.mouseClick(page.board.cards[first], Qt.MouseButton.LeftButton)
    assert page.board.cards[first].chosen


def removing(page: ChannelsPage, channel: int) -> RemoveDialog:
    page.board.cards[channel].remove_wanted.emit(channel)
    dialog = page.deeds.dialog
    assert isinstance(dialog, RemoveDialog)
    return dialog


def test_a_channel_without_waiting_posts_is_removed_after_a_question(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = by_hand(shell.desk)
    page = shown(qtbot, shell)
    shell.answer = False
    page.board.cards[channel].remove_wanted.emit(channel)
    question, consequence, yes = shell.asked[0]
    assert question == "Mitteilungsblatt entfernen?" and yes == "Kanal entfernen"
    assert "nicht rückgängig" in consequence
    assert [account.id for account in shell.desk.accounts.every()] == [channel]
    shell.answer = True
    page.board.cards[channel].remove_wanted.emit(channel)
    qtbot.waitUntil(lambda: page.empty.isVisible())
    qtbot.waitUntil(lambda: shell.said == ["Mitteilungsblatt ist entfernt."])


def test_removing_asks_what_becomes_of_waiting_posts(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = by_hand(shell.desk)
    post = shell.desk.planning.plan(draft(shell.desk, [channel], due=shell.desk.now() + timedelta(hours=2)).id)
    page = shown(qtbot, shell)
    dialog = removing(page, channel)
    assert "other" not in dialog.choices, "there is no other channel"
    assert dialog.choices["draft"].isChecked()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert [account.id for account in shell.desk.accounts.every()] == [channel]
    dialog = removing(page, channel)
    dialog.choices["withdraw"].click()
    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.empty.isVisible())
    qtbot.waitUntil(lambda: shell.said == ["Mitteilungsblatt ist entfernt, 1 Beitrag zurückgezogen."])
    found = shell.desk.posts.get(post.id)
    assert found is not None and [one.state for one in found.deliveries] == [State.WITHDRAWN]


def test_another_channel_may_take_over(qtbot: QtBot, shell: RecordingShell) -> None:
    channel, other = practice(shell.desk, "Eins"), practice(shell.desk, "Zwei")
    shell.desk.planning.plan(draft(shell.desk, [channel], due=shell.desk.now() + timedelta(hours=2)).id)
    page = shown(qtbot, shell)
    dialog = removing(page, channel)
    assert not dialog.others.isEnabled()
    dialog.choices["other"].click()
    assert dialog.others.isEnabled() and dialog.others.currentData() == other
    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.said == ["Eins ist entfernt, 1 Beitrag geht über einen anderen Kanal."])


def test_the_list_for_the_it_is_copied(qtbot: QtBot, shell: RecordingShell) -> None:
    mastodon(shell.desk)
    page = shown(qtbot, shell)
    qtbot.mouseClick(page.hosts, Qt.MouseButton.LeftButton)
    dialog = page.deeds.dialog
    assert isinstance(dialog, HostsDialog)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "  social.invalid (Mastodon)\n" in copied and "api.telegram.org" not in copied
    dialog.all.click()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "  api.telegram.org (Telegram-Kanal)\n" in QApplication.clipboard().text()
    dialog.close()


def test_renaming_can_be_undone(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = practice(shell.desk)
    page = shown(qtbot, shell)
    page.board.cards[channel].rename_wanted.emit(channel)
    dialog = page.deeds.dialog
    assert isinstance(dialog, RenameDialog)
    dialog.line.clear()
    assert not dialog.save.isEnabled()
    qtbot.keyClicks(dialog.line, "Probe")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.board.cards[channel].shown.account.name == "Probe")
    qtbot.waitUntil(lambda: bool(shell.undos))
    undo = shell.undos[0]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: page.board.cards[channel].shown.account.name == "Übungskanal")


def test_on_a_narrow_window_the_check_is_a_page_of_its_own(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = practice(shell.desk)
    page = shown(qtbot, shell, 853)
    assert not page.panel.isVisible()
    qtbot.mouseClick(page.board.cards[channel], Qt.MouseButton.LeftButton)
    assert page.panel.isVisible() and not page.board.isVisible()
    qtbot.mouseClick(page.panel.back_button, Qt.MouseButton.LeftButton)
    assert page.board.isVisible() and not page.panel.isVisible()
    page.resize(1280, 694)
    qtbot.waitUntil(lambda: page.panel.isVisible() and page.board.isVisible())


def test_an_absent_keyring_is_said_with_the_promise_that_nothing_lies_elsewhere(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Accounts, "keyring_problem", lambda _self: Problem.KEYRING_LOCKED)
    page = shown(qtbot, shell)
    qtbot.waitUntil(lambda: page.banner.isVisible())
    assert page.banner.what.text() == "Die Schlüsselverwaltung dieses Rechners ist gesperrt."
    assert "nirgends sonst gespeichert" in page.banner.now.text()
    monkeypatch.setattr(Accounts, "keyring_problem", lambda _self: None)
    qtbot.mouseClick(page.banner.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.banner.isVisible())


def test_foreign_names_stay_plain_text(qtbot: QtBot, shell: RecordingShell) -> None:
    by_hand(shell.desk, "<b>fett</b> <img src='file:///etc/passwd'>")
    page = shown(qtbot, shell)
    from PySide6.QtWidgets import QLabel

    labels = page.findChildren(QLabel)
    assert any("<b>fett</b>" in label.text() for label in labels)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if label.text())
    assert all("<" not in label.toolTip() for label in page.findChildren(Elided))


def test_every_control_has_a_name_and_takes_the_focus(qtbot: QtBot, shell: RecordingShell) -> None:
    from PySide6.QtWidgets import QAbstractButton

    practice(shell.desk)
    mastodon(shell.desk)
    page = shown(qtbot, shell)
    for control in page.findChildren(QAbstractButton):
        if control.isVisible():
            assert control.accessibleName() or control.text(), control
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_uncertain_ones_show_on_the_card(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = practice(shell.desk)
    post = draft(shell.desk, [channel], due=shell.desk.now() + timedelta(hours=2))
    shell.desk.planning.plan(post.id)
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = ?", (State.UNCERTAIN.value,))
    page = shown(qtbot, shell)
    assert page.board.cards[channel].badge.words == "1 ungeklärt"


def test_denied_access_reaches_the_card(qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = mastodon(shell.desk)

    def denied(self: Accounts, account_id: int) -> Connection:
        error = AccessDenied(Problem.PASSWORD_WRONG, "HTTP 401")
        account = self.get(account_id)
        assert account is not None
        self.report(account, error)
        raise error

    monkeypatch.setattr(Accounts, "test", denied)
    page = shown(qtbot, shell)
    page.check(channel)
    qtbot.waitUntil(lambda: page.board.cards[channel].badge.words == "Anmeldung abgelehnt")
    qtbot.waitUntil(lambda: page.board.cards[channel].step.text() == "Neu verbinden")


def test_who_holds_the_clock_is_chosen_on_the_card(qtbot: QtBot, shell: RecordingShell) -> None:
    account_id, practising = mastodon(shell.desk), practice(shell.desk)
    page = shown(qtbot, shell)
    card = page.board.cards[account_id]
    assert card.keeps.isVisible() and not card.keeps.isChecked()
    assert not page.board.cards[practising].keeps.isVisible()
    card.keeps.setFocus()
    qtbot.keyClick(card.keeps, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shell.said == ["Mastodon bekommt geplante Beiträge gleich."])
    account = shell.desk.accounts.get(account_id)
    assert account is not None and account.clock is Clock.PLATFORM
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: not page.board.cards[account_id].keeps.isChecked())


def test_what_the_access_lacks_and_when_it_ends_stand_on_the_card(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = mastodon(shell.desk)
    page = shown(qtbot, shell)
    card = page.board.cards[channel]
    assert not any("Recht fehlt" in label.accessibleName() for label in card.findChildren(Elided))
    end = shell.desk.now() + timedelta(days=6)
    found = Connection(
        "Musterbach", abilities=frozenset({Ability.PUBLISH}), missing={Ability.READ: "read"}, expires=end
    )
    with shell.desk.database.writing() as connection:
        stored.change(connection, channel, settings=grant.noted(found))
        stored.tested(connection, channel, shell.desk.now(), standing=Standing.READY)
    page.reload()

    def words() -> list[str]:
        return [label.accessibleName() or label.text() for label in card.findChildren(Elided) if label.isVisible()]

    qtbot.waitUntil(lambda: "Kommentare lesen: Recht fehlt" in words())
    assert "Zugang endet in 6 Tagen" in words()
    page.choose(channel)
    qtbot.waitUntil(lambda: "Kommentare lesen: nein, Berechtigung fehlt: read" in words_of(page.panel))
    assert "Zugang endet in 6 Tagen" in words_of(page.panel) and page.panel.reconnect.isVisible()


def test_a_missing_right_leads_to_the_guide_from_the_card_and_from_the_check(
    qtbot: QtBot, shell: RecordingShell
) -> None:
    channel = mastodon(shell.desk)
    page = shown(qtbot, shell)
    card = page.board.cards[channel]
    assert card.guide.isHidden() and page.panel.guide.isHidden()
    lacks = {Ability.READ: "read:notifications", Ability.LIKE: "write:favourites"}
    found = Connection("Musterbach", abilities=frozenset({Ability.PUBLISH}), missing=lacks)
    with shell.desk.database.writing() as connection:
        stored.change(connection, channel, settings=grant.noted(found))
        stored.tested(connection, channel, shell.desk.now(), standing=Standing.READY)
    page.reload()
    page.choose(channel)
    assert card.guide.text() == "2 Rechte fehlen: zur Anleitung"
    for link in (card.guide, page.panel.guide):
        assert link.isVisible()
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shell.helped == ["verbinden-mastodon"] * 2
    # right below what is missing
    panel = page.panel

    def is_below() -> bool:
        labels = [label for label in panel.findChildren(QLabel) if label.isVisible()]
        ends = [one.mapTo(panel, QPoint(0, one.height())).y() for one in labels if "read:notifications" in one.text()]
        return len(ends) == 1 and 0 < panel.guide.mapTo(panel, QPoint()).y() - ends[0] < 40

    qtbot.waitUntil(is_below)


def test_nothing_is_promised_before_it_was_checked(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = mastodon(shell.desk)
    page = shown(qtbot, shell)
    card = page.board.cards[channel]

    def said() -> list[str]:
        return [label.accessibleName() for label in card.findChildren(Elided) if label.isVisible()]

    assert "Veröffentlichen: noch nicht geprüft" in said() and page.panel.again.text().strip() == "Jetzt prüfen"
    with shell.desk.database.writing() as connection:
        stored.tested(connection, channel, shell.desk.now(), standing=Standing.READY)
    page.reload()
    qtbot.waitUntil(lambda: "Veröffentlichen" in said())
    assert page.panel.again.text().strip() == "Erneut prüfen"


@pytest.mark.parametrize(
    ("problem", "step"),
    [
        (Problem.ACCESS_EXPIRED, "Neu verbinden"),
        (Problem.PERMISSION_MISSING, "Neu verbinden"),
        # what is put right on the platform needs no new access
        (Problem.APP_IN_DEVELOPMENT, "Prüfen"),
        (Problem.ACCOUNT_BLOCKED, "Prüfen"),
    ],
)
def test_the_button_is_the_step_that_helps(qtbot: QtBot, shell: RecordingShell, problem: Problem, step: str) -> None:
    channel = mastodon(shell.desk)
    with shell.desk.database.writing() as connection:
        stored.tested(connection, channel, shell.desk.now(), standing=Standing.RECONNECT, problem=problem)
    page = shown(qtbot, shell)
    assert page.board.cards[channel].step.text() == step
    assert page.panel.reconnect.isVisible() is (step == "Neu verbinden")


@pytest.mark.parametrize("days", [14, 7, 1])
def test_an_access_that_ends_offers_to_connect_anew_and_says_when(
    qtbot: QtBot, shell: RecordingShell, days: int
) -> None:
    channel = mastodon(shell.desk)
    end = shell.desk.now() + timedelta(days=days)
    with shell.desk.database.writing() as connection:
        stored.change(connection, channel, settings=grant.noted(Connection("x", expires=end)))
        stored.tested(connection, channel, shell.desk.now(), standing=Standing.READY)
    page = shown(qtbot, shell)
    card = page.board.cards[channel]
    assert card.badge.words == "läuft bald ab" and card.step.text() == "Neu verbinden"
    assert f"{end:%d.%m.%Y}" in words_of(page.panel)
    assert page.summary.text() == "1 Kanal · 1 braucht Sie bald"
    qtbot.mouseClick(card.step, Qt.MouseButton.LeftButton)
    assert page.deeds.dialog is not None and page.deeds.dialog.isVisible()
    page.deeds.dialog.close()


def test_the_steckbrief_is_one_click_away(qtbot: QtBot, shell: RecordingShell) -> None:
    practice(shell.desk)
    page = shown(qtbot, shell)
    qtbot.mouseClick(page.panel.profile, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(ProfileDialog)))
    page.findChildren(ProfileDialog)[0].close()


def test_tab_goes_as_one_reads(qtbot: QtBot, shell: RecordingShell) -> None:
    first, second = mastodon(shell.desk), by_hand(shell.desk)
    page = shown(qtbot, shell)
    cards = page.board.cards
    page.check_all.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    one, two = cards[first], cards[second]
    assert seen == [page.add, one, one.keeps, one.step, one.more, two, two.step, two.more]


def test_where_nobody_signed_in_there_is_nothing_to_check(qtbot: QtBot, shell: RecordingShell) -> None:
    access = Access("youtube", "Videos", "", {}, {})
    channel = shell.desk.accounts.add(access).id
    page = shown(qtbot, shell)
    assert page.board.cards[channel].step.text() == "Bearbeiten …"
    assert not page.check_all.isVisible() and not page.panel.again.isVisible()


def test_esc_leads_back_from_the_check_of_a_narrow_window(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = practice(shell.desk)
    page = shown(qtbot, shell, 853)
    page.choose(channel)
    qtbot.waitUntil(page.panel.back_button.isVisible)
    qtbot.keyClick(page.panel.back_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.board.isVisible)
    assert not page.panel.isVisible()
