"""The bar on top."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.ui.look import Look
from amtdesk.ui.tool_bar import ToolBar


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> ToolBar:
    tools = ToolBar(look)
    qtbot.addWidget(tools)
    tools.show()
    return tools


def button(bar: ToolBar, words: str) -> QPushButton:
    return next(one for one in bar.findChildren(QPushButton) if one.text() == words)


def test_a_new_post_is_one_click_away(qtbot: QtBot, bar: ToolBar) -> None:
    with qtbot.waitSignal(bar.new_post):
        qtbot.mouseClick(button(bar, "Neuer Beitrag"), Qt.MouseButton.LeftButton)


def test_typing_searches(qtbot: QtBot, bar: ToolBar) -> None:
    typed: list[str] = []
    bar.search.connect(typed.append)
    qtbot.keyClicks(bar.field, "Mai")
    assert typed == ["M", "Ma", "Mai"]


def test_in_a_small_window_it_needs_less_room(bar: ToolBar) -> None:
    wide = bar.sizeHint().width()
    bar.set_compact(True)
    assert button(bar, "Neu").isVisible() and button(bar, "Runde starten").isVisible()
    assert bar.sizeHint().width() < wide


def test_its_controls_have_names(bar: ToolBar) -> None:
    assert bar.field.accessibleName() == "Beiträge und Textbausteine suchen"
    assert button(bar, "Neuer Beitrag").toolTip() == "Neuer Beitrag (Strg+N)"
