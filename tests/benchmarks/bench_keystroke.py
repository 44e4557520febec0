"""Keystroke to painted counter in the editor, against a plain QPlainTextEdit; prints JSON (milliseconds)."""
# ruff: noqa: E402

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from amtdesk.services.accounts import Access
from amtdesk.system import resources
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.look import Look
from tests.builders import desk_at
from tests.ui.conftest import RecordingShell

PARAGRAPH = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz, 24 Stände von 11 bis 17 Uhr, Kürbissuppe für alle. "
KINDS = ("wordpress", "mastodon", "bluesky", "manual")
ROUNDS = 60


def text_of(characters: int, *, paragraphs: bool = True) -> str:
    """German text with links, in paragraphs of some hundred characters or in one."""
    part = PARAGRAPH * 3 + "Mehr: https://musterbach.example/markt" + ("\n" if paragraphs else " ")
    return (part * (characters // len(part) + 1))[:characters]


def press(app: QApplication, field: QPlainTextEdit) -> float:
    """One letter into the field, until everything it changes is painted; milliseconds."""
    start = time.perf_counter()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        app.sendEvent(field, QKeyEvent(kind, 0x42, Qt.KeyboardModifier.NoModifier, "b"))
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def measured(app: QApplication, field: QPlainTextEdit) -> dict[str, float]:
    """Median and 95th percentile of typing in the middle of the text."""
    cursor = field.textCursor()
    cursor.setPosition(field.document().characterCount() // 2)
    field.setTextCursor(cursor)
    field.setFocus()
    app.processEvents()
    for _ in range(5):
        press(app, field)
    taken = sorted(press(app, field) for _ in range(ROUNDS))
    return {"median": round(statistics.median(taken), 2), "p95": round(taken[int(len(taken) * 0.95)], 2)}


def main() -> None:
    """Measure every size and print."""
    app = QApplication([])
    app.setFont(QFont(app.font().family(), 9))
    look = Look(app, resources.json("tokens.json"), resources.icon, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder))
        for kind in KINDS:
            desk.accounts.add(Access(kind, kind.title(), "https://musterbach.example", {}, {}), test=False)
        shell = RecordingShell(look, desk)
        editor = Editor(shell)
        editor.resize(486, 694)
        editor.show()
        ids = [account.id for account in desk.accounts.every()]
        desk.offices.remember("editor.accounts", ids)
        result: dict[str, Any] = {}
        for name, text in (
            ("500", text_of(500)),
            ("5000", text_of(5000)),
            ("5000_one_paragraph", text_of(5000, paragraphs=False)),
            ("10000_one_word", "x" * 10_000),
            ("50000", text_of(50_000)),
        ):
            plain = QPlainTextEdit()
            plain.resize(458, 160)
            plain.setPlainText(text)
            plain.show()
            bare = measured(app, plain)
            plain.close()
            editor.begin(None, text)
            app.processEvents()
            ours = measured(app, editor.panes.texts.field)
            result[name] = {"editor": ours, "plain": bare, "ratio": round(ours["median"] / bare["median"], 2)}
        editor.close_post()
        shell.background.wait()
        shell.end()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
