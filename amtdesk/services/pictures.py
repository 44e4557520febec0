"""Pictures: checked, turned upright, stripped of everything but pixels, kept by hash, made to fit a channel."""

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.filename import file_name
from amtdesk.domain.fit import fit, shrunk
from amtdesk.domain.media import LONG_SIDE, MOST_PIXELS
from amtdesk.store.files import sha256_of, write_whole

if TYPE_CHECKING:
    from PIL.Image import Image

#: A file larger than this is no picture for social media.
MOST_BYTES = 60_000_000
JPEG, PNG = "image/jpeg", "image/png"
SUFFIX = {JPEG: "jpg", PNG: "png"}
_QUALITY = 88
_QUALITIES = (88, 82, 75, 68)
_FEW_COLOURS = 256
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture ready to be kept."""

    content: bytes
    mime: str
    width: int
    height: int
    size: int
    sha256: str
    name: str


class Kept(Protocol):
    """What is needed to find a kept picture; `Media` and `Taken` have it."""

    @property
    def sha256(self) -> str: ...
    @property
    def mime(self) -> str: ...


def take(content: bytes, name: str) -> Taken:
    """Make a picture fit to be kept: upright, sRGB, no metadata, at most LONG_SIDE pixels a side.

    Raises `Rejected` with PICTURE_TOO_LARGE or PICTURE_UNREADABLE; size and type are checked before any decoding.
    """
    image = _opened(content)
    image = _shrunk(_plain(image), LONG_SIDE)
    mime = PNG if image.mode == "RGBA" or image.info.pop("few", False) else JPEG
    saved = _saved(image, mime)
    clean = file_name(name)
    return Taken(saved, mime, image.width, image.height, len(saved), hashlib.sha256(saved).hexdigest(), clean)


def path_of(folder: Path, picture: Kept) -> Path:
    """Where the picture lies below the media folder."""
    return folder / picture.sha256[:2] / f"{picture.sha256}.{SUFFIX[picture.mime]}"


def keep(folder: Path, taken: Taken) -> Path:
    """Write the picture unless it is there already and whole. Raises OSError."""
    path = path_of(folder, taken)
    if path.exists() and sha256_of(path) == taken.sha256:
        return path
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, taken.content)
    return path


def load(folder: Path, picture: Kept) -> bytes:
    """The bytes of a kept picture. Raises `Rejected` when it is gone or is no longer what was kept."""
    path = path_of(folder, picture)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Rejected(Problem.PICTURE_MISSING, path.name) from error
    if hashlib.sha256(content).hexdigest() != picture.sha256:
        raise Rejected(Problem.PICTURE_UNREADABLE, path.name)
    return content


def for_channel(content: bytes, mime: str, limits: Limits, crop: Crop | None = None) -> tuple[bytes, str, int, int]:
    """Bytes, type, width and height of a kept picture as the channel takes it: its part, size and type; never enlarged.

    Raises `Rejected` when it cannot be made small enough.
    """
    image = _opened(content)
    most_bytes = limits.picture_bytes or len(content)
    wanted = fit(image.width, image.height, mime, limits, crop=crop)
    if (wanted.width, wanted.height, wanted.mime) == (*image.size, mime) and len(content) <= most_bytes:
        return content, mime, image.width, image.height
    image = _plain(image)
    image.info.clear()
    if limits.picture_bytes is None:
        # another type may take more bytes than the one it came in
        most_bytes = MOST_BYTES
    while True:
        sides = wanted.width, wanted.height
        smaller = image.resize(sides, box=wanted.box)
        if wanted.mime == PNG:
            saved = _saved(smaller, PNG)
            if len(saved) <= most_bytes:
                return saved, PNG, *sides
        flat = _on_white(smaller)
        for quality in _QUALITIES:
            saved = _saved(flat, JPEG, quality)
            if len(saved) <= most_bytes:
                return saved, JPEG, *sides
        if max(sides) < 16:
            break
        wanted = shrunk(wanted, 0.8, limits)
    raise Rejected(Problem.PICTURE_TOO_LARGE, f"{most_bytes} bytes")


def thumbnail(folder: Path, picture: Kept, side: int) -> bytes:
    """A small version, `side` pixels at most, as a file in the picture's own type. Raises `Rejected`."""
    image = _opened(load(folder, picture), draft=side * 2)
    return _saved(_shrunk(_plain(image), side), picture.mime)


