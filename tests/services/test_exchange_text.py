"""Which bytes are text, and in which charset."""

import io
import zipfile

import pytest

from amtdesk.domain.exchange import FileRefused, Refusal
from amtdesk.services.exchange_text import LARGEST, decode

WORDS = "Titel;Text\r\nMülltonne;„Größe“ – nächste Straße\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_what_excel_and_others_write_is_recognised(charset: str) -> None:
    text, named = decode(WORDS.encode(charset))
    assert text == WORDS
    assert named == charset.removesuffix("-sig").removesuffix("-le").removesuffix("-be")


def _zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * 5_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"\xef\xbb\xbf \r\n", Refusal.EMPTY),
        (_zipped(), Refusal.SPREADSHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.SPREADSHEET),
        (b"%PDF-1.7 ...", Refusal.NO_TEXT),
        (b"\x1f\x8b\x08" + bytes(60), Refusal.NO_TEXT),
        (b"Titel;Text\r\na;\x81\x8d", Refusal.NO_TEXT),
        (b"\xff\xfea", Refusal.NO_TEXT),
        (b"a" * (LARGEST + 1), Refusal.TOO_LARGE),
    ],
)
def test_what_is_no_text_is_refused_before_anything_is_unpacked(content: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        decode(content)
    assert refused.value.reason is reason
