"""What was closed is gone: nothing the program opens and closes again may stay in memory, however often."""

import gc
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from amtdesk.commands.window import sample_desk
from amtdesk.services.changes import Kind
from amtdesk.system import resources
from amtdesk.system.paths import Paths
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.pages import PAGES
from tests.builders import Clock, desk_at, draft, practice

# a menu takes the keys, and the offscreen platform has none to give
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

#: So often each thing is done; what grows by as much every time was kept.
TIMES = 4


def alive() -> Counter[str]:
    """How many of each kind there are: Qt's objects, and our functions that remember something."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    gc.collect()
    found: Counter[str] = Counter()
    more: list[QObject] = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    while more:
        one = more.pop()
        found[one.metaObject().className()] += 1
        more += one.children()
    for held in gc.get_objects():
        if type(held) is FunctionType and held.__closure__ and str(held.__module__).startswith("amtdesk."):
            found[held.__qualname__] += 1
    return found


class Office:
    """The real window with the sample office in it."""

    def __init__(self, main: MainWindow) -> None:
        self.main = main
        self.closed: list[str] = []
        self._closer = QTimer()
        self._closer.setInterval(5)
        self._closer.timeout.connect(self._close)

    def _close(self) -> None:
        for one in QApplication.topLevelWidgets():
            kind = one.windowType()
            if one is not self.main and one.isVisible() and kind != Qt.WindowType.ToolTip:
                self.closed.append(type(one).__name__)
                QTest.keyClick(one, Qt.Key.Key_Escape)
                break

    def settled(self, qtbot: QtBot) -> Counter[str]:
        """What is alive once nothing comes or goes any more."""
        seen = [Counter[str]()]

        def the_same() -> bool:
            self.main.background.wait()
            seen.append(alive())
            return seen[-1] == seen[-2]

        qtbot.waitUntil(the_same)
        return seen[-1]

    def button(self, words: str) -> QAbstractButton:
        """The first one on the screen that begins so."""
        every = self.main.findChildren(QAbstractButton)
        return next(one for one in every if one.isVisible() and (one.accessibleName() or one.text()).startswith(words))

    def press(self, qtbot: QtBot, words: str) -> None:
        """Press a button, and Esc in what opens."""
        there = len(self.closed)
        qtbot.waitUntil(lambda: self.button(words).isEnabled())
        self._closer.start()
        qtbot.mouseClick(self.button(words), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(self.closed) > there)
        self._closer.stop()

    def keeps_nothing(self, qtbot: QtBot, act: Callable[[], object]) -> None:
        act()
        before = self.settled(qtbot)
        for _ in range(TIMES):
            act()
        grown = self.settled(qtbot) - before
        # one of them may have been on its way before
        assert {kind: more for kind, more in grown.items() if more >= TIMES - 1} == {}


@pytest.fixture(scope="module")
def office(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    desk = sample_desk(Paths(tmp_path_factory.mktemp("office")))
    if not QDir.searchPaths("controls"):
        QDir.addSearchPath("controls", str(resources.folder() / "controls"))
    look = Look(qapp, resources.json("tokens.json"), resources.icon, dark=False)
    main = MainWindow(look, desk.glance(), resources.help_page)
    main.show()
    main.attach(desk)
    made = Office(main)
    for page in PAGES:
        main.show_page(page.name)
    gc.collect()
    # what is there from now on need not be looked through each time
    gc.freeze()
    yield made
    gc.unfreeze()
    main.close()
    main.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    desk.database.close()
    look.deleteLater()


def test_going_from_page_to_page_keeps_nothing(qtbot: QtBot, office: Office) -> None:
    def go() -> None:
        for page in PAGES:
            office.main.show_page(page.name)
            QApplication.processEvents()

    office.keeps_nothing(qtbot, go)


def test_opening_posts_keeps_nothing(qtbot: QtBot, office: Office) -> None:
    ids = [post.id for post in office.main.desk.posts.newest(12)]

    def go() -> None:
        for post_id in ids:
            office.main.open_post(post_id)
            QApplication.processEvents()
        office.main.new_post()

    office.keeps_nothing(qtbot, go)


def test_opening_anliegen_keeps_nothing(qtbot: QtBot, office: Office) -> None:
    def go() -> None:
        for inquiry in office.main.desk.inbox.queue():
            office.main.open_inquiry(inquiry.id)
            QApplication.processEvents()

    office.keeps_nothing(qtbot, go)


def test_news_keep_nothing(qtbot: QtBot, office: Office) -> None:
    def go() -> None:
        # not of Textbausteine: suggestions learn them anew for a second
        with qtbot.waitSignal(office.main.changed):
            for kind in set(Kind) - {Kind.TEXT_MODULES}:
                office.main.desk.changes.tell(kind)
        office.main.background.wait()

    office.keeps_nothing(qtbot, go)


def test_switching_between_light_and_dark_keeps_nothing(qtbot: QtBot, office: Office) -> None:
    look = office.main.look

    def go() -> None:
        look.dark = not look.dark
        look.changed.emit()
        QApplication.processEvents()

    office.keeps_nothing(qtbot, go)


def test_a_window_that_gave_way_to_another_is_gone_with_all_its_pages(
    qtbot: QtBot, look: Look, tmp_path: Path, clock: Clock
) -> None:
    desk = desk_at(tmp_path / "desk", clock)
    draft(desk, [practice(desk)])
    main = MainWindow(look, desk.glance(), resources.help_page)
    main.show()
    main.attach(desk)
    for page in PAGES:
        main.show_page(page.name)
    kept = {page.name: weakref.ref(main.page(page.name)) for page in PAGES}
    kept |= {"window": weakref.ref(main), "library": weakref.ref(main.library), "database": weakref.ref(desk.database)}
    kept["editor"] = weakref.ref(main.page("redaktionsplan").editor)
    assert main.leave()
    main.hide()
    main.deleteLater()
    desk.database.close()
    del main, desk
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    QApplication.processEvents()
    gc.collect()
    assert [name for name, one in kept.items() if one() is not None] == []


BUTTONS = {
    "heute": (
        "Alles anhalten",
        "Klären: Laub",
        "Klären: Uhren",
        "Entscheiden",
        "Vorbereiten",
        "Von Hand: Büchertausch",
    ),
    "antworten": (
        "Anliegen aus der Zwischenablage",
        "Angaben",
        "Weitergeben",
        "Beobachten",
        "Ausblenden",
        "Keine Antwort",
    ),
    "textbausteine": ("Zur Bestätigung", "Mehr"),
    "kanaele": ("Kanal hinzufügen", "Freigaben", "Mehr zu", "Bearbeiten"),
    "einstellungen": ("Sicherung zurückholen",),
}


@pytest.mark.parametrize("page", BUTTONS)
def test_what_a_button_opens_is_gone_when_it_was_left(qtbot: QtBot, office: Office, page: str) -> None:
    office.main.show_page(page)

    def go() -> None:
        for button in BUTTONS[page]:
            office.press(qtbot, button)

    office.keeps_nothing(qtbot, go)
