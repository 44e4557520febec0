"""What is painted first: filled, framed and written as QPainter's own ways would."""

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.ui import ink

RED, WHITE = QColor("#a81e22"), QColor("#ffffff")
PLACE = QRect(10, 10, 100, 40)


@pytest.fixture
def paper(qapp: object) -> QImage:
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    return image


def inked(image: QImage) -> QRect:
    """The least rectangle around everything that is not white."""
    spots = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).lightness() < 200
    ]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def test_the_numbers_are_those_of_qt() -> None:
    flags, names = Qt.AlignmentFlag, (ink.LEFT, ink.TOP, ink.BOTTOM, ink.MIDDLE, ink.CENTER)
    wanted = (flags.AlignLeft, flags.AlignTop, flags.AlignBottom, flags.AlignVCenter, flags.AlignCenter)
    assert names == tuple(one.value for one in wanted)
    assert Qt.TextFormat.PlainText.value == ink.PLAIN_TEXT
    assert Qt.FocusPolicy.NoFocus.value == ink.NO_FOCUS
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == ink.NEVER


def test_a_rectangle_is_filled_to_its_edges_and_no_farther(paper: QImage) -> None:
    painter = QPainter(paper)
    ink.fill(painter, PLACE, RED)
    painter.end()
    assert inked(paper) == PLACE
    assert paper.pixelColor(PLACE.topLeft()) == RED and paper.pixelColor(PLACE.bottomRight()) == RED


def test_round_corners_stay_free(paper: QImage) -> None:
    painter = QPainter(paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink.fill(painter, PLACE, RED, 12)
    painter.end()
    assert paper.pixelColor(PLACE.topLeft()) == WHITE
    assert paper.pixelColor(PLACE.center()) == RED


def test_a_frame_leaves_its_inside(paper: QImage) -> None:
    painter = QPainter(paper)
    ink.frame(painter, PLACE, RED, 2)
    painter.end()
    assert paper.pixelColor(PLACE.center()) == WHITE
    assert paper.pixelColor(PLACE.left(), PLACE.center().y()) == RED


def test_a_dashed_frame_has_gaps(paper: QImage) -> None:
    painter = QPainter(paper)
    ink.frame(painter, PLACE, RED, 1, dashes=(4, 4))
    painter.end()
    row = {paper.pixelColor(x, PLACE.top()).name() for x in range(PLACE.left(), PLACE.right())}
    assert {RED.name(), WHITE.name()} <= row


@pytest.mark.parametrize(
    "how", [ink.LEFT | ink.TOP, ink.LEFT | ink.MIDDLE, ink.LEFT | ink.BOTTOM, ink.CENTER, ink.LEFT | ink.MIDDLE]
)
def test_words_stand_where_the_painter_itself_would_put_them(paper: QImage, how: int) -> None:
    font, other = QFont("Open Sans", 11), paper.copy()
    painter = QPainter(paper)
    ink.write(painter, PLACE, "Runde 7", font, QColor("#000000"), how)
    painter.end()
    painter = QPainter(other)
    painter.setFont(font)
    painter.setPen(QColor("#000000"))
    painter.drawText(PLACE, how, "Runde 7")
    painter.end()
    one, two = inked(paper), inked(other)
    assert abs(one.x() - two.x()) <= 1 and abs(one.y() - two.y()) <= 1 and one.size() == two.size()


def test_words_have_their_colour(paper: QImage) -> None:
    painter = QPainter(paper)
    ink.write(painter, QRectF(PLACE), "████", QFont("Open Sans", 11), RED, ink.CENTER)
    painter.end()
    assert paper.pixelColor(inked(paper).center()).red() > 2 * paper.pixelColor(inked(paper).center()).green()


def test_every_letter_of_an_emoji_text_is_coloured(qapp: object) -> None:
    layout = ink.laid_out("🎉🎉 Fest", QFont("Open Sans", 11), RED, 500)
    assert layout.formats()[0].length == 9  # type: ignore[attr-defined]


def test_lines_wrap_and_the_first_may_begin_later(qapp: object) -> None:
    layout = ink.laid_out("eins zwei drei vier", QFont("Open Sans", 11), RED, 60, top=5, indent=20)
    assert layout.lineCount() > 1
    assert (layout.lineAt(0).x(), layout.lineAt(0).y(), layout.lineAt(1).x()) == (20, 5, 0)


def test_too_many_words_end_in_dots(qapp: object) -> None:
    font = QFont("Open Sans", 9)
    short = ink.shortened("Textbausteine und Redaktionsplan", font, 90)
    assert short.endswith("…") and QFontMetrics(font).horizontalAdvance(short) <= 90
    assert ink.shortened("Heute", font, 90) == "Heute"


def test_foreign_words_in_a_label_are_no_html(qtbot: QtBot) -> None:
    label = ink.plain(QLabel("<b>x</b>"))
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_button_at_the_left_is_as_wide_as_it_needs(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    button = QPushButton("Los", widget)
    widget.setLayout(ink.at_left(button))
    widget.resize(400, 60)
    widget.show()
    assert button.width() <= button.sizeHint().width() and button.x() < 20
