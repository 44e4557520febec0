"""The palette under the search field."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.services.desk import Desk
from amtdesk.ui.main_window import MainWindow
from tests.builders import practice


@pytest.fixture
def posts(desk: Desk) -> list[int]:
    channel = practice(desk)
    found = []
    for title in ("Wochenmarkt am Rathaus", "Sperrung der Lindenstraße"):
        draft = desk.posts.draft("Europe/Berlin", due=None, account_ids=[channel])
        found.append(desk.posts.save(replace(draft, title=title, text="Text")).id)
    return found


def type_in(qtbot: QtBot, main: MainWindow, words: str) -> None:
    qtbot.mouseClick(main.tool_bar.field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(main.tool_bar.field, words)
    qtbot.waitUntil(main.search.isVisible)


def rows(main: MainWindow) -> list[str]:
    return [main.search.list.item(row).text() for row in range(main.search.list.count())]


def test_a_post_is_found_as_she_types_and_opened_with_enter(qtbot: QtBot, posts: list[int], main: MainWindow) -> None:
    type_in(qtbot, main, "lindenstrasse")
    assert rows(main)[0].startswith("Sperrung der Lindenstraße")
    qtbot.keyClick(main.tool_bar.field, Qt.Key.Key_Return)
    assert main.page_name() == "redaktionsplan"
    assert main.page("redaktionsplan").editor.post_id == posts[1]
    assert not main.search.isVisible() and main.tool_bar.field.text() == ""


def test_arrows_choose_a_textbaustein_and_enter_shows_it(
    qtbot: QtBot, posts: list[int], main: MainWindow, desk: Desk
) -> None:
    module = desk.library.find()[0]
    type_in(qtbot, main, module.title)
    wanted = next(row for row, words in enumerate(rows(main)) if words.startswith(module.title))
    for _ in range(wanted):
        qtbot.keyClick(main.tool_bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(main.tool_bar.field, Qt.Key.Key_Return)
    current = main.library.current()
    assert main.library.isVisible() and current is not None and current.id == module.id


def test_nothing_found_is_said_and_cannot_be_taken(qtbot: QtBot, posts: list[int], main: MainWindow) -> None:
    type_in(qtbot, main, "Xylophon")
    assert rows(main) == ["Nichts gefunden für „Xylophon“."]
    qtbot.keyClick(main.tool_bar.field, Qt.Key.Key_Return)
    assert main.page_name() == "heute"


def test_escape_closes_it(qtbot: QtBot, posts: list[int], main: MainWindow) -> None:
    type_in(qtbot, main, "Wochenmarkt")
    qtbot.keyClick(main.tool_bar.field, Qt.Key.Key_Escape)
    assert not main.search.isVisible() and main.tool_bar.field.text() == ""


def test_it_lies_inside_a_small_window(qtbot: QtBot, posts: list[int], main: MainWindow) -> None:
    main.resize(853, 480)
    type_in(qtbot, main, "Wochenmarkt")
    assert main.frame.rect().contains(main.search.geometry())
