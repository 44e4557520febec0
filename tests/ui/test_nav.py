"""The navigation by mouse, keyboard and ear."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.ui.look import Look
from amtdesk.ui.nav import Entry, Nav, Shape

ENTRIES = [
    Entry("heute", "Heute", "home", "Strg+1"),
    Entry("plan", "Redaktionsplan", "calendar-month"),
    Entry("einstellungen", "Einstellungen", "settings"),
]


@pytest.fixture
def nav(qtbot: QtBot, look: Look) -> Nav:
    bar = Nav(look, ENTRIES)
    qtbot.addWidget(bar)
    bar.choose("heute")
    bar.show()
    return bar


def test_a_click_goes_to_a_page_and_only_there(qtbot: QtBot, nav: Nav) -> None:
    with qtbot.waitSignal(nav.chosen) as chosen:
        qtbot.mouseClick(nav.buttons["plan"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["plan"]
    assert [name for name, button in nav.buttons.items() if button.isChecked()] == ["plan"]


def test_arrows_go_from_page_to_page(qtbot: QtBot, nav: Nav) -> None:
    went: list[str] = []
    nav.chosen.connect(went.append)
    nav.buttons["heute"].setFocus()
    qtbot.keyClick(nav.buttons["heute"], Qt.Key.Key_Down)
    qtbot.keyClick(nav.buttons["plan"], Qt.Key.Key_Down)
    assert went == ["plan", "einstellungen"]


def test_what_waits_is_said_too(nav: Nav) -> None:
    button = nav.buttons["heute"]
    nav.set_badge("heute", 3)
    assert button.accessibleName() == "Heute, 3 offen"
    nav.set_badge("heute", 0)
    assert button.accessibleName() == "Heute"
    nav.set_badge("gibt es nicht", 5)


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_paints_and_keeps_its_width(nav: Nav, shape: Shape) -> None:
    nav.set_badge("plan", 120, alarm=True)
    nav.set_shape(shape)
    assert nav.width() == shape.value
    assert all(button.width() <= shape.value for button in nav.buttons.values())
    assert not nav.grab().toImage().isNull()


def test_the_key_of_a_page_stands_in_its_tooltip(nav: Nav) -> None:
    assert nav.buttons["heute"].toolTip() == "Heute (Strg+1)"
    assert nav.buttons["plan"].toolTip() == "Redaktionsplan"
