"""What a channel makes of a picture: its part, its size and its type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop

JPEG = "image/jpeg"
#: Nobody sees a hundredth more or less of a picture.
_ALIKE = 0.01

#: Left, top, right, bottom, each from 0 to 1.
Share = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fit:
    """`box` is the part that is kept (left, top, right, bottom), `width` and `height` its size there, in pixels."""

    box: tuple[int, int, int, int]
    width: int
    height: int
    mime: str
    #: width divided by height it was cut to; None: the whole picture
    cut: float | None = None
    #: it was cut to the shape of the first picture of its post
    like_first: bool = False
    #: saved again as another type, or to take fewer bytes
    retyped: bool = False
    lighter: bool = False
    #: pixels the channel wants at least across; None: the picture is wide enough
    too_narrow_for: int | None = None

    @property
    def area(self) -> int:
        """Pixels of the part that is kept, before it is made smaller."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top)

    def share(self, width: int, height: int) -> Share:
        """The part that is kept of a picture of this size, so that it can be shown of a smaller version of it."""
        left, top, right, bottom = self.box
        return left / width, top / height, right / width, bottom / height

    @property
    def words(self) -> str:
        """`beschnitten auf 4:5, 1440 × 1800`; empty for a picture that stays as it is."""
        left, top, right, bottom = self.box
        smaller = (self.width, self.height) != (right - left, bottom - top)
        like = " wie Bild 1" if self.like_first else ""
        said = [f"beschnitten auf {ratio_words(self.cut)}{like}"] if self.cut is not None else []
        if said or smaller:
            said.append(f"{self.width} × {self.height}")
        if self.retyped:
            said.append("als JPEG")
        elif self.lighter:
            said.append("stärker komprimiert")
        if self.too_narrow_for is not None:
            said.append(f"{narrow_words(self.width, self.too_narrow_for)}, wird dort unscharf")
        return ", ".join(said)


def fit(width: int, height: int, mime: str, limits: Limits, size: int = 0, crop: Crop | None = None) -> Fit:
    """How a picture of `size` bytes goes to a channel: cut if the ratio demands it, never enlarged.

    `crop` says which part stays where it is cut, None the largest in the middle.
    """
    wide, high = _clamped(width, height, limits)
    chosen, cut = Crop(), None
    if limits.picture_ratio is not None and (wide, high) != (width, height):
        cut = limits.picture_ratio[0] if high < height else limits.picture_ratio[1]
        chosen = crop or chosen
        wide, high = _clamped(chosen.part(wide), chosen.part(high), limits)
    types = limits.picture_types
    kept = mime if not types or mime in types else JPEG
    lighter = limits.picture_bytes is not None and size > limits.picture_bytes
    box = chosen.box(width, height, wide, high)
    # none of the others is left a choice of shapes
    like_first = cut is not None and limits.pictures_alike and limits.picture_ratio == (cut, cut)
    whole = Fit(box, wide, high, kept, cut, like_first, retyped=kept != mime, lighter=lighter)
    scale = min(
        1.0,
        (limits.picture_width or wide) / wide,
        (limits.picture_sides or wide + high) / (wide + high),
        ((limits.picture_pixels or wide * high) / (wide * high)) ** 0.5,
    )
    found = shrunk(whole, scale, limits)
    least = limits.picture_least_width
    return replace(found, too_narrow_for=least if least is not None and found.width < least else None)


def each(shapes: Sequence[tuple[int, int]], limits: Limits) -> list[Limits]:
    """What a channel takes of every picture of one post, by their widths and heights in order.

    Where it shows all of them in the shape of the first, the others are cut to that.
    """
    if not limits.pictures_alike or len(shapes) < 2:
        return [limits] * len(shapes)
    width, height = shapes[0]
    ratio = fit(width, height, JPEG, limits).cut or width / height
    alike = replace(limits, picture_ratio=(ratio, ratio))
    return [limits, *(limits if abs(wide / high / ratio - 1) < _ALIKE else alike for wide, high in shapes[1:])]


def shrunk(found: Fit, scale: float, limits: Limits) -> Fit:
    """The same part smaller, its ratio still within the limits after rounding."""
    if scale >= 1:
        return found
    width, height = _clamped(max(1, int(found.width * scale)), max(1, int(found.height * scale)), limits)
    return replace(found, width=width, height=height)


def fates(fits: Mapping[str, Fit | None]) -> str:
    """What each channel makes of one picture, those alike together, by the names of the channels.

    None stands for a channel that takes no pictures.
    """
    alike: dict[str, list[str]] = {}
    for name, one in fits.items():
        said = "geht nicht mit" if one is None else one.words or "unverändert"
        alike.setdefault(said, []).append(name)
    # what stays as it is comes last
    told = sorted(alike, key=lambda said: said == "unverändert")
    return " · ".join(f"{', '.join(alike[said])}: {said}" for said in told)


def narrow_words(width: int, least: int) -> str:
    """`nur 240 statt mindestens 320 Pixel breit`."""
    return f"nur {width} statt mindestens {least} Pixel breit"


def ratio_words(ratio: float) -> str:
    """`4:5`, `1,91:1`."""
    near = Fraction(ratio).limit_denominator(20)
    if abs(near - Fraction(ratio)) < Fraction(1, 2000):
        return f"{near.numerator}:{near.denominator}"
    return f"{ratio:.3g}:1".replace(".", ",")


def _clamped(width: int, height: int, limits: Limits) -> tuple[int, int]:
    if limits.picture_ratio is None:
        return width, height
    # as fractions: 0.8 is 4/5 and nothing beside it
    least, most = (Fraction(str(one)) for one in limits.picture_ratio)
    # one shape and no other: no whole pixels make it, and only rounding towards the square stays where others are taken
    exact = least == most
    if Fraction(width, height) < least:
        return width, max(1, ceil(width / least) if exact and least > 1 else int(width / least))
    if Fraction(width, height) > most:
        return max(1, ceil(height * most) if exact and most < 1 else int(height * most)), height
    return width, height
