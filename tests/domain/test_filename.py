"""File names from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.filename import file_name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Brücke Ost.jpg", "Brücke Ost.jpg"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\eva\Bild.png", "Bild.png"),
        ("CON", "_CON"),
        ("nul.jpg", "_nul.jpg"),
        ("COM1.txt", "_COM1.txt"),
        ("Konto.jpg", "Konto.jpg"),
        ("a\x00b\nc\x1b.png", "abc.png"),
        ("Rechnung\u202egpj.exe", "Rechnunggpj.exe"),
        ("wo? 10:30 <x>.jpg", "wo_ 10_30 _x_.jpg"),
        ("Ende. . ", "Ende"),
        ("", "Bild"),
        ("...", "Bild"),
        ("u\u0308ber.jpg", "über.jpg"),
    ],
)
def test_a_name_becomes_harmless_and_stays_readable(name: str, clean: str) -> None:
    assert file_name(name) == clean


def test_a_long_name_keeps_its_ending() -> None:
    assert file_name("x" * 300 + ".jpeg") == "x" * 75 + ".jpeg"


@given(st.text(max_size=200))
def test_whatever_comes_in_a_file_of_that_name_can_be_made(name: str) -> None:
    clean = file_name(name)
    assert 0 < len(clean) <= 81
    assert not set(clean) & set('/\\<>:"|?*\0\n\r\t')
    assert clean == clean.strip()
    assert not clean.endswith(".")
    assert file_name(clean) == clean
    clean.encode("utf-8")
