"""„Gefällt mir“ and praise in one step, by mouse and by key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.channels import practice_inbox
from amtdesk.domain.inquiry import Decision, Line, Status
from amtdesk.store import messages
from tests.builders import Clock
from tests.ui.answers.test_page import ALT, KEY, Round
from tests.ui.conftest import RecordingShell


@pytest.fixture
def round_(qtbot: QtBot, shell: RecordingShell, clock: Clock) -> Round:
    return Round(qtbot, shell, clock)


def line(round_: Round, inquiry_id: int) -> Line:
    return round_.shell.desk.inbox.lines(inquiry_id)[-1]


def links(round_: Round) -> dict[str, QPushButton]:
    return {one.text(): one for one in round_.page.talk.findChildren(QPushButton)}


def said(round_: Round) -> str:
    return "\n".join(one.text() for one in round_.page.talk.findChildren(QLabel))


def waits(round_: Round, condition: Callable[[], bool]) -> None:
    round_.qtbot.waitUntil(condition, timeout=5000)


def folder(round_: Round) -> Path:
    place: Path = round_.shell.desk.database.path.parent / "uebungskanal"
    return place


def test_given_with_the_key_shown_with_the_sign_and_taken_back(round_: Round) -> None:
    desk = round_.shell.desk
    desk.offices.change(short_sign="ka")
    round_.open("Danke fürs Streuen!")
    (one,) = desk.inbox.queue()
    assert {"Gefällt mir (Alt+G)", "Gefällt mir und erledigt (Alt+L)"} <= set(links(round_))
    round_.press(KEY.Key_G, ALT)
    waits(round_, lambda: "Gefällt mir, ka, " in said(round_))
    assert line(round_, one.id).liked_by == "ka"
    assert desk.inbox.get(one.id).status is Status.NEW
    round_.qtbot.mouseClick(links(round_)["Gefällt mir nicht mehr (Alt+G)"], Qt.MouseButton.LeftButton)
    waits(round_, lambda: "Gefällt mir (Alt+G)" in links(round_))
    assert line(round_, one.id).liked is None
    assert [entry.what for entry in desk.inbox.history(one.id)] == [Decision.LIKE, Decision.UNLIKE]
    assert round_.shell.said == [f"{one.number}: Gefällt mir.", f"{one.number}: Gefällt mir zurückgenommen."]
    undo = round_.shell.undos[-1]
    assert undo is not None
    undo()
    waits(round_, lambda: line(round_, one.id).liked is not None)


def test_pressed_again_at_once_the_last_wish_holds(round_: Round) -> None:
    round_.open("Danke!")
    desk = round_.shell.desk
    (one,) = desk.inbox.queue()
    for _ in range(4):
        round_.press(KEY.Key_G, ALT)
    waits(round_, lambda: "Gefällt mir (Alt+G)" in links(round_) and not round_.page.liking.offer(one).under_way)
    assert line(round_, one.id).liked is None


def test_praise_is_one_key_and_the_next_one_opens(round_: Round) -> None:
    desk = round_.shell.desk
    round_.open("Danke fürs Streuen!", "Wann kommt die Müllabfuhr?")
    first, _second = desk.inbox.queue()
    round_.press(KEY.Key_L, ALT)
    assert "Müllabfuhr" in round_.open_text
    waits(round_, lambda: line(round_, first.id).liked is not None)
    closed = desk.inbox.get(first.id)
    assert (closed.status, closed.reason) == (Status.CLOSED, "nur ein Dank oder Lob")
    assert round_.shell.said[-1] == f"{first.number}: Gefällt mir und erledigt."
    undo = round_.shell.undos[-1]
    assert undo is not None
    undo()
    waits(round_, lambda: line(round_, first.id).liked is None)
    assert desk.inbox.get(first.id).status is Status.NEW


def test_praise_that_does_not_get_through_comes_back_with_the_reason(round_: Round) -> None:
    desk = round_.shell.desk
    round_.open("Danke fürs Streuen!", "Wann kommt die Müllabfuhr?")
    first, _second = desk.inbox.queue()
    practice_inbox.remove(folder(round_), "a0")
    round_.press(KEY.Key_L, ALT)
    waits(round_, lambda: any("hat nicht geklappt" in one for one in round_.shell.said))
    assert round_.shell.said[-1].endswith("Das Anliegen ist wieder offen.")
    assert desk.inbox.get(first.id).status is Status.NEW and line(round_, first.id).liked is None
    assert "„Gefällt mir“ hat nicht geklappt: Das gibt es auf der Plattform nicht (mehr)." in said(round_)
    assert round_.page.queue.done_title.isHidden()


def test_praise_while_the_like_is_under_way_comes_back_too_when_that_fails(round_: Round) -> None:
    desk = round_.shell.desk
    round_.open("Danke fürs Streuen!", "Wann kommt die Müllabfuhr?")
    first, _second = desk.inbox.queue()
    practice_inbox.remove(folder(round_), "a0")
    round_.press(KEY.Key_G, ALT)
    round_.press(KEY.Key_L, ALT)
    waits(round_, lambda: any("hat nicht geklappt" in one for one in round_.shell.said))
    assert round_.shell.said[-1].endswith("Das Anliegen ist wieder offen.")
    assert desk.inbox.get(first.id).status is Status.NEW


def test_where_no_program_can_praise_is_still_one_key_and_says_why(round_: Round) -> None:
    round_.open()
    desk = round_.shell.desk
    one = desk.inbox.capture("Schöner Markt, danke!", channel="Gruppe Oberdorf")
    waits(round_, lambda: "Nur Dank oder Lob: erledigt (Alt+L)" in links(round_))
    assert "„Gefällt mir“ bitte auf der Seite selbst geben." in said(round_)
    round_.press(KEY.Key_G, ALT)
    round_.qtbot.mouseClick(links(round_)["Nur Dank oder Lob: erledigt (Alt+L)"], Qt.MouseButton.LeftButton)
    assert desk.inbox.get(one.id).status is Status.CLOSED


def test_hurtful_words_are_not_offered_a_like(round_: Round) -> None:
    round_.open("Danke für nichts, ihr Deppen")
    desk = round_.shell.desk
    (one,) = desk.inbox.queue()
    desk.inbox.edit(one.id, collapsed=True)
    waits(round_, lambda: not any("Gefällt" in name for name in links(round_)))
    for key in (KEY.Key_G, KEY.Key_L):
        round_.press(key, ALT)
        assert "kein „Gefällt mir“" in round_.page.reply.note.text()
    assert desk.inbox.get(one.id).status is Status.NEW and line(round_, one.id).liked is None


def test_what_is_urgent_is_not_put_away_by_habit(round_: Round) -> None:
    round_.open("Danke, aber hier brennt es!")
    desk = round_.shell.desk
    (one,) = desk.inbox.queue()
    desk.inbox.edit(one.id, urgent=True)
    waits(round_, lambda: not any("erledigt" in name for name in links(round_)))
    round_.press(KEY.Key_L, ALT)
    assert "dringend" in round_.page.reply.note.text()
    assert desk.inbox.get(one.id).status is Status.NEW


def test_what_was_deleted_there_is_only_put_away(round_: Round) -> None:
    round_.open("Danke!")
    desk = round_.shell.desk
    (one,) = desk.inbox.queue()
    (account,) = desk.accounts.every()
    with desk.database.writing() as connection:
        messages.gone(connection, account.id, ["a0"], desk.now())
    round_.page.reload()
    assert set(links(round_)) == {"Nur Dank oder Lob: erledigt (Alt+L)"}
    round_.press(KEY.Key_L, ALT)
    assert desk.inbox.get(one.id).status is Status.CLOSED and line(round_, one.id).liked is None
