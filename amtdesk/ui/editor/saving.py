"""Keeps a draft without being asked: soon after a pause, never later than two seconds after a keystroke."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from amtdesk.domain.errors import AmtDeskError, NotAllowed
from amtdesk.ui import texts

if TYPE_CHECKING:
    from amtdesk.domain.post import Post
    from amtdesk.ui.editor.draft import Draft
    from amtdesk.ui.shell import Shell

IDLE = 800
LATEST = 1800
AGAIN = 5000


class Progress(StrEnum):
    """How far keeping it is."""

    EMPTY = "empty"
    KEPT = "kept"
    UNDER_WAY = "under_way"
    FAILED = "failed"


class Saving(QObject):
    """Stores one draft in the background, in the order of what was typed. Lives on until everything is stored."""

    moved_on = Signal()
    #: the draft was stored, or a step of the post was taken; carries the fields that the step changed
    stored = Signal(object)

    def __init__(self, shell: "Shell", draft: "Draft", parent: QObject) -> None:
        super().__init__(parent)
        self.draft = draft
        self.reason = ""
        #: what was last sent to the file, and what is known to be in it; the latter is set off the GUI thread
        self._sent: Post | None = None
        self._safe: Post | None = None
        self._shell = shell
        self._waiting = 0
        self._left = False
        self._idle = self._timer(IDLE)
        self._latest = self._timer(LATEST)
        self._again = self._timer(AGAIN)

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the file."""
        return self._waiting > 0

    @property
    def unsafe(self) -> "Post | None":
        """What the file did not take, once nothing is under way any more; None when everything is in it."""
        return self._sent if self._sent is not self._safe else None

    @property
    def progress(self) -> Progress:
        """What the line beside the title says."""
        if self.reason:
            return Progress.FAILED
        if self.busy or self.draft.dirty:
            return Progress.UNDER_WAY
        return Progress.KEPT if self.draft.post.id else Progress.EMPTY

    def touch(self) -> None:
        """Something was changed."""
        if not self.draft.dirty:
            self._idle.stop()
            self._latest.stop()
        else:
            self._idle.start()
            if not self._latest.isActive():
                self._latest.start()
        self.moved_on.emit()

    def flush(self) -> None:
        """Store at once what is not stored."""
        for timer in (self._idle, self._latest, self._again):
            timer.stop()
        if not self.draft.dirty:
            return
        post = self.draft.sending()
        self._begin(lambda: self._store(post), self._stored, self._failed)

    def leave(self) -> None:
        """The editor turns to something else: store, then end."""
        self._left = True
        self.flush()
        self._end_when_done()

    def drop(self) -> None:
        """The post is gone: store nothing any more."""
        for timer in (self._idle, self._latest, self._again):
            timer.stop()
        self._left = True
        self._end_when_done()

    def step(
        self, work: Callable[[int], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """Store what is not stored, then do `work(post_id)`, both in the background and in this order."""
        for timer in (self._idle, self._latest, self._again):
            timer.stop()
        post = self.draft.sending() if self.draft.dirty else None
        posts = self._shell.desk.posts

        def both() -> tuple["Post | None", "Post | None", Any]:
            before = self._store(post) if post is not None else None
            result = work(self.draft.stored_id)
            return before, posts.get(self.draft.stored_id), result

        def done(found: tuple["Post | None", "Post | None", Any]) -> None:
            before, kept, result = found
            if before is not None:
                self.draft.saved(before)
            if kept is not None:
                # else the time from before the step would be stored over the one it set
                self._kept(self.draft.refreshed(kept))
            then(result)

        def went_wrong(error: Exception) -> None:
            self.touch()
            failed(error)

        self._begin(both, done, went_wrong)

    def _begin(self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        self._waiting += 1
        self.moved_on.emit()

        def after(call: Callable[[Any], None]) -> Callable[[Any], None]:
            def ended(value: Any) -> None:
                self._waiting -= 1
                call(value)
                self.moved_on.emit()
                self._end_when_done()

            return ended

        self._shell.background.run(work, after(then), after(failed))

    def _store(self, post: "Post") -> "Post":
        # the lane runs one after the other: a new draft is never stored as two
        self._sent = post
        kept = self._shell.desk.posts.save(replace(post, id=self.draft.stored_id))
        self._safe = post
        self.draft.stored_id = kept.id
        return kept

    def _stored(self, kept: "Post") -> None:
        self.draft.saved(kept)
        self._kept(frozenset())

    def _kept(self, changed: frozenset[str]) -> None:
        self.reason = ""
        if self.draft.dirty:
            self.touch()
        self.stored.emit(changed)

    def _failed(self, error: Exception) -> None:
        told = bool(self.reason)
        self.reason = reason(error)
        if not isinstance(error, NotAllowed):
            self._again.start()
        elif not self._left:
            self.stored.emit(frozenset())
        if self._left and not told:
            self._shell.trouble(error, "Der Beitrag ist noch nicht gespeichert.")

    def _end_when_done(self) -> None:
        if self._left and not self.busy and not self._again.isActive():
            self.deleteLater()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer


def reason(error: Exception) -> str:
    """Why it is not stored, in one sentence."""
    if isinstance(error, NotAllowed):
        return "Der Beitrag ist inzwischen unterwegs oder veröffentlicht."
    if isinstance(error, AmtDeskError):
        return texts.problem(error)
    return "Die Datei lässt sich gerade nicht beschreiben. AmtDesk versucht es weiter."
