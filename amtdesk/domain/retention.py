"""Which backups stay: all of two days, then the last of 7 days, 8 weeks and 12 months that have one."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from amtdesk.domain.schedule import ZONE, local

ALL_OF = timedelta(days=2)
DAYS, WEEKS, MONTHS = 7, 8, 12


def kept(moments: Iterable[datetime], now: datetime, zone: str = ZONE) -> set[datetime]:
    """Those of the aware moments that stay at `now`.

    Days, weeks and months are counted by what is there, not from today: a PC that was off for a year keeps all
    three spans.
    """
    newest_first = sorted(set(moments), reverse=True)
    stay = {moment for moment in newest_first if now - moment < ALL_OF}
    older = [moment for moment in newest_first if moment not in stay]
    spans: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda wall: wall.date()),
        (WEEKS, lambda wall: wall.isocalendar()[:2]),
        (MONTHS, lambda wall: (wall.year, wall.month)),
    )
    for most, span in spans:
        last: dict[object, datetime] = {}
        for moment in older:
            last.setdefault(span(local(moment, zone)), moment)
        stay.update(list(last.values())[:most])
    return stay
