"""The check of one channel, step by step: what went well, what happened, what to do now."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.domain.account import Standing
from amtdesk.domain.channel import Connection
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.domain.link import host_of
from amtdesk.ui import texts
from amtdesk.ui.channels import words
from amtdesk.ui.channels.card import Shown
from amtdesk.ui.channels.trouble_box import TroubleBox
from amtdesk.ui.channels.words import Outcome, Step
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.words import Elided, button, hairline, text

_ICONS = {
    Outcome.GOOD: ("circle-check", State.PUBLISHED),
    Outcome.BAD: ("alert-octagon", State.FAILED),
    Outcome.OPEN: ("minus", State.DRAFT),
    Outcome.RUNNING: ("refresh", State.PLANNED),
}


class CheckPanel(QFrame):
    """Shows one account's check; wants are emitted with the account's id."""

    check_wanted = Signal(object)
    reconnect_wanted = Signal(object)
    page_wanted = Signal(str)
    by_hand_wanted = Signal(object)
    back = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: Shown | None = None
        self._raw = ""
        self._failed: tuple[int, ...] = ()
        self.setProperty("kind", "side")
        self.setAccessibleName("Verbindung prüfen")
        self.back_button = button(look, "zurück", "chevron-left")
        self.back_button.clicked.connect(self.back)
        self._title = Elided(look, points=11, bold=True)
        self._state = Elided(look, muted=True)
        self._trouble = TroubleBox(look)
        self.reconnect = button(look, "Neu verbinden", primary=True)
        self.reconnect.clicked.connect(lambda: self._emit(self.reconnect_wanted))
        self.by_hand = button(look, "Von Hand veröffentlichen")
        self.by_hand.clicked.connect(self._by_hand)
        self.open_page = button(look, "Seite öffnen", "external-link")
        self.open_page.clicked.connect(self._open_page)
        self.again = button(look, "Erneut prüfen", "refresh")
        self.again.clicked.connect(lambda: self._emit(self.check_wanted))
        self.copy = button(look, "Details kopieren", "copy")
        self.copy.clicked.connect(self._copy)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self._intro = text(look, wrap=True)
        self._caption = text(look, "Schritte der Prüfung", bold=True, muted=True)
        self._head_icon = IconTile(look, "")
        self._build()

    def show_account(
        self,
        shown: Shown,
        found: Connection | None,
        trouble: tuple[Problem, str] | None,
        failed: tuple[int, ...] = (),
    ) -> None:
        """Show how the check of this account stands; `failed` are deliveries that can go out by hand instead."""
        self._shown, self._failed = shown, failed
        account, kind = shown.account, shown.kind
        self._head_icon.icon = kind.icon
        self._head_icon.update()
        self._title.setText(f"{'Von Hand' if kind.by_hand else 'Verbindung prüfen'}: {account.name}")
        self._state.setText(_when(shown))
        shown_trouble = None if shown.running else trouble
        self._raw = _raw(shown, shown_trouble)
        self._trouble.setVisible(shown_trouble is not None)
        if shown_trouble is not None:
            self._trouble.say(texts.PROBLEMS[shown_trouble[0]][0], words.what_now(shown_trouble[0]))
        self.reconnect.setVisible(account.standing is Standing.RECONNECT and not shown.running)
        self.by_hand.setVisible(bool(failed))
        self.open_page.setVisible(kind.by_hand and bool(host_of(account.url)))
        self.again.setVisible(not kind.by_hand)
        self.again.setEnabled(not shown.running)
        self.copy.setVisible(shown_trouble is not None)
        self._intro.setVisible(kind.by_hand)
        self._caption.setVisible(not kind.by_hand)
        seen = replace(account, problem=shown_trouble[0]) if shown_trouble else account
        self._show_steps([] if kind.by_hand else words.steps(seen, kind, found, shown.limits, running=shown.running))

    def _show_steps(self, steps: list[Step]) -> None:
        while item := self._steps.takeAt(0):
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for step in steps:
            self._steps.addWidget(hairline())
            self._steps.addWidget(self._step(step))
        if steps:
            self._steps.addWidget(hairline())

    def _step(self, step: Step) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(10)
        icon, state = _ICONS[step.outcome]
        mark = QLabel()
        mark.setPixmap(self._look.pixmap(icon, 18, self._look.ink(state)))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        subject = text(self._look, step.words, wrap=True)
        subject.setAccessibleName(f"{step.words} ({step.outcome.value})")
        lines.addWidget(subject)
        note = step.note or (f"{step.outcome.value} …" if step.outcome is Outcome.RUNNING else "")
        if note:
            lines.addWidget(text(self._look, note, muted=True, wrap=True))
        row.addLayout(lines, 1)
        return part

    def _emit(self, signal: SignalInstance) -> None:
        if self._shown is not None:
            signal.emit(self._shown.account.id)

    def _by_hand(self) -> None:
        for delivery_id in self._failed[:1]:
            self.by_hand_wanted.emit(delivery_id)

    def _open_page(self) -> None:
        if self._shown is not None:
            self.page_wanted.emit(self._shown.account.url)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._raw)

    def _build(self) -> None:
        self._intro.setText(
            "Dieser Kanal wird von Hand bedient. Zur geplanten Zeit legt AmtDesk Text, Bilder und Bildbeschreibungen "
            "bereit und öffnet die Seite. Mit dem Link gilt der Beitrag danach als veröffentlicht."
        )
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._state)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._head_icon)
        head.addLayout(names, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(12)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addWidget(self._intro)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for one in (self.reconnect, self.by_hand, self.open_page):
            deeds.addWidget(one)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addWidget(self._caption)
        column.addLayout(self._steps)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self.again)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)


def _when(shown: Shown) -> str:
    if shown.running:
        return "Verbindung wird geprüft …"
    if shown.kind.by_hand:
        return words.address(shown.account, shown.kind)
    if shown.account.checked is None or not words.checked(shown.account):
        return "Noch nicht geprüft"
    return f"Geprüft {texts.when(shown.account.checked, shown.zone, shown.now)}"


def _raw(shown: Shown, trouble: tuple[Problem, str] | None) -> str:
    if trouble is None:
        return ""
    account = shown.account
    lines = [f"Kanal: {account.name} ({shown.kind.label})", f"Adresse: {account.url}"]
    if account.checked is not None:
        lines.append(f"Geprüft: {texts.when(account.checked, shown.zone, shown.now)}")
    return "\n".join([*lines, f"Befund: {trouble[0].value}", trouble[1]]).strip()
