import pytest

from amtdesk.ui.calendar.arrangement import Arrangement, Room, arrangement, editor_width, window_class

TABS, LIST, SPLIT = Arrangement.TABS, Arrangement.LIST, Arrangement.SPLIT


@pytest.mark.parametrize(
    ("room", "wanted"),
    [
        (Room(1280, 800, 1157), SPLIT),
        (Room(1920, 1080, 1440), SPLIT),
        (Room(1280, 800, 914), LIST),
        (Room(853, 480, 804), TABS),
        (Room(1280, 600, 1157), TABS),
        (Room(1150, 800, 1027), TABS),
    ],
)
def test_the_window_decides(room: Room, wanted: Arrangement) -> None:
    assert arrangement(room, None) is wanted


def test_nothing_flickers_at_the_edge() -> None:
    now: Arrangement = arrangement(Room(1300, 620, 1157), None)
    assert now is SPLIT
    now = arrangement(Room(1300, 619, 1157), now)
    assert now is TABS
    assert arrangement(Room(1300, 622, 1157), now) is TABS
    assert arrangement(Room(1300, 644, 1157), now) is SPLIT


def test_less_room_is_taken_at_once_and_more_only_with_something_to_spare() -> None:
    assert arrangement(Room(1280, 800, 1086), SPLIT) is LIST
    assert arrangement(Room(1280, 800, 1090), LIST) is LIST
    assert arrangement(Room(1280, 800, 1120), LIST) is SPLIT


def test_the_editor_is_wider_in_wider_windows() -> None:
    assert [editor_width(width) for width in (1280, 1440, 1920)] == [486, 520, 620]
    assert len({window_class(width) for width in (1280, 1440, 1920)}) == 3
