"""How many posts a platform takes within 24 hours, whichever 24 they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta

WINDOW = timedelta(hours=24)


def busiest(due: datetime, others: Iterable[datetime]) -> int:
    """The most posts within any 24 hours that hold the one at `due`, itself among them."""
    around = sorted(one for one in others if due - WINDOW < one < due + WINDOW)
    starts = [one for one in around if one <= due] + [due]
    return 1 + max(sum(start <= one < start + WINDOW for one in around) for start in starts)
