"""Suggestions beside the answer: why, whether agreed, taken with Enter."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.ui.answers.hints import LOW, Hint, Hints
from amtdesk.ui.look import Look

HINTS = [Hint("bau-laterne", "Straßenlaterne defekt", ("laterne", "dunkel")), Hint("lob", "Lob & Dank", agreed=True)]


@pytest.fixture
def hints(qtbot: QtBot, look: Look) -> Hints:
    made = Hints(look)
    qtbot.addWidget(made)
    made.resize(700, LOW)
    made.show()
    made.show_hints(HINTS)
    return made


def test_each_says_why_and_whether_the_house_stands_behind_it(hints: Hints) -> None:
    first, second, third = hints.buttons
    assert first.text().split("\n")[1].strip() == "nicht abgestimmt · laterne, dunkel"
    assert second.text() == "2  Lob && Dank\n    abgestimmt" and third.isHidden()
    assert first.height() >= 2 * first.fontMetrics().lineSpacing()


def test_enter_takes_the_one_that_has_the_focus(qtbot: QtBot, hints: Hints) -> None:
    hints.buttons[1].setFocus()
    with qtbot.waitSignal(hints.chosen) as taken:
        qtbot.keyClick(hints.buttons[1], Qt.Key.Key_Return)
    assert taken.args == ["lob"]


def test_a_low_window_leaves_the_reasons_to_the_tool_tip(hints: Hints) -> None:
    hints.resize(690, LOW - 100)
    hints.show_hints(HINTS)
    assert hints.buttons[0].text() == "1  Straßenlaterne defekt" and "laterne" in hints.buttons[0].toolTip()
