from datetime import UTC, date, datetime

from amtdesk.services.desk import Desk
from amtdesk.ui.calendar.head import View
from amtdesk.ui.calendar.pane import CalendarPane
from amtdesk.ui.calendar.week import WeekView
from tests.builders import draft


def test_every_post_is_shown_in_full(desk: Desk, account: int, pane: CalendarPane) -> None:
    for hour in range(5, 19):
        draft(desk, [account], due=datetime(2026, 10, 16, hour, tzinfo=UTC), title="Wasserzähler bitte selbst ablesen")
    pane.show_view(View.WEEK)
    view = pane.view
    assert isinstance(view, WeekView)
    cell = view.cells.on(date(2026, 10, 16))
    assert cell is not None
    assert len(cell.placed) == 14
    assert cell.hidden == 0
    assert all(placed.lines for placed in cell.placed)
    assert view.verticalScrollBar().maximum() > 0
    assert next(name for _, name in view.headings(2000)) == "Montag"
    assert next(name for _, name in view.headings(300)) == "Mo"
    assert not view.grab().isNull()
