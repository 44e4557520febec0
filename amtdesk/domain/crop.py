"""The part of a picture a person chose, for the channels that must cut it."""

from dataclasses import dataclass, replace
from typing import Self

#: Thousandths; below that a picture of a telephone gets too coarse.
SMALLEST, WHOLE, MIDDLE = 300, 1000, 500

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Crop:
    """`x` and `y` are the middle of the part, `size` its share of the largest part that fits; all in thousandths.

    It belongs to the picture, not to a channel: each channel lays its own ratio around the same point.
    """

    x: int = MIDDLE
    y: int = MIDDLE
    size: int = WHOLE

    def part(self, side: int) -> int:
        """The length that stays of a side of the largest part."""
        return max(1, side * self.bounded_size // WHOLE)

    def box(self, width: int, height: int, wide: int, high: int) -> Box:
        """Left, top, right, bottom of a part of `wide` × `high` pixels, as near to the point as the picture lets it."""
        left = _within((width * self.x // MIDDLE - wide) // 2, width - wide)
        top = _within((height * self.y // MIDDLE - high) // 2, height - high)
        return left, top, left + wide, top + high

    def moved(self, width: int, height: int, box: Box, right: int, down: int) -> Self:
        """The part pushed by pixels of the picture, `box` being where it lies; it stops at the edges."""
        wide, high = box[2] - box[0], box[3] - box[1]
        left, top = _within(box[0] + right, width - wide), _within(box[1] + down, height - high)
        return replace(self, x=round((2 * left + wide) * MIDDLE / width), y=round((2 * top + high) * MIDDLE / height))

    def sized(self, step: int) -> Self:
        """The part larger or smaller by thousandths."""
        return replace(self, size=min(WHOLE, max(SMALLEST, self.size + step)))

    @property
    def bounded_size(self) -> int:
        """The size within its limits, whatever the file says."""
        return min(WHOLE, max(SMALLEST, self.size))


def _within(value: int, most: int) -> int:
    return min(max(value, 0), max(most, 0))
