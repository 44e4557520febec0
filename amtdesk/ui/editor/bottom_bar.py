"""What can be done with the post as a whole: save, plan, publish, and the rest under „Mehr“."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from amtdesk.domain.delivery import MOVABLE, PUBLIC, State, may
from amtdesk.domain.finding import Note
from amtdesk.domain.post import Post
from amtdesk.ui import texts
from amtdesk.ui.editor.parts import button, says, tool
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell


class BottomBar(QWidget):
    """Emits what is wanted; always visible."""

    save = Signal()
    plan = Signal()
    publish = Signal()
    back_to_draft = Signal()
    duplicate = Signal()
    delete = Signal()
    copy = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = shell.look
        self.saving = button(look, "Speichern", self.save.emit)
        self.planning = button(look, "Einplanen", self.plan.emit, primary=True)
        self.unplanning = button(look, "Auf Entwurf zurück", self.back_to_draft.emit)
        self.publishing = button(look, "Jetzt veröffentlichen …", self.publish.emit)
        self.opening = button(look, "", lambda: None)
        self._deed: Callable[[], object] = lambda: None
        self._takes_back = False
        self.opening.clicked.connect(lambda: self._deed())
        self._pages = QMenu(self.opening)
        self.saving.setToolTip("Speichern (Strg+S). AmtDesk speichert auch von selbst.")
        self.more = tool(look, "dots", "Mehr", lambda: None, 18)
        self.more.setProperty("kind", "framed")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none }")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        for one in (self.saving, self.planning, self.unplanning):
            row.addWidget(one)
        row.addStretch(1)
        for one in (self.opening, self.publishing):
            row.addWidget(one)
        row.addWidget(self.more)

    def show_post(self, post: Post, names: Mapping[int, str]) -> None:
        """Buttons for the steps this post allows."""
        states = {one.account_id: one.state for one in post.deliveries}
        again = any(states.get(one.account_id) in (State.FAILED, State.MISSED) for one in post.variants)
        to_plan = any(one.account_id not in states for one in post.variants) or not post.variants
        waiting = State.PLANNED in states.values()
        if self.planning.hasFocus() and not (to_plan or again):
            # Qt would pass the focus on to „Jetzt veröffentlichen“, one stray Enter away
            self.saving.setFocus(Qt.FocusReason.OtherFocusReason)
        self.planning.setVisible(to_plan or again)
        self.planning.setText("Einplanen" if not states or to_plan else "Neu einplanen")
        self.planning.setAccessibleName(self.planning.text())
        # one button on each side at most, the rest stands under „Mehr“
        takes_back = any(state in MOVABLE for state in states.values())
        self._takes_back = takes_back and not (to_plan or again)
        self.publishing.setVisible(to_plan or waiting)
        links = [
            (names.get(one.account_id, "dem Kanal"), one.url)
            for one in post.deliveries
            if one.state in PUBLIC and one.url
        ]
        self._show_links([] if to_plan or again or waiting else links)
        self._show_menu(post, links, takes_back=takes_back)
        self._fit()

    def restyle(self) -> None:
        """Light and dark were switched."""
        self.more.setIcon(self._shell.look.icon("dots", 18))

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """The button says beforehand what would stop it; a click leads there."""
        blocking = [note for note in notes if note.blocks]
        said = "Einplanen (Strg+Eingabe)"
        if blocking:
            said = f"Noch nicht möglich: {texts.finding(blocking[0])}"
        says(self.planning, said)
        self.planning.setAccessibleDescription(said if blocking else "")

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What stands under „Mehr“ too makes room first, before words are cut."""
        shown = [one for one in (self.saving, self.planning, self.opening, self.publishing) if not one.isHidden()]
        wanted = [one.sizeHint().width() + self.row.spacing() for one in (*shown, self.unplanning, self.more)]
        edges = self.row.contentsMargins()
        fits = sum(wanted) + edges.left() + edges.right() <= self.width()
        self.unplanning.setVisible(self._takes_back and fits)

    def _show_links(self, links: list[tuple[str, str]]) -> None:
        self.opening.setVisible(bool(links))
        self._pages.clear()
        self.opening.setMenu(None)  # type: ignore[arg-type] # Qt takes none
        if len(links) == 1:
            name, url = links[0]
            self.opening.setText(f"Auf {_plain(name)} öffnen")
            self._deed = lambda: self._shell.open_link(url)
        elif links:
            self.opening.setText("Öffnen auf …")
            for name, url in links:
                action = self._pages.addAction(f"Auf {_plain(name)} öffnen")
                action.triggered.connect(lambda _=False, url=url: self._shell.open_link(url))
            self.opening.setMenu(self._pages)

    def _show_menu(self, post: Post, links: list[tuple[str, str]], *, takes_back: bool) -> None:
        self.menu.clear()
        for name, url in links:
            action = self.menu.addAction(f"Auf {_plain(name)} öffnen")
            action.triggered.connect(lambda _=False, url=url: self._shell.open_link(url))
        if takes_back:
            self.menu.addAction("Auf Entwurf zurück").triggered.connect(lambda: self.back_to_draft.emit())
        self.menu.addAction("Duplizieren").triggered.connect(lambda: self.duplicate.emit())
        self.menu.addAction("Text kopieren").triggered.connect(lambda: self.copy.emit())
        self.menu.addSeparator()
        delete = self.menu.addAction("Löschen")
        delete.triggered.connect(lambda: self.delete.emit())
        fixed = (*PUBLIC, State.HANDED_OVER)
        stuck = [one for one in post.deliveries if one.state in fixed or not may(one.state, State.DRAFT)]
        delete.setEnabled(not stuck)
        if stuck:
            delete.setText("Löschen (schon unterwegs oder veröffentlicht)")


def _plain(name: str) -> str:
    return name.replace("&", "&&")
