"""The page Textbausteine: found, read filled, changed, put away, each with its way back."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.settings import Office
from amtdesk.domain.standing import Standing
from amtdesk.domain.textmodule import TextModule
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.textmodules.page import TextModulesPage
from amtdesk.ui.textmodules.shelves import ARCHIVE, FAVOURITES, OPEN
from tests.builders import practice
from tests.ui.conftest import RecordingShell

HOLE = "bau-schlagloch"


@pytest.fixture
def page(qtbot: QtBot, shell: RecordingShell) -> TextModulesPage:
    shell.desk.offices.save(Office(name="Gemeinde Musterbach", phone="07000 1234-0", short_sign="ka"))
    practice(shell.desk)
    made = TextModulesPage(shell)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    return made


def get(shell: RecordingShell, module_id: str = HOLE) -> TextModule:
    found = shell.desk.library.get(module_id)
    assert found is not None
    return found


def undo(shell: RecordingShell) -> None:
    deed = shell.undos[-1]
    assert deed is not None
    deed()


def type_in(qtbot: QtBot, page: TextModulesPage, words: str) -> None:
    page.search.setFocus()
    qtbot.keyClicks(page.search, words)
    qtbot.waitUntil(lambda: not page._delay.isActive())


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_typing_finds_and_what_is_not_found_can_be_made(
    qtbot: QtBot, page: TextModulesPage, shell: RecordingShell
) -> None:
    type_in(qtbot, page, "schalgloch")
    assert page.chosen_id() == HOLE
    page.search.clear()
    type_in(qtbot, page, "Streusalz Xylophon")
    assert page.nothing.text() == "Nichts gefunden für „Streusalz Xylophon“." and page.begin_here.isVisible()
    press(qtbot, page.begin_here)
    assert page.right.currentWidget() is page.form and page.form.title.text() == "Streusalz Xylophon"
    assert get(shell, "streusalz-xylophon").own


def test_it_is_read_filled_and_copied_only_when_nothing_is_open(
    qtbot: QtBot, page: TextModulesPage, shell: RecordingShell
) -> None:
    page.choose(HOLE)
    QGuiApplication.clipboard().setText("vorher")
    reading = page.detail.reading
    assert "{{ort}}" in reading.text() and page.detail.open_names.text() == "Noch auszufüllen: Ort"
    assert "Übungskanal" in page.detail.lengths.text()
    press(qtbot, page.detail.copy)
    assert QGuiApplication.clipboard().text() == "vorher" and "Nicht kopiert" in shell.said[-1]
    qtbot.waitUntil(reading.filling.fields["ort"].hasFocus)
    qtbot.keyClicks(reading.filling.fields["ort"], "Hauptstraße")
    qtbot.keyClick(reading.filling.fields["ort"], Qt.Key.Key_Return)
    assert "Hauptstraße" in QGuiApplication.clipboard().text() and "{{" not in QGuiApplication.clipboard().text()
    assert "nicht abgestimmt" in shell.said[-1] and get(shell).uses == 1


def test_a_change_saves_itself_ends_the_agreement_and_can_be_taken_back(
    qtbot: QtBot, page: TextModulesPage, shell: RecordingShell
) -> None:
    shell.desk.agreements.agree(HOLE, "Petra Beispiel", "Bauamt")
    before = get(shell)
    page.choose(HOLE)
    assert page.detail.badge.words == "abgestimmt"
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    field = page.form.texts["text"]
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Neu: ")
    assert "nicht mehr abgestimmt" in page.form.note.text()
    qtbot.waitUntil(lambda: page.form.state.text().startswith("gespeichert"))
    qtbot.waitUntil(lambda: page.summary.text().endswith("0 abgestimmt"))
    assert page.detail.isHidden()
    changed = get(shell)
    assert changed.text.startswith("Neu: ") and changed.version == 2 and changed.standing is Standing.NOT_AGREED
    qtbot.keyClicks(field, "noch nicht gespeichert ")
    press(qtbot, page.form.undo)
    qtbot.waitUntil(lambda: page.form.state.text() == "Alles zurückgenommen.")
    assert get(shell) == before and page.form.texts["text"].text() == before.text
    qtbot.keyClicks(page.form.texts["text"], "Anders: ")
    qtbot.keyClick(page.form.texts["text"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.right.currentWidget() is page.detail and page.detail.badge.words == "nicht abgestimmt"
    assert [one.version for one in shell.desk.library.history(HOLE)] == [2, 1]


def test_title_shelf_and_words_are_kept(qtbot: QtBot, page: TextModulesPage, shell: RecordingShell) -> None:
    page.choose(HOLE)
    press(qtbot, page.detail.edit)
    form = page.form
    form.title.selectAll()
    qtbot.keyClicks(form.title, "Loch")
    qtbot.keyClick(form.keywords, Qt.Key.Key_End)
    qtbot.keyClicks(form.keywords, ", Krater")
    form.shelf.setEditText("Freibad")
    form.months.setValue(6)
    form.kinds["beitrag"].setChecked(True)
    press(qtbot, form.done)
    found = get(shell)
    assert (found.title, found.review_months, found.kinds[-1]) == ("Loch", 6, "beitrag") and "Krater" in found.keywords
    assert any(one.title == "Freibad" and one.id == found.category for one in shell.desk.library.categories())
    assert page.chosen_id() == HOLE


def test_going_to_another_one_saves_what_was_typed(qtbot: QtBot, page: TextModulesPage, shell: RecordingShell) -> None:
    page.choose(HOLE)
    page.edit()
    qtbot.keyClicks(page.form.title, "!")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert get(shell).title.endswith("!") and page.right.currentWidget() is page.detail


def test_favourites_copies_and_the_archive(qtbot: QtBot, page: TextModulesPage, shell: RecordingShell) -> None:
    page.choose(HOLE)
    press(qtbot, page.detail.star)  # type: ignore[arg-type]
    assert get(shell).favourite
    page.shelves.choose(FAVOURITES)
    assert page.chosen_id() == HOLE and page.modules.rowCount() == 1
    page.detail.archive_wanted.emit()
    assert shell.desk.library.get(HOLE) is None
    page.shelves.choose(ARCHIVE)
    assert page.chosen_id() == HOLE and page.detail.put_away.text() == "Aus dem Archiv holen"
    undo(shell)
    assert get(shell).favourite
    page.choose(HOLE)
    page.detail.duplicate_wanted.emit()
    assert sum(one.title.startswith(get(shell).title) for one in shell.desk.library.find()) == 2
    page.shelves.choose(OPEN)
    assert page.modules.rowCount() == len(shell.desk.library.find())


def test_a_text_dropped_on_the_page_becomes_a_new_one(
    qtbot: QtBot, page: TextModulesPage, shell: RecordingShell
) -> None:
    mime = QMimeData()
    mime.setText("Das Freibad öffnet am 1. Mai.")
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    qtbot.waitUntil(lambda: page.right.currentWidget() is page.form)
    assert page.form.texts["text"].text() == "Das Freibad öffnet am 1. Mai."
    undo(shell)
    assert shell.desk.library.get("das-freibad-oeffnet-am-1-mai") is None


@pytest.mark.parametrize(("width", "height"), [(805, 400), (1160, 700), (1740, 1000)])
def test_it_fits_every_window(qtbot: QtBot, page: TextModulesPage, width: int, height: int) -> None:
    page.resize(width, height)
    assert page.size().toTuple() == (width, height)
    assert page.minimumSizeHint().width() <= width
    qtbot.waitUntil(lambda: page.shelves.combo.isVisible() is (width < 940))
    page.choose(HOLE)
    page.edit()
    qtbot.waitUntil(page.form.isVisible)
    assert page.form.texts["text"].height() >= 3 * page.form.texts["text"].fontMetrics().lineSpacing()


def test_the_panel_sends_what_it_does_not_find_to_the_page(qtbot: QtBot, main: MainWindow) -> None:
    main.library.new_wanted.emit("Xylophon")
    assert main.page_name() == "textbausteine"
    page = main.page("textbausteine")
    assert page.right.currentWidget() is page.form and page.form.title.text() == "Xylophon"


def test_what_is_marked_or_dropped_on_the_panel_becomes_a_new_one(qtbot: QtBot, main: MainWindow) -> None:
    main.show()
    main.show_page("textbausteine")
    page = main.page("textbausteine")
    page.choose(HOLE)
    page.edit()
    page.form.title.setFocus()
    page.form.title.setSelection(0, 10)
    qtbot.keyClick(
        page.form.title, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: page.form.texts["text"].text() == "Schlagloch")
    mime = QMimeData()
    mime.setText("Die Kita hat zu.")
    main.library.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    qtbot.waitUntil(lambda: page.form.texts["text"].text() == "Die Kita hat zu.")
