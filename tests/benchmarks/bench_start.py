"""Start to the first painted screen with real rows, as a ratio to a bare PySide6 window; prints JSON.

Run: python -m tests.benchmarks.bench_start [--rounds 11] [--posts 5000]. Both are started alternately as fresh
processes; the time is from the start of the process to the end of the first paint.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

#: What the installed program runs.
LAUNCHER = "import sys; from amtdesk.cli import main; sys.exit(main())"
BARE = """
import os, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (sys.stdout.write(f"first_paint {time.monotonic()}\\n"), app.quit()))
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""


def filled(folder: Path, posts: int) -> Path:
    """A data directory with `posts` posts over ten years around today."""
    from sqlalchemy import insert

    from amtdesk.app import build
    from amtdesk.domain.settings import Office
    from amtdesk.services.accounts import Access
    from amtdesk.store.rows import DeliveryRow, PostRow, VariantRow
    from amtdesk.system.paths import Paths
    from amtdesk.system.secrets import MemorySecrets

    desk = build(Paths(folder), secrets=MemorySecrets())
    desk.offices.save(Office(name="Gemeinde Musterbach", land="BW", set_up=True))
    account = desk.accounts.add(Access("practice", "Übungskanal", "", {}, {})).id
    now = datetime.now(UTC).replace(microsecond=0)
    step = timedelta(days=3650) / posts
    moments = [now - timedelta(days=3560) + step * number for number in range(posts)]
    with desk.database.writing() as connection:
        rows = [
            {
                "id": number,
                "title": f"Beitrag {number}",
                "text": f"Am Sonntag ist Markt Nummer {number} auf dem Rathausplatz.",
                "due": due,
                "zone": "Europe/Berlin",
                "created": due,
                "changed": due,
            }
            for number, due in enumerate(moments, 1)
        ]
        connection.execute(insert(PostRow), rows)
        connection.execute(
            insert(VariantRow), [{"post_id": row["id"], "account_id": account, "text": None} for row in rows]
        )
        states = ["published" if due < now else "planned" for number, due in enumerate(moments, 1)]
        for number in range(8):
            states[number * 3] = "failed"
        connection.execute(
            insert(DeliveryRow),
            [
                {
                    "post_id": row["id"],
                    "account_id": account,
                    "state": state,
                    "due": row["due"],
                    "zone": "Europe/Berlin",
                    "token": f"{row['id']:032x}",
                }
                for row, state in zip(rows, states, strict=True)
            ],
        )
    desk.database.close()
    return folder


class Run(NamedTuple):
    """Seconds: from the start of the process to its first paint and to its end, and of the processor until its end."""

    paint: float
    whole: float
    processor: float


def run(command: list[str], env: dict[str, str]) -> Run:
    """One start as a fresh process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    ended = time.monotonic()
    for line in done.stdout.splitlines():
        if line.startswith("first_paint "):
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            return Run(float(line.split()[1]) - began, ended - began, used)
    raise RuntimeError(done.stderr or "nothing was painted")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--posts", type=int, default=5000)
    wanted = options.parse_args()
    # an installed program brings its compiled files; only the source tree would compile at each start
    env = {**os.environ, "AMTDESK_BENCH": "1"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        filled(Path(folder), wanted.posts)
        ours = [sys.executable, "-c", LAUNCHER, "--data", folder, "--quit-after-paint"]
        blank = [sys.executable, "-c", BARE]
        run(blank, env), run(ours, env)
        pairs = [(run(blank, env), run(ours, env)) for _ in range(wanted.rounds)]
    result = {
        "bare_ms": round(statistics.median(bare.paint for bare, _ in pairs) * 1000),
        "amtdesk_ms": round(statistics.median(our.paint for _, our in pairs) * 1000),
        "ratio": round(statistics.median(our.paint / bare.paint for bare, our in pairs), 2),
        # as a stop watch outside sees it, until the process is gone
        "whole_ratio": round(statistics.median(our.whole / bare.whole for bare, our in pairs), 2),
        # on a machine that is busy with other things the processor seconds say more
        "processor_ratio": round(statistics.median(our.processor / bare.processor for bare, our in pairs), 2),
        "rounds": wanted.rounds,
        "posts": wanted.posts,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
