from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from pytestqt.qtbot import QtBot

from amtdesk.ui.calendar.move_dialog import MoveDialog
from amtdesk.ui.look import Look

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
DUE = datetime(2026, 10, 16, 7, tzinfo=UTC)


@pytest.fixture
def dialog(qtbot: QtBot, look: Look) -> MoveDialog:
    found = MoveDialog(look, "<b>Herbstmarkt</b>", DUE, NOW, "Europe/Berlin")
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(found)
    found.show()
    return found


def test_it_begins_with_the_time_the_post_has(dialog: MoveDialog) -> None:
    assert dialog.due() == DUE
    assert dialog.time.text() == "9:00 Uhr"


def test_another_day_and_time_are_chosen(qtbot: QtBot, dialog: MoveDialog) -> None:
    dialog.day.setDate(QDate(2026, 10, 20))
    dialog.time.setTime(QTime(17, 30))
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [datetime(2026, 10, 20, 15, 30, tzinfo=UTC)]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("day", "at", "sentence"),
    [
        (QDate(2026, 10, 14), QTime(8, 0), "Diese Zeit ist schon vorbei."),
        (QDate(2027, 3, 28), QTime(2, 30), "Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht."),
    ],
)
def test_a_time_that_does_not_go_says_why(dialog: MoveDialog, day: QDate, at: QTime, sentence: str) -> None:
    dialog.day.setDate(day)
    dialog.time.setTime(at)
    assert dialog.hint.text() == sentence
    assert not dialog.move_button.isEnabled()
