"""The button in the tool bar and the bars above every page, in the real window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from amtdesk.domain.hold import Cause, Freeze, Hold
from amtdesk.domain.today import Today
from amtdesk.services.backups import RESTORED
from amtdesk.services.desk import Desk
from amtdesk.store import settings
from amtdesk.ui.hold import words
from amtdesk.ui.hold.ask import AskHold
from amtdesk.ui.hold.confirm import Confirm
from amtdesk.ui.hold.release import Release
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from tests.builders import MORNING
from tests.ui.hold.conftest import closed


@pytest.fixture
def main(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[MainWindow]:
    window = MainWindow(look, desk.glance(), lambda _page: "")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.attach(desk)
    qtbot.waitExposed(window)
    yield window
    window.close()
    desk.database.close()


def test_the_bar_stands_above_every_page_until_everything_goes_on(qtbot: QtBot, main: MainWindow, desk: Desk) -> None:
    banner = main.switch.banner
    assert not banner.isVisible() and main.switch.button.isVisible()
    desk.holding.hold("Unfall auf der B 27", "ka")
    qtbot.waitUntil(banner.held.isVisible)
    assert not main.switch.button.isVisible()
    assert "Unfall auf der B 27" in banner.held.what.text()
    main.show_page("redaktionsplan")
    assert banner.held.isVisible()
    desk.holding.release({}, end=True)
    qtbot.waitUntil(lambda: not banner.isVisible())
    assert main.switch.button.isVisible()


def test_the_button_asks_and_the_bar_releases(qtbot: QtBot, main: MainWindow, desk: Desk) -> None:
    QTimer.singleShot(0, lambda: qtbot.mouseClick(main.switch.button, Qt.MouseButton.LeftButton))
    closed(qtbot, AskHold)
    assert desk.holding.current() is None
    desk.holding.hold("Unfall")
    qtbot.waitUntil(main.switch.banner.held.isVisible)
    qtbot.mouseClick(main.switch.banner.held.button, Qt.MouseButton.LeftButton)
    closed(qtbot, Release)
    QTimer.singleShot(0, main.hold_everything)
    closed(qtbot, Release)


def test_a_restored_file_is_said_and_confirmed(qtbot: QtBot, main: MainWindow, desk: Desk) -> None:
    with desk.database.writing() as connection:
        settings.put(connection, RESTORED, {"at": desk.now().isoformat(), "from": "a.sqlite"})
    main.refresh()
    bar = main.switch.banner.frozen
    qtbot.waitUntil(bar.isVisible)
    QTimer.singleShot(0, lambda: qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton))
    closed(qtbot, Confirm)
    assert bar.isVisible()


@pytest.mark.parametrize(
    ("held", "answers", "away", "sentence"),
    [
        (0, 0, 0, "Nichts geht hinaus."),
        (1, 0, 0, "Nichts geht hinaus. 1 Beitrag wartet auf Freigabe."),
        (0, 1, 0, "Nichts geht hinaus. 1 Antwort wartet auf Freigabe."),
        (1, 2, 0, "Nichts geht hinaus. 1 Beitrag und 2 Antworten warten auf Freigabe."),
        (2, 0, 1, "Nichts geht hinaus. 2 Beiträge warten auf Freigabe, 1 liegt noch auf einer Plattform."),
        (0, 0, 3, "Nichts geht hinaus. 3 liegen noch auf Plattformen."),
    ],
)
def test_the_bar_counts(held: int, answers: int, away: int, sentence: str) -> None:
    hold = Hold(1, MORNING, "ka", "Unfall")
    what, rest = words.held(hold, Today(MORNING, held=held, held_answers=answers, at_platforms=away))
    assert what == "Alles angehalten von ka, heute, 8:30 Uhr: Unfall"
    assert rest == sentence


def test_both_causes_have_their_words() -> None:
    today = Today(MORNING)
    for cause in Cause:
        what, rest = words.frozen(Freeze(cause))
        assert what and "bestätigen" in rest and words.frozen_story(Freeze(cause, MORNING, "a.sqlite"), today)
    assert words.frozen_then(0, 0) == "Inzwischen war nichts fällig."
    assert "2 Beiträge waren" in words.frozen_then(2, 0)
