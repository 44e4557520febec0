"""Whether sending goes its way: what the watchdog saw, and the alarm it raises."""

from datetime import datetime, timedelta
from typing import NamedTuple

from amtdesk.domain.errors import Problem

#: A delivery that is due has an end state by then, or there is an alarm.
AT_MOST = timedelta(minutes=10)
#: These say that the network itself is not there.
NO_NETWORK = frozenset({Problem.OFFLINE, Problem.HOST_UNKNOWN})


class Watch(NamedTuple):
    """One look. `problem` is the alarm, with the posts it keeps waiting."""

    problem: Problem | None = None
    #: ids of the deliveries that are due and have no end state
    waiting: tuple[int, ...] = ()
    #: titles of their posts, each once
    words: tuple[str, ...] = ()
    #: when the oldest of them was due
    since: datetime | None = None
    #: why they wait, raw, for „Details kopieren“
    detail: str = ""
    offline: bool = False
    #: when the worker last looked for due posts, and whether that went well
    looked: datetime | None = None
    ok: bool = True
