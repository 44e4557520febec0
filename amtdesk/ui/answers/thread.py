"""The conversation in the middle: the post it hangs under, every message as plain text, our own answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.delivery import Delivery
from amtdesk.domain.inquiry import Inquiry, Line
from amtdesk.domain.post import Post
from amtdesk.ui import texts
from amtdesk.ui.answers import sent, words
from amtdesk.ui.answers.liking import Below, Offer, Wanted, latest
from amtdesk.ui.editor.parts import icon, link
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Elided, button, text

#: No line of text is wider than this (logical pixels).
WIDEST = 720
_INDENT = 26


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything the middle shows of one Anliegen."""

    inquiry: Inquiry
    lines: tuple[Line, ...]
    answers: tuple[tuple[Post, Delivery], ...]
    channel: str
    zone: str
    now: datetime
    offer: Offer = field(default_factory=Offer)


class Thread(QScrollArea):
    """Foreign words are never read as markup, and nothing is fetched for them."""

    page_wanted = Signal(str)
    #: a `sent.Step` and the delivery of the answer
    step_wanted = Signal(object, object)
    #: „Gefällt mir“ for a line, or no more
    like_wanted = Signal(object)
    praise_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Unterhaltung")
        self.conversation: Conversation | None = None
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: bar.setValue(high))

    def show_conversation(self, found: Conversation | None) -> None:
        """Another one, or news of this one; it stands at its end."""
        if found is not None and self.conversation is not None and _same(found, self.conversation):
            self.conversation = found
            return
        self.conversation = found
        focus = QApplication.focusWidget()
        was_inside = focus is not None and self.isAncestorOf(focus)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 8)
        column.setSpacing(10)
        if found is not None:
            for part in self._parts(found):
                column.addWidget(part)
        column.addStretch(1)
        page.setMaximumWidth(WIDEST + 12)
        self.setWidget(page)
        if was_inside:
            # what had the focus is gone with the old page
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Light and dark were switched."""
        found, self.conversation = self.conversation, None
        self.show_conversation(found)

    def _parts(self, found: Conversation) -> list[QWidget]:
        parts: list[QWidget] = []
        if found.inquiry.post_text or found.inquiry.post_url:
            parts.append(self._post(found))
        shown = {one.remote_id for _, one in found.answers if one.remote_id}
        entries: list[tuple[datetime, QWidget]] = [
            (line.created, self._message(line, found))
            for line in found.lines
            if not (line.own and line.remote_id in shown)
        ]
        entries += [(one.due, self._answer(post, one, found)) for post, one in found.answers]
        entries.sort(key=lambda entry: entry[0])
        parts += [widget for _, widget in entries]
        if found.inquiry.note:
            parts.append(self._note(found.inquiry.note))
        return parts

    def _post(self, found: Conversation) -> QWidget:
        frame = QFrame()
        frame.setObjectName("quoted")
        frame.setStyleSheet(f"#quoted {{ border: 0; border-left: 3px solid {self._look.hex('line')} }}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(text(self._look, "Unter Ihrem Beitrag", muted=True))
        quoted = " ".join(words.calm(found.inquiry.post_text, 600).split()) or found.inquiry.post_url
        label = self._words(quoted[:300] + (" …" if len(quoted) > 300 else ""), 9.5)
        column.addWidget(label)
        return frame

    def _message(self, line: Line, found: Conversation) -> QWidget:
        look = self._look
        who = "Wir" if line.own else " ".join(words.calm(line.author or line.handle, 60).split()) or "Ohne Namen"
        marks = []
        if line.edited is not None:
            marks.append(f"geändert {texts.when(line.edited, found.zone, found.now)}")
        if line.hidden and not line.own:
            marks.append("nicht öffentlich")
        if line.gone is not None:
            marks.append("auf der Plattform gelöscht")
        box, column = self._entry(
            who, texts.when(line.created, found.zone, found.now), marks, indent=bool(line.parent) or line.own
        )
        body = words.calm(line.text)
        label = self._words(body, 10.5, muted=line.gone is not None)
        column.addWidget(label)
        if found.inquiry.collapsed and not line.own:
            label.hide()
            column.addWidget(_opens(look, f"{words.HURTFUL}: zeigen", label.show))
        if words.is_long(line.text):
            whole = _opens(look, "Den ganzen Text zeigen", lambda: label.setText(words.calm(line.text, 10**7, 10**7)))
            column.addWidget(whole)
        if line.before:
            old = self._words(f"Vorher: {words.calm(line.before, 2000)}", 9, muted=True)
            old.hide()
            column.addWidget(_opens(look, "Frühere Fassung zeigen", old.show))
            column.addWidget(old)
        if not line.own:
            wanted = Wanted(self.like_wanted.emit, self.praise_wanted.emit)
            last = latest(found.lines) or next((one for one in reversed(found.lines) if not one.own), None)
            below = Below(look, found.offer, wanted, found.zone, found.now)
            below.add(column, line, found.inquiry, is_latest=last is not None and last.id == line.id)
        return box

    def _answer(self, post: Post, delivery: Delivery, found: Conversation) -> QWidget:
        box, column = self._entry("Unsere Antwort", texts.when(delivery.due, found.zone, found.now), [], indent=True)
        column.addWidget(self._words(words.calm(post.text), 10.5))
        sent.below(self._look, delivery, found.zone, column, self.step_wanted.emit)
        return box

    def _note(self, note: str) -> QWidget:
        look = self._look
        frame = QFrame()
        frame.setObjectName("note")
        style = f"background: {look.hex('note')}; border: 1px solid {look.hex('note_line')}; border-radius: 4px"
        frame.setStyleSheet(f"#note {{ {style} }} #note QLabel {{ color: {look.hex('note_text')} }}")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 8, 10, 8)
        row.addWidget(icon(look, "note", 16, "note_text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words(f"Interner Vermerk: {note}", 9), 1)
        return frame

    def _entry(self, who: str, when: str, marks: Sequence[str], *, indent: bool) -> tuple[QWidget, QVBoxLayout]:
        look = self._look
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(_INDENT if indent else 0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(text(look, who, 9.5, bold=True))
        head.addWidget(Elided(look, " · ".join([when, *marks]), 9, muted=True), 1)
        column.addLayout(head)
        return box, column

    def _words(self, said: str, points: float, *, muted: bool = False) -> QLabel:
        label = text(self._look, said, points, muted=muted, wrap=True)
        # the height follows from the width it gets; what it would like to have is that of a narrow one
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label


def _opens(look: Look, said: str, deed: Callable[[], None]) -> QWidget:
    """A link that does its deed once and goes."""
    made = link(look, said, deed)
    made.clicked.connect(made.hide)
    return made


def _same(one: Conversation, other: Conversation) -> bool:
    def shown(found: Conversation) -> tuple[object, ...]:
        inquiry = found.inquiry
        state = inquiry.note, inquiry.collapsed, inquiry.urgent, inquiry.status
        return inquiry.id, found.lines, found.answers, state, found.offer

    return shown(one) == shown(other)


class ThreadHead(QWidget):
    """What it is about, where, and the way to the platform."""

    page_wanted = Signal(str)
    edit_wanted = Signal()
    aid_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._url = ""
        self.title = Elided(look, points=13, bold=True)
        self.facts = Elided(look, points=9, muted=True)
        self.open = button(look, "Öffnen", "external-link")
        self.open.clicked.connect(lambda: self.page_wanted.emit(self._url))
        self.aid = button(look, "Antworthilfe", "help")
        self.aid.clicked.connect(self.aid_wanted)
        self.edit = button(look, "Angaben …", "pencil")
        self.edit.clicked.connect(self.edit_wanted)
        words_column = QVBoxLayout()
        words_column.setSpacing(2)
        words_column.addWidget(self.title)
        words_column.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words_column, 1)
        row.addWidget(self.aid, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.aid.setVisible(self.width() >= 560)

    def show_conversation(self, found: Conversation) -> None:
        """Name it by the first words of what was asked."""
        inquiry, channel = found.inquiry, found.channel
        asked = next((line.text for line in found.lines if not line.own), "")
        self.title.setText(words.HURTFUL if inquiry.collapsed else words.calm(asked or inquiry.snippet, 90))
        self.facts.setText(words.head(inquiry, channel, [one.state for _, one in found.answers]))
        self._url = inquiry.url or inquiry.post_url
        self.open.setVisible(bool(self._url))
        self.open.say(f"Auf {channel} öffnen" if len(channel) < 14 else "Öffnen")
        self.open.setToolTip(words.host(self._url))


def one_below_the_other(head: QWidget, talk: QWidget, reply: QWidget) -> QWidget:
    """The middle of the page; the line between conversation and answer can be moved."""
    split = QSplitter(Qt.Orientation.Vertical)
    split.setChildrenCollapsible(False)
    split.addWidget(talk)
    split.addWidget(reply)
    split.setStretchFactor(0, 3)
    split.setStretchFactor(1, 2)
    split.setHandleWidth(9)
    split.setStyleSheet("QSplitter::handle { background: transparent }")
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(20, 10, 8, 10)
    column.setSpacing(10)
    column.addWidget(head)
    column.addWidget(split, 1)
    return work
