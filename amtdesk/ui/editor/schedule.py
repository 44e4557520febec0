"""When a post goes out: date, time, what is odd about it, and what happens when it is late."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QDateEdit, QHBoxLayout, QWidget

from amtdesk.domain.delivery import LATE_LIMIT, LatePolicy
from amtdesk.domain.schedule import Night, local, moment, oddity
from amtdesk.ui import texts
from amtdesk.ui.editor import wall
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.flow import FlowLayout
from amtdesk.ui.editor.parts import link, tool
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.date_field import DateField
from amtdesk.ui.widgets.words import text as words

if TYPE_CHECKING:
    from amtdesk.domain.schedule import Hours
    from amtdesk.domain.settings import Office

GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
POLICIES = (
    (LatePolicy.PUBLISH, "höchstens {minutes} Minuten zu spät"),
    (LatePolicy.ASK, "bei Verspätung fragen"),
    (LatePolicy.LAPSE, "bei Verspätung verfallen"),
)


class Schedule(QWidget):
    """`changed` follows every change a person made; the draft has it already."""

    changed = Signal()
    #: a time is wanted where there was none
    wanted = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._draft: Draft | None = None
        self._hours: Sequence[Hours] = ()
        self._land = ""
        self._proposed: list[time] = []
        self._holiday: dict[date, str | None] = {}
        self._filling = False
        self.locked = False
        self.setAccessibleName("Termin")
        look = shell.look
        self.day = self._day_field()
        self.clock = self._clock_field()
        self.night = self._choice(("Sommerzeit", "Winterzeit"), "Sommerzeit oder Winterzeit?")
        self.night.currentIndexChanged.connect(lambda _: self._chosen())
        self.choose = link(look, "Termin wählen", self.wanted.emit)
        self.none = tool(look, "x", "ohne Termin", self._without, 14)
        self.hint = words(look, points=8.5, muted=True)
        self.moved = link(look, "", self._take_moved)
        self.late = self._choice((), "Bei Verspätung")
        for policy, said in POLICIES:
            self.late.addItem(said.format(minutes=LATE_LIMIT), policy.value)
        self.late.currentIndexChanged.connect(lambda _: self._late_chosen())
        self._timed = (self.day, self.clock, self.none)
        self._arrange()

    def _arrange(self) -> None:
        look = self._shell.look
        label = words(look, "Termin", muted=True)
        flow = FlowLayout(space=6)
        for part in (self.day, self.clock, self.night, self.none, self.choose, self.hint, self.moved, self.late):
            flow.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(flow, 1)
        # in one line with the fields
        height = max(part.sizeHint().height() for part in (self.day, self.clock, self.late))
        for part in (self.day, self.clock, self.night, self.late, label, self.hint, self.choose, self.moved, self.none):
            part.setFixedHeight(height)

    def _day_field(self) -> QDateEdit:
        field = DateField()
        field.setFont(self._shell.look.font(9.5))
        field.setLocale(GERMAN)
        field.setCalendarPopup(True)
        field.setAccessibleName("Tag")
        field.setKeyboardTracking(False)
        calendar = QCalendarWidget()
        calendar.setLocale(GERMAN)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        field.setCalendarWidget(calendar)
        field.dateChanged.connect(lambda _: self._chosen())
        return field

    def _clock_field(self) -> QComboBox:
        field = self._choice(tuple(map(wall.spoken, wall.QUARTERS)), "Uhrzeit")
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setMaxVisibleItems(12)
        field.setMinimumContentsLength(9)
        completer = field.completer()
        if completer is not None:
            field.setCompleter(None)  # type: ignore[arg-type] # Qt takes none
        field.activated.connect(lambda _: self._chosen())
        line = field.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._chosen)
        return field

    def _choice(self, options: tuple[str, ...], name: str) -> QComboBox:
        box = QComboBox()
        box.setFont(self._shell.look.font(9.5))
        box.addItems(options)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    # showing

    def show_office(self, office: "Office") -> None:
        """Hours of presence and the Land, for the hints."""
        self._hours, self._land = office.hours, office.land
        self._holiday.clear()
        self._propose()
        self._show_hint()

    def restyle(self) -> None:
        """Light and dark were switched."""
        self.none.setIcon(self._shell.look.icon("x", 14))

    def show_draft(self, draft: Draft) -> None:
        """The time as it stands in the draft."""
        self._draft = draft
        post, locked = draft.post, draft.locks.time
        self.locked = locked
        self._filling = True
        if post.due is not None:
            at = local(post.due, post.zone)
            self.day.setDate(QDate(at.year, at.month, at.day))
            self._propose()
            self.clock.setEditText(wall.spoken(at.time()))
            self.night.setCurrentIndex(at.fold)
        self.late.setCurrentIndex(self.late.findData(post.late_policy.value))
        self.late.setItemText(0, POLICIES[0][1].format(minutes=post.late_limit))
        self._filling = False
        timed = post.due is not None
        for field in (self.day, self.clock, self.late, self.night):
            field.setEnabled(not locked)
        for part in self._timed:
            part.setVisible(timed)
        self.late.setVisible(timed and not locked)
        self.none.setVisible(timed and not locked)
        self.choose.setVisible(not timed and not locked)
        self._show_hint()

    def _propose(self) -> None:
        """Times of presence on the chosen day stand first."""
        day = self.day.date()
        first = wall.proposed(date(day.year(), day.month(), day.day()), self._hours)
        if first == self._proposed:
            return
        self._proposed, before, text = first, self._filling, self.clock.currentText()
        self._filling = True
        self.clock.clear()
        for at in first:
            self.clock.addItem(wall.spoken(at))
            place = self.clock.count() - 1
            self.clock.setItemData(place, self._shell.look.font(9.5, bold=True), Qt.ItemDataRole.FontRole)
            self.clock.setItemData(place, "in der Servicezeit", Qt.ItemDataRole.ToolTipRole)
            said = f"{wall.spoken(at)}, in der Servicezeit"
            self.clock.setItemData(place, said, Qt.ItemDataRole.AccessibleTextRole)
        if first:
            self.clock.insertSeparator(len(first))
        self.clock.addItems([wall.spoken(at) for at in wall.QUARTERS])
        self.clock.setEditText(text)
        self._filling = before

    def focus_first(self) -> None:
        """Put the focus here."""
        (self.day if self.day.isVisibleTo(self) else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Take what is typed in a field that still has the focus: a key such as Strg+Enter leaves it there."""
        self.day.interpretText()
        line = self.clock.lineEdit()
        if line is not None and line.isModified():
            self._chosen()

    @property
    def words(self) -> str:
        """What the folded button says: `Fr 16.10., 9:00 Uhr`."""
        if self._draft is None or self._draft.post.due is None:
            return "ohne Termin"
        at = local(self._draft.post.due, self._draft.post.zone)
        return f"{texts.short_date(at.date())}, {wall.spoken(at.time())}"

    def _wall(self) -> datetime | None:
        """What stands in the fields, None while no time can be read."""
        clock = wall.understood(self.clock.currentText())
        if clock is None:
            return None
        day = self.day.date()
        return datetime.combine(date(day.year(), day.month(), day.day()), clock)

    def _show_hint(self) -> None:
        draft = self._draft
        if draft is None:
            return
        at = self._wall() if draft.post.due is not None else None
        night = oddity(at, draft.post.zone) if at is not None else None
        self.night.setVisible(night is Night.TWICE)
        self.moved.setVisible(night is Night.MISSING)
        if draft.post.due is None:
            said = "" if self.choose.isVisibleTo(self) else "ohne Termin"
        elif at is None:
            said = "Bitte die Uhrzeit als 9:00 schreiben."
        elif night is Night.MISSING:
            after = local(moment(at, draft.post.zone), draft.post.zone)
            said = f"{wall.spoken(at.time())} gibt es nicht,"
            self.moved.setText(f"{wall.spoken(after.time())}?")
        elif night is Night.TWICE:
            said = "Diese Uhrzeit gibt es zweimal."
        elif draft.waiting and not draft.locks.time and moment(at, draft.post.zone) <= self._shell.desk.now():
            said = "Der Termin liegt in der Vergangenheit." if draft.clocked else ""
        else:
            said = "" if draft.locks.time else wall.hint(at, self._hours, self._holiday_on(at.date()))
        self.hint.setText(said)
        self.hint.setVisible(bool(said))

    def _holiday_on(self, day: date) -> str | None:
        if day not in self._holiday:
            self._holiday[day] = None
            calendar, land = self._shell.desk.calendar, self._land

            def found(name: str | None) -> None:
                self._holiday[day] = name
                if name:
                    self._show_hint()

            # the first question loads the rules of the Länder
            self._shell.background.run(lambda: calendar.holiday(day, land), found, side=True)
        return self._holiday[day]

    # choosing

    def choose_moment(self, due: datetime) -> None:
        """Take this time, as if it had been typed."""
        if self._draft is not None:
            self._draft.set(due=due)
            self.show_draft(self._draft)
            self.changed.emit()

    def _chosen(self) -> None:
        draft = self._draft
        if self._filling or draft is None or draft.post.due is None or draft.locks.time:
            return
        self._propose()
        at = self._wall()
        if at is not None:
            due = moment(at, draft.post.zone, second=self.night.currentIndex() == 1)
            # a planned post would go out at once; a draft is told by the checks
            if due != draft.post.due and not (draft.waiting and due <= self._shell.desk.now()):
                draft.set(due=due)
                self.changed.emit()
            self._spell(at.time())
        self._show_hint()

    def _spell(self, clock: time) -> None:
        line = self.clock.lineEdit()
        if line is not None and not line.hasFocus() and self.clock.currentText() != wall.spoken(clock):
            self.clock.setEditText(wall.spoken(clock))

    def _take_moved(self) -> None:
        if self._draft is not None:
            self.show_draft(self._draft)

    def _without(self) -> None:
        draft = self._draft
        if draft is not None and draft.waiting:
            self._shell.say("Der Beitrag ist eingeplant. Ohne Termin geht er erst wieder als Entwurf.")
        elif draft is not None:
            draft.set(due=None)
            self.show_draft(draft)
            self.changed.emit()
            QTimer.singleShot(0, self, lambda: self.choose.setFocus())

    def _late_chosen(self) -> None:
        if self._filling or self._draft is None:
            return
        self._draft.set(late_policy=LatePolicy(self.late.currentData()))
        self.changed.emit()
