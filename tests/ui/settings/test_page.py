"""Einstellungen: what is changed is kept at once."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from pytestqt.qtbot import QtBot

from amtdesk.services.desk import Desk
from amtdesk.ui.settings.page import SettingsPage
from tests.ui.conftest import RecordingShell


@pytest.fixture
def page(qtbot: QtBot, shell: RecordingShell) -> SettingsPage:
    settings = SettingsPage(shell)
    qtbot.addWidget(settings)
    settings.resize(900, 700)
    settings.show()
    return settings


def test_what_she_types_is_kept_without_a_button(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    qtbot.keyClicks(page.name, "Gemeinde Musterbach")
    qtbot.keyClicks(page.sign, "ka")
    qtbot.waitUntil(lambda: desk.offices.get().name == "Gemeinde Musterbach")
    assert desk.offices.get().short_sign == "ka"


def test_a_change_can_be_taken_back(qtbot: QtBot, page: SettingsPage, shell: RecordingShell, desk: Desk) -> None:
    qtbot.keyClicks(page.phone, "07000 1234-0")
    qtbot.waitUntil(lambda: shell.said == ["Einstellungen gespeichert."])
    undo = shell.undos[0]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: desk.offices.get().phone == "" and page.phone.text() == "")


def test_a_day_off_and_other_hours_are_kept(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    monday, start, _end = page.hours.spans[0]
    friday = page.hours.spans[4][0]
    friday.setFocus()
    qtbot.keyClick(friday, Qt.Key.Key_Space)
    start.setTime(QTime(7, 30))
    qtbot.waitUntil(lambda: len(desk.offices.get().hours) == 4)
    assert monday.isChecked() and desk.offices.get().hours[0].start == time(7, 30)


def test_a_span_that_ends_before_it_begins_is_said_and_not_kept(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    before = desk.offices.get().hours
    _box, _start, end = page.hours.spans[0]
    end.setTime(QTime(7, 0))
    qtbot.waitUntil(page._wrong.isVisible)
    assert desk.offices.get().hours == before
    end.setTime(QTime(13, 0))
    qtbot.waitUntil(lambda: desk.offices.get().hours[0].end == time(13, 0))
    assert not page._wrong.isVisible()


def test_the_length_of_the_round_is_set_with_the_keyboard(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    page.minutes.setFocus()
    for _ in range(5):
        qtbot.keyClick(page.minutes, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: desk.offices.get().round_minutes == 20)


def test_every_field_has_a_label_to_reach_it_by(page: SettingsPage) -> None:
    for field in (page.name, page.land, page.phone, page.sign, page.minutes):
        assert any(getattr(label, "buddy", lambda: None)() is field for label in page.findChildren(type(page._wrong)))


def test_an_absence_is_kept_and_taken_back(qtbot: QtBot, page: SettingsPage, shell: RecordingShell, desk: Desk) -> None:
    page.away.box.setFocus()
    qtbot.keyClick(page.away.box, Qt.Key.Key_Space)
    page.away.first.setDate(QDate(2026, 12, 21))
    assert page.away.last.date() == QDate(2026, 12, 21), "the last day is never before the first"
    page.away.last.setDate(QDate(2027, 1, 6))
    qtbot.waitUntil(lambda: desk.offices.get().away == (date(2026, 12, 21), date(2027, 1, 6)))
    qtbot.waitUntil(lambda: bool(shell.undos))
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: desk.offices.get().away is None and not page.away.box.isChecked())
