from datetime import date

from PySide6.QtCore import QRect

from amtdesk.ui.calendar.cells import cell
from amtdesk.ui.calendar.fit import Form
from amtdesk.ui.calendar.grid_painter import MORE
from amtdesk.ui.calendar.speech import spoken
from tests.ui.calendar.tiles import tile

DAY, TODAY = date(2026, 10, 16), date(2026, 10, 14)
RECT = QRect(0, 0, 90, 116)


def test_a_tile_among_several_says_which_one_it_is() -> None:
    found = cell(DAY, RECT, 20, [tile(1), tile(2)], lambda *_: [Form(1, 46), Form(1, 46)], 2)
    words = spoken(found, DAY, 2, ["Herbstferien"], {1: "Website"}, TODAY)
    assert words.startswith("Fr 16.10., 9:00 Uhr, Herbstmarkt")
    assert words.endswith("Herbstferien, Beitrag 2 von 2")


def test_what_did_not_fit_can_be_reached() -> None:
    found = cell(DAY, RECT, 20, [tile(1), tile(2), tile(3)], lambda *_: [Form(1, 46)], 2)
    assert "2 weitere Beiträge, Eingabe" in spoken(found, DAY, MORE, [], {}, TODAY)


def test_an_empty_day_says_so() -> None:
    found = cell(TODAY, RECT, 20, [], lambda *_: [], 2)
    assert spoken(found, TODAY, 0, [], {}, TODAY) == "Mittwoch, 14. Oktober 2026, heute, kein Beitrag"
