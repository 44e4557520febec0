"""What hangs on each connected channel: planned, unclear and failed deliveries."""

from dataclasses import dataclass
from datetime import datetime

from amtdesk.domain.delivery import Delivery, State
from amtdesk.store import deliveries
from amtdesk.store.database import Database

#: Taken back when their channel is removed.
TAKEN_BACK = frozenset({State.PLANNED, State.BY_HAND, State.HELD, State.MISSED, State.FAILED})
_OPEN = TAKEN_BACK | {State.UNCERTAIN, State.HANDED_OVER, State.SENDING}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open deliveries of one account, by their ids; `next_due` (UTC) of those that still wait for their time."""

    taken_back: tuple[int, ...] = ()
    uncertain: tuple[int, ...] = ()
    #: did not go out or missed their time: they may go out by hand
    failed: tuple[int, ...] = ()
    #: the platform holds the clock, or is being asked right now
    away: tuple[int, ...] = ()
    next_due: datetime | None = None


def waiting(database: Database) -> dict[int, Waiting]:
    """By account id; accounts on which nothing is open are absent."""
    with database.reading() as connection:
        found = deliveries.in_states(connection, _OPEN)
    by_account: dict[int, list[Delivery]] = {}
    for delivery in found:
        by_account.setdefault(delivery.account_id, []).append(delivery)
    result = {}
    for account_id, mine in by_account.items():
        result[account_id] = Waiting(
            tuple(one.id for one in mine if one.state in TAKEN_BACK),
            tuple(one.id for one in mine if one.state is State.UNCERTAIN),
            tuple(one.id for one in mine if one.state in (State.FAILED, State.MISSED)),
            tuple(one.id for one in mine if one.state in (State.HANDED_OVER, State.SENDING)),
            next((one.due for one in mine if one.state in (State.PLANNED, State.BY_HAND)), None),
        )
    return result
