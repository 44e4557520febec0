"""The one switch: in the tool bar „Alles anhalten“, and the bar above every page while that lasts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from amtdesk.domain.today import Today
from amtdesk.ui.hold.banner import Banner
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell


class HoldButton(QToolButton):
    """In the tool bar; gone while everything is held, the bar below says how it goes on."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "framed")
        self.setFont(look.font(9.5))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setText("Alles anhalten …")
        self.setAccessibleName("Alles anhalten")
        self.setToolTip("Sofort nichts mehr hinausgehen lassen")
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setIcon(self._look.icon("player-pause", 16, "text"))


class Switch:
    """Button, bars and dialogs of one window; the dialogs are imported when one is needed."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        self._shell, self._parent = shell, parent
        self._today: Today | None = None
        self.button = HoldButton(shell.look)
        self.button.clicked.connect(lambda _checked=False: self.press())
        self.banner = Banner(shell.look)
        self.banner.held.step.connect(self.release)
        self.banner.frozen.step.connect(self.confirm)

    def show_today(self, today: Today) -> None:
        """What holds now."""
        self._today = today
        self.button.setVisible(today.hold is None)
        self.banner.show_today(today)

    def press(self) -> None:
        """Hold everything, or release when that is so already."""
        if self._today is not None and self._today.hold is not None:
            self.release()
            return
        from amtdesk.ui.hold.ask import AskHold

        dialog = AskHold(self._shell, self._parent)
        dialog.exec()
        dialog.deleteLater()

    def release(self) -> None:
        """Offer what is held for release."""
        from amtdesk.ui.hold.release import release

        release(self._shell, self._parent)

    def confirm(self) -> None:
        """Ask whether a restored or copied file may send."""
        if self._today is None or self._today.freeze is None:
            return
        from amtdesk.ui.hold.confirm import Confirm

        dialog = Confirm(self._shell, self._today.freeze, self._today, self._parent)
        dialog.exec()
        dialog.deleteLater()
