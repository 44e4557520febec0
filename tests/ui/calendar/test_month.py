from datetime import UTC, date, datetime

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar.month import MonthView
from amtdesk.ui.calendar.pane import CalendarPane
from tests.builders import draft


def month(pane: CalendarPane) -> MonthView:
    assert isinstance(pane.view, MonthView)
    return pane.view


def test_whole_weeks_from_monday_on(pane: CalendarPane) -> None:
    view = month(pane)
    assert (view.start, view.end) == (date(2026, 9, 28), date(2026, 11, 2))
    assert len(view.cells.cells) == 35


def test_weekends_are_narrow_until_they_are_used(desk: Desk, account: int, pane: CalendarPane) -> None:
    view = month(pane)

    def width(day: date) -> int:
        cell = view.cells.on(day)
        assert cell is not None
        return cell.rect.width()

    assert width(date(2026, 10, 17)) < width(date(2026, 10, 16))
    draft(desk, [account], due=datetime(2026, 10, 17, 7, tzinfo=UTC))
    pane.refresh()
    assert abs(width(date(2026, 10, 17)) - width(date(2026, 10, 16))) <= 2


def test_short_names_where_the_long_ones_do_not_fit(pane: CalendarPane) -> None:
    names = [name for _, name in month(pane).headings(300)]
    assert names[0].strip() == "KW"
    assert names[1] == "Mo"
    assert names[6] == "Sa"
    assert [name for _, name in month(pane).headings(1200)][1] == "Montag"


def test_a_low_window_scrolls(post: Post, pane: CalendarPane) -> None:
    view = month(pane)
    view.resize(600, 140)
    assert view.verticalScrollBar().maximum() > 0
    view.go_to(date(2026, 10, 31))
    assert view.verticalScrollBar().value() > 0
