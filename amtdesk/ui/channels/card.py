"""One channel as a card: who it is, how it stands, what it can do, the next step."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain import grant
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Kind, Limits
from amtdesk.domain.delivery import Clock
from amtdesk.ui import texts
from amtdesk.ui.channels import abilities, hand_words, words
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.badge import Badge, IconTile
from amtdesk.ui.widgets.pickable import RING, Pickable
from amtdesk.ui.widgets.words import Elided, button, hairline

_EDGE = 14 + RING


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows of one account at one moment."""

    account: Account
    kind: Kind
    limits: Limits
    zone: str
    now: datetime
    waits: int = 0
    uncertain: int = 0
    next_due: datetime | None = None
    running: bool = False
    #: who holds the clock of what is planned; None where the platform keeps no times
    clock: Clock | None = None

    @property
    def checks(self) -> bool:
        """Whether there is an access to check; not where nobody signed in and all goes by hand."""
        return self.kind.connects and not grant.by_hand_only(self.account.settings, self.kind)


class ChannelCard(Pickable):
    """Emits what is wanted with the account's id."""

    check_wanted = Signal(object)
    reconnect_wanted = Signal(object)
    rename_wanted = Signal(object)
    profile_wanted = Signal(object)
    remove_wanted = Signal(object)
    #: the account's id, and whether the platform is to hold the clock
    clock_wanted = Signal(object, bool)
    #: the page of the help where a missing right is explained
    guide_wanted = Signal(str)

    def __init__(self, look: Look, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shown = shown
        self._name = Elided(look, points=10.5, bold=True)
        self._address = Elided(look, points=9, muted=True)
        self.badge = Badge(look)
        self._first = Elided(look)
        self._second = Elided(look, muted=True)
        self.step = button(look, "Prüfen")
        self.step.clicked.connect(self._do_step)
        self.more = QToolButton()
        self.more.setProperty("kind", "framed")
        self.more.setIcon(look.icon("dots", 16, "text"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none }")
        self.more.setToolTip("Prüfen, neu verbinden, bearbeiten, entfernen")
        self.more.setMenu(self._menu())
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 12 + RING, _EDGE, 12 + RING)
        column.setSpacing(8)
        column.addLayout(self._head(look, shown.kind))
        self._looks = abilities.looks(shown.account, shown.kind)
        self._abilities = abilities.marks(look, shown.account, shown.kind)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setContentsMargins(0, 2, 0, 2)
        column.addLayout(self._grid)
        self._across = 0
        self.set_across(2)
        self.guide = button(look, "")
        self.guide.setProperty("kind", "link")
        self.guide.clicked.connect(lambda: self.guide_wanted.emit(self.shown.kind.guide))
        column.addWidget(self.guide, 0, Qt.AlignmentFlag.AlignLeft)
        self.keeps = QCheckBox(words.KEEPS)
        self.keeps.setFont(look.font(9.5))
        self.keeps.setToolTip(words.KEEPS_WHY)
        self.keeps.setAccessibleDescription(words.KEEPS_WHY)
        self.keeps.clicked.connect(lambda on: self.clock_wanted.emit(self.shown.account.id, on))
        column.addWidget(self.keeps)
        self._keeps_why = Elided(look, words.KEEPS_SHORT, points=9, muted=True)
        under = QHBoxLayout()
        # under the words of the box
        under.setContentsMargins(27, 0, 0, 0)
        under.addWidget(self._keeps_why)
        column.addLayout(under)
        column.addStretch(1)
        column.addWidget(hairline())
        column.addLayout(self._foot())
        self.show_account(shown)

    def show_account(self, shown: Shown) -> None:
        """Bring the card up to date."""
        self.shown = shown
        account, kind = shown.account, shown.kind
        if self._looks != abilities.looks(account, kind):
            self._show_abilities()
        mark = words.mark(account, kind, shown.uncertain, shown.now, shown.zone)
        self._name.setText(account.name)
        self._address.setText(hand_words.place(account, words.address(account, kind)))
        self.badge.show_state(mark.words, mark.icon, mark.state)
        first, second = _foot_words(shown)
        soon = bool(words.ending(account.settings, shown.now, shown.zone))
        self._first.setText(first)
        self._first.setFont(self._look.font(9, bold=soon or account.standing is Standing.RECONNECT))
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.step.say(self._step_words())
        self.step.setEnabled(not shown.running)
        self.step.setAccessibleName(f"{self._step_words()}: {account.name}")
        self.more.setAccessibleName(f"Mehr zu {account.name}")
        self.more.setEnabled(not shown.running)
        for part in (self.keeps, self._keeps_why):
            part.setVisible(shown.clock is not None)
        lacks = abilities.lacking(account, kind)
        self.guide.say(lacks)
        self.guide.setAccessibleName(f"{lacks}, {account.name}")
        self.guide.setVisible(bool(lacks))
        self.keeps.setChecked(shown.clock is Clock.PLATFORM)
        self.setAccessibleName(", ".join(filter(None, (account.name, self._address.text(), mark.words, first, second))))
        for action in self.more.menu().actions():
            if action.objectName() == "check":
                action.setVisible(shown.checks)
        self.update()

    def _show_abilities(self) -> None:
        """A test found out something else."""
        for part in self._abilities:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        account, kind = self.shown.account, self.shown.kind
        self._looks, self._abilities = abilities.looks(account, kind), abilities.marks(self._look, account, kind)
        across, self._across = self._across, 0
        self.set_across(across)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in its order."""
        return [self, self.guide, self.keeps, self.step, self.more]

    def set_across(self, number: int) -> None:
        """How many abilities stand beside each other."""
        number = 1 if grant.by_hand_only(self.shown.account.settings, self.shown.kind) else number
        if number == self._across:
            return
        self._across = number
        for place, part in enumerate(self._abilities):
            self._grid.addWidget(part, place // number, place % number)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < number else 0)

    @guarded(None)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.more.menu().popup(event.globalPos())

    def _do_step(self) -> None:
        account = self.shown.account
        if self._needs_login() or not self.shown.checks:
            self.reconnect_wanted.emit(account.id)
        else:
            self.check_wanted.emit(account.id)

    def _step_words(self) -> str:
        if self.shown.running:
            return "Wird geprüft …"
        if not self.shown.checks:
            return "Bearbeiten …"
        return "Neu verbinden" if self._needs_login() else "Prüfen"

    def _needs_login(self) -> bool:
        """Whether connecting anew is the next step: the access does not hold, or not for long."""
        account = self.shown.account
        soon = words.ending(account.settings, self.shown.now, self.shown.zone)
        return words.wants_login(account) or bool(soon)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        by_hand = not self.shown.kind.connects
        for name, label, signal in (
            ("check", "Prüfen", self.check_wanted),
            ("reconnect", "Name und Seite ändern …" if by_hand else "Neu verbinden …", self.reconnect_wanted),
            ("profile", "Steckbrief …", self.profile_wanted),
            ("rename", "Umbenennen …", self.rename_wanted),
            ("remove", "Entfernen …", self.remove_wanted),
        ):
            if name == "remove":
                menu.addSeparator()
            action = QAction(label, menu)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, signal=signal: signal.emit(self.shown.account.id))
            menu.addAction(action)
        return menu

    def _head(self, look: Look, kind: Kind) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.addWidget(IconTile(look, kind.icon), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self.badge, 0, 2)
        grid.addWidget(self._address, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._first)
        lines.addWidget(self._second)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(lines, 1)
        row.addWidget(self.step)
        row.addWidget(self.more)
        return row


def _foot_words(shown: Shown) -> tuple[str, str]:
    account = shown.account
    checked = "Noch nicht geprüft"
    if account.checked is not None and words.checked(account):
        checked = f"Geprüft {texts.when(account.checked, shown.zone, shown.now)}"
    waits = texts.count(shown.waits, "Beitrag wartet", "Beiträge warten") if shown.waits else ""
    if account.standing is Standing.RECONNECT and account.problem is not None:
        return words.short(account.problem), waits or checked
    if shown.kind.by_hand:
        if shown.next_due is None:
            return "Kein Beitrag geplant", ""
        return "Nächster Beitrag", texts.when(shown.next_due, shown.zone, shown.now)
    ending = words.ending(account.settings, shown.now, shown.zone)
    if ending:
        return ending, waits or f"am {words.last_day(account.settings, shown.zone)}"
    if account.problem is not None:
        return words.short(account.problem), checked
    known = words.lasts(account.settings, shown.now, shown.zone) or words.takes(shown.limits)
    return (known, checked) if known else (checked, "")
