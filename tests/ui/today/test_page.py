from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.domain.today import Section, Today
from amtdesk.ui.textmodules.confirm import ConfirmDialog
from amtdesk.ui.today.page import TodayPage
from tests.builders import MORNING, Clock, by_hand, practice
from tests.ui.today.conftest import Deliver, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def shown(qtbot: QtBot, shell: Window, today: Today | None = None, size: tuple[int, int] = (1158, 694)) -> TodayPage:
    page = TodayPage(shell, today or shell.desk.glance())
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_line_has_one_button_and_only_the_first_is_filled(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.MISSED, title="Probealarm")
    deliver(State.FAILED, title="Vollsperrung")
    page = shown(qtbot, shell)
    assert [row.button.text() for row in page.lines.rows] == ["Bearbeiten", "Entscheiden …"]
    assert [row.button.property("kind") for row in page.lines.rows] == ["primary", None]
    assert "Vollsperrung" in page.lines.rows[0].button.accessibleName()


def test_a_failed_post_opens_in_the_editor(qtbot: QtBot, shell: Window, deliver: Deliver):
    failed = deliver(State.FAILED)
    page = shown(qtbot, shell)
    press(qtbot, page.lines.rows[0].button)
    assert shell.opened == [failed.post_id]


def test_a_published_post_opens_its_page(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.PUBLISHED)
    page = shown(qtbot, shell)
    press(qtbot, page.lines.rows[0].button)
    assert shell.links == ["https://musterbach.example/1"]


def test_a_post_by_hand_is_prepared(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.BY_HAND, account=by_hand(shell.desk), first=State.BY_HAND)
    page = shown(qtbot, shell)
    press(qtbot, page.lines.rows[0].button)
    assert shell.by_hand == [delivery.id]


@pytest.mark.parametrize("state", [State.FAILED, State.MISSED])
def test_what_did_not_go_out_is_one_click_from_the_hand(qtbot: QtBot, shell: Window, deliver: Deliver, state: State):
    delivery = deliver(state)
    page = shown(qtbot, shell)
    second = page.lines.rows[0].second
    assert second is not None and second.accessibleName() == "Von Hand: Herbstmarkt"
    assert not second.geometry().intersects(page.lines.rows[0].button.geometry())
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert shell.by_hand == [delivery.id]


def test_clicks_before_the_services_are_there_do_nothing(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.FAILED)
    shell.is_ready = False
    page = shown(qtbot, shell)
    press(qtbot, page.lines.rows[0].button)
    press(qtbot, page.side.buttons[0])
    assert shell.opened == []
    assert shell.rounds == 0


def test_the_keyboard_goes_through_the_lines_before_the_side(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.FAILED, title="eins")
    deliver(State.MISSED, title="zwei")
    page = shown(qtbot, shell)
    first, second = (row.button for row in page.lines.rows)
    by_hand = page.lines.rows[1].second
    assert by_hand is not None
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(by_hand.hasFocus)
    qtbot.keyClick(by_hand, Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus)
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    qtbot.waitUntil(page.side.buttons[0].hasFocus)


def test_the_focus_stays_where_it_was_when_the_lines_change(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.FAILED)
    page = shown(qtbot, shell)
    page.lines.rows[0].button.setFocus()
    deliver(State.FAILED, title="Noch einer")
    page.show_today(shell.desk.glance())
    assert page.focusWidget() is page.lines.rows[0].button


def test_nothing_new_builds_no_new_rows(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.FAILED)
    page = shown(qtbot, shell)
    before = page.lines.rows[0]
    page.show_today(shell.desk.glance())
    assert page.lines.rows[0] is before


def test_when_nothing_is_due_it_says_so(qtbot: QtBot, shell: Window):
    page = shown(qtbot, shell, Today(MORNING, planned_days=(date(2026, 10, 30),)))
    assert page.notice.isVisible()
    assert page.notice.accessibleName() == "Für heute ist alles erledigt. Vorgeplant bis Fr 30.10. (16 Tage)."


def test_the_very_first_start_offers_the_three_steps(qtbot: QtBot, shell: Window, monkeypatch: pytest.MonkeyPatch):
    from amtdesk.ui.first_steps import FirstSteps

    opened: list[FirstSteps] = []
    monkeypatch.setattr(FirstSteps, "exec", lambda self: opened.append(self))
    page = shown(qtbot, shell)
    assert page.notice.accessibleName().startswith("Willkommen.")
    assert page.side.isHidden()
    press(qtbot, page.notice.button)
    assert len(opened) == 1


