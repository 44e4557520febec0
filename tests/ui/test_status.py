"""The status bar: nothing in it is cut, whatever the width."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Line, Section, Step, Today, Waiting
from amtdesk.domain.watch import Watch
from amtdesk.ui.look import Look
from amtdesk.ui.status import StatusBar
from tests.builders import MORNING

LOST = Account(1, "mastodon", "Mastodon der Gemeinde Musterbach", "https://social.example", standing=Standing.RECONNECT)
FULL = Today(MORNING, accounts={1: LOST}, planned_days=(date(2026, 10, 30),), planned_today=2)


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> StatusBar:
    status = StatusBar(look)
    qtbot.addWidget(status)
    status.resize(1280, status.height())
    status.show()
    status.show_today(FULL)
    status.set_backup(MORNING - timedelta(hours=1))
    return status


def words(bar: StatusBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible() and label.text()]


def cut(bar: StatusBar) -> list[QWidget]:
    parts = [one for kind in (QLabel, QToolButton) for one in bar.findChildren(kind) if one.isVisible()]
    return [one for one in parts if one.width() < one.sizeHint().width() or one.geometry().right() > bar.width()]


def test_it_says_what_waits_how_far_it_is_planned_and_when_it_was_saved(bar: StatusBar) -> None:
    assert words(bar) == [
        "bereit",
        "Mastodon der Gemeinde Musterbach: Anmeldung nötig",
        "Ausgang: 2 heute geplant",
        "vorgeplant bis Fr 30.10. (16 Tage)",
        "Sicherung heute, 7:30 Uhr",
    ]


def test_what_did_not_go_out_is_in_sight_on_every_page(bar: StatusBar) -> None:
    def line(state: State) -> Line:
        return Line(Section.FIRST, Step.DECIDE, "Fest", state)

    calm = Today(MORNING, lines=(line(State.HELD), line(State.PLANNED)))
    bar.show_today(calm)
    assert not any("klären" in one for one in words(bar))
    open_ends = tuple(line(one) for one in (State.FAILED, State.UNCERTAIN, State.MISSED))
    bar.show_today(calm._replace(lines=open_ends, inquiries=Waiting(unsent=(7,))))
    assert words(bar)[1] == "4 zu klären"


@pytest.mark.parametrize("width", [700, 760, 853, 1000, 1280, 1920])
@pytest.mark.parametrize("said", ["", "Verschoben auf Di 20.10., 9:00 Uhr.", "Ein langer Satz, " * 20])
def test_no_width_cuts_a_word(qtbot: QtBot, bar: StatusBar, width: int, said: str) -> None:
    bar.resize(width, bar.height())
    if said:
        bar.say(said, undo=lambda: None)
    qtbot.waitUntil(lambda: not cut(bar))
    assert words(bar)[0] == "bereit"
    if said:
        undo = bar.findChild(QToolButton)
        assert undo is not None and undo.isVisible()


def test_what_was_done_can_be_taken_back_once(qtbot: QtBot, bar: StatusBar) -> None:
    done: list[str] = []
    bar.say("Verschoben.", undo=lambda: done.append("zurück"))
    undo = bar.findChild(QToolButton)
    assert undo is not None and "Verschoben." in words(bar)
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    bar.do_undo()
    assert done == ["zurück"] and not undo.isVisible() and "Verschoben." not in words(bar)


def test_a_new_sentence_has_no_undo_of_the_one_before(bar: StatusBar) -> None:
    done: list[str] = []
    bar.say("Verschoben.", undo=lambda: done.append("zurück"))
    bar.say("Gespeichert.")
    bar.do_undo()
    assert done == []


def test_without_network_it_says_so(bar: StatusBar) -> None:
    bar.show_watch(Watch(offline=True))
    assert words(bar)[0] == "ohne Netz, gesendet wird später"


def test_a_quiet_sign_says_when_the_worker_last_looked(bar: StatusBar) -> None:
    assert not bar.beat.isVisible()
    bar.show_watch(Watch(looked=MORNING - timedelta(seconds=10)))
    assert bar.beat.isVisible()
    assert bar.beat.toolTip() == "Zuletzt nach fälligen Beiträgen gesehen: heute, 8:29 Uhr."
    bar.show_watch(Watch(looked=MORNING - timedelta(minutes=4)))
    assert "Seither nicht mehr" in bar.beat.accessibleName()
    bar.show_watch(Watch(looked=MORNING, ok=False))
    assert "schief" in bar.beat.accessibleName()


def test_an_alarm_stands_before_a_lost_login(bar: StatusBar) -> None:
    bar.show_watch(Watch(Problem.OVERDUE, (1, 2), ("Markt", "Fest")))
    assert words(bar)[1] == "2 Beiträge überfällig"
    for problem in (Problem.WORKER_STUCK, Problem.WORKER_ENDED, Problem.TURN_TAKEN, Problem.CLOCK_BEHIND):
        bar.show_watch(Watch(problem))
        assert words(bar)[1] not in ("Versand gestört", "Mastodon der Gemeinde Musterbach: Anmeldung nötig")
    bar.show_watch(Watch(Problem.DATABASE_BUSY))
    assert words(bar)[1] == "Versand gestört"
    bar.show_watch(Watch())
    assert "Anmeldung nötig" in words(bar)[1]


def test_with_nothing_behind_today_it_says_what_heute_says(bar: StatusBar) -> None:
    bar.show_today(FULL._replace(planned_days=(MORNING.date(),), accounts={}))
    assert words(bar)[2] == "vorgeplant nur bis heute"


def test_with_nothing_planned_it_says_that(bar: StatusBar) -> None:
    bar.show_today(FULL._replace(planned_days=(), planned_today=0, accounts={}))
    assert words(bar)[1:3] == ["Ausgang: heute nichts geplant", "noch nichts vorgeplant"]


def test_what_is_said_is_no_markup_in_its_tool_tip_either(bar: StatusBar) -> None:
    bar.say("„<img src=//fremd/x>“ ist abgestimmt.")
    assert bar._said.toolTip() == "„‹img src=//fremd/x>“ ist abgestimmt."
