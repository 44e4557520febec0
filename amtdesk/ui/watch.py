"""The watchdog in the window: looks every minute whether sending goes its way, and says what to do when not."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Line
from amtdesk.domain.watch import Watch
from amtdesk.services.changes import Kind
from amtdesk.ui import dialogs, texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.status import StatusBar

EVERY = 60_000


class Watcher(QObject):
    """Asks in the background; what it saw goes to the status bar, and `then` follows."""

    def __init__(self, shell: Shell, status: StatusBar, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._status, self._then = shell, status, then
        self._link = _link()
        self._looking = self._again = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        shell.changed.connect(self._told)
        if self._link is not None:
            # it lives as long as the program: a function of ours would keep this window with it
            self._link.reachabilityChanged.connect(self._network_changed)

    def look(self) -> None:
        """One look; asked for while one is under way, another follows it."""
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        check, link = self._shell.desk.watchdog.check, self._connected()

        def over() -> None:
            self._looking = False
            if self._again:
                self.look()

        def done(seen: Watch) -> None:
            self._status.show_watch(seen)
            self._then()
            over()

        def failed(error: Exception) -> None:
            self._status.show_watch(Watch(getattr(error, "problem", Problem.UNEXPECTED), ok=False))
            over()

        self._shell.background.run(lambda: check(link), done, failed, side=True)

    def _connected(self) -> bool | None:
        """What the operating system says of its network; None when it does not know."""
        if self._link is None:
            return None
        reach = self._link.reachability()
        return None if reach.name == "Unknown" else reach.name != "Disconnected"

    def _network_changed(self, _reachability: object) -> None:
        self.look()

    def _told(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and Kind.WORKER in kinds:
            self.look()


def explain(shell: Shell, line: Line, parent: QWidget) -> None:
    """What keeps posts waiting, what to do, and one thing to try at once."""
    if line.problem is not None:
        dialog = Explain(shell, line, line.problem, parent)
        dialog.exec()
        dialog.deleteLater()


class Explain(dialogs.Trouble):
    """The alarm in full."""

    def __init__(self, shell: Shell, line: Line, problem: Problem, parent: QWidget | None = None) -> None:
        what, step = texts.PROBLEMS[problem]
        super().__init__(parent, shell.look, what, step, line.detail)
        self.setWindowTitle("Versand")
        self._shell = shell
        if line.words and line.due is not None:
            due = texts.when(line.due, shell.desk.offices.get().zone, shell.desk.now())
            self.say(f"Es warten: {line.words}. Fällig war der erste {due}.", muted=True)
        clock = problem is Problem.CLOCK_BEHIND
        self.deed = dialogs.push(shell.look, "Die Uhr stimmt" if clock else "Jetzt noch einmal versuchen")
        self.deed.clicked.connect(lambda _checked=False: self._believe() if clock else self._again())
        self.buttons.insertWidget(self.buttons.count() - 1, self.deed)

    def _again(self) -> None:
        def done(_result: object) -> None:
            self._shell.say("AmtDesk versucht es jetzt noch einmal.")
            self.accept()

        self._shell.background.run(self._shell.desk.watchdog.hurry, done, self._shell.trouble)

    def _believe(self) -> None:
        desk = self._shell.desk

        def done(_result: object) -> None:
            desk.changes.tell(Kind.WORKER)
            self.accept()

        self._shell.background.run(desk.watchdog.believe_clock, done, self._shell.trouble)


def _link() -> Any:
    """The operating system's own news of its network, where Qt finds a way to it."""
    from PySide6.QtNetwork import QNetworkInformation

    if not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()
