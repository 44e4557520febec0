"""A post gets its time, also in the two odd nights of the year."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import LatePolicy
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.editor.schedule import Schedule
from tests.builders import draft
from tests.ui.conftest import RecordingShell

FRIDAY = date(2026, 10, 16)


def due(editor: Editor) -> datetime | None:
    assert editor.draft is not None
    return editor.draft.post.due


def set_clock(qtbot: QtBot, schedule: Schedule, said: str) -> None:
    line = schedule.clock.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, said)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_typed_time_is_taken_on_the_wall_clock_of_the_office(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    set_clock(qtbot, editor.panes.schedule, "10.20")
    assert due(editor) == datetime(2026, 10, 16, 8, 20, tzinfo=UTC)
    assert editor.panes.schedule.hint.text() == ""


def test_what_is_typed_counts_before_the_field_is_left(
    qtbot: QtBot, shell: RecordingShell, channel: int, editor: Editor
) -> None:
    editor.begin(FRIDAY)
    schedule = editor.panes.schedule
    qtbot.keyClicks(editor.panes.texts.field, "Flohmarkt")
    editor.panes.schedule.focus_first()
    qtbot.keyClicks(schedule.day, "19")
    qtbot.keyClick(schedule.day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Eingeplant: Mo 19.10., 9:00 Uhr." in shell.said)
    assert due(editor) == datetime(2026, 10, 19, 7, tzinfo=UTC)
    line = schedule.clock.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "10:20")
    qtbot.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    at = datetime(2026, 10, 19, 8, 20, tzinfo=UTC)
    qtbot.waitUntil(lambda: shell.desk.posts.get(editor.post_id or 0).due == at)  # type: ignore[union-attr]


def test_the_focus_does_not_slip_from_planning_to_publishing(
    qtbot: QtBot, shell: RecordingShell, channel: int, editor: Editor
) -> None:
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "Flohmarkt")
    bottom = editor.panes.bottom
    editor.activateWindow()
    bottom.planning.setFocus()
    qtbot.waitUntil(bottom.planning.hasFocus)
    qtbot.keyClick(bottom.planning, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not bottom.planning.isVisible())
    assert bottom.saving.hasFocus()


def test_a_time_that_cannot_be_read_changes_nothing_and_says_so(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    before = due(editor)
    set_clock(qtbot, editor.panes.schedule, "bald")
    assert due(editor) == before
    assert editor.panes.schedule.hint.text() == "Bitte die Uhrzeit als 9:00 schreiben."


def test_an_hour_that_comes_twice_asks_which_one(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(date(2026, 10, 25))
    schedule = editor.panes.schedule
    assert not schedule.night.isVisible()
    set_clock(qtbot, schedule, "2:30")
    assert schedule.night.isVisible()
    assert due(editor) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    schedule.night.setCurrentIndex(1)
    assert due(editor) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_hour_that_does_not_exist_offers_the_next(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(date(2027, 3, 28))
    schedule = editor.panes.schedule
    set_clock(qtbot, schedule, "2:30")
    assert schedule.hint.text() == "2:30 Uhr gibt es nicht,"
    assert schedule.moved.text() == "3:30 Uhr?"
    qtbot.mouseClick(schedule.moved, Qt.MouseButton.LeftButton)
    assert schedule.clock.currentText() == "3:30 Uhr"
    assert due(editor) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_draft_may_stand_without_a_time_and_get_one_again(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    schedule = editor.panes.schedule
    qtbot.mouseClick(schedule.none, Qt.MouseButton.LeftButton)
    assert due(editor) is None
    assert not schedule.day.isVisible()
    qtbot.mouseClick(schedule.choose, Qt.MouseButton.LeftButton)
    # the next house slot from Wednesday, 8:30 on
    assert due(editor) == datetime(2026, 10, 14, 7, tzinfo=UTC)


def test_the_hint_names_the_house_slot_the_weekend_and_the_holiday(
    qtbot: QtBot, shell: RecordingShell, editor: Editor
) -> None:
    shell.desk.offices.change(land="BY")
    editor.begin(FRIDAY)
    schedule = editor.panes.schedule
    assert schedule.hint.text() == "fester Platz am Freitag"
    schedule.day.setDate(QDate(2026, 10, 17))
    assert schedule.hint.text() == "Samstag, niemand im Dienst"
    schedule.day.setDate(QDate(2026, 12, 25))
    qtbot.waitUntil(lambda: schedule.hint.text() == "Feiertag: Erster Weihnachtstag", timeout=10_000)


def test_what_happens_when_it_is_late_is_chosen_beside_the_time(editor: Editor) -> None:
    editor.begin(FRIDAY)
    editor.panes.schedule.late.setCurrentIndex(2)
    assert editor.draft is not None
    assert editor.draft.post.late_policy is LatePolicy.LAPSE


def test_a_day_gone_by_gives_no_time(editor: Editor) -> None:
    editor.begin(date(2026, 10, 1))
    assert due(editor) is None


def test_a_planned_post_never_gets_a_time_gone_by(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], due=datetime(2026, 10, 14, 8, tzinfo=UTC))
    shell.desk.planning.plan(post.id)
    editor.show_post(post.id)
    set_clock(qtbot, editor.panes.schedule, "8:00")
    assert due(editor) == datetime(2026, 10, 14, 8, tzinfo=UTC)
    assert editor.panes.schedule.hint.text() == "Der Termin liegt in der Vergangenheit."


def test_times_of_presence_stand_first_in_the_list(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    schedule = editor.panes.schedule
    shown = [schedule.clock.itemText(place) for place in range(5)]
    assert shown == ["9:00 Uhr", "8:00 Uhr", "10:00 Uhr", "11:00 Uhr", ""]
    schedule.clock.setFocus()
    schedule.clock.setCurrentIndex(2)
    schedule.clock.activated.emit(2)
    assert due(editor) == datetime(2026, 10, 16, 8, 0, tzinfo=UTC)
    schedule.day.setDate(QDate(2026, 10, 17))
    assert schedule.clock.itemText(0) == "0:00 Uhr"
    assert due(editor) == datetime(2026, 10, 17, 8, 0, tzinfo=UTC)
