"""Choosing among some twenty kinds of channel."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.channels import CHANNELS
from amtdesk.ui.channels.choice import KindChoice, effort
from amtdesk.ui.look import Look


@pytest.fixture
def choice(qtbot: QtBot, look: Look) -> KindChoice:
    made = KindChoice(look, [channel.kind() for channel in CHANNELS.values()])
    qtbot.addWidget(made)
    made.resize(760, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_every_kind_has_a_card_in_its_group(choice: KindChoice) -> None:
    assert set(choice.cards) == set(CHANNELS)
    assert all(card.isVisible() for card in choice.cards.values())
    connected, by_hand = choice.groups
    assert all(CHANNELS[name].kind().connects for name in connected.cards)
    assert all(not CHANNELS[name].kind().connects for name in by_hand.cards)


def test_the_name_is_searched_first(qtbot: QtBot, choice: KindChoice) -> None:
    qtbot.keyClicks(choice.search, "MASTO")
    assert choice.visible_names() == ["mastodon"]
    assert not choice.cards["bluesky"].isVisible() and not choice.groups[1].isVisible()
    with qtbot.waitSignal(choice.picked) as picked:
        qtbot.keyClick(choice.search, Qt.Key.Key_Return)
    assert picked.args == ["mastodon"]


def test_words_of_the_introduction_find_it_too(qtbot: QtBot, choice: KindChoice) -> None:
    qtbot.keyClicks(choice.search, "schaukasten")
    assert choice.visible_names() == ["notice"]


def test_nothing_found_names_what_always_works(qtbot: QtBot, choice: KindChoice) -> None:
    qtbot.keyClicks(choice.search, "studivz")
    assert choice.visible_names() == []
    assert "„studivz“" in choice._nothing.text() and "Anderer Kanal" in choice._nothing.text()
    qtbot.keyClick(choice.search, Qt.Key.Key_Return)
    choice.search.clear()
    assert set(choice.visible_names()) == set(CHANNELS)


def test_down_goes_from_the_search_to_the_cards(qtbot: QtBot, choice: KindChoice) -> None:
    choice.search.setFocus()
    qtbot.keyClicks(choice.search, "blue")
    qtbot.keyClick(choice.search, Qt.Key.Key_Down)
    assert choice.cards["bluesky"].hasFocus()
    with qtbot.waitSignal(choice.picked):
        qtbot.keyClick(choice.cards["bluesky"], Qt.Key.Key_Space)


@pytest.mark.parametrize(("width", "columns"), [(400, 1), (600, 2), (900, 3)])
def test_as_many_columns_as_there_is_room(qtbot: QtBot, choice: KindChoice, width: int, columns: int) -> None:
    choice.resize(width, 600)
    qtbot.waitUntil(lambda: choice.groups[0]._columns == columns)


def test_each_card_says_what_there_is_to_do() -> None:
    for channel in CHANNELS.values():
        assert effort(channel.kind())
