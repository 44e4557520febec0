"""What a decision does: asks for what it still needs, takes it, offers to take it back."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.inquiry import Decided, Decision, Inquiry, Line, Status
from amtdesk.domain.schedule import local
from amtdesk.services.answers import Words
from amtdesk.services.contacts import letter, mail_link
from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.answers.asking import DayDialog, PassOnDialog, ReasonDialog
from amtdesk.ui.answers.liking import Liking, latest
from amtdesk.ui.answers.reply import Reply
from amtdesk.ui.dialogs import agreed
from amtdesk.ui.shell import Shell

#: Proposed days until an Anliegen comes back.
INTERIM_DAYS, PASS_ON_DAYS, WATCH_DAYS = 2, 7, 3


class Deeds:
    """Takes decisions for the Anliegen that is open. `taken` follows each one that was taken."""

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        reply: Reply,
        liking: Liking,
        round_id: Callable[[], int | None],
        taken: Callable[[Decided], None],
        back: Callable[[Decided], None],
    ) -> None:
        self._shell = shell
        self._parent = parent
        self._reply = reply
        self._liking = liking
        self._round_id = round_id
        self._taken = taken
        self._back = back

    def take(self, what: Decision, inquiry: Inquiry) -> None:
        """Ask what is needed and decide."""
        deed = {
            Decision.ANSWER: self._answer,
            Decision.INTERIM: self._interim,
            Decision.PASS_ON: self._pass_on,
            Decision.WATCH: self._watch,
            Decision.CLOSE: self._close,
            Decision.HIDE: self._moderate,
        }[what]
        try:
            deed(inquiry)
        except AmtDeskError as error:
            self._reply.complain(words.refusal(error, self._reply.left()))
            self._reply.go_to_placeholder()

    def _answer(self, inquiry: Inquiry) -> None:
        if not self._may_leave():
            return
        answers = self._shell.desk.answers
        by_hand = not answers.sends(inquiry)
        if by_hand:
            QGuiApplication.clipboard().setText(self._reply.text())
        said = Words(self._reply.text(), module_id=self._reply.module_id)
        # whoever was told that an office looks into it is told how it ended
        what = Decision.REPORT if inquiry.status is Status.PASSED_ON else Decision.ANSWER
        decided = answers.answer(inquiry.id, said, what=what, round_id=self._round_id())
        self._done(decided, inquiry, "Antwort kopiert, bitte dort einfügen." if by_hand else "Antwort geht hinaus.")

    def _interim(self, inquiry: Inquiry) -> None:
        if not self._may_leave():
            return
        day = self._ask_day(
            "Zwischenbescheid",
            "Die Antwort geht als Zwischenbescheid hinaus. An diesem Tag liegt das Anliegen wieder vor.",
            "Zwischenbescheid senden",
            INTERIM_DAYS,
        )
        if day is None:
            return
        answers = self._shell.desk.answers
        if not answers.sends(inquiry):
            QGuiApplication.clipboard().setText(self._reply.text())
        said = Words(self._reply.text(), module_id=self._reply.module_id)
        decided = answers.answer(inquiry.id, said, what=Decision.INTERIM, follow_up=day, round_id=self._round_id())
        self._done(decided, inquiry, f"Zwischenbescheid, Wiedervorlage {texts.short_date(day)}")

    def _watch(self, inquiry: Inquiry) -> None:
        day = self._ask_day(
            "Beobachten",
            "Es geht nichts hinaus. An diesem Tag liegt das Anliegen wieder vor.",
            "Beobachten",
            WATCH_DAYS,
        )
        if day is not None:
            decided = self._shell.desk.answers.watch(inquiry.id, day, round_id=self._round_id())
            self._done(decided, inquiry, f"Wird beobachtet bis {texts.short_date(day)}")

    def _close(self, inquiry: Inquiry) -> None:
        dialog = ReasonDialog(self._parent, self._shell.look)
        if agreed(dialog):
            decided = self._shell.desk.answers.close(inquiry.id, dialog.chosen(), round_id=self._round_id())
            self._done(decided, inquiry, "Keine Antwort nötig.")

    def like(self, inquiry: Inquiry, line: Line | None = None) -> None:
        """Give „Gefällt mir“ or take it back; without a line for the youngest comment."""
        found = line or latest(self._shell.desk.inbox.lines(inquiry.id))
        if found is not None and not self._is_hurtful(inquiry):
            self._liking.turn(inquiry, found)

    def praise(self, inquiry: Inquiry) -> None:
        """Only thanks or praise: done, with „Gefällt mir“ for the comment where that can be given."""
        if self._is_hurtful(inquiry):
            return
        if inquiry.urgent:
            self._reply.complain("Dieses Anliegen gilt als dringend, bitte eigens entscheiden.")
            return
        desk, liking = self._shell.desk, self._liking
        line = latest(desk.inbox.lines(inquiry.id))
        try:
            decided = desk.answers.close(inquiry.id, words.REASONS[0], round_id=self._round_id())
        except AmtDeskError as error:
            self._reply.complain(words.refusal(error))
            return
        if line is None or line.liked is not None or not desk.thanks.able(inquiry):
            self._done(decided, inquiry, "Dank oder Lob, erledigt.")
            return
        self._done(decided, inquiry, "Gefällt mir und erledigt.", lambda: liking.give(inquiry, line, liked=False))
        liking.give(inquiry, line, liked=True, failed=lambda why: self._reopen(decided, inquiry, why))

    def _is_hurtful(self, inquiry: Inquiry) -> bool:
        """A key pressed by habit thanks nobody for an insult."""
        if inquiry.collapsed:
            self._reply.complain("Der Text gilt als verletzend: Hier gibt es kein „Gefällt mir“.")
        return inquiry.collapsed

    def _reopen(self, decided: Decided, inquiry: Inquiry, why: str) -> None:
        """What was to be said with it was not said: the Anliegen is open again, unless more was decided since."""
        said = f"{inquiry.number}: „Gefällt mir“ hat nicht geklappt. {why}"
        try:
            self._shell.desk.answers.undo(decided.id)
        except AmtDeskError:
            self._shell.say(said)
            return
        self._back(decided)
        self._shell.say(f"{said} Das Anliegen ist wieder offen.")

    def _pass_on(self, inquiry: Inquiry) -> None:
        desk = self._shell.desk
        dialog = PassOnDialog(
            self._parent,
            self._shell.look,
            desk.contacts.every(),
            self._working_day(PASS_ON_DAYS),
            self._today(),
            inquiry.author,
        )
        if not agreed(dialog):
            return
        contact = dialog.known()
        if contact is None:
            contact = desk.contacts.add(dialog.contact.currentText(), dialog.email.text())
        elif dialog.email.text().strip() != contact.email:
            desk.contacts.change(contact.id, email=dialog.email.text().strip())
        wish = dialog.wish.toPlainText()
        decided = desk.answers.pass_on(inquiry.id, contact.id, dialog.until(), wish, round_id=self._round_id())
        if dialog.mail.isChecked():
            body = letter(
                inquiry,
                desk.inbox.lines(inquiry.id),
                wish,
                dialog.until(),
                named=dialog.named.isChecked(),
                office=desk.offices.get().name,
            )
            to = desk.contacts.get(contact.id) or contact
            self._shell.open_mail(mail_link(to, f"Anliegen {inquiry.number}", body))
        self._done(decided, inquiry, f"Weitergegeben an {contact.name}.")

    def _moderate(self, inquiry: Inquiry) -> None:
        from amtdesk.ui.answers.moderation import moderate

        moderate(self._shell, self._parent, inquiry, self._round_id())

    def _may_leave(self) -> bool:
        """Placeholders and length stop here; the cursor stands where it is to be mended."""
        left = self._reply.left()
        if "{{" in self._reply.text():
            self._reply.complain(f"Noch auszufüllen: {', '.join(left)}." if left else "Noch ein leerer Platzhalter.")
            self._reply.go_to_placeholder()
            return False
        excess = self._reply.excess()
        if excess:
            self._reply.complain(f"{texts.count(excess, 'Zeichen', 'Zeichen')} zu viel, bitte kürzen.")
            return False
        return True

    def _done(
        self, decided: Decided, inquiry: Inquiry, said: str, also_back: Callable[[], None] = lambda: None
    ) -> None:
        self._taken(decided)
        self._shell.say(f"{inquiry.number}: {said}", lambda: self._undo(decided, also_back))

    def _undo(self, decided: Decided, also_back: Callable[[], None]) -> None:
        try:
            stopped = self._shell.desk.answers.undo(decided.id)
        except AmtDeskError as error:
            self._shell.say(words.refusal(error))
            return
        also_back()
        self._back(decided)
        self._shell.say(
            "Zurückgenommen." if stopped else "Die Antwort war schon draußen. Das Anliegen ist wieder offen."
        )

    def _ask_day(self, title: str, consequence: str, yes: str, days: int) -> date | None:
        dialog = DayDialog(
            self._parent, self._shell.look, title, consequence, yes, self._working_day(days), self._today()
        )
        return dialog.chosen() if agreed(dialog) else None

    def _today(self) -> date:
        desk = self._shell.desk
        return local(desk.now(), desk.offices.get().zone).date()

    def _working_day(self, days: int) -> date:
        """So many days ahead, on a day somebody is there."""
        office = self._shell.desk.offices.get()
        present = {span.weekday for span in office.hours} or set(range(5))
        day = self._today() + timedelta(days=days)
        while day.weekday() not in present or self._shell.desk.calendar.holiday(day, office.land):
            day += timedelta(days=1)
        return day
