"""The Aushang as a file."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from amtdesk.domain.errors import StorageTrouble
from amtdesk.services.code import squares
from amtdesk.ui.by_hand_sheet import Sheet, write

TEXT = "Am Sonntag ist Markt auf dem Rathausplatz.\n\nDie Hauptstraße ist gesperrt."


def test_a_usual_post_is_one_page_with_coat_and_picture(qapp: QApplication, tmp_path: Path) -> None:
    for name in ("wappen.png", "bild.jpg"):
        Image.new("RGB", (400, 300), "red").save(tmp_path / name)
    path = tmp_path / "aushang.pdf"
    sheet = Sheet("Musterbach", "Markt", TEXT * 4, "Tel. 1", str(tmp_path / "wappen.png"), str(tmp_path / "bild.jpg"))
    assert write(str(path), sheet) == 1
    content = path.read_bytes()
    assert content.startswith(b"%PDF-") and content.count(b"/Subtype /Image") == 2


def test_what_is_too_much_goes_on_to_the_next_page(qapp: QApplication, tmp_path: Path) -> None:
    def pages(times: int) -> int:
        path = tmp_path / f"{times}.pdf"
        number = write(str(path), Sheet("Musterbach", "Markt & <b>mehr</b>", "\n\n".join([TEXT] * times)))
        assert path.read_bytes().count(b"/Type /Page\n") == number
        return number

    assert pages(1) == pages(5) == 1 < pages(40) < pages(160)


def test_a_code_stands_on_each_page_and_takes_its_room(qapp: QApplication, tmp_path: Path) -> None:
    text, code = "\n\n".join([TEXT] * 20), squares("https://www.musterbach.example/markt")
    number = write(str(tmp_path / "with.pdf"), Sheet("Musterbach", "Markt", text, link="https://m.example", code=code))
    assert number > write(str(tmp_path / "without.pdf"), Sheet("Musterbach", "Markt", text))
    pages = _pages_of((tmp_path / "with.pdf").read_bytes())
    dark = sum(map(sum, code))
    assert [one.count(b" re\n") >= dark for one in pages] == [True] * number


@pytest.mark.parametrize("text", ["", "Ein Wort", "Wort" * 400])
def test_any_text_ends(qapp: QApplication, tmp_path: Path, text: str) -> None:
    missing = str(tmp_path / "gone.png")
    assert write(str(tmp_path / "a.pdf"), Sheet("", "", text, coat=missing, picture=missing)) >= 1


def test_paper_is_printed_in_black_from_a_dark_window(qapp: QApplication, tmp_path: Path) -> None:
    before, dark = qapp.palette(), qapp.palette()
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        dark.setColor(role, QColor("#ffffff"))
    sheet = Sheet("Musterbach", "Markt", TEXT)
    write(str(tmp_path / "light.pdf"), sheet)
    qapp.setPalette(dark)
    try:
        write(str(tmp_path / "dark.pdf"), sheet)
    finally:
        qapp.setPalette(before)
    light, from_dark = ((tmp_path / name).read_bytes() for name in ("light.pdf", "dark.pdf"))
    assert _pages_of(light) == _pages_of(from_dark)


def _pages_of(content: bytes) -> list[bytes]:
    """What is drawn, without names and moments."""
    import re
    import zlib

    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return [one for one in found if b" BT" in one or b"BT\n" in one]


def test_a_place_that_takes_no_file_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        write(str(tmp_path / "gone" / "a.pdf"), Sheet("Musterbach", "Markt", TEXT))
