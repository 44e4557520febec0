"""When to try or to look again."""

from datetime import datetime, timedelta

#: Total deadline of the publishing call, seconds (reliability: own deadline, the server may still be at work).
DEADLINE = 60
#: An uncertain delivery is looked up no earlier than this after it was sent.
LOOK_AFTER = timedelta(seconds=max(2 * DEADLINE, 120))
#: … and not found it is looked up once more, this much later.
LOOK_AGAIN = timedelta(seconds=60)
#: So many look-ups that find nothing, then a person decides.
LOOKS = 2
#: A platform may not put us off for longer than this.
LONGEST_WAIT = timedelta(hours=24)

_FIRST = timedelta(seconds=15)
_LONGEST_BACK_OFF = timedelta(minutes=5)


def back_off(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th try that certainly was not sent: 15 s doubling, five minutes at most."""
    doublings: int = min(max(attempts - 1, 0), 10)
    return min(_FIRST * (1 << doublings), _LONGEST_BACK_OFF)


def next_try(now: datetime, attempts: int, until: datetime | None = None) -> datetime:
    """The moment of the next try, not before `until` as far as that is sensible."""
    wait = now + back_off(attempts)
    if until is None:
        return wait
    return max(wait, min(until, now + LONGEST_WAIT))


def next_look(now: datetime, started: datetime | None, looks: int) -> datetime:
    """The moment to look for a delivery of unknown outcome; `looks` have found nothing so far."""
    if looks == 0:
        # a start that lies ahead is from before the clock was set back
        return min(started or now, now) + LOOK_AFTER
    return now + LOOK_AGAIN
