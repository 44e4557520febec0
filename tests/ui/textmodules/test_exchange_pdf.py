"""The sheet for the round through the house."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from amtdesk.domain.errors import StorageTrouble
from amtdesk.domain.exchange import Entry
from amtdesk.ui.textmodules import exchange_pdf

ONE = Entry("a", "Bauhof", "Schlagloch", "Danke, {{anrede}}.", agree_with="Bauamt", source_url="https://a.example")


def test_every_page_is_there_and_what_is_too_long_goes_on(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "abstimmung.pdf"
    day = date(2026, 10, 14)
    assert exchange_pdf.write(str(path), [ONE], "Gemeinde Musterbach", day) == 1
    many = [replace(ONE, id=str(number)) for number in range(12)]
    several = exchange_pdf.write(str(path), many, "Gemeinde Musterbach", day)
    assert several > 1
    long = replace(ONE, text="Zeile\n" * 150)
    assert exchange_pdf.write(str(path), [long, ONE], "", day) >= 4
    content = path.read_bytes()
    assert content.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", content)) >= 4


def test_nothing_foreign_is_read_as_html(qapp: QApplication, tmp_path: Path) -> None:
    foreign = replace(ONE, title="<img src='file:///etc/passwd'>", text="<h1>groß</h1>", category="<b>")
    (_intro, box) = exchange_pdf.blocks([foreign], date(2026, 10, 14))
    assert "<img" not in box and "&lt;h1&gt;" in box and "<b>&lt;b&gt;" not in box
    assert "Unterschrift" in box and "Bauamt" in box


def test_who_agreed_stands_there(qapp: QApplication) -> None:
    agreed = replace(ONE, agreed_by="Frau Kern", agreed_office="Bauamt", agreed_on=date(2026, 10, 1))
    said = " · abgestimmt 01.10.2026 mit Frau Kern, Bauamt"
    assert said in exchange_pdf.blocks([agreed], date(2026, 10, 14))[1]
    assert "abgelaufen, zuletzt abgestimmt" in exchange_pdf.blocks([agreed], date(2027, 10, 1))[1]


def test_a_folder_that_is_not_there_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        exchange_pdf.write(str(tmp_path / "fehlt" / "a.pdf"), [ONE], "", date(2026, 10, 14))
