"""The sign beside the clock and what closing means, on the real window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.job import JobState, Registered
from amtdesk.domain.today import Waiting
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries
from amtdesk.ui.leaving import EXPLAINED, KEEP, Leaving
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.tray import Tray
from tests import builders
from tests.builders import Clock

#: The offscreen platform has no place for a sign, and says so.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


class Shown:
    """Notifications as they were asked for."""

    def __init__(self, tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[tuple[str, str]] = []
        monkeypatch.setattr(tray, "sign", self)

    def showMessage(self, title: str, words: str, _icon: QIcon, _time: int) -> None:
        self.said.append((title, words))

    def setToolTip(self, words: str) -> None:
        self.tip = words

    def setIcon(self, icon: QIcon) -> None:
        self.icon = icon


@pytest.fixture
def leaving(main: MainWindow) -> Leaving:
    main.desk.offices.remember(EXPLAINED, True)
    return Leaving(main, lambda: True)


@pytest.fixture
def tray(main: MainWindow, leaving: Leaving) -> Tray:
    return Tray(main, main.look.icon("home", 16, "text"), leaving)


@pytest.fixture
def shown(tray: Tray, monkeypatch: pytest.MonkeyPatch, main: MainWindow) -> Shown:
    monkeypatch.setattr(main, "isActiveWindow", lambda: False)
    # what the window reads by itself comes when it likes
    main.today_shown.disconnect(tray.show_today)
    tray._known = None
    return Shown(tray, monkeypatch)


def planned(desk: Desk, clock: Clock, title: str = "Herbstmarkt", **later: float) -> Delivery:
    known = desk.accounts.every()
    account = known[0].id if known else builders.practice(desk)
    due = clock() + timedelta(**(later or {"minutes": 40}))
    return desk.planning.plan(builders.draft(desk, [account], due=due, title=title).id).deliveries[0]


def end(desk: Desk, delivery: Delivery, *states: State) -> None:
    with desk.database.writing() as connection:
        for state in states:
            delivery = deliveries.move(connection, delivery, state, problem="picture_refused")


def answer(qtbot: QtBot, name: str) -> None:
    """Press a button of the dialog that is about to open."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        made = next(one for one in dialog.findChildren(QPushButton) if one.text() == name)
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, press)


def test_closing_hides_the_window_and_explains_that_once(
    qtbot: QtBot, main: MainWindow, leaving: Leaving, tray: Tray
) -> None:
    main.desk.offices.remember(EXPLAINED, False)
    answer(qtbot, "Verstanden")
    assert not main.close() and main.isHidden()
    assert main.desk.offices.recall(EXPLAINED) is True
    tray.menu.actions()[0].trigger()
    assert main.isVisible()
    assert not main.close() and main.isHidden(), "the second time without a word"
    tray._activated(QSystemTrayIcon.ActivationReason.Trigger)
    assert main.isVisible()
    main.desk.offices.remember(KEEP, False)
    with qtbot.waitSignal(main.closed):
        assert main.close()


def test_she_may_leave_altogether_when_it_is_explained(qtbot: QtBot, main: MainWindow, leaving: Leaving) -> None:
    main.desk.offices.remember(EXPLAINED, False)
    answer(qtbot, "Ganz beenden")
    with qtbot.waitSignal(main.closed):
        assert main.close()


