"""The status bar: network, what waits, how far ahead it is planned, the last backup, and one quiet sentence."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.domain.schedule import local
from amtdesk.domain.today import Today
from amtdesk.domain.watch import Watch
from amtdesk.ui import ink, texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

SHOWN = 8000
#: The worker looks every 15 seconds; after this long it does not.
STALE = timedelta(minutes=3)
#: Alarms in few words; the whole sentence is in the tool tip and on Heute.
_ALARMS = {
    Problem.WORKER_STUCK: "Versand hängt",
    Problem.WORKER_ENDED: "Versand neu angestoßen",
    Problem.TURN_TAKEN: "Versand von anderem Fenster belegt",
    Problem.CLOCK_BEHIND: "Uhr prüfen",
}
#: Between two parts, and at both ends together.
GAP, SIDES = 6, 32


class StatusBar(QWidget):
    """Always visible; nothing in it pops up."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "bar")
        self.setFixedHeight(max(26, bar_height(look)))
        self._watch = Watch()
        self._today: Today | None = None
        self._backup: datetime | None = None
        self.undo: Callable[[], None] | None = None
        self._words = ""
        self._net_icon, self._net, self.beat = QLabel(), _text(look), QLabel()
        self._trouble_icon, self._trouble = QLabel(), _text(look)
        self._out, self._ahead = _text(look), _text(look)
        self._said = _text(look)
        self._undo = QToolButton()
        self._undo.setText("Rückgängig")
        self._undo.setProperty("kind", "link")
        self._undo.setToolTip("Rückgängig (Strg+Z)")
        self._undo.clicked.connect(self.do_undo)
        self._safe_icon, self._safe = QLabel(), _text(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(GAP)
        self._lines = [_line(look) for _ in range(3)]
        first, second, third = self._lines
        left: list[QWidget] = [self._net_icon, self._net, self.beat, first, self._trouble_icon, self._trouble]
        for part in (*left, second, self._out, third, self._ahead):
            row.addWidget(part)
        row.addStretch(1)
        right: list[QWidget] = [self._said, self._undo, self._safe_icon, self._safe]
        for part in right:
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._quiet)
        look.changed.connect(self._show)
        self._quiet()
        self._show()

    def show_today(self, today: Today) -> None:
        """What waits and how far ahead it is planned."""
        self._today = today
        self._show()

    def show_watch(self, watch: Watch) -> None:
        """Whether the network is there, when the worker last looked, and the alarm."""
        if watch != self._watch:
            self._watch = watch
            self._show()

    def set_backup(self, last: datetime | None) -> None:
        """When the last good backup was made."""
        self._backup = last
        self._show()

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """One sentence for eight seconds, with its undo."""
        self.undo = undo
        self._words = words
        # a tool tip guesses rich text, and titles and names come from elsewhere
        self._said.setToolTip(words.replace("<", "‹"))
        self._said.setAccessibleName(words)
        self._timer.start(SHOWN)
        self._show()

    def do_undo(self) -> None:
        """Take back what was last said to be undoable."""
        undo = self.undo
        self._quiet()
        if undo is not None:
            undo()

    def _quiet(self) -> None:
        self.undo, self._words = None, ""
        self._show()

    def _show(self) -> None:
        look = self._look
        muted = look.color("muted")
        offline = self._watch.offline
        self._net_icon.setPixmap(look.pixmap("wifi-off" if offline else "wifi", 14, muted))
        self._net.setText("ohne Netz, gesendet wird später" if offline else "bereit")
        self._show_beat()
        today = self._today
        accounts = today.accounts.values() if today else ()
        lost = [one for one in accounts if one.standing is Standing.RECONNECT and not one.removed]
        alarm = self._alarm()
        # an icon takes its time to draw: only those that are seen
        unclear = "" if alarm or lost else _unclear(today)
        if alarm or lost or unclear:
            icon = "plug-connected-x" if lost and not alarm else "alert-octagon"
            self._trouble_icon.setPixmap(look.pixmap(icon, 14, look.alarm))
        self._trouble.setText(alarm or (f"{lost[0].name}: Anmeldung nötig" if lost else unclear))
        said = " ".join(texts.PROBLEMS[self._watch.problem]) if self._watch.problem else ""
        self._trouble.setToolTip(said)
        self._trouble.setAccessibleDescription(said)
        if today is not None:
            number = today.planned_today
            self._out.setText(f"Ausgang: {number} heute geplant" if number else "Ausgang: heute nichts geplant")
            last, days = today.horizon
            far = f" ({texts.count(days, 'Tag', 'Tage')})"
            ahead = f"vorgeplant bis {texts.short_date(last)}{far}" if last else "noch nichts vorgeplant"
            if last and not days:
                ahead = "vorgeplant nur bis heute"
            self._ahead.setText(ahead)
            self._safe.setText(self._backup_words(today))
        if self._backup is not None:
            self._safe_icon.setPixmap(look.pixmap("database-export", 14, muted))
        self._fit()

    def _fit(self) -> None:
        """What is more important keeps its place, the rest is left out whole; nothing is cut."""
        first, second, third = self._lines
        groups: list[tuple[bool, list[QWidget]]] = [
            (True, [self._net_icon, self._net, *([self.beat] if self._watch.looked else [])]),
            (self.undo is not None, [self._undo]),
            (bool(self._trouble.text()), [first, self._trouble_icon, self._trouble]),
            (bool(self._out.text()), [second, self._out]),
            (bool(self._ahead.text()), [third, self._ahead]),
            (bool(self._safe.text()), [self._safe_icon, self._safe]),
        ]
        if self._words:
            # the sentence comes right behind the network
            groups.insert(1, (True, [self._said]))
        self._said.setVisible(bool(self._words))
        self._said.setText(self._words)
        room = self.width() - SIDES
        for wanted, parts in groups:
            if self._words and parts == [self._said]:
                rest = max(80, room - (self._undo.sizeHint().width() + GAP if self.undo is not None else 0))
                self._said.setText(ink.shortened(self._words, self._said.font(), rest))
            needed = sum(part.sizeHint().width() + GAP for part in parts)
            shown = wanted and (needed <= room or parts[0] in (self._said, self._undo))
            room -= needed if shown else 0
            for part in parts:
                part.setVisible(shown)

    def _alarm(self) -> str:
        watch = self._watch
        if watch.problem is None:
            return ""
        if watch.waiting and watch.problem is Problem.OVERDUE:
            return texts.count(len(watch.words), "Beitrag überfällig", "Beiträge überfällig")
        return _ALARMS.get(watch.problem, "Versand gestört")

    def _show_beat(self) -> None:
        """The quiet pulse: a tick while the worker looks, something else when it does not."""
        watch, today = self._watch, self._today
        if watch.looked is None or today is None:
            self.beat.hide()
            return
        look, well = self._look, watch.ok and today.now - watch.looked < STALE
        icon, color = ("circle-check", look.ink(State.PUBLISHED)) if well else ("alert-triangle", look.alarm)
        self.beat.setPixmap(look.pixmap(icon, 12, color))
        when = texts.when(watch.looked, today.office.zone, today.now)
        said = f"Zuletzt nach fälligen Beiträgen gesehen: {when}."
        if not well:
            said += " Seither nicht mehr, oder es ging dabei etwas schief."
        self.beat.setToolTip(said)
        self.beat.setAccessibleName(said)
        self._net.setToolTip(said)

    def _backup_words(self, today: Today) -> str:
        if self._backup is None:
            return ""
        wall, now = local(self._backup, today.office.zone), local(today.now, today.office.zone)
        return f"Sicherung {texts.when(self._backup, today.office.zone, today.now)}" if wall <= now else "Sicherung"

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(QSize(400, 26))
    def sizeHint(self) -> QSize:
        """As high as its text needs."""
        return QSize(400, self.height())


def _unclear(today: Today | None) -> str:
    """What did not go out and waits for her; the lines of it stand on Heute."""
    lines = today.lines if today is not None else ()
    number = sum(line.state in (State.FAILED, State.UNCERTAIN, State.MISSED) for line in lines)
    number += len(today.inquiries.unsent) if today is not None else 0
    return f"{number} zu klären" if number else ""


def bar_height(look: Look) -> int:
    """The height of the bar for the present font."""
    return QFontMetrics(look.font(9)).height() + 10


def _text(look: Look) -> QLabel:
    label = ink.plain(QLabel())
    label.setFont(look.font(9))
    label.setProperty("kind", "muted")
    return label


def _line(look: Look) -> QFrame:
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedSize(1, bar_height(look) - 10)
    return line
