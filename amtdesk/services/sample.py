"""The sample office "Gemeinde Musterbach": four weeks of posts in all states, around the present day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from amtdesk.domain.delivery import Clock, LatePolicy, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.media import Media
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.domain.schedule import local, moment
from amtdesk.domain.settings import Office
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries, posts
from amtdesk.store.database import Database

OFFICE = Office(name="Gemeinde Musterbach", land="BW", phone="07000 1234-0", short_sign="ka", set_up=True, sample=True)
_WAYS: dict[State, tuple[State, ...]] = {
    State.PLANNED: (),
    State.BY_HAND: (),
    State.PUBLISHED: (State.SENDING, State.PUBLISHED),
    State.FAILED: (State.SENDING, State.FAILED),
    State.UNCERTAIN: (State.SENDING, State.UNCERTAIN),
    State.HANDED_OVER: (State.SENDING, State.HANDED_OVER),
    State.MISSED: (State.MISSED,),
    State.HELD: (State.HELD,),
    State.PUBLISHED_BY_HAND: (State.PUBLISHED_BY_HAND,),
    State.WITHDRAWN: (State.WITHDRAWN,),
}


@dataclass(frozen=True, slots=True)
class _Made:
    """Accounts and pictures of the sample office, by name."""

    accounts: Mapping[str, int]
    #: who holds the clock of what is planned, by account
    clocks: Mapping[int, Clock]
    pictures: Mapping[str, Media]
    now: datetime


def fill(desk: Desk, content: Mapping[str, Any], picture: Callable[[str], bytes]) -> None:
    """Make the sample office in an empty data directory; `content` is resources/sample/posts.json.

    Times are days and wall times from now on; nothing is due in the past without having reached its state.
    """
    desk.offices.save(OFFICE)
    accounts = {one["name"]: _account(desk, one) for one in content["accounts"]}
    made = _Made(
        accounts,
        {one.id: desk.accounts.clock_of(one) for one in desk.accounts.every()},
        {name: desk.posts.take_picture(picture(name), name) for name in content["pictures"]},
        desk.now(),
    )
    for one in content["posts"]:
        _post(desk.database, made, one)


def _account(desk: Desk, one: Mapping[str, Any]) -> int:
    access = Access(one["kind"], one["name"], one.get("url", ""), one.get("settings", {}), one.get("secrets", {}))
    return desk.accounts.add(access, test=not desk.accounts.kinds[one["kind"]].by_hand).id


def _post(database: Database, made: _Made, one: Mapping[str, Any]) -> None:
    due = _due(one, made.now)
    chosen: Mapping[str, str] = one["channels"]
    pictures = tuple(Attached(made.pictures[shown["name"]], shown.get("alt", "")) for shown in one.get("pictures", ()))
    versions = one.get("versions", {})
    post = Post(
        0,
        one["title"],
        one["text"],
        due=due,
        stage=State(one.get("stage", "draft")),
        late_policy=LatePolicy(one.get("late_policy", "publish")),
        variants=tuple(Variant(made.accounts[name], versions.get(name)) for name in chosen),
        pictures=pictures,
    )
    with database.writing() as connection:
        post_id = posts.add(connection, post, made.now)
        if due is None:
            return
        for name, state in chosen.items():
            if state:
                key = made.accounts[name]
                _deliver(connection, one, post_id, key, State(state), due, made.clocks[key])


def _deliver(
    connection: Connection,
    one: Mapping[str, Any],
    post_id: int,
    account_id: int,
    state: State,
    due: datetime,
    clock: Clock,
) -> None:
    first = State.BY_HAND if state in (State.BY_HAND, State.PUBLISHED_BY_HAND) else State.PLANNED
    delivery_id = deliveries.add(
        connection,
        post_id=post_id,
        account_id=account_id,
        state=first,
        due=due,
        zone=OFFICE.zone,
        token=f"{post_id:016x}{account_id:016x}",
        late_policy=LatePolicy(one.get("late_policy", "publish")),
        late_limit=30,
        clock=clock if state is State.PLANNED else Clock.PC,
    )
    delivery = deliveries.get(connection, delivery_id)
    assert delivery is not None
    for after in _WAYS[state]:
        delivery = deliveries.move(connection, delivery, after, **_values(after, one, due))


def _values(state: State, one: Mapping[str, Any], due: datetime) -> dict[str, Any]:
    ended = due + timedelta(seconds=4)
    match state:
        case State.SENDING:
            return {"attempts": 1, "started": due, "final": due}
        case State.PUBLISHED_BY_HAND if "note" in one:
            return {"ended": ended, "note": one["note"]}
        case State.PUBLISHED | State.PUBLISHED_BY_HAND:
            # without an id: nobody asks an invented platform after it
            return {"ended": ended, "url": "https://musterbach.example/beitrag"}
        case State.HANDED_OVER:
            theirs = due + timedelta(hours=one.get("moved_there", 0))
            problem = Problem.MOVED_THERE.value if theirs != due else None
            return {"clock": Clock.PLATFORM.value, "scheduled": theirs, "problem": problem}
        case State.FAILED:
            return {"ended": ended, "problem": Problem(one.get("problem", "refused")).value}
        case State.UNCERTAIN:
            return {"problem": Problem.TIMED_OUT.value, "waits": Waits.PERSON.value, "looks": 2}
        case State.MISSED | State.WITHDRAWN:
            return {"ended": ended, "problem": Problem(one.get("problem", "too_late")).value}
        case _:
            return {}


def _due(one: Mapping[str, Any], now: datetime) -> datetime | None:
    """`day` counts working days from today (0) on, `at` is the wall time; `minutes` is from now."""
    if "minutes" in one:
        soon = now + timedelta(minutes=one["minutes"])
        return soon.replace(minute=soon.minute // 15 * 15, second=0, microsecond=0)
    if "day" not in one:
        return None
    today = local(now, OFFICE.zone).date()
    step = 1 if one["day"] > 0 else -1
    day, left = today, abs(one["day"])
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return moment(datetime.combine(day, time.fromisoformat(one["at"])), OFFICE.zone)
