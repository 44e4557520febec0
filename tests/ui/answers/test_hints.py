"""Suggestions beside the answer: why, whether agreed, taken with Enter."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.asked import Asked
from amtdesk.ui.answers.hints import LOW, Hint, Hints
from amtdesk.ui.look import Look
from tests.builders import Clock
from tests.ui.answers.test_page import Round
from tests.ui.conftest import RecordingShell

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


def test_they_follow_a_new_beispielfrage_and_say_what_is_not_agreed(
    qtbot: QtBot, shell: RecordingShell, clock: Clock
) -> None:
    round_ = Round(qtbot, shell, clock)
    round_.open("Duerfen wir am Xanadublick zelten?")
    hints = round_.page.reply.hints
    shell.desk.suggestions.keep_examples("bb-online", [Asked("Xanadublick zelten"), Asked("zelten am Xanadublick")], ())
    qtbot.waitUntil(lambda: bool(hints.hints) and hints.hints[0].module_id == "bb-online", timeout=20_000)
    hints.buttons[0].setFocus()
    qtbot.keyClick(hints.buttons[0], Qt.Key.Key_Return)
    assert "nicht abgestimmt. Das wird vermerkt." in shell.said[-1] and round_.page.reply.field.hasFocus()


def test_the_short_version_is_taken_where_the_long_one_does_not_fit(
    qtbot: QtBot, shell: RecordingShell, clock: Clock
) -> None:
    made = shell.desk.library.create("bauhof", "Lang", "Sehr lang. " * 60)
    shell.desk.library.save(replace(made, text_short="Kurz."))
    round_ = Round(qtbot, shell, clock)
    round_.open("Wann?")
    round_.page.adviser.insert(made.id)
    assert round_.page.reply.field.text() == "Kurz."
