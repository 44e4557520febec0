"""The assistant for publishing by hand: text on the clipboard, pictures, page, and the link back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.ui import texts
from amtdesk.ui.by_hand_link import LinkStep
from amtdesk.ui.by_hand_steps import PageStep, PicturesStep, TextStep, thumbnails
from amtdesk.ui.channels.trouble_box import TroubleBox
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Elided, button, text

if TYPE_CHECKING:
    from amtdesk.services.hand import Prepared

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
    """A window of its own that leaves the browser usable. Keys: Alt+1 to Alt+4, Strg+Enter, Esc."""

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
        self.text_step = TextStep(look)
        self.pictures_step = PicturesStep(look)
        self.page_step = PageStep(look)
        self.link_step = LinkStep(look)
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
        self._connect()
        self._show_steps(None)
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

        def work() -> tuple[Any, list[QImage]]:
            prepared = desk.hand.prepare(delivery_id)
            if prepared.delivery.state is not State.BY_HAND:
                # from here on nothing else may send it
                desk.planning.by_hand(delivery_id)
            return prepared, thumbnails(path for path, _ in prepared.pictures)

        self._shell.background.run(work, self._ready, self._refused)

    def _ready(self, result: "tuple[Prepared, list[QImage]]") -> None:
        prepared, small = result
        self._prepared = prepared
        kind = self._shell.desk.accounts.kinds.get(prepared.account.kind)
        self._icon.icon = kind.icon if kind is not None else "clipboard-text"
        self._icon.update()
        self._title.setText(f"Von Hand veröffentlichen: {prepared.account.name}")
        self._words.setText(prepared.words)
        self.text_step.show_text(prepared.text)
        self.pictures_step.show_pictures(prepared.pictures, small)
        self.page_step.show_page(prepared.page_url)
        self.link_step.show_page(prepared.page_url)
        self._show_steps(prepared)
        if prepared.text:
            self._copy_text()
        else:
            self._say("")
        (self.page_step.open if prepared.page_url else self.link_step.line).setFocus()

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

    # steps

    def _copy_text(self) -> None:
        assert self._prepared is not None
        QGuiApplication.clipboard().setText(self._prepared.text)
        self.text_step.mark_done()
        self._say("Der Text liegt in der Zwischenablage.")

    def _open_folder(self) -> None:
        if self._prepared is not None and self._prepared.folder is not None:
            if QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._prepared.folder))):
                self.pictures_step.mark_done()
                self._say("Der Bildordner ist offen.")
            else:
                self._say(f"Der Ordner lässt sich nicht öffnen. Die Bilder liegen hier: {self._prepared.folder}")

    def _copy_picture(self, place: int) -> None:
        if self._prepared is None:
            return
        image = QImage(str(self._prepared.pictures[place][0]))
        if image.isNull():
            self._say("Das Bild lässt sich nicht kopieren. Bitte den Bildordner öffnen.")
            return
        QGuiApplication.clipboard().setImage(image)
        self.pictures_step.mark_done()
        self._say(f"Bild {place + 1} liegt in der Zwischenablage.")

    def _copy_alt(self, place: int) -> None:
        if self._prepared is None:
            return
        QGuiApplication.clipboard().setText(self._prepared.pictures[place][1])
        number = f" {place + 1}" if len(self._prepared.pictures) > 1 else ""
        self._say(f"Die Bildbeschreibung{number} liegt in der Zwischenablage.")

    def _open_page(self) -> None:
        if self._prepared is not None and self._prepared.page_url:
            self._shell.open_link(self._prepared.page_url)
            self.page_step.mark_done()
            self._say("Die Seite öffnet sich im Browser. Danach den Link des Beitrags kopieren und zurückkommen.")

    def enter(self) -> None:
        """Record it as published, with its link."""
        if self._prepared is None or self._saving:
            return
        complaint = self.link_step.complaint()
        if complaint:
            self.link_step.show_problem(complaint)
            self._scroll.ensureWidgetVisible(self.link_step)
            return
        wrong = self.link_step.other_host()
        if wrong and not self._shell.ask("Trotzdem übernehmen?", wrong, "Trotzdem übernehmen"):
            self.link_step.line.setFocus()
            return
        self._saving = True
        self.done.setEnabled(False)
        planning, delivery_id, url = self._shell.desk.planning, self.delivery_id, self.link_step.link
        self._shell.background.run(lambda: planning.is_online(delivery_id, url), self._entered, self._not_entered)

    def _entered(self, _nothing: None) -> None:
        assert self._prepared is not None
        self._shell.say(f"{self._prepared.account.name}: als veröffentlicht eingetragen.")
        self.close()

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
            if self.page_step.is_done and self.link_step.take(found):
                self._say("Der Link ist aus der Zwischenablage übernommen. Bitte prüfen und eintragen.")

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _keep_on_top(self, on: bool) -> None:
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        self.show()

    def _say(self, words: str) -> None:
        self.note.setText(words)

    def _show_steps(self, prepared: "Prepared | None") -> None:
        ready = prepared is not None
        self.text_step.setVisible(prepared is not None and bool(prepared.text))
        self.pictures_step.setVisible(prepared is not None and bool(prepared.pictures))
        self.page_step.setVisible(prepared is not None and bool(prepared.page_url))
        self.link_step.setVisible(ready)
        self.done.setVisible(ready)
        self.on_top.setVisible(ready)
        self.edit.hide()

    def _connect(self) -> None:
        self.text_step.copy.clicked.connect(self._copy_text)
        self.pictures_step.open.clicked.connect(self._open_folder)
        self.pictures_step.picture_wanted.connect(self._copy_picture)
        self.pictures_step.alt_wanted.connect(self._copy_alt)
        self.page_step.open.clicked.connect(self._open_page)
        self.link_step.line.returnPressed.connect(self.enter)
        for keys, deed in (
            ("Alt+1", self.text_step.copy.click),
            ("Alt+2", self.pictures_step.open.click),
            ("Alt+3", self.pictures_step.next_alt),
            ("Alt+4", self.page_step.open.click),
            ("Ctrl+Return", self.enter),
            ("Ctrl+Enter", self.enter),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

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
        for part in (self.trouble, self.text_step, self.pictures_step, self.page_step, self.link_step):
            column.addWidget(part)
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
