"""Verlauf: every step with its outcome in words, plain text, copied whole."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.attempt import KEPT, Attempt
from amtdesk.domain.delivery import Delivery
from amtdesk.store import attempts
from amtdesk.ui.history import History, duration, history_button, outcome
from tests import builders
from tests.builders import MORNING, Clock
from tests.ui.conftest import RecordingShell


@pytest.fixture
def delivery(shell: RecordingShell, clock: Clock) -> Delivery:
    desk = shell.desk
    post = builders.draft(desk, [builders.practice(desk)], due=clock() + timedelta(hours=1))
    made = desk.planning.plan(post.id).deliveries[0]
    with desk.database.writing() as connection:
        attempts.log(connection, made, "publish", MORNING, 312, "offline", detail="<b>no way</b>")
        attempts.log(connection, made, "publish", MORNING, 30_400, "unknown: server_broken", status=503, detail="x")
        attempts.log(connection, made, "look up", MORNING, 90, "found")
    return made


def shown(qtbot: QtBot, shell: RecordingShell, delivery: Delivery) -> History:
    dialog = History(shell, delivery, "Übungskanal", shell.desk.posts.attempts(delivery.id))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def cells(dialog: History) -> list[list[str]]:
    table = dialog.table
    found = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [[one.text() if one else "" for one in row] for row in found]


def test_each_step_stands_with_time_outcome_answer_and_duration(
    qtbot: QtBot, shell: RecordingShell, delivery: Delivery
) -> None:
    assert cells(shown(qtbot, shell, delivery)) == [
        ["heute, 8:30 Uhr", "Veröffentlichen", "Es besteht keine Netzverbindung.", "", "0,3 s"],
        [
            "heute, 8:30 Uhr",
            "Veröffentlichen",
            "Ausgang unbekannt: Der Server der Plattform hat gerade eine Störung.",
            "HTTP 503",
            "30 s",
        ],
        ["heute, 8:30 Uhr", "Auf der Plattform suchen", "gefunden", "", "0,1 s"],
    ]


def test_the_raw_answer_of_the_chosen_line_is_plain_text(
    qtbot: QtBot, shell: RecordingShell, delivery: Delivery
) -> None:
    dialog = shown(qtbot, shell, delivery)
    assert dialog.answer.toPlainText() == "gefunden"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    assert dialog.answer.toPlainText() == "Es besteht keine Netzverbindung.\n<b>no way</b>"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.answer


def test_everything_is_copied(qtbot: QtBot, shell: RecordingShell, delivery: Delivery) -> None:
    dialog = shown(qtbot, shell, delivery)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:3] == [
        "Verlauf auf Übungskanal",
        "heute, 8:30 Uhr · Veröffentlichen · Es besteht keine Netzverbindung. · 0,3 s",
        "    <b>no way</b>",
    ]
    assert len(lines) == 6


def test_before_anything_was_tried_it_says_so(qtbot: QtBot, shell: RecordingShell, delivery: Delivery) -> None:
    dialog = History(shell, delivery, "Übungskanal", [])
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.table.isVisible() and not dialog.copy.isEnabled()


def test_a_full_log_says_that_it_is_cut(qtbot: QtBot, shell: RecordingShell, delivery: Delivery) -> None:
    dialog = History(shell, delivery, "Ü", [Attempt(1, "publish", MORNING, 1, "offline")] * KEPT)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() < 480


def test_the_button_opens_it_and_asks_where_there_are_two(
    qtbot: QtBot, shell: RecordingShell, delivery: Delivery
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    one = history_button(shell, [(delivery, "Übungskanal")], parent)
    qtbot.addWidget(one)
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(parent.findChildren(History)))
    two = history_button(shell, [(delivery, "A"), (delivery, "B & C")], parent)
    qtbot.addWidget(two)
    menu = two.menu()
    assert menu is not None and [action.text() for action in menu.actions()] == ["A", "B && C"]


def test_words_the_program_does_not_know_are_shown_as_they_are() -> None:
    strange = Attempt(1, "ponder", MORNING, None, "mused")
    assert outcome(strange) == "mused" and duration(None) == ""
