"""The draft editor: shows one post, keeps what is typed, leads to the next step."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.finding import Note
from amtdesk.services.changes import Kind
from amtdesk.ui.editor.arrangement import arrangement
from amtdesk.ui.editor.deeds import Deeds
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.edits import Edits
from amtdesk.ui.editor.empty import Empty
from amtdesk.ui.editor.panes import Panes
from amtdesk.ui.editor.places import Places
from amtdesk.ui.editor.saving import Saving
from amtdesk.ui.editor.showing import Showing
from amtdesk.ui.editor.start import first_accounts, first_time
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

CHECK_AFTER = 300


class Editor(QWidget):
    """`shown` tells the post in front by its id, or None; a new draft gets its id with the first save."""

    shown = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._saving: Saving | None = None
        self._stale = False
        self._known_id = 0
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panes = Panes(shell)
        self._showing = Showing(shell, self.panes)
        self._places = Places(shell, self.panes)
        self._edits = Edits(shell, self.panes, self._showing, lambda: self._saving, self._check_soon)
        self._deeds = Deeds(shell, self._places.go_to)
        self._stack = QStackedWidget()
        self._stack.addWidget(Empty(shell))
        self._stack.addWidget(self.panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(CHECK_AFTER)
        self._check.timeout.connect(self._run_checks)
        self._connect()
        self._showing.load()
        shell.changed.connect(self._changed)
        shell.look.changed.connect(self._restyle)

    # for the pages around it

    @property
    def post_id(self) -> int | None:
        """The post in front; None for none, and for a new draft that has nothing to keep yet."""
        return (self._saving.draft.post.id or None) if self._saving is not None else None

    @property
    def draft(self) -> Draft | None:
        """What is being edited."""
        return self._saving.draft if self._saving is not None else None

    def show_post(self, post_id: int) -> None:
        """Bring a post to the front; what was there is saved."""
        if self.post_id == post_id:
            self.shown.emit(post_id)
            return
        post = self._shell.desk.posts.get(post_id)
        if post is None:
            self.close_post()
        else:
            self._open(Draft(post))

    def begin(self, day: date | None, text: str = "") -> None:
        """A new draft at the next free slot of the day (of the coming days when None), kept once it has something."""
        desk = self._shell.desk
        post = desk.posts.draft(desk.offices.get().zone, due=first_time(desk, day), account_ids=first_accounts(desk))
        draft = Draft(post)
        if text:
            draft.write(None, text)
        self._open(draft)
        if text:
            self._edits.touched()
        self.panes.texts.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_post(self) -> None:
        """Show no post; what was there is saved."""
        self._leave()
        self._stack.setCurrentIndex(0)
        self.shown.emit(None)

    def flush(self) -> None:
        """Save at once, in the background."""
        self.panes.schedule.finish()
        if self._saving is not None:
            self._saving.flush()

    def insert_text(self, text: str) -> None:
        """A Textbaustein at the cursor of the text in front; without a post it begins one."""
        if self._saving is None:
            self.begin(None, text)
            self.panes.texts.field.choose_placeholder(text)
            return
        field = self.panes.texts.field
        if field.isReadOnly():
            self._shell.say("Dieser Text ändert sich nicht mehr.")
            return
        field.insert_module(text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus_inside(self) -> bool:
        """Whether the cursor is somewhere in the editor."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    # opening and leaving

    def _open(self, draft: Draft) -> None:
        self._leave()
        known = {account.id for account in self._shell.desk.accounts.every()}
        if known != self._showing.names.keys():
            # the news about it is still on its way
            self._showing.load()
        draft.forget(known)
        saving = Saving(self._shell, draft, self)
        saving.moved_on.connect(lambda: self._progressed(saving))
        saving.stored.connect(lambda changed: self._stored(saving, changed))
        self._saving = saving
        self._stale = False
        self._known_id = draft.post.id
        self._stack.setCurrentIndex(1)
        self._showing.show(saving)
        self._arrange()
        self._run_checks()
        self.shown.emit(self.post_id)

    def _leave(self) -> None:
        self.panes.schedule.finish()
        self._check.stop()
        saving, self._saving = self._saving, None
        if saving is not None:
            saving.leave()

    def _drop(self) -> None:
        """The post is gone: nothing to save."""
        self._check.stop()
        saving, self._saving = self._saving, None
        if saving is not None:
            saving.drop()
        self._stack.setCurrentIndex(0)
        self.shown.emit(None)

    def _connect(self) -> None:
        panes = self.panes
        panes.checks.wanted.connect(self._places.go_to)
        panes.deliveries.replan.connect(self._places.go_to_time)
        bottom = panes.bottom
        bottom.save.connect(self.flush)
        bottom.plan.connect(lambda: self._do(self._deeds.plan))
        bottom.publish.connect(lambda: self._do(self._deeds.publish))
        bottom.back_to_draft.connect(lambda: self._do(self._deeds.unplan))
        bottom.duplicate.connect(lambda: self._do(self._deeds.duplicate))
        bottom.delete.connect(self._delete)
        bottom.copy.connect(lambda: self._deeds.copy(self.panes.texts.field.text()))
        for keys, deed in (("Ctrl+S", self.flush), ("Ctrl+Return", self._next_step), ("Ctrl+Enter", self._next_step)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _delete(self) -> None:
        saving = self._saving
        if saving is None:
            return

        def closed() -> None:
            if self._saving is saving:
                self._drop()

        self._deeds.delete(saving, closed, self._shell.open_post)

    def _do(self, deed: Callable[[Saving], None]) -> None:
        self.panes.schedule.finish()
        if self._saving is not None:
            deed(self._saving)

    def _next_step(self) -> None:
        if self.panes.bottom.planning.isVisibleTo(self.panes):
            self._do(self._deeds.plan)
        else:
            self.flush()

    def _check_soon(self) -> None:
        self._check.start()

    # what happens elsewhere

    def _progressed(self, saving: Saving) -> None:
        if saving is self._saving:
            self._showing.progress(saving)

    def _stored(self, saving: Saving, changed: frozenset[str]) -> None:
        if saving is not self._saving:
            return
        fresh = self._known_id != saving.draft.post.id
        self._known_id = saving.draft.post.id
        if changed:
            self._showing.refreshed(saving, changed)
        else:
            self._showing.state(saving)
        if self._stale and not saving.busy:
            self._refresh()
        if fresh:
            self.shown.emit(self.post_id)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.ACCOUNTS, Kind.OFFICE}:
            self._reload()
        if kinds & {Kind.POSTS, Kind.DELIVERIES}:
            self._refresh()

    def _reload(self) -> None:
        """Channels or the office changed."""
        before = self._showing.names
        self._showing.load()
        saving = self._saving
        if saving is None:
            return
        saving.draft.forget(self._showing.names)
        if not before and not saving.draft.chosen:
            # she went to connect the first channel: this post is for it
            for account_id in first_accounts(self._shell.desk):
                saving.draft.choose(account_id, True)
        self._showing.channels_changed(saving.draft)
        self._edits.touched()

    def _refresh(self) -> None:
        """Take over what changed elsewhere; what is being typed stays."""
        saving = self._saving
        if saving is None or not saving.draft.post.id:
            return
        self._stale = saving.busy
        if self._stale:
            return
        kept = self._shell.desk.posts.get(saving.draft.post.id)
        if kept is None:
            self._drop()
            return
        changed = saving.draft.refreshed(kept)
        self._showing.refreshed(saving, changed)
        self._check.start()

    def _run_checks(self) -> None:
        saving = self._saving
        if saving is None:
            return
        self._showing.texts_changed(saving.draft)
        post, planning = saving.draft.post, self._shell.desk.planning

        def found(notes: list[Note]) -> None:
            # typing went on: the next pause checks again
            if saving is self._saving and saving.draft.post is post:
                self._showing.notes(saving.draft, notes)

        self._shell.background.run(lambda: planning.notes(post), found, side=True)

    # looks

    def _restyle(self) -> None:
        self._showing.restyle()
        if self._saving is not None:
            self._showing.show(self._saving)

    def _arrange(self) -> None:
        window = self.window()
        self.panes.arrange(arrangement((window.width(), window.height()), self.width(), self.panes.arranged))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
