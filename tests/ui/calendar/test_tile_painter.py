import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from amtdesk.domain.delivery import State
from amtdesk.ui.calendar.plan import Channel
from amtdesk.ui.calendar.tile_painter import TilePainter
from amtdesk.ui.look import Look
from tests.ui.calendar.tiles import tile

CHANNELS = {account: Channel(f"Kanal {account}", "world") for account in range(1, 7)}
MANY = tuple((account, State.PLANNED) for account in range(1, 7))


def picture(look: Look, width: int, lines: int, **facts: object) -> QImage:
    painter = TilePainter(look)
    image = QImage(width, 90, QImage.Format.Format_ARGB32)
    image.fill(0)
    brush = QPainter(image)
    painter.paint(brush, QRect(0, 0, width, 90), tile(**facts), lines, CHANNELS, hover=False)  # type: ignore[arg-type]
    brush.end()
    return image


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_its_own_ground_and_stripe(look: Look, state: State) -> None:
    image = picture(look, 104, 2, state=state)
    assert image.pixelColor(1, 45).name() == look.ink(state).name()
    assert image.pixelColor(60, 88).name() == look.soft(state).name()


def test_a_narrow_tile_leaves_channels_to_the_tooltip(look: Look) -> None:
    assert picture(look, 61, 1, channels=MANY) == picture(look, 61, 1, channels=MANY[:1])
    assert picture(look, 104, 1, channels=MANY) != picture(look, 104, 1, channels=MANY[:1])


@pytest.mark.parametrize("width", [1, 12, 40, 104, 400])
@pytest.mark.parametrize("lines", [0, 1, 3])
def test_nothing_is_too_narrow_to_paint(look: Look, width: int, lines: int) -> None:
    assert not picture(look, width, lines, words="Donaudampfschifffahrt " * 9, channels=MANY, pictures=2).isNull()


def test_larger_letters_make_larger_tiles(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    painter = TilePainter(look)
    before = painter.sizes
    font = look.font
    monkeypatch.setattr(look, "font", lambda points=9.0, **named: font(points * 1.5, **named))
    painter.measure()
    assert painter.sizes.line > before.line
    assert painter.sizes.single > before.single
