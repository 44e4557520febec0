"""How long the text is for each channel, the strictest first; painted as one piece, for every keystroke."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from amtdesk.domain.checks import Target
from amtdesk.domain.delivery import State
from amtdesk.ui import texts
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.tally import Tally
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

#: From this share of the limit on it is worth a look.
NEAR = 0.9
#: Above this many characters the counting waits for a pause.
HUGE = 20_000
_ICON, _GAP = 14, 18


@dataclass(frozen=True, slots=True)
class Count:
    """One channel's count. `excess` above 0 is too long."""

    name: str
    characters: int
    limit: int | None
    share: float
    excess: int

    @property
    def words(self) -> str:
        """`Mastodon 268/500`, `Mastodon 512/500, 12 zu viel`."""
        if self.limit is None:
            return texts.count(self.characters, "Zeichen", "Zeichen")
        said = f"{self.name} {texts.thousands(self.characters)}/{texts.thousands(self.limit)}"
        return f"{said}, {texts.thousands(self.excess)} zu viel" if self.excess else said


class Counter(QWidget):
    """Neutral, from 90 % in warning ink with a triangle, above the limit red."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._draft: Draft | None = None
        self._targets: list[Target] = []
        self._tallies: dict[int | None, Tally] = {}
        self.counts: tuple[Count, ...] = ()
        self._lines = 1
        self.setFont(look.font(9, tabular=True))
        self.setAccessibleName("Zeichen")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self._count)

    def show_draft(self, draft: Draft, targets: Mapping[int, Target]) -> None:
        """Count for the chosen channels of this draft."""
        self._draft = draft
        self._targets = sorted(
            (targets[one] for one in draft.chosen if one in targets),
            key=lambda target: target.limits.characters or 1 << 30,
        )
        limited = [target for target in self._targets if target.limits.characters is not None]
        # without any limit one plain count is enough
        self._targets = limited or self._targets[:1]
        kept = {None, *(target.account_id for target in self._targets)}
        self._tallies = {key: tally for key, tally in self._tallies.items() if key in kept}
        self._count()

    def written(self) -> None:
        """The text changed by a keystroke."""
        assert self._draft is not None
        longest = max((len(self._draft.post.text_for(one.account_id)) for one in self._targets), default=0)
        if longest > HUGE:
            self._later.start()
        else:
            self._count()

    def _count(self) -> None:
        if self._draft is None:
            return
        counts = tuple(self._one(target) for target in self._targets)
        if counts == self.counts:
            return
        self.counts = counts
        self.setAccessibleDescription("; ".join(one.words for one in counts))
        lines = self._arranged(self.width())[1]
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
        self.update()

    def _one(self, target: Target) -> Count:
        assert self._draft is not None
        own = target.account_id if self._draft.deviates(target.account_id) else None
        tally = self._tallies.setdefault(own, Tally())
        length = tally.length(self._draft.post.text_for(target.account_id), target.limits)
        limits = target.limits
        return Count(target.name, length.characters, limits.characters, length.share(limits), length.excess(limits))

    def _arranged(self, width: int) -> tuple[list[tuple[QRect, Count]], int]:
        metrics, placed, x, line = self.fontMetrics(), [], 0, 0
        for count in self.counts:
            needed = min(metrics.horizontalAdvance(count.words) + (_ICON + 4 if count.share >= NEAR else 0), width)
            if x and x + needed > width:
                x, line = 0, line + 1
            placed.append((QRect(x, line * self._line_height, needed, self._line_height), count))
            x += needed + _GAP
        return placed, line + 1

    @property
    def _line_height(self) -> int:
        return self.fontMetrics().height() + 3

    def _ink(self, count: Count) -> QColor:
        if count.excess:
            return self._look.alarm
        if count.share >= NEAR:
            return self._look.ink(State.AWAITING_APPROVAL)
        return self._look.color("muted")

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(100, self._lines * self._line_height)

    @guarded()
    def resizeEvent(self, _event: object) -> None:
        lines = self._arranged(self.width())[1]
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rect, count in self._arranged(self.width())[0]:
            ink = self._ink(count)
            painter.setPen(ink)
            if count.share >= NEAR:
                pixmap = self._look.pixmap("alert-triangle", _ICON, ink, self.devicePixelRatioF())
                painter.drawPixmap(rect.x(), rect.y() + (rect.height() - _ICON) // 2, pixmap)
                rect = rect.adjusted(_ICON + 4, 0, 0, 0)
            said = self.fontMetrics().elidedText(count.words, Qt.TextElideMode.ElideRight, rect.width() + 1)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
        painter.end()
