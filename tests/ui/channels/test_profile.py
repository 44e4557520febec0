"""The Kanal-Steckbrief in the window and on paper."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from amtdesk.domain.profile import Comments, Gap, Holder, Profile
from amtdesk.ui.channels import profile_words as words
from amtdesk.ui.channels.page import ChannelsPage
from amtdesk.ui.channels.profile import ProfileDialog, edit_profile
from amtdesk.ui.channels.profile_pdf import Printed, box
from amtdesk.ui.library.address import is_familiar
from tests.builders import by_hand
from tests.ui.conftest import RecordingShell


def opened(qtbot: QtBot, shell: RecordingShell, account_id: int) -> ProfileDialog:
    dialog = edit_profile(shell, account_id, shell)  # type: ignore[arg-type]
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_all_of_it_is_written_by_keyboard_and_kept(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = by_hand(shell.desk, "Gruppe")
    dialog = opened(qtbot, shell, channel)
    form = dialog.form
    assert dialog.open_points.text().startswith("Noch offen: eine zweite Person")
    qtbot.keyClicks(form.purpose, "Kurze Nachrichten")
    qtbot.keyClick(form.purpose, Qt.Key.Key_Tab)
    assert form.audience.hasFocus()
    for place, name in enumerate(("Frau Muster", "Herr Beispiel")):
        line, box = form.people[place]
        qtbot.keyClicks(line, name)
        qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.mouseClick(form.now, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.imprint, "https://a.example/impressum")
    qtbot.keyClicks(form.privacy, "https://a.example/datenschutz")
    qtbot.keyClick(form.address, Qt.Key.Key_Down)
    qtbot.keyClick(form.comments, Qt.Key.Key_Down)
    assert dialog.open_points.text() == ""
    qtbot.keyClick(form.imprint, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.said == ["Steckbrief von Gruppe gespeichert."])
    assert shell.desk.profiles.get(channel) == Profile(
        purpose="Kurze Nachrichten",
        holders=(Holder("Frau Muster", True), Holder("Herr Beispiel", True)),
        checked=shell.desk.profiles.today(),
        imprint="https://a.example/impressum",
        privacy="https://a.example/datenschutz",
        comments=Comments.OPEN,
    )
    assert is_familiar(shell.desk, channel), "where the Textbausteine look"
    assert shell.asked == []


def test_what_stands_there_is_shown_and_closing_asks_only_after_a_change(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = by_hand(shell.desk, "Gruppe")
    kept = Profile("Wozu", "Für wen", (Holder("A", True), Holder("B"), Holder("C")), date(2026, 1, 2), hours="immer")
    shell.desk.profiles.keep(channel, kept)
    dialog = opened(qtbot, shell, channel)
    assert dialog.form.profile() == kept
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shell.findChildren(ProfileDialog))
    assert shell.asked == []
    dialog = opened(qtbot, shell, channel)
    qtbot.keyClicks(dialog.form.audience, "!")
    shell.answer = False
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(shell.asked) == 1 and dialog.isVisible()
    shell.answer = True
    dialog.close()
    qtbot.waitUntil(lambda: not shell.findChildren(ProfileDialog))
    assert len(shell.asked) == 2
    assert shell.desk.profiles.get(channel) == kept


@pytest.mark.parametrize("every", [False, True])
def test_one_or_all_are_saved_as_a_file(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, every: bool
) -> None:
    channels = [by_hand(shell.desk, name) for name in ("Gruppe", "Blatt", "Aushang")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "steckbrief"), ""))
    dialog = opened(qtbot, shell, channels[0])
    dialog.menu.actions()[int(every)].trigger()
    said = "3 Steckbriefe als PDF gespeichert." if every else "1 Steckbrief als PDF gespeichert."
    qtbot.waitUntil(lambda: shell.said == [said])
    assert (tmp_path / "steckbrief.pdf").read_bytes().startswith(b"%PDF-")
    dialog.close()


def test_paper_has_every_word_harmless_and_a_line_for_what_is_missing() -> None:
    profile = Profile(purpose="<b>Fest & Markt</b>", holders=(Holder("A", True), Holder("B")))
    said = box(Printed("Kanal <1>", "Mastodon", "social.example", profile, True, "Mo–Fr 8–12 Uhr"))
    assert "&lt;b&gt;Fest &amp; Markt&lt;/b&gt;" in said and "Kanal &lt;1&gt;" in said
    assert "A (mit zweitem Faktor)<br>B (ohne zweiten Faktor)" in said
    assert "du, ihr" in said and "Mo–Fr 8–12 Uhr" in said and said.count("___") > 3


def test_it_is_reached_from_the_card(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = by_hand(shell.desk, "Gruppe")
    page = ChannelsPage(shell)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    menu = page.board.cards[channel].more.menu()
    next(one for one in menu.actions() if one.text() == "Steckbrief …").trigger()
    (dialog,) = page.findChildren(ProfileDialog)
    dialog.close()


def test_nothing_opens_for_a_channel_that_is_gone(shell: RecordingShell) -> None:
    assert edit_profile(shell, 99, shell) is None  # type: ignore[arg-type]


def test_each_setting_and_gap_has_its_words() -> None:
    assert set(words.COMMENTS) == set(Comments) and set(words.GAPS) == set(Gap)
    assert words.still_open(()) == ""