def _opened(content: bytes, draft: int = LONG_SIDE) -> "Image":
    """The picture with its first frame decoded, not larger than needed."""
    from PIL import Image

    if len(content) > MOST_BYTES:
        raise Rejected(Problem.PICTURE_TOO_LARGE, f"{len(content)} bytes")
    kind = _kind(content)
    if kind is None:
        raise Rejected(Problem.PICTURE_UNREADABLE, "unknown type")
    try:
        image = Image.open(BytesIO(content), formats=(kind,))
        if image.width * image.height > MOST_PIXELS:
            raise Rejected(Problem.PICTURE_TOO_LARGE, f"{image.width} × {image.height}")
        if kind == "JPEG" and draft < LONG_SIDE:
            image.draft(None, (draft, draft))
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Rejected(Problem.PICTURE_TOO_LARGE, str(error)) from error
    except Rejected:
        raise
    except Exception as error:
        # decoders of hostile files raise nearly anything
        raise Rejected(Problem.PICTURE_UNREADABLE, f"{type(error).__name__}: {error}") from error
    return image


def _kind(content: bytes) -> str | None:
    """Pillow's name of the type, by the first bytes; never by the file's name."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        import pi_heif

        pi_heif.register_heif_opener()
        return "HEIF"
    return None


def _plain(image: "Image") -> "Image":
    """Upright and sRGB, as RGB or (only if something shines through) RGBA, with nothing but pixels.

    `info["few"]` says whether it has few colours, like a drawing.
    """
    upright = _turned(image)
    profile = image.info.get("icc_profile")
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    alpha = upright.convert("RGBA").getchannel("A") if has_alpha else None
    pixels = _srgb(upright, profile) if profile else None
    if pixels is None:
        pixels = _eight_bits(upright).convert("RGB")
    few = image.format not in ("JPEG", "MPO", "HEIF") and pixels.getcolors(_FEW_COLOURS) is not None
    if alpha is not None and alpha.getextrema()[0] != 255:
        pixels.putalpha(alpha)
    pixels.info.clear()
    pixels.info["few"] = few
    return pixels


def _turned(image: "Image") -> "Image":
    from PIL import ExifTags
    from PIL.Image import Transpose

    # not ImageOps.exif_transpose: it writes the rest of the EXIF anew and fails where that is broken
    ways = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        way = ways.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (ValueError, TypeError, LookupError, SyntaxError, OSError, ArithmeticError, struct.error, Warning):
        # broken EXIF says nothing about which way is up
        way = None
    return image.copy() if way is None else image.transpose(way)


def _srgb(image: "Image", profile: bytes) -> "Image | None":
    """The colours in sRGB; None when they are already, or the profile is no good."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        fitting = image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")
        return ImageCms.profileToProfile(fitting, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _eight_bits(image: "Image") -> "Image":
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in ("I", "F"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA") if image.mode in ("P", "PA") else image


def _shrunk(image: "Image", side: int) -> "Image":
    from PIL.Image import Resampling

    image.thumbnail((side, side), Resampling.LANCZOS)
    return image


def _on_white(image: "Image") -> "Image":
    if image.mode != "RGBA":
        return image
    from PIL import Image

    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _saved(image: "Image", mime: str, quality: int = _QUALITY) -> bytes:
    image.info.clear()
    out = BytesIO()
    if mime == PNG:
        image.save(out, "PNG")
    else:
        _on_white(image).save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
