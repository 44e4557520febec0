"""The record of moderation for the file."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from amtdesk.domain.measure import Rung
from amtdesk.ui.answers.record import page, write
from tests import builders
from tests.ui.conftest import RecordingShell


def test_it_names_the_rule_the_person_and_the_words_and_nothing_in_them_is_markup(shell: RecordingShell) -> None:
    desk = shell.desk
    desk.offices.change(name="Gemeinde Musterbach", short_sign="MK")
    builders.practice(desk)
    one = desk.inbox.capture('<img src="file:///c:/x"> Ihr & alle', channel="Facebook-Gruppe", author="<b>Grob</b>")
    line = desk.inbox.lines(one.id)[0]
    desk.moderation.take(one.id, line, Rung.DELETE, "Drohung", reason="Wortwahl", approved_by="Bürgermeisterin")
    html = page(one, desk.moderation.of(one.id), "Gemeinde Musterbach", "Europe/Berlin")
    assert "Gelöscht (durchgeführt)" in html and "Drohung" in html and "Bürgermeisterin" in html and "MK" in html
    assert "&lt;img src=" in html and "<img" not in html and "&lt;b&gt;Grob" in html
    assert "Mittwoch, 14. Oktober 2026, 08:30 Uhr" in html


def test_it_is_written_as_pdf(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "Protokoll.pdf"
    write(str(path), "<h1>Protokoll</h1>" + "<p>Zeile</p>" * 200)
    assert path.read_bytes().startswith(b"%PDF") and path.stat().st_size > 2000
