"""The check of one channel, step by step: what went well, what happened, what to do now."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.domain.channel import Connection
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.domain.link import host_of
from amtdesk.domain.reach import Reach
from amtdesk.ui import texts
from amtdesk.ui.channels import diagnosis, words
from amtdesk.ui.channels.card import Shown
from amtdesk.ui.channels.step_row import show_steps
from amtdesk.ui.channels.steps import Step, steps
from amtdesk.ui.channels.trouble_box import TroubleBox
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.words import Elided, button, text

#: What to do about an access that ends.
_RENEW = (
    "Bitte vorher neu verbinden, das dauert nur wenige Minuten. Läuft er doch ab, warten geplante Beiträge; verloren "
    "geht keiner."
)


class CheckPanel(QFrame):
    """Shows one account's check; wants are emitted with the account's id."""

    check_wanted = Signal(object)
    reconnect_wanted = Signal(object)
    page_wanted = Signal(str)
    profile_wanted = Signal(object)
    by_hand_wanted = Signal(object)
    #: the page of the help where a missing right is explained
    guide_wanted = Signal(str)
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
        self.profile = button(look, "Steckbrief: wer Zugang hat, Impressum …", "user-shield")
        self.profile.setProperty("kind", "link")
        self.profile.clicked.connect(lambda: self._emit(self.profile_wanted))
        self.guide = button(look, "Anleitung, Schritt für Schritt", "help")
        self.guide.setProperty("kind", "link")
        self.guide.clicked.connect(self._to_guide)
        #: down to what is missing, and what follows the link below that
        self._steps, self._further = QVBoxLayout(), QVBoxLayout()
        for part in (self._steps, self._further):
            part.setSpacing(0)
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
        reach: Reach | None = None,
    ) -> None:
        """Show how the check of this account stands, with the way to its server as far as it was looked at.

        `failed` are deliveries that can go out by hand instead.
        """
        self._shown, self._failed = shown, failed
        account, kind = shown.account, shown.kind
        self._head_icon.icon = kind.icon
        self._head_icon.update()
        self._title.setText(account.name)
        self._state.setText(_when(shown))
        shown_trouble = None if shown.running else trouble
        self._raw = _raw(shown, shown_trouble, reach)
        if shown_trouble is not None:
            self._trouble.say(*diagnosis.of_problem(*shown_trouble, reach, kind))
        ending = words.ending(account.settings, shown.now, shown.zone)
        soon = bool(ending)
        ends = words.lasts(account.settings, shown.now, shown.zone)
        self._trouble.setVisible(shown_trouble is not None or (soon and not shown.running))
        if soon and shown_trouble is None:
            self._trouble.say(
                f"{ending}, am {words.last_day(account.settings, shown.zone)}.", _RENEW, State.AWAITING_APPROVAL
            )
        self.reconnect.setVisible((words.wants_login(account) or soon) and not shown.running)
        self.by_hand.setVisible(bool(failed))
        self.open_page.setVisible(kind.by_hand and bool(host_of(account.url)))
        self.again.setVisible(shown.checks)
        self.again.say("Erneut prüfen" if words.checked(account) else "Jetzt prüfen")
        self.again.setEnabled(not shown.running)
        self.copy.setVisible(shown_trouble is not None)
        self._intro.setText(kind.introduction)
        self._intro.setVisible(not shown.checks)
        self._caption.setVisible(shown.checks)
        seen = account._replace(problem=shown_trouble[0]) if shown_trouble else account
        rows = steps(seen, kind, found, shown.limits, running=shown.running, reach=reach, ends=ends, soon=soon)
        self._show_steps(rows if shown.checks else [], kind.guide)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, from above."""
        deeds = (self.reconnect, self.by_hand, self.open_page)
        return [self.back_button, *deeds, self.guide, self.profile, self.again, self.copy]

    def _show_steps(self, rows: list[Step], guide: str) -> None:
        """The way to the guide stands right below the last right that is missing."""
        until = max((at for at, row in enumerate(rows, 1) if row.lacks), default=0) if guide else 0
        self.guide.setVisible(until > 0)
        show_steps(self._look, self._steps, rows[:until] or rows)
        show_steps(self._look, self._further, rows[until:] if until else [])

    def _to_guide(self) -> None:
        if self._shown is not None:
            self.guide_wanted.emit(self._shown.kind.guide)

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
        column.addWidget(self.guide, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._further)
        column.addWidget(self.profile, 0, Qt.AlignmentFlag.AlignLeft)
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
    if not shown.checks:
        return words.address(shown.account, shown.kind)
    if shown.account.checked is None or not words.checked(shown.account):
        return "Noch nicht geprüft"
    return f"Verbindung geprüft {texts.when(shown.account.checked, shown.zone, shown.now)}"


def _raw(shown: Shown, trouble: tuple[Problem, str] | None, reach: Reach | None) -> str:
    if trouble is None:
        return ""
    account = shown.account
    lines = [f"Kanal: {account.name} ({shown.kind.label})", f"Adresse: {account.url}"]
    if account.checked is not None:
        lines.append(f"Geprüft: {texts.when(account.checked, shown.zone, shown.now)}")
    lines += [f"Befund: {trouble[0].value}", trouble[1]]
    if reach is not None and reach.stop is not None:
        lines += [f"Weg: {reach.stop.value}", reach.detail, f"Proxy: {reach.proxy or 'keiner'}"]
    return "\n".join(line for line in lines if line).strip()
