"""The watchdog in the window: what it sees is in the status bar and on Heute, with something to try."""

import logging
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Line, Section, Step
from amtdesk.store import attempts
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.watch import Explain
from tests import builders
from tests.builders import Clock
from tests.ui.conftest import RecordingShell


def line(problem: Problem) -> Line:
    return Line(Section.FIRST, Step.WATCH, "Herbstmarkt", problem=problem, due=builders.MORNING, detail="1 planned")


def test_an_overdue_post_is_said_in_the_status_bar_and_on_heute(
    qtbot: QtBot, main: MainWindow, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    desk = main.desk
    account = builders.practice(desk)
    post = builders.draft(desk, [account], due=clock() + timedelta(minutes=5))
    desk.planning.plan(post.id)
    clock.on(minutes=16)
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        main._watcher.look()
        qtbot.waitUntil(lambda: "1 Beitrag überfällig" in [label.text() for label in main.status.findChildren(QLabel)])
    page = main.page("heute")
    qtbot.waitUntil(lambda: any(row.button.text() == "Was tun?" for row in page.lines.rows))


def test_the_alarm_offers_to_try_at_once(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = Explain(shell, line(Problem.OVERDUE), Problem.OVERDUE)
    qtbot.addWidget(dialog)
    dialog.show()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "seit über zehn Minuten fällig" in said and "Es warten: Herbstmarkt. Fällig war der erste heute" in said
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    assert shell.said == ["AmtDesk versucht es jetzt noch einmal."]


def test_a_clock_that_is_right_can_be_said_to_be(qtbot: QtBot, shell: RecordingShell, clock: Clock) -> None:
    desk = shell.desk
    post = builders.draft(desk, [builders.practice(desk)], due=clock() + timedelta(hours=1))
    delivery = desk.planning.plan(post.id).deliveries[0]
    with desk.database.writing() as connection:
        attempts.log(connection, delivery, "publish", clock() + timedelta(days=1), 5, "accepted")
    assert desk.watchdog.check().problem is Problem.CLOCK_BEHIND
    dialog = Explain(shell, line(Problem.CLOCK_BEHIND), Problem.CLOCK_BEHIND)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.deed.text() == "Die Uhr stimmt"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    assert desk.watchdog.check().problem is None
