"""The assistant for publishing by hand: text on the clipboard, pictures, page, and the link back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from amtdesk.domain.channel import Receipt
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.ui import texts
from amtdesk.ui.by_hand_panel import Panel
from amtdesk.ui.by_hand_work import Laid, lay_ready
from amtdesk.ui.channels.trouble_box import TroubleBox
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Elided, button, text

if TYPE_CHECKING:
    from amtdesk.services.hand import Prepared

_PICTURES = "Bilder (*.png *.jpg *.jpeg *.webp)"
_NOTHING = "Hier ist nichts mehr zu tun."
#: What happened and what to do now, when it may not be published by hand.
_WHY = {
    State.PUBLISHED: ("Dieser Beitrag ist schon veröffentlicht.", _NOTHING),
    State.PUBLISHED_BY_HAND: ("Dieser Beitrag ist schon veröffentlicht.", _NOTHING),
    State.SENDING: ("Dieser Beitrag wird gerade gesendet.", "Bitte einen Augenblick warten und dann nachsehen."),
    State.HANDED_OVER: ("Die Plattform hat diesen Beitrag übernommen und veröffentlicht ihn selbst.", _NOTHING),
    State.UNCERTAIN: (
        "Es ist noch ungeklärt, ob dieser Beitrag online ist.",
        "Bitte das zuerst auf Heute klären, sonst steht er doppelt da.",
    ),
    State.WITHDRAWN: ("Dieser Beitrag wurde zurückgezogen.", "Im Beitrag lässt er sich neu einplanen."),
}
_DELETED = ("Diesen Beitrag gibt es nicht mehr.", "Vielleicht wurde er inzwischen gelöscht.")


class ByHand(QWidget):
    """A window of its own that leaves the browser usable. Enter does the next step; Alt+1 to Alt+7, Strg+Enter, Esc."""

    def __init__(self, shell: Shell, delivery_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self._shell = shell
        self._look = shell.look
        self.delivery_id = delivery_id
        self._prepared: Prepared | None = None
        self._post_id = 0
        self._saving = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Von Hand veröffentlichen")
        look = shell.look
        self._icon = IconTile(look, "clipboard-text")
        self._title = Elided(look, "Von Hand veröffentlichen", 13, bold=True)
        self._words = Elided(look, muted=True)
        self.on_top = QCheckBox("Im Vordergrund halten")
        self.on_top.setFont(look.font(9))
        self.on_top.toggled.connect(self._keep_on_top)
        self.trouble = TroubleBox(look)
        self.trouble.hide()
        self.panel = Panel(shell)
        self.panel.said.connect(self._say)
        self.panel.sheet_step.coat_wanted.connect(self._choose_coat)
        self.panel.link_step.line.returnPressed.connect(self.enter)
        self.panel.link_step.insisted.connect(self.enter)
        self.edit = button(look, "Beitrag öffnen", "pencil")
        self.edit.clicked.connect(self._edit)
        self.note = text(look, "Wird vorbereitet …", muted=True, wrap=True)
        self.note.setAccessibleName("Meldung")
        self.later = button(look, "Später")
        self.later.clicked.connect(self.close)
        self.done = button(look, "Als veröffentlicht eintragen", "clipboard-check", primary=True)
        self.done.setToolTip("Als veröffentlicht eintragen (Strg+Enter)")
        self.done.clicked.connect(self.enter)
        self._build()
        self._show_ready(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.enter)
        self._prepare()

    @classmethod
    def open(cls, shell: Shell, delivery_id: int) -> "ByHand":
        """Show the assistant; the one that is open for this delivery comes forward."""
        parent = shell if isinstance(shell, QWidget) else None
        there = parent.findChildren(cls) if parent is not None else []
        window = next((one for one in there if one.delivery_id == delivery_id), None) or cls(shell, delivery_id, parent)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    # preparing

    def _prepare(self) -> None:
        desk, delivery_id = self._shell.desk, self.delivery_id
        self._shell.background.run(lambda: lay_ready(desk, delivery_id), self._ready, self._refused)

    def _ready(self, laid: Laid) -> None:
        prepared = laid.prepared
        kind = prepared.kind
        self._prepared = prepared
        self._icon.icon = kind.icon
        self._icon.update()
        self._title.setText(prepared.account.name)
        self.setWindowTitle(f"Von Hand veröffentlichen: {prepared.account.name}")
        self._words.setText(f"Von Hand veröffentlichen · {prepared.words}")
        if kind.receipt is Receipt.NOTE:
            self.done.say("Als erledigt eintragen")
            self.done.setToolTip("Als erledigt eintragen (Strg+Enter)")
        self._show_ready(True)
        self.panel.show_laid(laid)

    def _refused(self, error: Exception) -> None:
        self._say("")
        desk = self._shell.desk
        try:
            delivery = desk.hand.delivery(self.delivery_id)
        except AmtDeskError:
            self.trouble.say(*_DELETED)
        else:
            self._post_id = delivery.post_id
            problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
            if problem is Problem.REFUSED and delivery.state in _WHY:
                self.trouble.say(*_WHY[delivery.state])
            else:
                self.trouble.say(*_sentences(problem, error))
            self.edit.show()
        self.trouble.show()
        self.later.setText("Schließen")
        self.later.setFocus()

    # what the person does

    def _choose_coat(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Wappen auswählen", "", _PICTURES)
        if not path:
            return
        desk, delivery_id = self._shell.desk, self.delivery_id

        def work() -> Laid:
            desk.hand.keep_coat(desk.posts.take_picture_file(path))
            return lay_ready(desk, delivery_id)

        def done(laid: Laid) -> None:
            self.panel.show_sheet(laid)
            self._say("Das Wappen steht jetzt auf dem Aushang.")

        self._shell.background.run(work, done, self._shell.trouble)

    def enter(self) -> None:
        """Record it as published, with its link."""
        if self._prepared is None or self._saving:
            return
        complaint = self.panel.link_step.complaint()
        wrong = complaint or self.panel.link_step.other_host()
        if wrong:
            self.panel.link_step.show_problem(wrong, may_insist=not complaint)
            # once the sentence has its place
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.panel.link_step))
            return
        self._saving = True
        self.done.setEnabled(False)
        planning, delivery_id = self._shell.desk.planning, self.delivery_id
        url, note = self.panel.link_step.link, self.panel.link_step.note
        self._shell.background.run(lambda: planning.is_online(delivery_id, url, note), self._entered, self._not_entered)

    def _entered(self, _nothing: None) -> None:
        assert self._prepared is not None
        done = "erledigt" if self._prepared.kind.receipt is Receipt.NOTE else "veröffentlicht"
        self._shell.say(f"{self._prepared.account.name}: als {done} eingetragen.")
        self.close()
        self._go_on(self._prepared.delivery.post_id)

    def _go_on(self, post_id: int) -> None:
        """The same post waits for her hand elsewhere too: that is next."""
        desk = self._shell.desk
        post = desk.posts.get(post_id)
        left = [one for one in post.deliveries if one.state is State.BY_HAND and one.due <= desk.now()] if post else []
        if left:
            self._shell.publish_by_hand(min(left, key=lambda one: one.account_id).id)

    def _not_entered(self, error: Exception) -> None:
        self._saving = False
        self.done.setEnabled(True)
        self._shell.trouble(error)

    def _edit(self) -> None:
        self._shell.open_post(self._post_id)
        self.close()

    # the window

    @guarded(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._prepared is not None:
            found = QGuiApplication.clipboard().text()
            if self.panel.take(found):
                self._say("Der Link ist aus der Zwischenablage übernommen. Bitte prüfen und eintragen.")
                self.done.setFocus()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
            return
        super().keyPressEvent(event)

    def _keep_on_top(self, on: bool) -> None:
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        self.show()

    def _say(self, words: str) -> None:
        self.note.setText(words)

    def _show_ready(self, ready: bool) -> None:
        for part in (self.panel, self.done, self.on_top):
            part.setVisible(ready)
        self.edit.hide()

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._words)
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addLayout(names, 1)
        head.addWidget(self.on_top, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 6, 20, 8)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        column.addWidget(self.panel)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        for deed in (self.edit, self.later, self.done):
            foot.addWidget(deed)
        self._scroll = scrolling(inside)
        frame(self, head, self._scroll, foot)
        fit(self, 660, 600)


def _sentences(problem: Problem, error: Exception) -> tuple[str, str]:
    what, now = texts.PROBLEMS[problem]
    if problem is Problem.PLACEHOLDER_OPEN and isinstance(error, AmtDeskError) and error.detail:
        return what, f"Bitte zuerst ausfüllen: {error.detail}."
    return what, now
