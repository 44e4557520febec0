"""Whatever strangers write goes all the way through, calm and quick: fetched, kept, shown, searched, answered."""

import json
import re
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.channels import practice_inbox
from amtdesk.domain.delivery import State
from amtdesk.services.answers import Words
from amtdesk.ui.answers.page import AnswersPage
from tests import builders
from tests.builders import MORNING, Clock
from tests.ui.conftest import RecordingShell

CORPUS = {
    "markup": "<b>fett</b><script>alert(1)</script><img src='file:///etc/passwd'><img src='//evil.example/x.png'>",
    "a picture of a share": '<img src="\\\\evil.example\\share\\x.png">' * 50,
    "a style": "<style>*{color:red}</style><a href='javascript:alert(1)'>hier</a>",
    "an override": "Rechnung\u202egnp.exe\u202c und \u2067אבג\u2069",
    "nothing to see": "\u200b\u2060\ufeff\u00ad" * 500,
    "NUL": "vor\0nach",
    "half a pair": "\ud83d allein \udc00",
    "one long word": "x" * 1_000_000,
    "a long text": "Wort und " * 110_000,
    "a million lines": "\n" * 1_000_000,
    "a tower": "Z" + "\u0301\u0489" * 50_000,
    "towers": ("a" + "\u0301" * 500 + " ") * 200,
    "families": "👨\u200d👩\u200d👧\u200d👦" * 2_000,
    "a formula": "=1+1|cmd",
    "digits": "9" * 5_000,
    "all at once": "<b>\u202e\0\ud800" + "\u0301" * 99 + "&amp;&#0;{{name}}%s\\n" + "ﷺ" * 200,
}
#: Best of three, in seconds of this process; others may keep the machine busy.
QUICK = 0.12


@pytest.mark.parametrize("name", CORPUS)
def test_it_goes_all_the_way_through(qtbot: QtBot, shell: RecordingShell, clock: Clock, name: str) -> None:
    desk, text = shell.desk, CORPUS[name]
    builders.practice(desk)
    folder = desk.database.path.parent / "uebungskanal"
    facts = {"id": "a1", "text": text, "author": text[:2000], "post_text": text, "created": MORNING.isoformat()}
    (folder / practice_inbox.FOLDER).mkdir(parents=True, exist_ok=True)
    (folder / practice_inbox.FOLDER / "a1.json").write_text(json.dumps(facts), encoding="ascii")
    assert not desk.inbox.fetch().failed
    (kept,) = desk.inbox.queue()
    page = AnswersPage(shell)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1000, 680)
    with qtbot.waitExposed(page):
        page.show()
    took = min(opened(page, kept.id) for _ in range(3))
    assert took < QUICK
    plain(page)
    desk.inbox.search(text[:60])
    desk.answers.answer(kept.id, Words(text[:400].replace("{{", "") + " Danke."))
    clock.on(minutes=1)
    desk.publisher.run_due()
    ((_, delivery),) = desk.answers.deliveries(kept.id)
    assert delivery.state is State.PUBLISHED
    page.open_apart(kept.id)
    page.grab()
    plain(page)


def opened(page: AnswersPage, inquiry_id: int) -> float:
    """Seconds to lay the conversation out and paint it."""
    page.talk.conversation = None
    begun = process_time()
    page.open(inquiry_id)
    page.talk.widget().adjustSize()
    page.queue.view.viewport().grab()
    page.talk.viewport().grab()
    return process_time() - begun


def plain(page: QWidget) -> None:
    """No label guesses markup, no tool tip is markup, nothing turns a line round or is endless."""
    for label in page.findChildren(QLabel):
        if label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()[:80]
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", label.text()) and len(label.text()) <= 12_000
    for widget in page.findChildren(QWidget):
        assert not re.search("<[a-zA-Z!/]", widget.toolTip()), widget.toolTip()[:80]
