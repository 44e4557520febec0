"""The steps of the guides, in place."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.channels import CHANNELS
from amtdesk.help_pages import page
from amtdesk.ui.channels.connect import connect_channel
from amtdesk.ui.channels.guide import how_to
from tests.ui.conftest import RecordingShell

GUIDED = [name for name, channel in CHANNELS.items() if channel.guide]


@pytest.mark.parametrize("name", GUIDED)
def test_each_guide_has_numbered_steps_and_none_of_what_follows(name: str) -> None:
    steps = how_to(page(CHANNELS[name].guide))
    assert "1. " in steps and "AmtDesk" in steps
    assert "Gut zu wissen" not in steps and not steps.startswith("#")


def test_a_page_without_steps_gives_none() -> None:
    assert how_to("# Titel\n\nNur Worte.") == how_to("") == ""


@pytest.mark.parametrize("name", GUIDED)
def test_the_whole_guide_is_shown_without_a_scroll_bar_of_its_own(
    qtbot: QtBot, shell: RecordingShell, name: str
) -> None:
    dialog = connect_channel(shell, name)
    steps = dialog.needs.steps
    qtbot.waitUntil(lambda: steps.isVisible() and steps.height() >= steps.document().size().height())
    assert steps.verticalScrollBar().maximum() == 0
    assert "1." in steps.toMarkdown()
    dialog.close()


def test_the_guide_is_read_to_its_end_with_the_keyboard(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = connect_channel(shell, "facebook")
    dialog.resize(760, 420)
    bar = dialog._scroll(dialog.page).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and dialog.foot.primary.hasFocus())
    for _ in range(20):
        qtbot.keyClick(dialog.foot.primary, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(dialog.foot.primary, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    dialog.close()
