"""Heute: what is due, each line with one next step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.delivery import PUBLIC, Delivery, LatePolicy, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.hold import Freeze, Hold
from amtdesk.domain.schedule import horizon, local
from amtdesk.domain.settings import Office


class Section(StrEnum):
    """Groups of lines, in their order."""

    FIRST = "first"
    HELD = "held"
    LAPSED = "lapsed"
    APPROVALS = "approvals"
    TODAY = "today"
    #: in the coming days
    SOON = "soon"
    #: needs this computer or a person while nobody is there
    DEPENDS = "depends"
    DONE = "done"


class Step(StrEnum):
    """The one next step a line offers."""

    RECONNECT = "reconnect"
    EDIT = "edit"
    CLARIFY = "clarify"
    DECIDE = "decide"
    SETTLE = "settle"
    ARRANGE = "arrange"
    LOOK = "look"
    PREPARE = "prepare"
    OPEN_PAGE = "open_page"
    REMIND = "remind"
    RELEASE = "release"
    BACK_UP = "back_up"
    MOVE_FILE = "move_file"
    WATCH = "watch"
    ANSWER = "answer"
    CONFIRM = "confirm"
    LOOK_AT_ACCESS = "look_at_access"


class Line(NamedTuple):
    """One thing that is due: a post in a state on some channels, or an account that needs its person."""

    section: Section
    step: Step
    words: str
    state: State | None = None
    post_id: int = 0
    deliveries: tuple[Delivery, ...] = ()
    account_ids: tuple[int, ...] = ()
    #: channels where the same post is public already
    online: tuple[int, ...] = ()
    due: datetime | None = None
    problem: Problem | None = None
    detail: str = ""
    waits: Waits | None = None


class Waiting(NamedTuple):
    """New Anliegen: how many, how many of them urgent or overdue, and since when the oldest waits."""

    open: int = 0
    urgent: int = 0
    overdue: int = 0
    oldest: datetime | None = None
    #: those whose answer is expected today, later than now
    due_today: int = 0
    #: Wiedervorlagen of today and before
    returned: int = 0
    #: deliveries of answers that do not go out without a person
    unsent: tuple[int, ...] = ()


class Today(NamedTuple):
    """Everything the first screen shows."""

    now: datetime
    office: Office = Office()
    accounts: Mapping[int, Account] = MappingProxyType({})
    lines: tuple[Line, ...] = ()
    #: days from today on that have a planned or published post
    planned_days: tuple[date, ...] = ()
    planned_today: int = 0
    drafts: int = 0
    #: nothing was ever written here
    fresh: bool = False
    #: everything is held: since when, by whom, why
    hold: Hold | None = None
    #: how many posts and answers are held, and how many of what is wanted back platforms still have
    held: int = 0
    held_answers: int = 0
    at_platforms: int = 0
    #: the file was restored or copied and waits for a person
    freeze: Freeze | None = None
    inquiries: Waiting = Waiting()
    #: Textbausteine an office should be asked about
    to_confirm: int = 0

    @property
    def urgent(self) -> int:
        """How many lines want a decision."""
        return sum(line.section in (Section.FIRST, Section.APPROVALS) for line in self.lines)

    @property
    def horizon(self) -> tuple[date | None, int]:
        """Last planned day and how many days ahead it lies."""
        return horizon(self.planned_days, local(self.now, self.office.zone).date())


class Due(NamedTuple):
    """A post with its deliveries as the glance reads it."""

    post_id: int
    words: str
    stage: State
    due: datetime | None
    deliveries: tuple[Delivery, ...]


_STEPS = {
    State.FAILED: Step.EDIT,
    State.UNCERTAIN: Step.CLARIFY,
    State.MISSED: Step.DECIDE,
    State.HELD: Step.DECIDE,
    State.PLANNED: Step.LOOK,
    State.HANDED_OVER: Step.LOOK,
    State.SENDING: Step.LOOK,
    State.BY_HAND: Step.PREPARE,
    State.PUBLISHED: Step.OPEN_PAGE,
    State.PUBLISHED_BY_HAND: Step.OPEN_PAGE,
    State.WITHDRAWN: Step.LOOK,
}
_FIRST = (State.FAILED, State.UNCERTAIN, State.MISSED, State.HELD)


def lines(
    posts: Iterable[Due], accounts: Mapping[int, Account], now: datetime, zone: str, *, holding: bool = False
) -> tuple[Line, ...]:
    """All lines in their order: what needs a decision first, loudest first, then by time.

    While everything is held (`holding`) what is held waits in a group of its own.
    """
    found = [line for post in posts for line in _lines_of(post, now, zone)]
    if holding:
        found = [_kept_back(line) if line.state is State.HELD else line for line in found]
    found += [
        Line(
            Section.FIRST,
            Step.RECONNECT,
            account.name,
            account_ids=(account.id,),
            problem=account.problem,
            detail=account.detail,
        )
        for account in accounts.values()
        if account.standing is Standing.RECONNECT and not account.removed
    ]
    sections = list(Section)
    loud = [*_FIRST, State.HANDED_OVER, *PUBLIC, None]
    return tuple(
        sorted(
            found,
            key=lambda line: (
                sections.index(line.section),
                loud.index(line.state) if line.section is Section.FIRST else 0,
                line.due or now,
            ),
        )
    )


def _kept_back(line: Line) -> Line:
    return line._replace(section=Section.HELD, step=Step.RELEASE)


def with_inquiries(found: tuple[Line, ...], waiting: Waiting) -> tuple[Line, ...]:
    """One line for all that citizens wait for: on top when somebody may come to harm, waits too long or in vain."""
    if not (waiting.open or waiting.returned or waiting.unsent):
        return found
    loud = bool(waiting.urgent or waiting.overdue or waiting.unsent)
    line = Line(Section.FIRST if loud else Section.TODAY, Step.ANSWER, "Anliegen", due=waiting.oldest)
    sections = list(Section)
    before = [one for one in found if sections.index(one.section) < sections.index(line.section)]
    return (*before, line, *found[len(before) :])


def with_agreements(today: Today, number: int) -> Today:
    """One quiet line for Textbausteine to be confirmed, after what is due today."""
    if not number:
        return today
    sections = list(Section)
    last = sections.index(Section.SOON)
    before = [one for one in today.lines if sections.index(one.section) <= last]
    line = Line(Section.SOON, Step.CONFIRM, "Textbausteine")
    return today._replace(lines=(*before, line, *today.lines[len(before) :]), to_confirm=number)


def with_profiles(today: Today, checked: Mapping[int, date | None]) -> Today:
    """A quiet line for each channel, by its id, whose access was last looked at on that day."""
    known = [(key, day) for key, day in checked.items() if key in today.accounts and day is not None]
    if not known:
        return today
    sections = list(Section)
    last = sections.index(Section.SOON)
    before = [one for one in today.lines if sections.index(one.section) <= last]
    found = [
        Line(
            Section.SOON,
            Step.LOOK_AT_ACCESS,
            today.accounts[key].name,
            account_ids=(key,),
            detail=f"{day:%d.%m.%Y}",
        )
        for key, day in known
    ]
    return today._replace(lines=(*before, *found, *today.lines[len(before) :]))


def _lines_of(post: Due, now: datetime, zone: str) -> list[Line]:
    if post.stage is State.AWAITING_APPROVAL and not post.deliveries:
        return [Line(Section.APPROVALS, Step.REMIND, post.words, post.stage, post.post_id, due=post.due)]
    online = tuple(d.account_id for d in post.deliveries if d.state in PUBLIC)
    found = []
    for key in dict.fromkeys(map(_alike, post.deliveries)):
        group = tuple(d for d in post.deliveries if _alike(d) == key)
        state, notice, _ = key
        section = _section(group, now, zone)
        if section is None:
            continue
        first = group[0]
        found.append(
            Line(
                section,
                _STEPS[state] if notice is None else Step.SETTLE,
                post.words,
                state,
                post.post_id,
                group,
                tuple(d.account_id for d in group),
                online if state not in PUBLIC else (),
                first.due,
                first.problem,
                first.detail,
                # one that waits for a person is the louder one
                Waits.PERSON if any(d.waits is Waits.PERSON for d in group) else first.waits,
            )
        )
    return found


def _alike(delivery: Delivery) -> tuple[State, Problem | None, datetime | None]:
    """Deliveries of a post that share a line; by hand each has a time of its own, a Redaktionsschluss for one."""
    return delivery.state, _noticed(delivery), delivery.due if delivery.state is State.BY_HAND else None


def _noticed(delivery: Delivery) -> Problem | None:
    """What somebody did on the platform, when it is still to be decided."""
    removed = delivery.state is State.FAILED and delivery.problem is Problem.REMOVED_THERE
    return delivery.problem if removed else delivery.notice


def _section(group: Sequence[Delivery], now: datetime, zone: str) -> Section | None:
    state, due = group[0].state, group[0].due
    if state in _FIRST or _noticed(group[0]) is not None:
        return Section.FIRST
    today = local(now, zone).date()
    if state in (State.PLANNED, State.BY_HAND, State.SENDING, State.HANDED_OVER):
        return Section.TODAY if local(due, zone).date() <= today else None
    if state is State.WITHDRAWN:
        lapsed = any(d.late_policy is LatePolicy.LAPSE and d.problem is not None for d in group)
        just_now = local(group[0].ended or due, zone).date() == today
        return Section.LAPSED if lapsed and just_now else None
    if state in PUBLIC and local(group[0].ended or due, zone).date() == today:
        return Section.DONE
    return None
