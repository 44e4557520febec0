"""The sign beside the clock: brings the window back, and says what cannot wait; the list on Heute is the truth."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.today import Line, Section, Today
from amtdesk.ui import texts
from amtdesk.ui.leaving import Leaving
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.shortcuts import capture

_TITLES = {
    State.FAILED: "Fehlgeschlagen",
    State.UNCERTAIN: "Ungeklärt: bitte nachsehen",
    State.MISSED: "Verpasst: bitte entscheiden",
}
#: A notification stays this long where the system lets us say so (ms).
SHOWN = 15_000


class Tray(QObject):
    """Icon, menu and notifications of one window."""

    def __init__(self, main: MainWindow, icon: QIcon, leaving: Leaving) -> None:
        super().__init__(main)
        self._main, self._icon = main, icon
        self._known: set[tuple[int, State]] | None = None
        #: answers that do not go out without her
        self._unsent: set[int] = set()
        self._open: Callable[[], None] = lambda: None
        self._urgent = -1
        self.sign = QSystemTrayIcon(icon, self)
        self.menu = QMenu(main)
        for words, deed in (
            ("AmtDesk öffnen", main.come_forward),
            ("Neuer Beitrag", self._new_post),
            ("Anliegen aus Zwischenablage …", self._capture),
        ):
            self.menu.addAction(words).triggered.connect(lambda _checked=False, deed=deed: deed())
        self.hold = self.menu.addAction("Alles anhalten …")
        self.hold.triggered.connect(lambda _checked=False: self._hold())
        self.menu.addSeparator()
        self.menu.addAction("Beenden").triggered.connect(lambda _checked=False: leaving.end())
        self.sign.setContextMenu(self.menu)
        self.sign.activated.connect(self._activated)
        self.sign.messageClicked.connect(self._clicked)
        main.today_shown.connect(self.show_today)
        self.sign.setToolTip("AmtDesk")
        self.sign.show()

    def show_today(self, today: Today) -> None:
        """What is new since the last time is said, unless she is looking at it anyway."""
        lines = [one for one in today.lines if one.section is Section.FIRST and _is_loud(one)]
        now = {(delivery.id, one.state) for one in lines for delivery in one.deliveries if one.state is not None}
        known, self._known = self._known, now
        unsent, self._unsent = self._unsent, set(today.inquiries.unsent)
        self.hold.setText("Wieder freigeben …" if today.hold is not None else "Alles anhalten …")
        if today.urgent != self._urgent:
            self._urgent = today.urgent
            self._mark()
        if known is None or self._main.isActiveWindow():
            return
        new = [one for one in lines if any((d.id, one.state) not in known for d in one.deliveries)]
        if new:
            self._say(new)
        elif lost := self._unsent - unsent:
            number = texts.count(len(lost), "Antwort ging", "Antworten gingen")
            self.notify("Antwort nicht gesendet", f"{number} nicht hinaus, bitte ansehen.", self._to_answers)

    def remind(self, sentence: str) -> None:
        """It is time for the round."""
        if not self._main.isActiveWindow():
            self.notify("Community-Runde", sentence, lambda: self._main.show_page("antworten"))

    def notify(self, title: str, words: str, go: Callable[[], None]) -> None:
        """One notification; a click on it brings the window forward and goes there."""
        self._open = go
        self.sign.showMessage(title, words, self._icon, SHOWN)

    def _say(self, new: list[Line]) -> None:
        first = new[0]
        if len(new) > 1:
            self.notify(
                f"{len(new)} Beiträge brauchen Sie",
                texts.listing([f"„{one.words}“" for one in new[:3]]) + (" und andere" if len(new) > 3 else ""),
                lambda: self._main.show_page("heute"),
            )
        elif first.state is not None:
            failed, post_id = first.state is State.FAILED, first.post_id
            problem = f" {texts.PROBLEMS[first.problem][0]}" if first.problem is not None else ""
            self.notify(
                _TITLES[first.state],
                f"„{first.words}“.{problem}",
                lambda: self._main.open_post(post_id) if failed else self._main.show_page("heute"),
            )

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._main.come_forward()

    def _clicked(self) -> None:
        self._main.come_forward()
        self._open()

    def _to_answers(self) -> None:
        self._main.show_page("antworten")

    def _new_post(self) -> None:
        self._main.come_forward()
        self._main.new_post()

    def _capture(self) -> None:
        self._main.come_forward()
        capture(self._main)

    def _hold(self) -> None:
        self._main.come_forward()
        self._main.hold_everything()

    def _mark(self) -> None:
        """A dot on the icon, and the number in words, while something waits for her."""
        waits = self._urgent > 0
        said = texts.count(self._urgent, "Sache wartet auf Sie", "Sachen warten auf Sie")
        self.sign.setToolTip(f"AmtDesk: {said}" if waits else "AmtDesk")
        self.sign.setIcon(self._dotted() if waits else self._icon)

    def _dotted(self) -> QIcon:
        pixmap = self._icon.pixmap(32, 32)
        if pixmap.isNull():
            return self._icon
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._main.look.alarm)
        painter.drawEllipse(18, 18, 13, 13)
        painter.end()
        return QIcon(pixmap)


def _is_loud(line: Line) -> bool:
    if line.state is State.UNCERTAIN:
        return line.waits is Waits.PERSON
    return line.state in (State.FAILED, State.MISSED)


def available() -> bool:
    """Whether this desktop has a place for it."""
    return QSystemTrayIcon.isSystemTrayAvailable()
