"""Opens the window first and loads the rest behind it."""

import builtins
import gc
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amtdesk import compiled, help_pages
from amtdesk.domain.today import Today
from amtdesk.store import glance
from amtdesk.system import resources
from amtdesk.system.paths import Paths

# Shiboken's import hook reads the source of every later import; ours is put back below
_import = builtins.__import__
_support = compiled.beside(__file__)
with _support.used():
    from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QFont  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

builtins.__import__ = _import

from amtdesk.ui.instance import Instance  # noqa: E402
from amtdesk.ui.look import Look  # noqa: E402
from amtdesk.ui.main_window import MainWindow  # noqa: E402

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

log = logging.getLogger(__name__)


def application(*, dark: bool | None = None) -> tuple[QApplication, Look]:
    """The Qt application in German, with its look."""
    # as an argument: asking for the style later makes PySide6 load every class it knows
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", _style()])
    assert isinstance(app, QApplication)
    app.setApplicationName("AmtDesk")
    app.setDesktopFileName("amtdesk")
    if sys.platform != "win32":
        # without a desktop's settings Qt takes a tiny or ugly font; Windows says Segoe UI itself
        font = QFont("Open Sans")
        font.setPointSizeF(9.0)
        app.setFont(font)
    look = Look(app, resources.json("tokens.json"), resources.icon, dark=dark)
    return app, look


def _style() -> str:
    """Windows 11 has a style of its own; everywhere else Fusion takes our colours best."""
    return "windows11" if sys.platform == "win32" and sys.getwindowsversion().build >= 22000 else "fusion"


def complete(app: QApplication) -> None:
    """Qt's own words and dates in German, and the drawings of boxes and arrows; the first screen has none of them."""
    from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QTranslator

    QDir.addSearchPath("controls", str(resources.folder() / "controls"))
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    german = QTranslator(app)
    if german.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(german)


def window(
    paths: Paths,
    load: Callable[[], "Desk"],
    *,
    now: Callable[[], Any],
    watch: Callable[[Callable[[str, Path | None], None]], None],
    dark: bool | None = None,
    quit_after_paint: bool = False,
    size: tuple[int, int] | None = None,
) -> int:
    """Run the window until it is closed; `load` builds the services after the first paint,
    `watch` starts log and crash reports and is given what shows one.

    Returns the exit code: 0, or 3 when another window holds the data directory and does not answer.
    """
    app, look = application(dark=dark)
    paths.data.mkdir(parents=True, exist_ok=True)
    instance = Instance(paths.data, _session)
    if not instance.first():
        return _second(instance, app, look)
    room = app.primaryScreen().availableGeometry().size()
    starter = Starter(instance, load, watch, quit_after_paint=quit_after_paint)
    again = True
    while again:
        main = MainWindow(look, _glance(paths, now), help_pages.page, QSize(*size or (1280, 800)).boundedTo(room))
        starter.take(main)
        main.first_paint.connect(starter.listen)
        # not quit: it would ask every window once more
        main.closed.connect(lambda: QApplication.exit(0))
        # nothing may begin below the edge of a small screen; a frame takes about 40
        if room.width() <= main.width() or room.height() < main.height() + 40:
            main.showMaximized()
        else:
            main.show()
        code = app.exec()
        again = starter.stop()
    instance.release()
    return code


def _session() -> int:
    from amtdesk.system.machine import session

    return session()


def _second(instance: Instance, app: QApplication, look: Look) -> int:
    from amtdesk.ui import second_start

    complete(app)
    return second_start.answer(instance.call_first(), _session(), look)


