from datetime import time

from PySide6.QtCore import QTime
from pytestqt.qtbot import QtBot

from amtdesk.domain.schedule import USUAL_HOURS, Hours
from amtdesk.ui.hours import HoursForm
from amtdesk.ui.look import Look


def test_it_gives_back_what_it_was_given(qtbot: QtBot, look: Look):
    form = HoursForm(look, USUAL_HOURS)
    qtbot.addWidget(form)
    assert form.hours == USUAL_HOURS


def test_a_day_without_its_tick_is_gone(qtbot: QtBot, look: Look):
    form = HoursForm(look, (Hours(0, time(8), time(12)),))
    qtbot.addWidget(form)
    form.first.setChecked(False)
    assert form.hours == ()


def test_an_end_before_its_beginning_is_no_span(qtbot: QtBot, look: Look):
    form = HoursForm(look, (Hours(0, time(8), time(12)),))
    qtbot.addWidget(form)
    form.spans[0][2].setTime(QTime(7, 0))
    assert form.hours is None
