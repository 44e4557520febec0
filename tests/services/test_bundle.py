"""What goes to a publisher of print."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from amtdesk.services.bundle import letter, mail, packed

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)


def test_text_and_captions_are_one_letter() -> None:
    said = letter("Markt", "Am Sonntag.\nGäste: alle", [("bild-1.jpg", "Stände"), ("bild-2.jpg", "")])
    assert said.startswith("Markt\n\nAm Sonntag.\nGäste: alle\n\n")
    assert "Umfang des Textes: 23 Zeichen" in said
    assert "bild-1.jpg: Stände\nbild-2.jpg: ohne Bildunterschrift" in said
    assert "Bilder" not in letter("", "Am Sonntag.", [])


def test_the_file_opens_in_any_editor_and_is_the_same_each_time(tmp_path: Path) -> None:
    picture = tmp_path / "bild-1-markt.jpg"
    picture.write_bytes(b"jpeg")
    content = packed("Markt", "Größe", [(picture, "Stände")], AT)
    assert content == packed("Markt", "Größe", [(picture, "Stände")], AT)
    with ZipFile(BytesIO(content)) as whole:
        assert whole.namelist() == ["text.txt", "bild-1-markt.jpg"]
        text = whole.read("text.txt")
        assert text.startswith(b"\xef\xbb\xbfMarkt\r\n\r\nGr\xc3\xb6\xc3\x9fe\r\n")
        assert whole.read("bild-1-markt.jpg") == b"jpeg"


def test_the_mail_has_the_whole_text_or_none_of_it() -> None:
    short = mail("redaktion@verlag.example", "Blatt: Markt", "Markt", "Am Sonntag & danach", "Gemeinde Musterbach")
    asked = parse_qs(urlsplit(short).query)
    assert urlsplit(short).path == "redaktion@verlag.example" and asked["subject"] == ["Blatt: Markt"]
    assert "Markt\r\n\r\nAm Sonntag & danach\r\n\r\nFreundliche Grüße\r\nGemeinde Musterbach" in asked["body"][0]
    long = mail("a@b.example", "Blatt", "Markt", "Wort " * 500, "")
    assert len(long) <= 1900
    assert "angehängten Datei" in parse_qs(urlsplit(long).query)["body"][0] and "Wort" not in long
