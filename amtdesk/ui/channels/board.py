"""The cards of all channels in one or two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from amtdesk.ui.channels.card import ChannelCard, Shown
from amtdesk.ui.look import Look


class Board(QScrollArea):
    """Keeps a card for each account; `made` says that a new card is there."""

    made = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.cards: dict[int, ChannelCard] = {}
        self._columns = 2
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_accounts(self, shown: Sequence[Shown]) -> None:
        """Bring all cards up to date; those that stay keep the focus."""
        wanted = {one.account.id: one for one in shown}
        for account_id in [known for known in self.cards if known not in wanted]:
            self._drop(account_id)
        fresh = [one for one in shown if one.account.id not in self.cards]
        for one in shown:
            if one in fresh:
                card = ChannelCard(self._look, one)
                self.cards[one.account.id] = card
                self.made.emit(card)
            else:
                self.cards[one.account.id].show_account(one)
        self.cards = {account_id: self.cards[account_id] for account_id in wanted}
        self._arrange()

    def stops(self) -> list[QWidget]:
        """What Tab stops at, card by card."""
        return [stop for card in self.cards.values() for stop in card.stops()]

    def choose(self, account_id: int | None) -> None:
        """Mark one card."""
        for known, card in self.cards.items():
            card.set_chosen(known == account_id)

    def set_columns(self, columns: int) -> None:
        """One or two."""
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def rebuild(self) -> None:
        """Forget all cards, for another colour scheme."""
        for account_id in list(self.cards):
            self._drop(account_id)

    def _drop(self, account_id: int) -> None:
        card = self.cards.pop(account_id)
        self._grid.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _arrange(self) -> None:
        for card in self.cards.values():
            self._grid.removeWidget(card)
        for place, card in enumerate(self.cards.values()):
            card.set_across(2 if self._columns == 2 else 3)
            self._grid.addWidget(card, place // self._columns, place % self._columns)
        rows = -(-len(self.cards) // self._columns)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 1 if row == rows else 0)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
