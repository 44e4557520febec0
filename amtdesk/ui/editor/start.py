"""Where a new draft begins: its time and its channels; no Qt in here."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from amtdesk.domain.schedule import local, slots

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

#: Under this key the channels used last are remembered.
ACCOUNTS = "editor.accounts"
AHEAD = 14


def first_time(desk: "Desk", day: date | None) -> datetime | None:
    """The next free slot of `day` (none for a day gone by); without a day the next free house slot from today on."""
    office = desk.offices.get()
    today = local(desk.now(), office.zone).date()
    if day is not None:
        return desk.planning.free_slot(day) if day >= today else None
    present = {span.weekday for span in office.hours}
    for ahead in range(AHEAD):
        candidate = today + timedelta(days=ahead)
        if candidate.weekday() not in present:
            continue
        due = desk.planning.free_slot(candidate)
        if local(due, office.zone).time() in slots(candidate, office.hours):
            return due
    return None


def first_accounts(desk: "Desk") -> tuple[int, ...]:
    """The only channel there is, else those used last."""
    known = [account.id for account in desk.accounts.every()]
    if len(known) == 1:
        return tuple(known)
    last = desk.offices.recall(ACCOUNTS, [])
    return tuple(one for one in known if one in last)
