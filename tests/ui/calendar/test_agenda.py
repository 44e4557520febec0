from datetime import date

from PySide6.QtCore import Qt

from amtdesk.domain.delivery import State
from amtdesk.ui.calendar.agenda import Agenda, Entry, Heading, ValueRole, rows
from amtdesk.ui.calendar.board import Filter, board
from tests.ui.calendar.tiles import tile

TODAY, FRIDAY = date(2026, 10, 14), date(2026, 10, 16)
BOARD = board([tile(1), tile(2)], Filter(), date(2026, 10, 1), date(2026, 11, 1))
UNDATED = [tile(9, due=None, state=State.DRAFT, channels=())]


def test_days_have_headings_and_drafts_without_time_come_last() -> None:
    found = rows(BOARD, UNDATED, TODAY, {FRIDAY: ["Herbstferien"]})
    assert found[0] == Heading(FRIDAY, "Fr 16.10.", "Herbstferien")
    assert isinstance(found[1], Entry)
    assert found[3] == Heading(None, "Ohne Termin")
    assert found[4] == Entry(None, UNDATED[0])


def test_headings_are_read_but_not_stepped_on(qapp: object) -> None:
    agenda = Agenda()
    agenda.show(rows(BOARD, UNDATED, TODAY, {}), {1: "Website"}, TODAY)
    heading, entry = agenda.index(0), agenda.index(1)
    assert agenda.flags(heading) == Qt.ItemFlag.NoItemFlags
    assert agenda.flags(entry) & Qt.ItemFlag.ItemIsSelectable
    assert entry.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Fr 16.10., 9:00 Uhr, Herbstmarkt")
    assert isinstance(entry.data(ValueRole), Entry)
    assert agenda.row_of(2) == 2
    assert agenda.row_of(77) == -1
    assert agenda.row_of_day(TODAY) == 0
    assert agenda.row_of_day(date(2026, 10, 30)) == -1


def test_the_same_rows_again_reset_nothing(qapp: object) -> None:
    agenda, resets = Agenda(), []
    agenda.modelReset.connect(lambda: resets.append(1))
    for _ in range(2):
        agenda.show(rows(BOARD, [], TODAY, {}), {}, TODAY)
    assert resets == [1]
