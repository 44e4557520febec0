"""Up to three Textbausteine that fit the open Anliegen, one key each; or an honest none."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Button, text

MOST = 3
#: Below this height of the window there is no room for reasons.
LOW = 620


@dataclass(frozen=True, slots=True)
class Hint:
    """A Textbaustein with the words of the comment that speak for it."""

    module_id: str
    title: str
    words: tuple[str, ...] = ()
    agreed: bool = False


class Hints(QWidget):
    """`chosen` carries the id of a Textbaustein; Alt+1 to Alt+3 choose from anywhere on the page."""

    chosen = Signal(str)
    #: the page with them is shown
    seen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.hints: tuple[Hint, ...] = ()
        self.title = text(look, "Passt vielleicht:", 9, muted=True)
        self.none = text(look, "", 9, muted=True)
        self.buttons = [_Chip(look, number) for number in range(1, MOST + 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.title)
        row.addWidget(self.none, 1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, number=number: self.choose(number))
            row.addWidget(button, 1)
        self.show_hints(())

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    def show_hints(self, hints: Sequence[Hint], none: str = "") -> None:
        """These, or the reason why there are none."""
        self.hints = tuple(hints[:MOST])
        for button, hint in zip(self.buttons, [*self.hints, None, None, None], strict=False):
            button.setVisible(hint is not None)
            if hint is not None:
                button.show_hint(hint)
        self.title.setVisible(bool(self.hints))
        self.none.setText(none)
        self.none.setVisible(not self.hints)

    def choose(self, number: int) -> None:
        """Take the one at this place, counted from 0."""
        if number < len(self.hints):
            self.chosen.emit(self.hints[number].module_id)


class _Chip(Button):
    """Its number and title, and below why it is offered and whether the house stands behind it; cut where space ends.

    In a low window only the first line.
    """

    def __init__(self, look: Look, number: int) -> None:
        super().__init__(look, "")
        self._number = number
        self._title = self._why = ""
        # Enter takes it, as it does in the list of Textbausteine
        self.setAutoDefault(True)
        self.setFont(look.font(9))
        self.setStyleSheet("text-align: left; padding: 3px 8px")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_hint(self, hint: Hint) -> None:
        """Another Textbaustein."""
        why = f"wegen: {', '.join(hint.words)}" if hint.words else ""
        standing = "abgestimmt" if hint.agreed else "nicht abgestimmt"
        self._title, self._why = hint.title, " · ".join(filter(None, (standing, ", ".join(hint.words))))
        said = f"{hint.title} ({standing}). {why}".strip()
        # tool tips guess rich text
        self.setToolTip(f"Alt+{self._number}: {said}".replace("<", "‹"))
        self.setAccessibleName(f"Vorschlag {self._number}: {hint.title}")
        self.setAccessibleDescription(f"{standing} {why}".strip())
        self._cut()

    @guarded(None)
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._cut()

    @guarded(QSize(80, 26))
    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def _cut(self) -> None:
        room = self.width() - 22
        lines = [f"{self._number}  {self._title}"]
        if self.window().height() >= LOW:
            lines.append(f"    {self._why}")
        # the style sheet knows buttons of one line only
        self.setFixedHeight(self.fontMetrics().lineSpacing() * len(lines) + 10)
        cut = (self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(20, room)) for line in lines)
        self.setText("\n".join(cut).replace("&", "&&"))