def test_leaving_asks_by_name_when_a_post_needs_this_computer_within_the_hour(
    qtbot: QtBot, main: MainWindow, clock: Clock, leaving: Leaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(main, "ask", lambda *words: bool(asked.append(words)))
    planned(main.desk, clock)
    leaving.end()
    assert main.isVisible() and asked[0][0].startswith("Ein Beitrag braucht diesen Rechner")
    assert asked[0][1].startswith("„Herbstmarkt“ ist heute, 9:10 Uhr dran.")
    for number in range(4):
        planned(main.desk, clock, f"Fest {number}", minutes=50 + number)
    leaving.end()
    assert asked[1][0].startswith("5 Beiträge") and "Dazu 2 weitere Beiträge. Läuft" in asked[1][1]
    main.desk.jobs.last = JobState(Registered.ON)
    with qtbot.waitSignal(main.closed):
        leaving.end()
    assert len(asked) == 2, "the operating system's timer sends them"


def test_what_is_due_later_is_no_reason_to_ask(
    qtbot: QtBot, main: MainWindow, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = Leaving(main, lambda: False)
    monkeypatch.setattr(main, "ask", lambda *_words: pytest.fail("asked"))
    planned(main.desk, clock, hours=3)
    assert leaving.asked()
    with qtbot.waitSignal(main.closed):
        assert main.close(), "without a sign beside the clock closing is leaving"


def test_when_the_session_ends_nothing_is_asked_and_the_text_is_kept(
    qtbot: QtBot, main: MainWindow, clock: Clock, leaving: Leaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "ask", lambda *_words: pytest.fail("asked"))
    planned(main.desk, clock)
    main.new_post()
    editor = main.page("redaktionsplan").editor
    qtbot.keyClicks(editor.panes.texts.field, "Noch nicht fertig")
    leaving.commit()
    assert any("Noch nicht fertig" in post.text for post in main.desk.posts.newest(5))
    with qtbot.waitSignal(main.closed):
        assert main.close()


def test_only_what_is_new_and_needs_her_is_notified_and_a_click_goes_there(
    qtbot: QtBot, main: MainWindow, clock: Clock, tray: Tray, shown: Shown
) -> None:
    desk = main.desk
    old, failed, missed, fine = (planned(desk, clock, name) for name in ("Alt", "Bild", "Fest", "Gut"))
    end(desk, old, State.SENDING, State.FAILED)
    tray.show_today(desk.glance())
    assert shown.said == [], "what was there before is no news"
    end(desk, failed, State.SENDING, State.FAILED)
    end(desk, fine, State.SENDING)
    tray.show_today(desk.glance())
    assert shown.said == [("Fehlgeschlagen", "„Bild“. Die Plattform nimmt das Bild nicht an.")]
    tray._clicked()
    assert main.page_name() == "redaktionsplan"
    end(desk, missed, State.MISSED)
    tray.show_today(desk.glance())
    tray.show_today(desk.glance())
    assert [title for title, _words in shown.said[1:]] == ["Verpasst: bitte entscheiden"]
    tray._clicked()
    assert main.page_name() == "heute"
    assert shown.tip == "AmtDesk: 3 Sachen warten auf Sie"


def test_several_at_once_are_one_notification(
    qtbot: QtBot, main: MainWindow, clock: Clock, tray: Tray, shown: Shown
) -> None:
    tray.show_today(main.desk.glance())
    for name in "ABCD":
        end(main.desk, planned(main.desk, clock, name), State.MISSED)
    tray.show_today(main.desk.glance())
    assert shown.said == [("4 Beiträge brauchen Sie", "„A“, „B“ und „C“ und andere")]


def test_while_she_looks_at_the_window_nothing_pops_up(
    main: MainWindow, clock: Clock, tray: Tray, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "isActiveWindow", lambda: True)
    tray.show_today(main.desk.glance())
    end(main.desk, planned(main.desk, clock), State.MISSED)
    tray.show_today(main.desk.glance())
    tray.remind("Zeit für die Runde")
    assert shown.said == []


def test_the_round_is_announced_and_opens_antworten(main: MainWindow, tray: Tray, shown: Shown) -> None:
    tray.remind("Zeit für die Runde")
    assert shown.said == [("Community-Runde", "Zeit für die Runde")]
    tray._clicked()
    assert main.page_name() == "antworten"


def test_the_menu_has_the_deeds_that_need_no_window(
    qtbot: QtBot, main: MainWindow, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(main, "hold_everything", lambda: done.append("hold"))
    assert [one.text() for one in tray.menu.actions()] == [
        "AmtDesk öffnen",
        "Neuer Beitrag",
        "Anliegen aus Zwischenablage …",
        "Alles anhalten …",
        "",
        "Beenden",
    ]
    main.hide()
    tray.menu.actions()[1].trigger()
    assert main.isVisible() and main.page_name() == "redaktionsplan"
    answer(qtbot, "Abbrechen")
    tray.menu.actions()[2].trigger()
    assert main.page_name() == "redaktionsplan", "nothing was taken over"
    tray.menu.actions()[3].trigger()
    assert done == ["hold"]
    main.desk.holding.hold("Unwetter", "ka")
    tray.show_today(main.desk.glance())
    assert tray.hold.text() == "Wieder freigeben …"
    with qtbot.waitSignal(main.closed):
        tray.menu.actions()[5].trigger()


def test_an_answer_that_did_not_go_out_is_said_once_and_leads_to_antworten(
    tray: Tray, shown: Shown, main: MainWindow
) -> None:
    today = main.desk.glance()
    tray.show_today(today)
    lost = today._replace(inquiries=Waiting(unsent=(7,)))
    tray.show_today(lost)
    tray.show_today(lost)
    assert shown.said == [("Antwort nicht gesendet", "1 Antwort ging nicht hinaus, bitte ansehen.")]
    tray._clicked()
    assert main.page_name() == "antworten"
