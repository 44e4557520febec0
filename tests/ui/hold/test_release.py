"""What is held gets its time back, one by one or all."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDateTime, Qt
from pytestqt.qtbot import QtBot

from amtdesk.channels import practice_inbox
from amtdesk.domain.delivery import Clock as Holder
from amtdesk.domain.delivery import LatePolicy, State
from amtdesk.domain.message import Message
from amtdesk.services.answers import Words
from amtdesk.store import deliveries
from amtdesk.ui.hold import words
from amtdesk.ui.hold.release import Release, release
from tests.builders import Clock
from tests.ui.hold.conftest import Plan, closed
from tests.ui.today.conftest import Deliver, Window, kept


def dialog(qtbot: QtBot, shell: Window) -> Release:
    holding = shell.desk.holding
    found = Release(shell, holding.current(), holding.proposals(), holding.at_platforms())
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def test_what_is_ticked_goes_on_and_what_is_too_late_stays(
    qtbot: QtBot, shell: Window, plan: Plan, clock: Clock
) -> None:
    ahead, lapsed = plan(days=1), plan("Straße gesperrt", LatePolicy.LAPSE)
    shell.desk.holding.hold("Unfall")
    clock.on(hours=5)
    asked = dialog(qtbot, shell)
    ticked = {row.title: row.chosen for row in asked.rows}
    assert ticked == {"Herbstmarkt": True, "Straße gesperrt": False}
    late = next(row for row in asked.rows if not row.chosen)
    assert "nicht mehr erscheinen" in late.box.accessibleDescription()
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert (kept(shell.desk, ahead).state, kept(shell.desk, ahead).due) == (State.PLANNED, ahead.due)
    assert kept(shell.desk, lapsed).state is State.HELD
    assert shell.desk.holding.current() is None
    assert shell.said == ["1 Beitrag freigegeben."]


def test_answers_are_called_answers(qtbot: QtBot, shell: Window, plan: Plan, clock: Clock, tmp_path: Path) -> None:
    desk = shell.desk
    delivery = plan(days=1)
    asked_there = Message("a1", thread="a1", text="Wann?", created=clock() - timedelta(hours=1), author="Jana K.")
    practice_inbox.write(tmp_path / "desk" / "uebungskanal", asked_there)
    assert not desk.inbox.fetch().failed
    desk.answers.answer(desk.inbox.queue()[0].id, Words("Am Montag."))
    desk.holding.hold("Unfall")
    clock.on(hours=1)
    asked = dialog(qtbot, shell)
    answer, post = sorted(asked.rows, key=lambda row: not row.proposal.answer)
    assert answer.box.accessibleDescription() == "Antwort auf Übungskanal · sollte heute, 8:30 Uhr hinausgehen"
    assert post.box.accessibleDescription().endswith("geplant")
    assert (answer.chosen, post.chosen) == (True, True)
    assert "Viertelstunde" in words.proposed({True}) and "Termin" not in words.proposed({True})
    assert "Viertelstunde" not in words.proposed({False}) and "Heute und unter Antworten" in words.proposed(
        {True, False}
    )
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert shell.said == ["1 Beitrag und 1 Antwort freigegeben."]
    assert kept(desk, delivery).state is State.PLANNED


def test_only_these_leaves_the_rest_held(qtbot: QtBot, shell: Window, plan: Plan) -> None:
    one, other = plan(), plan("Rathaus zu")
    shell.desk.holding.hold("Unfall")
    asked = dialog(qtbot, shell)
    qtbot.keyClick(asked.rows[1].box, Qt.Key.Key_Space)
    assert asked.some is not None
    qtbot.mouseClick(asked.some, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert kept(shell.desk, one).state is State.PLANNED and kept(shell.desk, other).state is State.HELD
    assert shell.desk.holding.current() is not None


def test_a_time_in_the_past_is_refused_in_place(qtbot: QtBot, shell: Window, plan: Plan, clock: Clock) -> None:
    delivery = plan()
    shell.desk.holding.hold("Unfall")
    asked = dialog(qtbot, shell)
    asked.rows[0].time.setDateTime(QDateTime(asked.rows[0].time.date().addDays(-3), asked.rows[0].time.time()))
    assert not asked.go_on.isEnabled() and "Vergangenheit" in asked.hint.text()
    later = clock() + timedelta(days=2)
    wall = datetime(later.year, later.month, later.day, 10, 15)
    asked.rows[0].time.setDateTime(wall)
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert f"{kept(shell.desk, delivery).due:%d. %H:%M}" == "16. 08:15"


def test_nothing_held_still_lets_it_go_on(qtbot: QtBot, shell: Window) -> None:
    shell.desk.holding.hold("Unfall")
    asked = dialog(qtbot, shell)
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert shell.desk.holding.current() is None and shell.said == ["Es geht weiter."]


def test_what_a_platform_still_has_is_shown_with_its_link(qtbot: QtBot, shell: Window, deliver: Deliver) -> None:
    delivery = deliver(State.SENDING)
    with shell.desk.database.writing() as connection:
        sending = deliveries.move(connection, delivery, State.SENDING)
        deliveries.move(
            connection, sending, State.HANDED_OVER, clock=Holder.PLATFORM.value, url="https://musterbach.example/?p=7"
        )
    shell.desk.holding.hold("Unfall")
    asked = dialog(qtbot, shell)
    assert "Herbstmarkt" in asked.left[0].words.text()
    qtbot.mouseClick(asked.left[0].page, Qt.MouseButton.LeftButton)
    assert shell.links == ["https://musterbach.example/?p=7"]


def test_one_post_alone_leaves_the_hold_as_it_is(qtbot: QtBot, shell: Window, plan: Plan) -> None:
    one, other = plan(), plan("Rathaus zu")
    holding = shell.desk.holding
    holding.hold("Unfall")
    asked = Release(shell, holding.current(), holding.proposals()[:1], [], alone=True)
    qtbot.addWidget(asked)
    asked.show()
    assert asked.go_on.text() == "Freigeben" and asked.some is None
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert {kept(shell.desk, one).state, kept(shell.desk, other).state} == {State.PLANNED, State.HELD}
    assert holding.current() is not None


def test_it_reads_first_and_then_asks(qtbot: QtBot, shell: Window, plan: Plan) -> None:
    plan()
    shell.desk.holding.hold("Unfall")
    release(shell, shell)
    closed(qtbot, Release)
    assert shell.desk.holding.current() is not None
