"""What a platform counted, as one modest line; no Qt in here."""

from datetime import datetime

from amtdesk.domain.figures import Counted, Figure
from amtdesk.domain.schedule import local
from amtdesk.ui import texts

_WORDS = {
    Figure.VIEWS: "Gesehen",
    Figure.REACH: "Erreicht",
    Figure.LIKES: "Gefällt",
    Figure.COMMENTS: "Kommentare",
    Figure.SHARES: "Geteilt",
    Figure.CLICKS: "Klicks",
    Figure.SAVES: "Gemerkt",
    Figure.FOLLOWERS: "Folgen",
}
#: Shown also when the platform does not tell: nobody takes it for nought.
_ALWAYS = (Figure.VIEWS, Figure.LIKES)
NOT_TOLD = "– heißt: sagt die Plattform nicht"


def words(counted: Counted, zone: str, now: datetime) -> str:
    """„Gesehen 412 · Gefällt 14 · Stand 08:10“; „–“ where the platform does not tell."""
    told = counted.figures
    shown = [one for one in Figure if one in told or one in _ALWAYS]
    if Figure.REACH in told and Figure.VIEWS not in told:
        shown.remove(Figure.VIEWS)
    parts = [f"{_WORDS[one]} {_number(told.get(one))}" for one in shown]
    same_day = local(counted.taken, zone).date() == local(now, zone).date()
    at = texts.clock(counted.taken, zone) if same_day else texts.when(counted.taken, zone, now)
    untold = NOT_TOLD if any(one not in told for one in shown) else ""
    return " · ".join(filter(None, (*parts, f"Stand {at}", untold)))


def _number(number: int | None) -> str:
    return "–" if number is None else f"{number:,}".replace(",", ".")
