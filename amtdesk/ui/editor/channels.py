"""The chosen channels: one toggle each, wrapping where the width ends."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain.account import Account, Standing
from amtdesk.ui.editor.flow import FlowLayout
from amtdesk.ui.editor.parts import clear, link, says
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

ICON = 16


class Channels(QWidget):
    """Emits which account was taken in or off by a person."""

    toggled = Signal(object, bool)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._buttons: dict[int, QToolButton] = {}
        self.setAccessibleName("Kanäle")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._flow = FlowLayout(space=5)
        column.addLayout(self._flow)

    def show_accounts(self, accounts: Sequence[Account]) -> None:
        """Toggles for these accounts."""
        clear(self._flow)
        self._buttons.clear()
        for account in accounts:
            button = self._toggle(account, self._shell.kind_icon(account.kind))
            self._buttons[account.id] = button
            self._flow.addWidget(button)
        if not accounts:
            look = self._shell.look
            nothing = words(look, "Noch kein Kanal. Einer genügt, auch einer von Hand.", muted=True)
            self._flow.addWidget(nothing)
            self._flow.addWidget(link(look, "Kanal hinzufügen", lambda: self._shell.show_page("kanaele")))

    def show_chosen(self, chosen: Collection[int], fixed: Collection[int]) -> None:
        """Which are on; a channel that has the post already stays on."""
        for account_id, button in self._buttons.items():
            button.blockSignals(True)
            button.setChecked(account_id in chosen)
            button.blockSignals(False)
            button.setProperty("fixed", account_id in fixed)

    def focus_first(self, account_id: int | None = None) -> None:
        """Put the focus on a channel, on the first when None."""
        button = self._buttons.get(account_id) if account_id is not None else next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, account_id: int) -> QToolButton:
        """The toggle of an account."""
        return self._buttons[account_id]

    def _toggle(self, account: Account, icon: str) -> QToolButton:
        look = self._shell.look
        button = QToolButton()
        button.setProperty("kind", "toggle")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFont(look.font(9))
        name = button.fontMetrics().elidedText(account.name, Qt.TextElideMode.ElideRight, 220)
        # a name may hold an ampersand, which a button would take for a mnemonic
        button.setText(name.replace("&", "&&"))
        broken = account.standing is Standing.RECONNECT
        button.setIcon(look.icon("alert-triangle" if broken else icon, ICON, "link" if not broken else "text"))
        button.setIconSize(QSize(ICON, ICON))
        button.setAccessibleName(f"{account.name}, neu verbinden nötig" if broken else account.name)
        says(button, f"{account.name}: bitte neu verbinden" if broken else account.name)
        button.toggled.connect(lambda on, account_id=account.id: self._toggled(account_id, on))
        return button

    def _toggled(self, account_id: int, on: bool) -> None:
        button = self._buttons[account_id]
        if not on and button.property("fixed"):
            _press(button)
            self._shell.say("Dieser Kanal hat den Beitrag schon, er bleibt gewählt.")
            return
        self.toggled.emit(account_id, on)


def _press(button: QToolButton) -> None:
    """Press a toggle again without telling anyone."""
    button.blockSignals(True)
    button.setChecked(True)
    button.blockSignals(False)
