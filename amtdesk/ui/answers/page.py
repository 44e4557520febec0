"""Antworten: the queue at the left, the conversation and the decision in the middle."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from amtdesk.domain.channel import Limits
from amtdesk.domain.inquiry import Decided, Decision, Inquiry, Line, Status
from amtdesk.ui.answers import words
from amtdesk.ui.answers.advice import Adviser
from amtdesk.ui.answers.afterwards import Afterwards
from amtdesk.ui.answers.begun import Begun
from amtdesk.ui.answers.capture import change_facts, take_over
from amtdesk.ui.answers.deeds import Deeds
from amtdesk.ui.answers.empty import Empty
from amtdesk.ui.answers.finished import Finished
from amtdesk.ui.answers.keys import set_keys
from amtdesk.ui.answers.liking import Liking
from amtdesk.ui.answers.outgoing_pane import OutgoingPane
from amtdesk.ui.answers.queue_pane import QueuePane
from amtdesk.ui.answers.reading import Reading
from amtdesk.ui.answers.reply import Reply
from amtdesk.ui.answers.thread import Thread, ThreadHead, one_below_the_other
from amtdesk.ui.answers.tour_pane import TourPane
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

#: The queue is this wide, and in a narrow page that wide.
QUEUE, NARROW_QUEUE = 264, 220
#: Kinds of news by their names: services are not imported before the first paint.
_CONCERNS = {"inquiries", "deliveries", "accounts", "office"}
#: An unfinished answer is kept this long after the last key (milliseconds).
_KEEP = 800


class AnswersPage(QWidget):
    """The page `antworten`."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setProperty("kind", "page")
        self.round_id: int | None = None
        self._inquiry: Inquiry | None = None
        #: shown though it is not in the queue
        self._apart = 0
        look = shell.look
        self.queue = QueuePane(shell)
        self._finished = Finished(self.queue)
        self.head, self.talk, self.reply = ThreadHead(look), Thread(look), Reply(look)
        self._begun = Begun(shell, self.reply)
        self.tour = TourPane(shell, lambda: self.round_id)
        self.outgoing = OutgoingPane(look)
        self.reading = Reading(shell, self.queue, self.reload)
        self.afterwards = Afterwards(shell, self, self._put_back)
        self.adviser = Adviser(shell, self.reply.hints, self.reply)
        self.liking = Liking(shell, lambda: self.round_id, self._show_again)
        self.deeds = Deeds(shell, self, self.reply, self.liking, lambda: self.round_id, self._taken, self._back)
        self.empty = Empty(look)
        self.middle = QStackedWidget()
        self._keep = QTimer(self, singleShot=True, interval=_KEEP)
        self._keep.timeout.connect(self.flush)
        self._lay_out()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """Ask the services again."""
        desk = self._shell.desk
        now, zone = desk.now(), desk.offices.get().zone
        found = desk.inbox.queue()
        self._show_queue(found, zone, now)
        self.reading.show_state(zone, now)
        if self._apart and self.queue.view.queue.row_of(self._apart) < 0:
            self.open(self._apart)
            return
        self.queue.view.go_to(self._apart)
        current = self.queue.view.current()
        if not current and found:
            self.queue.view.step(1 if self.queue.view.currentIndex().row() < 0 else 0)
            current = self.queue.view.current()
        if current:
            self.open(current)
        else:
            self._show_empty(zone, now)

    def _show_queue(self, found: list[Inquiry], zone: str, now: datetime) -> None:
        desk = self._shell.desk
        unsent = desk.answers.unsent()
        self.queue.show_queue(found, desk.inbox.count_open(), unsent, zone, now)
        if self.middle.currentWidget() is self.outgoing:
            self.outgoing.show_unsent(unsent, zone, now)

    def begin_round(self) -> None:
        """A round begins: fetch, and the first Anliegen is open."""
        self.round_id = self._shell.desk.rounds.start()
        self._apart = 0
        self._finished.clear()
        self.middle.setCurrentIndex(0)
        self.reload()
        self.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reading.fetch()

    def end_round(self, seconds: float) -> str:
        """Close the round; returns its stamp."""
        if self.round_id is None:
            return ""
        desk = self._shell.desk
        found = desk.rounds.end(self.round_id, seconds)
        self.round_id = None
        return words.stamp(found, desk.offices.get().zone, desk.now())

    def show_tour(self) -> None:
        """The groups and pages one visits by hand."""
        self.tour.reload()
        self.middle.setCurrentWidget(self.tour)

    def show_outgoing(self) -> None:
        """Answers that are decided and not out."""
        desk = self._shell.desk
        self.outgoing.show_unsent(desk.answers.unsent(), desk.offices.get().zone, desk.now())
        self.middle.setCurrentWidget(self.outgoing)
        self.outgoing.close_button.setFocus()

    def open_apart(self, inquiry_id: int) -> None:
        """Show an Anliegen, also one that is not in the queue; it stays until another one is chosen."""
        self.middle.setCurrentIndex(0)
        self.queue.view.go_to(inquiry_id)
        if self.queue.view.current() != inquiry_id:
            self.queue.view.leave()
            self._apart = inquiry_id
        self.open(inquiry_id)

    def insert(self, said: str, module_id: str, title: str) -> None:
        """A Textbaustein into the answer."""
        if self._inquiry is not None and self.middle.currentIndex() == 0:
            self.reply.insert(said, module_id, title)

    def flush(self) -> None:
        """Keep the unfinished answer."""
        self._keep.stop()
        if self._inquiry is not None:
            self._begun.keep(self._inquiry.id)

    def capture(self, channel: str = "") -> None:
        """Take over what is on the clipboard."""
        kept = take_over(self._shell, self, channel)
        if kept is not None:
            self.reload()
            self.open_apart(kept.id)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.queue.setFixedWidth(QUEUE if self.width() >= 860 else NARROW_QUEUE)
        self.reply.fit(self.width() - self.queue.width() - 40, self.height())

    def open(self, inquiry_id: int) -> None:
        """Show an Anliegen with its conversation and what was begun of its answer."""
        desk = self._shell.desk
        inquiry = desk.inbox.get(inquiry_id)
        fresh = self._inquiry is None or self._inquiry.id != inquiry_id
        if fresh:
            self.flush()
        self._inquiry = inquiry
        found = self.reading.conversation(inquiry, self.liking.offer(inquiry))
        self.head.show_conversation(found)
        self.adviser.ask(inquiry, found.lines)
        self.talk.show_conversation(found)
        account = desk.accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        limits = desk.accounts.limits(account).of_answers if account is not None else Limits()
        if fresh:
            self._begun.show(inquiry_id)
        done, office = inquiry.status is Status.PASSED_ON, desk.offices.get().name
        self.reply.show_channel(limits, sends=desk.answers.sends(inquiry), reports=done, office=office)
        if self._by_itself():
            self.middle.setCurrentIndex(0)

    def _show_empty(self, zone: str, now: datetime) -> None:
        self.flush()
        self._inquiry = None
        self.empty.show_state(readable=bool(self._shell.desk.inbox.readable()), seen=self.reading.seen(zone, now))
        if self._by_itself():
            self.middle.setCurrentIndex(1)

    def _by_itself(self) -> bool:
        """News do not take her away from the Rundgang or the list of answers."""
        return self.middle.currentWidget() not in (self.tour, self.outgoing)

    def _taken(self, decided: Decided) -> None:
        """The next one opens by itself."""
        inquiry, desk = self._inquiry, self._shell.desk
        assert inquiry is not None
        zone = desk.offices.get().zone
        self.adviser.learn(decided)
        self._begun.forget(inquiry.id)
        self._inquiry, self._apart = None, 0
        self._finished.add(decided, inquiry, zone)
        row = self.queue.view.currentIndex().row()
        self.queue.view.leave()
        desk.worker.poke()
        self._show_queue(desk.inbox.queue(), zone, desk.now())
        if rows := self.queue.view.queue.rowCount():
            self.queue.view.setCurrentIndex(self.queue.view.queue.index(min(max(row, 0), rows - 1)))
            self.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.reload()

    def _back(self, decided: Decided) -> None:
        """A decision was taken back: it is open again."""
        self._finished.drop(decided)
        self.reload()
        self.queue.view.go_to(decided.inquiry_id)

    def _put_back(self, said: str) -> None:
        """An answer does not go out: its words are in the field again."""
        assert self._inquiry is not None
        key = self._inquiry.id
        begun = self.reply.text()
        self.reply.show_text(f"{said}\n\n{begun}" if begun and begun != said else said)
        self.reload()
        self.open_apart(key)
        self.reply.take_focus()

    def _turned(self, inquiry_id: int) -> None:
        self._apart = 0
        self.open(inquiry_id)

    def decide(self, what: Decision) -> None:
        """Take this decision for the Anliegen that is open."""
        if self._inquiry is not None:
            self.deeds.take(what, self._inquiry)

    def praise(self) -> None:
        """Nothing to answer, only thanks or praise."""
        if self._inquiry is not None:
            self.deeds.praise(self._inquiry)

    def like(self, line: Line | None = None) -> None:
        """„Gefällt mir“ for a comment of the Anliegen that is open, or no more."""
        if self._inquiry is not None:
            self.deeds.like(self._inquiry, line)

    def _show_again(self) -> None:
        if self._inquiry is not None:
            self.open(self._inquiry.id)

    def _edit(self) -> None:
        if self._inquiry is not None:
            change_facts(self._shell, self, self._inquiry)

    def _news(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and {kind.value for kind in kinds} & _CONCERNS:
            self.reload()

    def _connect(self) -> None:
        shell = self._shell
        self.queue.view.opened.connect(self._turned)
        self.empty.fetch.clicked.connect(self.reading.fetch)
        self.empty.tour.clicked.connect(self.show_tour)
        self.queue.fetch_wanted.connect(self.reading.fetch)
        self.queue.outgoing_wanted.connect(self.show_outgoing)
        self.outgoing.back.connect(self._to_inquiries)
        self.outgoing.wanted.connect(self.open_apart)
        self.queue.capture_wanted.connect(lambda: self.capture())
        self.queue.tour_wanted.connect(self.show_tour)
        self.tour.back.connect(self._to_inquiries)
        self.tour.capture_wanted.connect(self.capture)
        self.head.edit_wanted.connect(self._edit)
        self.head.aid_wanted.connect(lambda: shell.help("antworthilfe"))
        self.head.page_wanted.connect(shell.open_link)
        self.talk.page_wanted.connect(shell.open_link)
        self.talk.step_wanted.connect(self.afterwards.do)
        self.talk.like_wanted.connect(self.like)
        self.talk.praise_wanted.connect(self.praise)
        self.reply.decided.connect(self.decide)
        self.reply.written.connect(self._keep.start)
        shell.changed.connect(self._news)
        for part in (self.talk, self.reply):
            shell.look.changed.connect(part.restyle)
        set_keys(self, self.reply, self.queue.view.step, self.decide, self.like, self.praise)

    def _to_inquiries(self) -> None:
        self.middle.setCurrentIndex(0 if self._inquiry is not None else 1)
        self.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        for part in (one_below_the_other(self.head, self.talk, self.reply), self.empty, self.tour, self.outgoing):
            self.middle.addWidget(part)
        edge = QWidget()
        edge.setFixedWidth(1)
        edge.setProperty("kind", "hairline")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addWidget(edge)
        row.addWidget(self.middle, 1)
