"""The panel of Textbausteine: search, preview, insert, copy."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.inquiry import Inquiry, Status
from amtdesk.domain.inquiry import Kind as InquiryKind
from amtdesk.domain.message import Source
from amtdesk.domain.settings import Office
from amtdesk.domain.textmodule import PLACEHOLDER, open_placeholders
from amtdesk.services.desk import Desk
from amtdesk.ui.library.filling import label
from amtdesk.ui.library.panel import LibraryPanel
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from tests.builders import MORNING, practice

#: Placeholders the office fills by itself.
KNOWN = {"anrede", "kommune", "telefon", "kuerzel", "servicezeit"}
OFFICE = Office(name="Gemeinde Musterbach", phone="07000 1234-0", short_sign="ka")


@pytest.fixture
def panel(qtbot: QtBot, look: Look, desk: Desk) -> LibraryPanel:
    beside = LibraryPanel(look)
    qtbot.addWidget(beside)
    beside.resize(300, 700)
    beside.show()
    beside.attach(desk, OFFICE)
    return beside


def titles(panel: LibraryPanel) -> list[str]:
    rows = [panel.modules.index(row) for row in range(panel.modules.rowCount())]
    return [row.data() for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]


def search(qtbot: QtBot, panel: LibraryPanel, words: str) -> None:
    panel.focus_search()
    qtbot.keyClicks(panel.search, words)
    qtbot.waitUntil(lambda: panel.modules.rowCount() < 60)


def button(panel: LibraryPanel, words: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == words)


def open_one(panel: LibraryPanel, desk: Desk) -> str:
    """Choose a Textbaustein that has a placeholder nobody can fill in for her."""
    panel.choose(next(one.id for one in desk.library.find() if "{{link}}" in one.text))
    return panel.text()


def test_all_stand_on_their_shelves_and_typing_finds_the_one(qtbot: QtBot, panel: LibraryPanel, desk: Desk) -> None:
    assert len(titles(panel)) == len(desk.library.find()) < panel.modules.rowCount()
    search(qtbot, panel, "schlagloch")
    assert titles(panel) == [one.title for one in desk.library.find("schlagloch")]
    current = panel.current()
    assert current is not None and panel.preview.toPlainText() == panel.text() != ""


def test_what_the_office_knows_is_filled_in_and_the_rest_is_named(panel: LibraryPanel, desk: Desk) -> None:
    text = open_one(panel, desk)
    assert "{{link}}" in text and PLACEHOLDER.search(text)
    notes = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert f"noch auszufüllen: {', '.join(label(one) for one in open_placeholders(text))}" in notes
    known = next(one for one in desk.library.find() if "{{kuerzel}}" in one.text)
    panel.choose(known.id)
    assert "{{kuerzel}}" not in panel.text() and "ka" in panel.text()


def test_enter_in_the_list_inserts(qtbot: QtBot, panel: LibraryPanel, desk: Desk) -> None:
    panel.choose(next(one.id for one in desk.library.find() if not set(open_placeholders(one.text)) - KNOWN))
    with qtbot.waitSignal(panel.insert) as inserted:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert inserted.args == [panel.text()] and "{{" not in panel.text()


def test_what_only_she_knows_is_asked_from_field_to_field(qtbot: QtBot, panel: LibraryPanel, desk: Desk) -> None:
    names = open_placeholders(open_one(panel, desk))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    fields = panel.reading.filling.fields
    assert tuple(fields) == names
    for field in fields.values():
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, "hier")
        last = field is [*fields.values()][-1]
        if not last:
            qtbot.keyClick(field, Qt.Key.Key_Tab)
    with qtbot.waitSignal(panel.insert) as inserted:
        qtbot.keyClick([*fields.values()][-1], Qt.Key.Key_Return)
    assert "{{" not in inserted.args[0] and "hier" in inserted.args[0]


def test_a_text_nobody_agreed_to_says_so_and_an_agreed_one_does_not(
    qtbot: QtBot, panel: LibraryPanel, desk: Desk
) -> None:
    ready = next(one.id for one in desk.library.find() if not set(open_placeholders(one.text)) - KNOWN)
    panel.choose(ready)
    with qtbot.waitSignal(panel.said) as said:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert "nicht abgestimmt" in said.args[0]
    desk.agreements.agree(ready, "Petra Beispiel", "Hauptamt")
    panel.choose(ready)
    with qtbot.assertNotEmitted(panel.said):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.said) as said:
        qtbot.mouseClick(button(panel, "Kopieren"), Qt.MouseButton.LeftButton)
    assert said.args[0] == "Textbaustein kopiert." and desk.library.uses(ready)[0].agreed


def test_sie_or_du_is_remembered_for_the_channel(qtbot: QtBot, panel: LibraryPanel, desk: Desk) -> None:
    module = next(one for one in desk.library.find() if one.text_familiar)
    inquiry = Inquiry(
        1, "26-1", practice(desk), "x", Source.COMMENT, Status.NEW, InquiryKind.QUESTION, MORNING, MORNING
    )
    panel.choose(module.id)
    panel.around = lambda: inquiry
    panel.look_around()
    qtbot.mouseClick(panel.reading.familiar, Qt.MouseButton.LeftButton)
    panel.around = lambda: None
    panel.look_around()
    assert not panel.reading.familiar.isChecked()
    panel.around = lambda: replace(inquiry, place="Hauptstraße", follow_up=MORNING.date())
    panel.look_around()
    assert panel.reading.familiar.isChecked()
    panel.choose(
        next(one.id for one in desk.library.find() if "{{ort}}" in one.text and "{{ort}}" in one.text_familiar)
    )
    assert "Hauptstraße" in panel.text()


def test_arrows_in_the_search_field_move_in_the_list(qtbot: QtBot, panel: LibraryPanel) -> None:
    first = panel.current()
    panel.focus_search()
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    second = panel.current()
    assert first is not None and second is not None and first.id != second.id


def test_an_open_placeholder_never_gets_to_the_clipboard(qtbot: QtBot, panel: LibraryPanel, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("vorher")
    open_one(panel, desk)
    qtbot.mouseClick(button(panel, "Kopieren"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.said) as said:
        qtbot.mouseClick(button(panel, "Kopieren"), Qt.MouseButton.LeftButton)
    assert "Nicht kopiert" in said.args[0]
    assert QGuiApplication.clipboard().text() == "vorher"


def test_the_familiar_version_is_a_click_away(qtbot: QtBot, panel: LibraryPanel, desk: Desk) -> None:
    module = next(one for one in desk.library.find() if one.text_familiar and one.text_familiar != one.text)
    panel.choose(module.id)
    formal = panel.text()
    toggle = next(one for one in panel.findChildren(QToolButton) if one.text() == "du/ihr")
    qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert panel.text() != formal


def test_nothing_found_is_said(qtbot: QtBot, panel: LibraryPanel) -> None:
    search(qtbot, panel, "Xylophon")
    assert titles(panel) == [] and panel.text() == ""
    assert "Nichts gefunden für „Xylophon“." in [label.text() for label in panel.findChildren(QLabel)]
    assert not button(panel, "Einfügen").isEnabled()
    with qtbot.waitSignal(panel.new_wanted) as wanted:
        qtbot.mouseClick(button(panel, "Als neuen Textbaustein anlegen"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["Xylophon"]


def test_escape_clears_the_search_then_folds_the_panel_away(qtbot: QtBot, panel: LibraryPanel) -> None:
    search(qtbot, panel, "schlagloch")
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.search, Qt.Key.Key_Escape)


def test_it_goes_to_the_cursor_of_the_editor_with_the_open_place_selected(
    qtbot: QtBot, main: MainWindow, desk: Desk
) -> None:
    practice(desk)
    main.new_post()
    field = main.page("redaktionsplan").editor.panes.texts.field
    qtbot.keyClicks(field, "Vorne  hinten")
    for _ in range(len(" hinten")):
        qtbot.keyClick(field, Qt.Key.Key_Left)
    main.frame.toggle_library()
    open_one(main.library, desk)
    for _asked_and_left_open in range(2):
        qtbot.mouseClick(button(main.library, "Einfügen"), Qt.MouseButton.LeftButton)
    text = main.library.text()
    assert field.text() == f"Vorne {text} hinten"
    found = PLACEHOLDER.search(text)
    assert found is not None and field.textCursor().selectedText() == found.group()
    editor = main.page("redaktionsplan").editor
    assert editor.has_focus_inside()
    current = main.library.current()
    assert current is not None
    assert [(use.post_id, use.agreed) for use in desk.library.uses(current.id)] == [(editor.post_id, False)]
