"""The keys that work everywhere in the window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.channels import practice_inbox
from amtdesk.domain.today import Today
from amtdesk.start import Starter
from amtdesk.system import resources
from amtdesk.ui.answers.capture import CaptureDialog
from amtdesk.ui.instance import Instance
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.pages import PAGES
from amtdesk.ui.widgets.enter import Enter
from tests.builders import Clock, desk_at, practice
from tests.services.test_inbox import comment


def test_pages_search_and_fetching_have_their_keys(qtbot: QtBot, look: Look, tmp_path: Path, clock: Clock) -> None:
    main = MainWindow(look, Today(clock()), resources.help_page, QSize(1000, 640))
    starter = Starter(
        Instance(tmp_path), partial(desk_at, tmp_path / "office", clock), lambda _show: None, quit_after_paint=False
    )
    starter.take(main)
    qtbot.addWidget(main)
    main.show()
    main.activateWindow()
    qtbot.waitUntil(main.ready, timeout=15_000)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(main, Qt.Key(Qt.Key.Key_0 + len(PAGES)), control)
    assert main.page_name() == PAGES[-1].name
    qtbot.keyClick(main, Qt.Key.Key_1, control)
    assert main.page_name() == PAGES[0].name
    qtbot.keyClick(main, Qt.Key.Key_K, control)
    assert main.focusWidget() is main.tool_bar.field
    assert main.leave()
    starter.stop()


def test_f6_goes_through_the_parts_of_the_window_and_round(qtbot: QtBot, main: MainWindow) -> None:
    practice(main.desk)
    main.resize(1280, 720)
    main.show_page("antworten")
    main.desk.inbox.capture("Wann ist das Fest?", channel="E-Mail")
    page = main.page("antworten")
    qtbot.waitUntil(lambda: page.queue.view.queue.rowCount() == 1)
    main.activateWindow()
    parts = {"bar": main.tool_bar, "nav": main.nav, "queue": page.queue, "talk": page.talk, "reply": page.reply}

    def where() -> str:
        focused = main.focusWidget()
        return next((name for name, part in parts.items() if part is focused or part.isAncestorOf(focused)), "?")

    main.tool_bar.field.setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(main, Qt.Key.Key_F6)
        seen.append(where())
    assert seen == ["nav", "queue", "talk", "reply", "bar"]
    qtbot.keyClick(main, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert where() == "reply"


def test_f5_says_what_came_of_it(qtbot: QtBot, main: MainWindow, clock: Clock) -> None:
    practice(main.desk)
    practice_inbox.write(main.desk.database.path.parent / "uebungskanal", comment("a1"))
    qtbot.keyClick(main, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: main.status._words == "1 neues Anliegen.")
    qtbot.keyClick(main, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: main.status._words == "Nichts Neues.")


def test_an_anliegen_is_taken_over_from_any_page(qtbot: QtBot, main: MainWindow) -> None:
    QApplication.clipboard().setText("Die Laterne flackert.")
    main.show_page("kanaele")
    main.activateWindow()

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CaptureDialog) and dialog.words.toPlainText() == "Die Laterne flackert."
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, take)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(main, Qt.Key.Key_V, both)
    page = main.page("antworten")
    assert main.page_name() == "antworten" and "Laterne" in page.head.title.text()
    # the news of it arrive: it is chosen in the queue as well
    qtbot.waitUntil(lambda: page.queue.view.current() == main.desk.inbox.queue()[0].id)


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, look: Look, main: MainWindow) -> None:
    main.activateWindow()
    qtbot.waitUntil(lambda: main.findChild(Enter) is not None)
    new = next(one for one in main.tool_bar.findChildren(QPushButton) if one.text().strip() == "Neuer Beitrag")
    new.setFocus()
    qtbot.keyClick(new, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.page_name() == "redaktionsplan")

    def act() -> None:
        asked = QApplication.activeModalWidget()
        assert asked is not None
        deed = next(one for one in asked.findChildren(QPushButton) if one.text() == "Jetzt veröffentlichen")
        deed.setFocus()
        qtbot.waitUntil(deed.hasFocus)
        qtbot.keyClick(deed, Qt.Key.Key_Return)

    QTimer.singleShot(0, act)
    # not the default button, which would say no
    assert main.ask("Jetzt veröffentlichen?", "", "Jetzt veröffentlichen")


def test_enter_on_a_switch_and_with_other_keys_is_no_deed(qtbot: QtBot, main: MainWindow) -> None:
    qtbot.waitUntil(lambda: main.findChild(Enter) is not None)
    pressed: list[bool] = []
    plain, switch = QPushButton("Los", main), QPushButton("Kanal", main)
    switch.setCheckable(True)
    for one in (plain, switch):
        one.clicked.connect(pressed.append)
        one.show()
        one.setFocus()
        control = Qt.KeyboardModifier.ControlModifier if one is plain else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(one, Qt.Key.Key_Return, control)
    assert pressed == []
