"""„Gefällt mir“ for a comment: given and taken back in the background, and what stands below the comment meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.inquiry import SETTLED, Inquiry, Line
from amtdesk.services.thanks import likeable
from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.editor.flow import FlowLayout
from amtdesk.ui.editor.parts import icon, link, wrapped
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import ink, text


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be said below the comments of an Anliegen."""

    able: bool = False
    #: why no program can, in her words
    why_not: str = ""
    #: messages by their ids: what is wanted of them just now, and why it did not come to pass
    under_way: Mapping[int, bool] = field(default_factory=dict)
    failed: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Wish:
    liked: bool
    given: Callable[[], None]
    failed: Callable[[str], None]


class Liking:
    """One call at a time for each message; what was wanted last holds. `changed` follows each step."""

    def __init__(self, shell: Shell, round_id: Callable[[], int | None], changed: Callable[[], None]) -> None:
        self._shell = shell
        self._round_id = round_id
        self._changed = changed
        self._wanted: dict[int, _Wish] = {}
        self._failed: dict[int, str] = {}

    def offer(self, inquiry: Inquiry) -> Offer:
        """What the thread shows."""
        thanks = self._shell.desk.thanks
        able = thanks.able(inquiry)
        account = self._shell.desk.accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        why_not = "" if able else words.no_like(account.kind if account is not None else "", thanks.lacks(inquiry))
        return Offer(able, why_not, {key: wish.liked for key, wish in self._wanted.items()}, dict(self._failed))

    def turn(self, inquiry: Inquiry, line: Line) -> None:
        """Give it, or take it back where it stands."""
        if not self._shell.desk.thanks.able(inquiry):
            return
        wish = self._wanted.get(line.id)
        liked = not (wish.liked if wish is not None else line.liked is not None)

        def given() -> None:
            said = "Gefällt mir." if liked else "Gefällt mir zurückgenommen."
            self._shell.say(f"{inquiry.number}: {said}", lambda: self.give(inquiry, line, liked=not liked))

        self.give(inquiry, line, liked=liked, given=given)

    def give(
        self,
        inquiry: Inquiry,
        line: Line,
        *,
        liked: bool,
        given: Callable[[], None] = lambda: None,
        failed: Callable[[str], None] = lambda _why: None,
    ) -> None:
        """Have it so; `given` or `failed` follows, the latter with the reason in a sentence."""
        is_running = line.id in self._wanted
        self._wanted[line.id] = _Wish(liked, given, failed)
        self._failed.pop(line.id, None)
        if not is_running:
            self._call(inquiry, line)
        self._changed()

    def _call(self, inquiry: Inquiry, line: Line) -> None:
        thanks, round_id, liked = self._shell.desk.thanks, self._round_id(), self._wanted[line.id].liked

        def done(_given: bool) -> None:
            wish = self._wanted[line.id]
            if wish.liked is not liked:
                self._call(inquiry, line)
                return
            del self._wanted[line.id]
            self._changed()
            wish.given()

        def lost(error: Exception) -> None:
            wish = self._wanted.pop(line.id)
            if wish.liked is liked:
                why = self._failed[line.id] = words.like_trouble(error)
                wish.failed(why)
            self._changed()

        self._shell.background.run(
            lambda: thanks.give(inquiry.id, line.id, liked=liked, round_id=round_id), done, lost, side=True
        )


def latest(lines: Sequence[Line]) -> Line | None:
    """The youngest comment that can be liked."""
    return next((line for line in reversed(lines) if likeable(line) and not line.hidden), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a click below a comment asks for: turning „Gefällt mir“, or all in one step."""

    like: Callable[[Line], None]
    praise: Callable[[], None]


class Below:
    """The line below a comment."""

    def __init__(self, look: Look, offer: Offer, wanted: Wanted, zone: str, now: datetime) -> None:
        self._look = look
        self._offer = offer
        self._wanted = wanted
        self._zone = zone
        self._now = now

    def add(self, column: QVBoxLayout, line: Line, inquiry: Inquiry, *, is_latest: bool) -> None:
        """Put it there; nothing where there is nothing to say."""
        if inquiry.collapsed or line.hidden or not (likeable(line) or is_latest):
            return
        if line.id in self._offer.failed:
            said = wrapped(text(self._look, words.like_failed(self._offer.failed[line.id]), 9))
            ink(said, self._look, self._look.alarm)
            column.addWidget(said)
        flow = FlowLayout(space=12)
        for part in [*self._of_line(line, is_latest=is_latest), *self._in_one_step(line, inquiry, is_latest=is_latest)]:
            flow.addWidget(part)
        if flow.count():
            column.addLayout(flow)
        if is_latest and self._offer.why_not:
            column.addWidget(wrapped(text(self._look, self._offer.why_not, 9, muted=True)))

    def _of_line(self, line: Line, *, is_latest: bool) -> list[QWidget]:
        look, key = self._look, " (Alt+G)" if is_latest else ""
        if line.id in self._offer.under_way:
            given = self._offer.under_way[line.id]
            return [text(look, "Gefällt mir wird gesendet …" if given else "Gefällt mir wird zurückgenommen …", 9)]
        if line.liked is not None:
            by = f", {line.liked_by}" if line.liked_by else ""
            said = f"Gefällt mir{by}, {texts.when(line.liked, self._zone, self._now)}"
            back = [self._link(f"Gefällt mir nicht mehr{key}", line)] if self._can(line) else []
            return [_with_icon(look, said), *back]
        return [self._link(f"Gefällt mir{key}", line)] if self._can(line) else []

    def _can(self, line: Line) -> bool:
        return self._offer.able and likeable(line)

    def _in_one_step(self, line: Line, inquiry: Inquiry, *, is_latest: bool) -> list[QWidget]:
        if not is_latest or inquiry.urgent or inquiry.status in SETTLED or line.id in self._offer.under_way:
            return []
        likes = self._can(line) and line.liked is None
        made = link(self._look, f"{words.PRAISED if likes else words.PRAISE} (Alt+L)", self._wanted.praise)
        made.setToolTip("Keine Antwort nötig, nur ein Dank oder Lob: in einem Schritt")
        return [made]

    def _link(self, said: str, line: Line) -> QWidget:
        made = link(self._look, said, lambda: self._wanted.like(line))
        made.setAccessibleName(f"{said}: {' '.join(words.calm(line.author or line.handle, 40).split())}")
        return made


def _with_icon(look: Look, said: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(icon(look, "thumb-up", 14, "link"), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(text(look, said, 9))
    return part
