"""Moments as the lines on Heute say them. No Qt in here."""

from datetime import datetime

from amtdesk.domain.schedule import local
from amtdesk.domain.today import Today
from amtdesk.ui import texts


def at(moment: datetime | None, today: Today) -> str:
    """`um 7:30 Uhr`, on another day `am Di 13.10. um 7:30 Uhr`."""
    if moment is None:
        return ""
    zone = today.office.zone
    day, this = local(moment, zone).date(), local(today.now, zone).date()
    clock = texts.clock(moment, zone)
    return f"um {clock}" if day == this else f"am {texts.short_date(day, this)} um {clock}"


def day_and_time(moment: datetime | None, today: Today) -> str:
    """`heute, 7:30 Uhr`, on another day `Di 13.10., 7:30 Uhr`."""
    if moment is None:
        return ""
    zone = today.office.zone
    day, this = local(moment, zone).date(), local(today.now, zone).date()
    named = "heute" if day == this else texts.short_date(day, this)
    return f"{named}, {texts.clock(moment, zone)}"


def clock(moment: datetime | None, today: Today) -> str:
    """`7:30 Uhr`, with the day when it is another one."""
    if moment is None:
        return ""
    zone = today.office.zone
    same = local(moment, zone).date() == local(today.now, zone).date()
    return texts.clock(moment, zone) if same else day_and_time(moment, today)
