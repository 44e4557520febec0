"""How the parts of the editor stand at a given size, without flicker at the edges."""

from enum import StrEnum

#: Windows below this fold everything but the text.
NARROW, LOW = 1100, 620
#: From this width of the editor on the checks stand beside the text.
ROOMY = 620
HYSTERESIS = 24


class Arrangement(StrEnum):
    """From the least room to the most."""

    FOLDED = "folded"
    USUAL = "usual"
    ROOMY = "roomy"


_ORDER = tuple(Arrangement)


def arrangement(window: tuple[int, int], width: int, now: Arrangement | None) -> Arrangement:
    """For a window (width, height) and the editor's own width; a roomier one needs a bit more than staying there."""
    wanted = _for(window, width, 0)
    if now is None or _ORDER.index(wanted) <= _ORDER.index(now):
        return wanted
    stricter = _for(window, width, HYSTERESIS)
    return max(stricter, now, key=_ORDER.index)


def _for(window: tuple[int, int], width: int, spare: int) -> Arrangement:
    if window[0] < NARROW + spare or window[1] < LOW + spare:
        return Arrangement.FOLDED
    # the splitter gives exactly 620, so this edge needs its room below
    return Arrangement.ROOMY if width >= ROOMY - HYSTERESIS + spare else Arrangement.USUAL
