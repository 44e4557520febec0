"""How many posts of a day fit into its cell, and in which form; whole numbers only, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights in logical pixels, from the fonts."""

    line: int
    single: int
    gap: int = 2
    padding: int = 6

    def full(self, lines: int) -> int:
        """A tile with its time, `lines` lines of words and its state."""
        return (lines + 2) * self.line + 1


@dataclass(frozen=True, slots=True)
class Form:
    """One tile: its lines of words, 0 for everything in a single line."""

    lines: int
    height: int


def fit(wanted: Sequence[int], room: int, sizes: Sizes) -> list[Form]:
    """Forms for the first posts of a day; the rest did not fit. `wanted` says how many lines of words each could use.

    Full tiles as long as they fit, single lines below; every post before few large ones.
    """
    count = len(wanted)
    if not count:
        return []
    for full in range(count, -1, -1):
        if _height(full, count - full, sizes) <= room and (full or sizes.full(1) > room):
            return _grow([1] * full + [0] * (count - full), wanted, room, sizes)
    full = min(count, _most(room, sizes.full(1), sizes.gap))
    rest = room - _height(full, 0, sizes) - (sizes.gap if full else 0)
    singles = min(count - full, _most(rest, sizes.single, sizes.gap))
    return _grow([1] * full + [0] * singles, wanted, room, sizes)


def _most(room: int, height: int, gap: int) -> int:
    return max(0, (room + gap) // (height + gap))


def _height(full: int, singles: int, sizes: Sizes) -> int:
    return full * sizes.full(1) + singles * sizes.single + max(0, full + singles - 1) * sizes.gap


def _grow(lines: list[int], wanted: Sequence[int], room: int, sizes: Sizes) -> list[Form]:
    """Give what is left over to words, the first posts first, then to the space around them."""
    left = room - _height(sum(one > 0 for one in lines), lines.count(0), sizes)
    for most in (2, 3):
        for at, now in enumerate(lines):
            if now == most - 1 and wanted[at] >= most and left >= sizes.line:
                lines[at] = most
                left -= sizes.line
    full = sum(one > 0 for one in lines)
    padding = max(0, min(sizes.padding, left // full)) if full else 0
    return [Form(one, sizes.full(one) + padding if one else sizes.single) for one in lines]
