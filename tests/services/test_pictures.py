"""Pictures on their way in and out."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.fit import fit
from amtdesk.domain.media import LONG_SIDE
from amtdesk.services import pictures
from amtdesk.system import resources

RED, BLUE = (220, 30, 30), (30, 30, 220)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Eva Muster GEHEIM</x:xmpmeta>'


def photo(width: int = 640, height: int = 480) -> Image.Image:
    """Red above, blue below, with enough noise that it counts as a photo."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 4), fill=RED)
    draw.rectangle((0, height * 3 // 4, width, height), fill=BLUE)
    tint = Image.linear_gradient("L").resize((width, height))
    image.paste(Image.new("RGB", (width, height), (90, 140, 40)), mask=tint.point(lambda value: value // 4))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = "GEHEIM Kamera"
    found[0xA431] = "GEHEIM 12345"
    found.get_ifd(0x8825)[2] = (48.0, 8.0, 12.0)
    found.get_ifd(0x8825)[29] = "GEHEIM"
    return found


def test_a_photo_stays_a_jpeg(tmp_path: Path) -> None:
    taken = pictures.take(saved(photo(), "JPEG"), "Brücke.JPG")
    assert (taken.mime, taken.width, taken.height, taken.name) == ("image/jpeg", 640, 480, "Brücke.JPG")
    assert taken.size == len(taken.content)
    assert opened(taken.content).size == (640, 480)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "JPEG"])
def test_every_usual_type_is_taken_by_its_content_not_its_name(kind: str) -> None:
    taken = pictures.take(saved(photo(), kind), "falsch.exe")
    assert opened(taken.content).format in ("JPEG", "PNG")


def test_a_drawing_and_something_transparent_become_png() -> None:
    drawing = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(drawing).ellipse((50, 50, 150, 150), fill=RED)
    assert pictures.take(saved(drawing, "PNG"), "a").mime == "image/png"
    clear = photo().convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    taken = pictures.take(saved(clear, "WEBP"), "a")
    assert taken.mime == "image/png"
    assert opened(taken.content).mode == "RGBA"


def test_an_alpha_channel_nothing_shines_through_is_dropped() -> None:
    assert pictures.take(saved(photo().convert("RGBA"), "PNG"), "a").mime == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels_is_taken(mode: str) -> None:
    if mode == "I;16":
        source = Image.linear_gradient("L").convert("I").point(lambda value: value * 256).convert("I;16")
    else:
        source = Image.linear_gradient("L").convert("RGB").convert("L").convert(mode)
    taken = opened(pictures.take(saved(source, "JPEG" if mode == "CMYK" else "PNG"), "a").content).convert("L")
    dark, bright = taken.getpixel((128, 5)), taken.getpixel((128, 250))
    assert isinstance(dark, int | float)
    assert isinstance(bright, int | float)
    assert dark < 40 or mode in ("1", "P")
    assert bright > 200 or mode in ("1", "P")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_photo_stands_upright(orientation: int, kind: str) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = photo().transpose(undo[orientation]) if orientation in undo else photo()
    taken = pictures.take(saved(lying, kind, exif=exif(orientation)), "a")
    upright = opened(taken.content).convert("RGB")
    assert (taken.width, taken.height) == upright.size == (640, 480)
    top, bottom = upright.getpixel((320, 60)), upright.getpixel((320, 450))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]


def test_a_photo_of_an_iphone_becomes_a_jpeg_without_its_place() -> None:
    source = (Path(__file__).parent / "files" / "handy.heic").read_bytes()
    taken = pictures.take(source, "IMG_0412.HEIC")
    assert (taken.mime, taken.width, taken.height) == ("image/jpeg", 64, 48)
    assert b"Handy" in source and b"Handy" not in taken.content
    left, right = (opened(taken.content).convert("RGB").getpixel(place) for place in ((10, 20), (50, 20)))
    assert isinstance(left, tuple) and isinstance(right, tuple) and left[0] > left[2] and right[2] > right[0]
    for end in (20, len(source) // 2, len(source) - 5):
        with pytest.raises(Rejected):
            pictures.take(source[:end], "a.heic")


def with_everything(kind: str) -> bytes:
    options: dict[str, Any] = {"exif": exif(6)}
    if kind == "JPEG":
        options |= {"comment": b"GEHEIM Kommentar", "xmp": XMP}
    if kind == "WEBP":
        options |= {"xmp": XMP}
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "GEHEIM Eva")
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options |= {"pnginfo": notes}
    content = saved(photo(), kind, **options)
    if kind == "JPEG":
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0c\x1c\x02\x50\x00\x07GEHEIM!"
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + content[2:]
        # some cameras append a second picture, which knows the place too
        content += content
    return content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_left(kind: str) -> None:
    source = with_everything(kind)
    assert b"GEHEIM" in source
    content = pictures.take(source, "a").content
    assert b"GEHEIM" not in content
    for sign in (b"Exif", b"xmp", b"Photoshop", b"tEXt", b"iTXt", b"eXIf", b"iCCP", b"ICC_PROFILE", b"8BIM"):
        assert sign not in content
    assert not opened(content).getexif()


def wide_profile() -> bytes:
    """A profile whose red and green are swapped against sRGB would be seen at once; XYZ does as well."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def test_srgb_colours_stay_and_their_profile_goes() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    flat = Image.new("RGB", (50, 50), RED)
    taken = pictures.take(saved(flat, "PNG", icc_profile=profile), "a")
    assert opened(taken.content).convert("RGB").getpixel((9, 9)) == RED
    assert "icc_profile" not in opened(taken.content).info


def test_other_colours_become_srgb(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    convert = ImageCms.profileToProfile

    def spy(image: Image.Image, *rest: Any, **named: Any) -> Any:
        seen.append(image.mode)
        return convert(image, *rest, **named)

    monkeypatch.setattr(ImageCms, "profileToProfile", spy)
    monkeypatch.setattr(ImageCms, "getProfileDescription", lambda _profile: "Display P3")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    taken = pictures.take(saved(Image.new("RGB", (50, 50), RED), "PNG", icc_profile=profile), "a")
    assert seen == ["RGB"]
    assert "icc_profile" not in opened(taken.content).info


@pytest.mark.parametrize("profile", [b"no profile", wide_profile()])
def test_a_useless_colour_profile_is_no_reason_to_refuse(profile: bytes) -> None:
    taken = pictures.take(saved(Image.new("RGB", (50, 50), RED), "PNG", icc_profile=profile), "a")
    assert opened(taken.content).convert("RGB").getpixel((9, 9)) == RED


def test_a_large_photo_is_made_smaller_a_small_one_is_not_enlarged() -> None:
    taken = pictures.take(saved(photo(4000, 1000), "JPEG"), "a")
    assert (taken.width, taken.height) == (LONG_SIDE, LONG_SIDE // 4)
    assert pictures.take(saved(photo(30, 20), "JPEG"), "a").width == 30


def png_head(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (8_000, 6_251), (12_000, 9_000), (60_000, 900)])
def test_too_many_pixels_are_refused_before_decoding(width: int, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(_self: Image.Image) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decoded)
    with pytest.raises(Rejected) as refused:
        pictures.take(png_head(width, height), "bomb.png")
    assert refused.value.problem is Problem.PICTURE_TOO_LARGE


def test_a_file_too_large_is_refused_unread() -> None:
    with pytest.raises(Rejected) as refused:
        pictures.take(b"\xff\xd8\xff" + bytes(pictures.MOST_BYTES), "a.jpg")
    assert refused.value.problem is Problem.PICTURE_TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic" + bytes(100),
        png_head(10, 10),
        saved(photo(), "JPEG")[:9000],
        saved(photo(), "PNG")[:9000],
        saved(photo(), "WEBP")[:9000],
        saved(photo(), "BMP"),
    ],
    ids=range(14),
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        pictures.take(content, "x.jpg")
    assert refused.value.problem is Problem.PICTURE_UNREADABLE


@pytest.mark.filterwarnings("ignore")
def test_broken_exif_is_no_reason_to_refuse() -> None:
    source = with_everything("JPEG")
    start = source.index(b"Exif\0\0") + 6
    for at in range(start, start + 120):
        spoiled = source[:at] + b"\xfe\xff" + source[at + 2 :]
        assert pictures.take(spoiled, "a").mime == "image/jpeg"


WHOLE = {kind: saved(photo(64, 48), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8))
def test_a_spoiled_file_is_taken_or_refused_but_never_anything_else(kind: str, flips: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE[kind])
    for at, value in flips:
        content[at % len(content)] = value
    try:
        taken = pictures.take(bytes(content), "x")
    except Rejected:
        return
    assert opened(taken.content).size == (taken.width, taken.height)


def test_of_an_animation_the_first_picture_is_taken() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert opened(pictures.take(moving, "a.gif").content).convert("RGB").getpixel((5, 5)) == RED


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    source = saved(photo(), "JPEG")
    first, second = pictures.take(source, "a.jpg"), pictures.take(source, "b.jpg")
    path = pictures.keep(tmp_path, first)
    before = path.stat().st_mtime_ns
    assert pictures.keep(tmp_path, second) == path == tmp_path / first.sha256[:2] / f"{first.sha256}.jpg"
    assert path.stat().st_mtime_ns == before
    assert pictures.load(tmp_path, first) == first.content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_kept_picture_that_was_spoiled_is_noticed_and_mended(tmp_path: Path) -> None:
    taken = pictures.take(saved(photo(), "JPEG"), "a.jpg")
    path = pictures.keep(tmp_path, taken)
    path.write_bytes(b"\xff\xd8\xff other")
    with pytest.raises(Rejected) as refused:
        pictures.load(tmp_path, taken)
    assert refused.value.problem is Problem.PICTURE_UNREADABLE
    pictures.keep(tmp_path, taken)
    assert pictures.load(tmp_path, taken) == taken.content


def test_a_picture_that_is_gone_is_named(tmp_path: Path) -> None:
    taken = pictures.take(saved(photo(), "JPEG"), "a.jpg")
    with pytest.raises(Rejected) as refused:
        pictures.load(tmp_path, taken)
    assert refused.value.problem is Problem.PICTURE_MISSING


def test_for_a_channel_without_limits_it_goes_as_it_is() -> None:
    taken = pictures.take(saved(photo(), "JPEG"), "a")
    assert pictures.for_channel(taken.content, taken.mime, Limits()) == (taken.content, "image/jpeg", 640, 480)


@pytest.mark.parametrize("most", [200_000, 60_000, 5_000])
def test_for_a_channel_it_fits_the_bytes(most: int) -> None:
    taken = pictures.take(saved(photo(1600, 1200), "JPEG"), "a")
    assert taken.size > most
    content, mime, width, height = pictures.for_channel(taken.content, taken.mime, Limits(picture_bytes=most))
    assert len(content) <= most
    assert mime == "image/jpeg"
    assert opened(content).size == (width, height)
    assert abs(width / height - 4 / 3) < 0.05


def test_for_a_channel_it_fits_the_pixels_and_is_never_enlarged() -> None:
    taken = pictures.take(saved(photo(1600, 1200), "JPEG"), "a")
    _, _, width, height = pictures.for_channel(taken.content, taken.mime, Limits(picture_pixels=480_000))
    assert 470_000 < width * height <= 480_000
    small = pictures.take(saved(photo(40, 30), "JPEG"), "a")
    assert pictures.for_channel(small.content, small.mime, Limits(picture_pixels=10**8))[2:] == (40, 30)


def test_something_transparent_stays_so_if_it_fits_and_else_lies_on_white() -> None:
    clear = photo(800, 800).convert("RGBA")
    clear.putalpha(Image.radial_gradient("L").resize(clear.size))
    taken = pictures.take(saved(clear, "PNG"), "a")
    content, mime, *_ = pictures.for_channel(taken.content, taken.mime, Limits(picture_pixels=200 * 200))
    assert (mime, opened(content).mode) == ("image/png", "RGBA")
    content, mime, *_ = pictures.for_channel(taken.content, taken.mime, Limits(picture_bytes=100_000))
    assert (mime, opened(content).mode) == ("image/jpeg", "RGB")
    assert len(content) <= 100_000


def test_for_a_channel_it_is_cut_and_of_a_type_it_takes() -> None:
    limits = Limits(picture_ratio=(0.8, 1.91), picture_width=320, picture_types=("image/jpeg",))
    clear = photo(400, 1600).convert("RGBA")
    clear.putalpha(Image.radial_gradient("L").resize(clear.size))
    taken = pictures.take(saved(clear, "PNG"), "a")
    content, mime, width, height = pictures.for_channel(taken.content, taken.mime, limits)
    assert (mime, width, height) == ("image/jpeg", 320, 400)
    assert opened(content).size == (320, 400)
    # red above and blue below lie outside what is left
    red, _, blue = opened(content).getpixel((160, 3))[:3]  # type: ignore[index,misc]
    assert abs(red - blue) < 140


@pytest.mark.parametrize("name", sorted(name for name in resources.json("limits.json") if name != "_meta"))
def test_what_is_told_when_a_picture_is_attached_is_what_goes_out(name: str) -> None:
    limits = Limits.of(resources.limits(name)[0])
    if limits.pictures == 0:
        return
    for size, kind, crop in (
        ((800, 1600), "JPEG", None),
        ((1900, 150), "JPEG", Crop(300, 500, 900)),
        ((1600, 1200), "PNG", None),
        ((240, 300), "JPEG", Crop(size=500)),
    ):
        taken = pictures.take(saved(photo(*size), kind), "a")
        told = fit(taken.width, taken.height, taken.mime, limits, taken.size, crop)
        content, mime, *sides = pictures.for_channel(taken.content, taken.mime, limits, crop)
        assert (mime, *sides) == (told.mime, told.width, told.height) or told.lighter
        assert opened(content).size == tuple(sides)
        # too narrow a one stays as it is, too
        assert (content == taken.content) == (not replace(told, too_narrow_for=None).words)


def test_a_limit_nothing_fits_is_told() -> None:
    taken = pictures.take(saved(photo(), "JPEG"), "a")
    with pytest.raises(Rejected) as refused:
        pictures.for_channel(taken.content, taken.mime, Limits(picture_bytes=50))
    assert refused.value.problem is Problem.PICTURE_TOO_LARGE


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_thumbnail_is_small_and_of_the_same_kind(kind: str, tmp_path: Path) -> None:
    clear = photo(1600, 1200).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    taken = pictures.take(saved(clear if kind == "PNG" else photo(1600, 1200), kind), "a")
    pictures.keep(tmp_path, taken)
    small = opened(pictures.thumbnail(tmp_path, taken, 96))
    assert small.format == kind
    assert small.size == (96, 72)
    with pytest.raises(Rejected):
        pictures.thumbnail(tmp_path, replace(taken, sha256="0" * 64), 96)


@pytest.mark.parametrize("name", ["../../CON", "C:\\Bilder\\aux.jpg", "a\0\nb.png", ""])
def test_the_name_shown_is_harmless(name: str) -> None:
    shown = pictures.take(saved(photo(), "JPEG"), name).name
    assert shown
    assert not set(shown) & set("/\\:\0\n")
