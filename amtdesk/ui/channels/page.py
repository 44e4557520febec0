"""Kanäle: what is connected, how it stands, and the check of the chosen channel."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Kind
from amtdesk.domain.delivery import Clock
from amtdesk.domain.schedule import ZONE
from amtdesk.ui.channels.banner import KeyringBanner
from amtdesk.ui.channels.board import Board
from amtdesk.ui.channels.card import ChannelCard, Shown
from amtdesk.ui.channels.check import CheckPanel
from amtdesk.ui.channels.deeds import Deeds
from amtdesk.ui.channels.empty import NoChannel
from amtdesk.ui.channels.overview import summary, worst
from amtdesk.ui.channels.profile import edit_profile
from amtdesk.ui.channels.trials import Trials
from amtdesk.ui.channels.words import keyring_place
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import Elided, button, hairline, text

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

#: Below this width of the window the check opens as a page of its own, and the cards stand in one column.
WIDE_WINDOW = 1200
#: What cards and check need beside each other, and the cards for two columns.
BESIDE, TWO_COLUMNS = 860, 640
_SIDE = 352
#: Kinds of news by their names: services are not imported before the first paint.
_CONCERNS = {"accounts", "deliveries", "office"}


class ChannelsPage(QWidget):
    """The page `kanaele`."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._chosen: int | None = None
        self._shown: dict[int, Shown] = {}
        self._failed: dict[int, tuple[int, ...]] = {}
        self.trials = Trials(shell, self)
        self.trials.changed.connect(self.reload)
        self.deeds = Deeds(shell, self)
        look = shell.look
        self.title = text(look, "Kanäle", 15, bold=True)
        self.summary = Elided(look, points=9.5, muted=True)
        self.check_all = button(look, "Alle prüfen", "refresh")
        self.check_all.clicked.connect(self._check_all)
        self.hosts = button(look, "Freigaben für die IT", "wifi")
        self.hosts.clicked.connect(self.deeds.show_hosts)
        self.add = button(look, "Kanal hinzufügen …", "plus")
        self.add.clicked.connect(self.deeds.connect_new)
        self.banner = KeyringBanner(shell)
        self.board = Board(look)
        self.board.made.connect(self._made)
        self.empty = NoChannel(look)
        self.empty.add.clicked.connect(self.deeds.connect_new)
        self.panel = CheckPanel(look)
        self.panel.check_wanted.connect(lambda account_id: self.trials.start([account_id]))
        self.panel.reconnect_wanted.connect(self.deeds.reconnect)
        self.panel.page_wanted.connect(shell.open_link)
        self.panel.profile_wanted.connect(lambda key: edit_profile(shell, key, self))
        self.panel.by_hand_wanted.connect(shell.publish_by_hand)
        self.panel.guide_wanted.connect(shell.help)
        self.panel.back.connect(self._back)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.panel)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._back)
        self._cards = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cards)
        self._side = QWidget()
        self._build()
        shell.changed.connect(self._news)
        look.changed.connect(self._dress)
        self._beside = True
        self._fit()
        self.reload()
        self.banner.ask()

    # what is shown

    def reload(self) -> None:
        """Ask the services again."""
        from amtdesk.services.waiting import Waiting, waiting

        desk = self._shell.desk
        kinds, now = desk.accounts.kinds, desk.now()
        zone = desk.offices.get().zone or ZONE
        open_ones = waiting(desk.database)
        self._shown, self._failed = {}, {}
        for account in desk.accounts.every():
            hangs = open_ones.get(account.id, Waiting())
            self._failed[account.id] = hangs.failed
            self._shown[account.id] = Shown(
                account,
                kinds.get(account.kind) or _unknown(account),
                desk.accounts.limits(account),
                zone,
                now,
                waits=len(hangs.taken_back),
                uncertain=len(hangs.uncertain),
                next_due=hangs.next_due,
                running=account.id in self.trials.running,
                clock=_clock(desk, account, kinds.get(account.kind)),
            )
        self.board.show_accounts(list(self._shown.values()))
        if self._chosen not in self._shown:
            self._chosen = worst(self._shown)
        self.board.choose(self._chosen)
        self._show_check()
        self._show_head()
        self._order()

    def choose(self, account_id: int) -> None:
        """Show the check of a channel; on a narrow window as a page of its own."""
        self._chosen = account_id
        self.board.choose(account_id)
        self._show_check()
        if not self._beside:
            self._stack.setCurrentIndex(1)
            self.panel.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self, account_id: int) -> None:
        """Check a connection now and show how it goes."""
        self.choose(account_id)
        self.trials.start([account_id])

    def _show_check(self) -> None:
        shown = self._shown.get(self._chosen) if self._chosen is not None else None
        self._side.setVisible(shown is not None and self._beside)
        if shown is not None:
            account = shown.account
            self.panel.show_account(
                shown,
                self.trials.found.get(account.id),
                self.trials.trouble(account),
                self._failed[account.id],
                self.trials.ways.get(account.id),
            )
        else:
            self._stack.setCurrentIndex(0)

    def _show_head(self) -> None:
        every = bool(self._shown)
        self.summary.setText(summary(self._shown))
        self.check_all.setVisible(any(one.checks for one in self._shown.values()))
        self.check_all.setEnabled(not self.trials.running)
        self.add.setVisible(every)
        self.board.setVisible(every)
        self.empty.setVisible(not every)

    def _order(self) -> None:
        """Tab goes as one reads: head, cards, foot, check; cards come later than the rest is made."""
        stops = [self.check_all, self.add, self.banner.again, *self.board.stops(), self.hosts, *self.panel.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # what is done

    def _check_all(self) -> None:
        self.trials.start([one.account.id for one in self._shown.values() if one.checks])

    def _made(self, card: ChannelCard) -> None:
        account_id = card.shown.account.id
        card.clicked.connect(lambda: self.choose(account_id))
        card.check_wanted.connect(self.check)
        card.reconnect_wanted.connect(self.deeds.reconnect)
        card.rename_wanted.connect(self.deeds.rename)
        card.profile_wanted.connect(lambda key: edit_profile(self._shell, key, self))
        card.remove_wanted.connect(self.deeds.remove)
        card.clock_wanted.connect(self.deeds.choose_clock)
        card.guide_wanted.connect(self._shell.help)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        card = self.board.cards.get(self._chosen or 0)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _news(self, kinds: frozenset[str]) -> None:
        if {str(kind) for kind in kinds} & _CONCERNS:
            self.reload()

    def _dress(self) -> None:
        self.board.rebuild()
        self.reload()

    # how it is laid out

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.window().width() >= WIDE_WINDOW and self.width() >= BESIDE
        rest = self.width() - (_SIDE if beside and self._chosen is not None else 0)
        self.board.set_columns(2 if self.window().width() >= WIDE_WINDOW and rest >= TWO_COLUMNS else 1)
        if beside == self._beside:
            return
        self._beside = beside
        self._place_panel()
        self._show_check()

    def _place_panel(self) -> None:
        self.panel.back_button.setVisible(not self._beside)
        if self._beside:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(self.panel)
            layout = self._side.layout()
            assert layout is not None
            layout.addWidget(self.panel)
            # the stack had hidden it
            self.panel.show()
        elif self._stack.indexOf(self.panel) < 0:
            self._stack.addWidget(self.panel)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        head.addWidget(self.check_all)
        head.addWidget(self.add)
        column = QVBoxLayout(self._cards)
        column.setContentsMargins(17, 12, 17, 10)
        column.setSpacing(8)
        head.setContentsMargins(3, 0, 3, 0)
        column.addLayout(head)
        notice = QVBoxLayout()
        notice.setContentsMargins(3, 0, 3, 0)
        notice.addWidget(self.banner)
        column.addLayout(notice)
        column.addWidget(self.board, 1)
        column.addWidget(self.empty, 1)
        foot = text(
            self._shell.look,
            f"Zugänge liegen {keyring_place()}, nicht in AmtDesk. Ein Kanal genügt.",
            muted=True,
            wrap=True,
        )
        below = QHBoxLayout()
        below.setContentsMargins(3, 0, 3, 0)
        below.addWidget(foot, 1)
        below.addWidget(self.hosts)
        column.addLayout(below)
        beside = QHBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        line = hairline()
        line.setMaximumHeight(16_777_215)
        line.setFixedWidth(1)
        beside.addWidget(line)
        beside.addWidget(self.panel)
        self._side.setFixedWidth(_SIDE)
        self.panel.back_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)


def _clock(desk: "Desk", account: Account, kind: Kind | None) -> Clock | None:
    """Who holds the clock of what is planned; None where the platform keeps no times."""
    schedules = kind is not None and Ability.SCHEDULE in kind.abilities
    return desk.accounts.clock_of(account) if schedules else None


def _unknown(account: Account) -> Kind:
    """A kind this version does not know: shown, nothing else."""
    return Kind(account.kind, account.kind, "plug-connected", (), frozenset())
