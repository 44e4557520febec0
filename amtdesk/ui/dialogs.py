"""The house's dialogs: a frame, a question whose button names the deed, and what went wrong."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

WIDTH = 440


class HouseDialog(QDialog):
    """A dialog with a bold first sentence, an icon and a row of buttons; Esc changes nothing."""

    def __init__(self, parent: QWidget | None, look: Look, title: str, *, icon: str = "", state: State | None = None):
        super().__init__(parent)
        self.look = look
        self.setWindowTitle("AmtDesk")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(WIDTH)
        self.title = plain(look, title, points=11, bold=True)
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.setSpacing(12)
        if icon:
            mark = QLabel()
            mark.setPixmap(look.pixmap(icon, 24, look.ink(state or State.PLANNED), self.devicePixelRatioF()))
            head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self.body, 1)
        column.addSpacing(4)
        column.addLayout(self.buttons)
        # Qt would keep the height its least width needs, whatever width it has
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need at its width."""
        self.fit()
        super().showEvent(event)

    def fit(self) -> None:
        """Take the height the words need now."""
        layout = self.layout()
        width = max(self.minimumWidth(), min(self.sizeHint().width(), 2 * WIDTH))
        if layout is not None:
            layout.activate()
            self.resize(width, layout.totalHeightForWidth(width))

    def say(self, words: str, *, muted: bool = False) -> QLabel:
        """One paragraph of plain text in the body."""
        label = plain(self.look, words, muted=muted)
        self.body.addWidget(label)
        return label

    def button(
        self, words: str, *, primary: bool = False, safe: bool = False, default: bool | None = None
    ) -> QPushButton:
        """One button at the bottom; the safe one leaves, and answers Enter unless `default` is False."""
        made = push(self.look, words, primary=primary)
        if default or (safe and default is None):
            made.setAutoDefault(True)
            made.setDefault(True)
        if safe:
            made.clicked.connect(lambda _checked=False: self.reject())
        self.buttons.addWidget(made)
        return made


class _Question(HouseDialog):
    def __init__(
        self, parent: QWidget | None, look: Look, question: str, consequence: str, yes: str, *, destructive: bool
    ) -> None:
        icon, state = ("alert-triangle", State.AWAITING_APPROVAL) if destructive else ("help", State.PLANNED)
        super().__init__(parent, look, question, icon=icon, state=state)
        if consequence:
            self.say(consequence)
        self.setAccessibleDescription(consequence)
        no = self.button("Abbrechen", safe=True)
        deed = self.button(yes, primary=not destructive)
        deed.setAccessibleDescription(consequence)
        deed.clicked.connect(lambda _checked=False: self.accept())
        no.setFocus()


def ask(
    parent: QWidget | None, look: Look, question: str, consequence: str, yes: str, destructive: bool = False
) -> bool:
    """Whether she pressed the button that names the deed; Esc and Enter as it opens mean no."""
    return agreed(_Question(parent, look, question, consequence, yes, destructive=destructive))


def agreed(dialog: QDialog) -> bool:
    """Show it until she leaves it; whether she agreed. What stands in it can be read at once, then it is gone.

    Without this a dialog stays with its parent until the program ends.
    """
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return bool(accepted)


class Trouble(HouseDialog):
    """What happened, what to do now, and the raw answer for those who ask for it."""

    def __init__(self, parent: QWidget | None, look: Look, sentence: str, next_step: str, detail: str) -> None:
        super().__init__(parent, look, sentence, icon="alert-octagon", state=State.FAILED)
        self.detail = detail
        self.setAccessibleDescription(next_step)
        if next_step:
            self.say(next_step)
        if detail:
            copy = push(look, "Details kopieren")
            copy.setIcon(look.icon("copy", 16, "text"))
            copy.clicked.connect(lambda _checked=False: self._copy(copy))
            self.buttons.insertWidget(0, copy)
        close = self.button("Schließen", primary=True, safe=True)
        close.setFocus()

    def _copy(self, button: QPushButton) -> None:
        QGuiApplication.clipboard().setText("\n".join((self.title.text(), self.detail)))
        button.setText("Kopiert")


def trouble(parent: QWidget | None, look: Look, sentence: str, next_step: str = "", detail: str = "") -> None:
    """Say what went wrong and wait until it was read."""
    agreed(Trouble(parent, look, sentence, next_step, detail))


def plain(look: Look, words: str, *, points: float = 9.5, bold: bool = False, muted: bool = False) -> QLabel:
    """A label that wraps and never takes its text for anything but text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(_breakable(words))
    label.setWordWrap(True)
    font: QFont = look.font(points, bold=bold)
    label.setFont(font)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    if muted:
        label.setProperty("kind", "muted")
    return label


def push(look: Look, words: str, *, primary: bool = False) -> QPushButton:
    """A button that does not answer Enter unless it has the focus."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.setFont(look.font(9.5, bold=primary))
    if primary:
        made.setProperty("kind", "primary")
    return made


def _breakable(words: str, longest: int = 60) -> str:
    """Words no line could hold get places to break."""
    return " ".join(
        word if len(word) <= longest else "\u200b".join(word[i : i + longest] for i in range(0, len(word), longest))
        for word in words.split(" ")
    )