def test_more_than_thirty_lines_wait_behind_a_link(qtbot: QtBot, shell: Window, deliver: Deliver):
    account = practice(shell.desk)
    for number in range(42):
        deliver(State.PLANNED, title=f"Beitrag {number}", account=account, due=MORNING + timedelta(hours=1))
    page = shown(qtbot, shell)
    assert len(page.lines.rows) == 30
    more = page.lines.buttons[-1]
    assert more.text() == "… 12 weitere anzeigen"
    more.click()
    assert len(page.lines.rows) == 42
    assert page.open_points == 42


def test_a_low_window_has_the_side_under_the_lines(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.FAILED)
    page = shown(qtbot, shell, size=(805, 372))
    assert page.side.mapTo(page, page.side.rect().topLeft()).x() == 0
    page.resize(1158, 694)
    qtbot.waitUntil(lambda: page.side.mapTo(page, page.side.rect().topLeft()).x() > 700)


def test_long_words_wrap_and_make_the_line_higher(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.FAILED, title="Wochenmarkt " * 20 + "x" * 300)
    page = shown(qtbot, shell)
    row = page.lines.rows[0]
    wide = row.height()
    page.resize(560, 694)
    qtbot.waitUntil(lambda: row.height() > wide and row.height() >= row.heightForWidth(row.width()))
    assert row.width() > 400


def test_it_paints_in_the_dark_too(qtbot: QtBot, shell: Window, deliver: Deliver):
    for state in (State.FAILED, State.UNCERTAIN, State.MISSED, State.HELD, State.PUBLISHED, State.PLANNED):
        deliver(state, title=state.value)
    page = shown(qtbot, shell)
    assert not page.grab().toImage().isNull()
    shell.look.dark = True
    shell.look.changed.emit()
    assert page.grab().toImage().format() != QImage.Format.Format_Invalid


def test_the_side_starts_the_round_and_fills_the_first_gap(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.PLANNED, due=MORNING + timedelta(days=2))
    page = shown(qtbot, shell)
    round_button, fill, *_ = page.side.buttons
    press(qtbot, round_button)
    press(qtbot, fill)
    assert shell.rounds == 1
    assert shell.days == [date(2026, 10, 15)]


def test_dates_come_from_the_calendar_in_the_background(qtbot: QtBot, shell: Window):
    shell.desk.offices.change(land="BW", set_up=True)
    page = TodayPage(shell, Today(MORNING.replace(month=12, day=14), shell.desk.offices.get()))
    qtbot.addWidget(page)
    page.resize(1158, 694)
    page.show()
    qtbot.waitUntil(lambda: "Weihnacht" in page.side.dates_words)


def test_an_account_that_wants_its_person_is_connected_anew_at_once(qtbot: QtBot, shell: Window):
    from amtdesk.domain.errors import AccessDenied, Problem
    from amtdesk.ui.channels.connect import ConnectDialog

    account = shell.desk.accounts.get(practice(shell.desk))
    assert account is not None
    shell.desk.accounts.report(account, AccessDenied(Problem.ACCESS_EXPIRED))
    page = shown(qtbot, shell)
    assert page.lines.rows[0].button.text() == "Neu verbinden"
    press(qtbot, page.lines.rows[0].button)
    (dialog,) = page.findChildren(ConnectDialog)
    assert dialog.isVisible() and dialog.kind is not None and dialog.kind.name == "practice"
    dialog.close()
    assert shell.desk.glance().lines[0].section is Section.FIRST


def test_what_is_put_right_on_the_platform_leads_to_the_channels(qtbot: QtBot, shell: Window):
    from amtdesk.domain.errors import AccessDenied, Problem

    account = shell.desk.accounts.get(practice(shell.desk))
    assert account is not None
    shell.desk.accounts.report(account, AccessDenied(Problem.APP_IN_DEVELOPMENT))
    page = shown(qtbot, shell)
    assert page.lines.rows[0].button.text() == "Ansehen"
    press(qtbot, page.lines.rows[0].button)
    assert shell.pages == ["kanaele"]


def test_textbausteine_to_be_confirmed_open_their_list(qtbot: QtBot, shell: Window, clock: Clock):
    shell.desk.agreements.agree("bau-schlagloch", "Petra Beispiel", "Bauamt")
    clock.on(days=400)
    page = shown(qtbot, shell)
    row = next(one for one in page.lines.rows if "bestätigen" in one.shown.words.spoken)
    assert row.shown.words.rest == "1 Textbaustein ist vom Fachbereich zu bestätigen."

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog) and list(dialog.rows) == ["bau-schlagloch"]
        dialog.accept()

    QTimer.singleShot(0, look)
    press(qtbot, row.button)


def test_the_name_a_platform_gave_a_channel_is_no_markup(qtbot: QtBot, shell: Window, deliver: Deliver):
    failed = deliver(State.FAILED)
    shell.desk.accounts.rename(failed.account_id, "<img src=//fremd/x>")
    page = shown(qtbot, shell)
    assert page.lines.rows[0].toolTip() == "‹img src=//fremd/x>"
