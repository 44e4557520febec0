"""Turning a month with 5,000 posts in the file, query and paint included; prints JSON (milliseconds).

Run: python tests/benchmarks/bench_month.py [--posts 5000] [--rounds 120]. The ratio is to a reference that paints the
same number of rectangles and lines of text from a list in memory, measured alternately in the same run.
"""
# ruff: noqa: E402

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import insert

from amtdesk.domain.delivery import State
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.store.rows import DeliveryRow, PostRow, VariantRow
from amtdesk.system import resources
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.pane import CalendarPane
from amtdesk.ui.look import Look
from tests.builders import MORNING, desk_at
from tests.ui.conftest import RecordingShell

TITLES = (
    "Herbstmarkt auf dem Rathausplatz",
    "Vorlesenachmittag in der Bücherei",
    "Wasserzähler bitte selbst ablesen",
    "Vollsperrung Lindenstraße ab Donnerstag",
    "Gemeinderat tagt heute um 19 Uhr",
)
PAST = (State.PUBLISHED, State.PUBLISHED, State.PUBLISHED, State.PUBLISHED_BY_HAND, State.FAILED)
AHEAD = (State.PLANNED, State.PLANNED, State.HANDED_OVER, State.BY_HAND, State.HELD)
YEARS, CHANNELS, TEXT = 10, 4, "Am Sonntag ist Herbstmarkt, alle sind eingeladen. " * 20
#: tiles and lines of text of a full month
TILES, LINES = 42, 4


def fill(desk: Desk, posts: int) -> None:
    """Posts over ten years around today, each on up to four channels."""
    accounts = [
        desk.accounts.add(Access("practice", f"Kanal {number}", "", {}, {}), test=False).id
        for number in range(CHANNELS)
    ]
    first = MORNING - timedelta(days=365 * YEARS // 2)
    step = timedelta(days=365 * YEARS) / posts
    rows: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    planned: list[dict[str, Any]] = []
    for number in range(1, posts + 1):
        due = (first + step * number).replace(second=0, microsecond=0)
        title = TITLES[number % len(TITLES)]
        rows.append(
            {"id": number, "title": title, "text": TEXT, "due": due, "zone": "Europe/Berlin"}
            | {"folded": title.casefold(), "created": due, "changed": due}
        )
        state = (PAST if due < MORNING else AHEAD)[number % 5]
        for account in accounts[: 1 + number % CHANNELS]:
            versions.append({"post_id": number, "account_id": account, "text": None})
            planned.append(
                {"post_id": number, "account_id": account, "state": state.value, "due": due}
                | {"zone": "Europe/Berlin", "token": f"{number}-{account}"}
            )
    with desk.database.writing() as connection:
        connection.execute(insert(PostRow), rows)
        connection.execute(insert(VariantRow), versions)
        connection.execute(insert(DeliveryRow), planned)


class Reference(QWidget):
    """As many rectangles and lines as a month, from memory."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        for number in range(TILES):
            x, y = 95 * (number % 7), 110 * (number // 7)
            painter.fillRect(QRect(x, y, 90, 70), QColor("#E0EDF9"))
            for line in range(LINES):
                painter.drawText(QPoint(x + 8, y + 14 + 15 * line), TITLES[number % len(TITLES)][:16])
        painter.end()


def timed(deed: Callable[[], None]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def summary(values: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {
        "median_ms": round(statistics.median(values), 2),
        "p95_ms": round(statistics.quantiles(values, n=20)[-1], 2),
    }


def measure(posts: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Turn months back and forth over the ten years."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    desk = desk_at(folder)
    fill(desk, posts)
    shell = RecordingShell(Look(app, resources.json("tokens.json"), resources.icon, dark=False), desk)
    pane, reference = CalendarPane(shell), Reference()
    for widget in (pane, reference):
        widget.resize(672, 740)
        widget.show()
    app.processEvents()
    view = pane.view
    assert isinstance(view, DayGrid)
    switches, repaints, plain, shown = [], [], [], []
    for number in range(rounds):
        by = 1 if (number // 50) % 2 == 0 else -1

        def turn(by: int = by) -> None:
            view.turned.emit(by)
            view.viewport().repaint()

        switches.append(timed(turn))
        shown.append(sum(len(cell.placed) for cell in view.cells.cells))
        repaints.append(timed(view.viewport().repaint))
        plain.append(timed(reference.repaint))
        app.processEvents()
    shell.end()
    return {
        "posts": posts,
        "rounds": rounds,
        "tiles_shown_median": statistics.median(shown),
        "switch": summary(switches),
        "repaint": summary(repaints),
        "reference": summary(plain),
        "ratio_median": round(statistics.median(switches) / statistics.median(plain), 2),
        "ratio_p95": round(statistics.quantiles(switches, n=20)[-1] / statistics.median(plain), 2),
        "limit_ms": 50,
    }


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=120)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        print(json.dumps(measure(wanted.posts, wanted.rounds, Path(folder)), indent=1))


if __name__ == "__main__":
    main()