class Starter(QObject):
    """Waits for the first paint, then loads the services in a thread and hands them to the window."""

    _crashed = Signal(str)

    def __init__(
        self,
        instance: Instance,
        load: Callable[[], "Desk"],
        watch: Callable[[Callable[[str, Path | None], None]], None],
        *,
        quit_after_paint: bool,
    ) -> None:
        super().__init__()
        self._instance = instance
        self._load = load
        self._watch = watch
        self._watching = self._listens = False
        self._quit = quit_after_paint
        self._desk: Desk | None = None
        self._main: MainWindow
        #: what is done before the file is opened
        self._first: Callable[[], Any] | None = None
        self._again = False
        instance.asked.connect(self._come_forward)

    def take(self, main: MainWindow) -> None:
        """Serve this window from now on."""
        self._main = main
        self._again = False
        main.anew.connect(self._begin_anew)
        main.first_paint.connect(self._painted)

    def stop(self) -> bool:
        """End the worker and close the file; True when another window is to follow."""
        if self._again:
            self._main.hide()
            self._main.deleteLater()
        if self._desk is not None:
            # what is under way is safe all the same; a session that ends waits for nobody
            self._desk.worker.stop(1.0 if self._main.in_haste else 10.0)
            for carer in self._desk.carers:
                # one that hangs on a network folder must not keep the program from ending
                carer.stop(0.2 if self._main.in_haste else 2.0)
            self._desk.database.close()
            self._desk = None
        return self._again

    def listen(self) -> None:
        """Keep the text on the screen and end when Ctrl+C or SIGTERM says so; Windows asks the window instead."""
        if sys.platform == "win32" or self._quit or self._listens:
            return
        from amtdesk.ui.told_to_end import ToldToEnd

        self._listens = True
        ToldToEnd(self._end, self)

    def _end(self) -> None:
        self._main.keep_text(1500)
        self._main.in_haste = True
        self._main.close()

    def _show_crash(self, report: str) -> None:
        self._main.crashed(report)

    def _come_forward(self) -> None:
        self._main.come_forward()

    def _begin_anew(self, first: Callable[[], Any]) -> None:
        if self._main.leave():
            self._first, self._again = first, True
            QApplication.exit(0)

    def _painted(self) -> None:
        if not gc.isenabled():
            # once: a window that gives way to another one must not stay for ever
            gc.freeze()
            gc.enable()
        if os.environ.get("AMTDESK_BENCH"):
            import time

            sys.stdout.write(f"first_paint {time.monotonic()}\n")
            sys.stdout.flush()
        _support.keep()
        if self._quit:
            QTimer.singleShot(0, QApplication.quit)
            return
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QIcon

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # until now the program's own file lends its icon; a picture is slow to load
        app.setWindowIcon(QIcon(str(resources.folder() / "icons" / "amtdesk.ico")))
        complete(app)
        self._main.look.follow()
        if not self._watching:
            # nobody tells of crashes before
            self._crashed.connect(self._show_crash, Qt.ConnectionType.QueuedConnection)
            self._instance.listen()
        self._try()

    def _try(self, first: Callable[[], Any] | None = None) -> None:
        self._first = first or self._first
        self._main.background.run(self._begin, self._attach, self._report, side=True)

    def _begin(self) -> "Desk":
        first, self._first = self._first, None
        try:
            if first is not None:
                first()
            return self._load()
        finally:
            if not self._watching:
                self._watching = True
                self._watch(lambda words, _path: self._crashed.emit(words))

    def _attach(self, desk: "Desk") -> None:
        self._desk = desk
        report = ""
        try:
            self._complete(desk)
        except Exception:
            from traceback import format_exc

            log.exception("the window did not take the services")
            report = format_exc()
        # whatever the window lacks, what is due goes out
        for worker in (desk.worker, *desk.carers):
            worker.start()
        if report:
            self._main.crashed(report)

    def _complete(self, desk: "Desk") -> None:
        from amtdesk.ui.backup_news import BackupNews
        from amtdesk.ui.update_news import UpdateNews

        self._main.attach(desk)
        BackupNews(self._main, self._main)
        UpdateNews(self._main, self._main)
        self._stay(desk)

    def _stay(self, desk: "Desk") -> None:
        """The sign beside the clock, where the desktop has a place for it; a sample office leaves nothing behind."""
        from amtdesk.ui import tray
        from amtdesk.ui.leaving import Leaving

        main, kept = self._main, tray.available() and not desk.offices.get().sample
        leaving = Leaving(main, lambda: kept)
        main.background.run(desk.jobs.state, side=True)
        if kept:
            made = tray.Tray(main, QApplication.windowIcon(), leaving)
            main.rounds.reminded.connect(made.remind)
            # hidden, the window is still there
            QApplication.setQuitOnLastWindowClosed(False)

    def _report(self, error: Exception) -> None:
        log.error("services did not load", exc_info=error)
        self._main.unusable(error, self._try)


def _glance(paths: Paths, now: Callable[[], Any]) -> Today:
    try:
        return glance.read(paths.database, now())
    except Exception:
        # a damaged or locked file must not keep the window from opening; loading will say what is wrong
        log.exception("first glance")
        return Today(now())
