"""Heute: accesses that end soon, a line each, the louder the nearer."""

from collections.abc import Mapping
from datetime import datetime

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.expiry import WARNED, expires, warns
from amtdesk.domain.today import Line, Section, Step


def with_endings(
    found: tuple[Line, ...], accounts: Mapping[int, Account], now: datetime, zone: str
) -> tuple[Line, ...]:
    """Quiet below what is due today from 14 days on, among what comes first from 7 days on.

    One that is lost already has its line.
    """
    sections = list(Section)
    lines = list(found)
    for account in accounts.values():
        end = expires(account.settings)
        reached = warns(end, now, zone)
        if reached is None or account.removed or account.standing is Standing.RECONNECT:
            continue
        section = Section.SOON if reached == WARNED[0] else Section.FIRST
        before = sum(sections.index(one.section) <= sections.index(section) for one in lines)
        lines.insert(before, Line(section, Step.RECONNECT, account.name, account_ids=(account.id,), due=end))
    return tuple(lines)
