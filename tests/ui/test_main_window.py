"""The window as she uses it, on real services."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.system import resources
from amtdesk.ui.answers.capture import PLACES as OFFERED
from amtdesk.ui.help_window import HelpWindow
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.shell_window import PLACES
from tests.builders import Clock, practice


def key(qtbot: QtBot, main: MainWindow, keys: str) -> None:
    qtbot.keySequence(main, QKeySequence(keys))


def focused(main: MainWindow) -> QWidget | None:
    return main.focusWidget()


def test_right_after_start_no_button_is_ringed_and_tab_begins_with_the_page(qtbot: QtBot, main: MainWindow) -> None:
    page = main.page("heute")
    assert focused(main) is page
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    first = focused(main)
    assert isinstance(first, QPushButton) and page.isAncestorOf(first)


def test_another_page_gets_the_focus_without_a_ring(qtbot: QtBot, main: MainWindow) -> None:
    for number, name in ((2, "redaktionsplan"), (1, "heute")):
        qtbot.mouseClick(main.nav.buttons[name], Qt.MouseButton.LeftButton)
        assert main.page_name() == name, number
        assert not isinstance(focused(main), QPushButton)


def test_keys_reach_every_page(qtbot: QtBot, main: MainWindow) -> None:
    seen = []
    for number in range(1, len(main.nav.buttons) + 1):
        key(qtbot, main, f"Ctrl+{number}")
        seen.append(main.page_name())
    assert seen == list(main.nav.buttons)


def test_a_new_post_begins_in_the_editor(qtbot: QtBot, main: MainWindow, desk: Desk) -> None:
    practice(desk)
    key(qtbot, main, "Ctrl+N")
    assert main.page_name() == "redaktionsplan"
    field = main.page("redaktionsplan").editor.panes.texts.field
    qtbot.keyClicks(field, "Am Sonntag ist Markt.")
    main.page("redaktionsplan").editor.flush()
    qtbot.waitUntil(lambda: [post.text for post in desk.posts.newest(5)] == ["Am Sonntag ist Markt."])


def test_the_search_is_one_key_away(qtbot: QtBot, main: MainWindow) -> None:
    key(qtbot, main, "Ctrl+K")
    assert focused(main) is main.tool_bar.field


def test_help_opens_for_the_page_that_is_shown(qtbot: QtBot, main: MainWindow) -> None:
    main.show_page("kanaele")
    key(qtbot, main, "F1")
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()]
    assert len(windows) == 1
    windows[0].close()


def test_a_key_takes_back_what_was_said_to_be_undoable(qtbot: QtBot, main: MainWindow) -> None:
    done: list[bool] = []
    main.say("Verschoben.", undo=lambda: done.append(True))
    key(qtbot, main, "Ctrl+Z")
    assert done == [True]


def test_before_the_services_are_there_nothing_is_lost_and_nothing_breaks(qtbot: QtBot, look: Look, desk: Desk) -> None:
    main = MainWindow(look, desk.glance(), lambda _page: "")
    qtbot.addWidget(main)
    with qtbot.waitSignal(main.first_paint):
        main.show()
    main.new_post()
    main.nav.choose("redaktionsplan")
    assert main.page_name() == "heute"
    main.attach(desk)
    assert main.page_name() == "redaktionsplan"
    main.close()
    desk.database.close()


def test_a_second_start_brings_it_forward_out_of_the_task_bar(qtbot: QtBot, main: MainWindow) -> None:
    main.showMinimized()
    main.come_forward()
    qtbot.waitUntil(lambda: main.isVisible() and not main.isMinimized())


def test_nothing_on_the_first_picture_moves_when_the_services_come(
    qtbot: QtBot, look: Look, desk: Desk, clock: Clock
) -> None:
    # a reminder of the round would come above the page
    desk.offices.change(round_slots=())
    channel = practice(desk)
    for number in range(5):
        post = desk.posts.draft("Europe/Berlin", due=clock.now.replace(hour=8 + number), account_ids=[channel])
        desk.planning.plan(desk.posts.save(_named(post, f"Beitrag {number}")).id)
    main = MainWindow(look, desk.glance(), lambda _page: "", QSize(1280, 800))
    qtbot.addWidget(main)
    with qtbot.waitSignal(main.first_paint):
        main.show()
    page = main.page("heute")

    def places() -> list[object]:
        shown = [*page.lines.rows, *main.nav.buttons.values(), main.tool_bar.field, main.tool_bar.round, main.status]
        return [(one.mapTo(main, one.rect().topLeft()), one.size()) for one in shown]

    before = places()
    assert len(page.lines.rows) == 5
    main.attach(desk)
    qtbot.waitUntil(lambda: bool(page.side.dates_words))
    assert places() == before
    main.close()
    desk.database.close()


def _named(post: Post, title: str) -> Post:
    return replace(post, title=title, text=f"{title} auf dem Rathausplatz.")


def test_whatever_something_was_taken_over_from_has_an_icon(main: MainWindow) -> None:
    for place in (*OFFERED, *PLACES, "Zettel am Rathaus", "", "../x", *main.desk.accounts.kinds):
        assert resources.icon(main.kind_icon(place))
