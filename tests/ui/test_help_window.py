import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from amtdesk.system import resources
from amtdesk.ui.help_window import PAGES, HelpWindow
from tests.ui.conftest import RecordingShell

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, shell: RecordingShell) -> HelpWindow:
    made = HelpWindow(shell, resources.help_page)
    qtbot.addWidget(made)
    made.show_page("start")
    made.show()
    return made


def listed(window: HelpWindow) -> list[str]:
    items = [window.pages.item(row) for row in range(window.pages.count())]
    return [item.text() for item in items if not item.isHidden()]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_title_and_links_that_lead_somewhere(name: str):
    text = resources.help_page(name)
    assert text.startswith("# ")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert target.removesuffix(".md") in PAGES


def test_no_page_is_left_out():
    written = {page.name.removesuffix(".md") for page in (Path(__file__).parents[2] / "resources/help").glob("*.md")}
    assert set(PAGES) == written


def test_the_list_shows_the_titles(window: HelpWindow):
    assert listed(window)[:2] == ["Erste Schritte", "Heute"]


def test_the_search_looks_into_all_pages(qtbot: QtBot, window: HelpWindow):
    qtbot.keyClicks(window.search, "anwendungspasswort")
    assert listed(window) == ["Kanäle", "Website (WordPress) verbinden"]
    assert "Anwendungspasswort" in window.page.toPlainText()
    qtbot.keyClicks(window.search, "xyz")
    assert window.nothing.isVisible()


def test_a_link_between_pages_stays_inside(window: HelpWindow, shell: RecordingShell):
    window.page.anchorClicked.emit(QUrl("kanaele.md"))
    assert window.page.toPlainText().startswith("Kanäle")
    assert shell.links == []


def test_a_link_outside_goes_to_the_browser_and_a_file_nowhere(window: HelpWindow, shell: RecordingShell):
    window.page.anchorClicked.emit(QUrl("https://musterbach.example/"))
    window.page.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert shell.links == ["https://musterbach.example/"]


def test_nothing_is_loaded(window: HelpWindow):
    assert window.page.loadResource(2, QUrl("file:///etc/passwd")) is None


def test_esc_closes_it(qtbot: QtBot, window: HelpWindow):
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_same_window_comes_back(qtbot: QtBot, shell: RecordingShell):
    first = HelpWindow.open(shell, resources.help_page, "heute")
    second = HelpWindow.open(shell, resources.help_page, "einstellungen")
    assert first is second
    assert first.page.toPlainText().startswith("Einstellungen")


def test_a_missing_page_is_said_and_ends_nothing(qtbot: QtBot, shell: RecordingShell):
    def source(name: str) -> str:
        raise FileNotFoundError(name)

    window = HelpWindow(shell, source)
    qtbot.addWidget(window)
    window.show_page("heute")
    assert "fehlt" in window.page.toPlainText()
