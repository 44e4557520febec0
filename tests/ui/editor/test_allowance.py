"""More in a day than a platform takes is told beside the text, and forbids nothing."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.services.accounts import Access
from amtdesk.store import accounts
from amtdesk.ui.editor.editor import Editor
from tests.builders import draft
from tests.ui.conftest import RecordingShell

DUE = datetime(2026, 10, 16, 7, tzinfo=UTC)
SAID = "@musterbach nimmt in 24 Stunden nur 1 Beitrag. Bitte später."


def words_of(editor: Editor) -> str:
    parts = [*editor.panes.checks.findChildren(QLabel), *editor.panes.checks.findChildren(QPushButton)]
    return "\n".join(one.text() for one in parts if one.isVisible())


def test_the_second_post_of_a_day_that_takes_one(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    desk = shell.desk
    account = desk.accounts.add(Access("threads", "@musterbach", "", {}, {}), test=False)
    with desk.database.writing() as connection:
        accounts.change(connection, account.id, limits={"max_posts_per_24h": 1})
    desk.planning.plan(draft(desk, [account.id], "Am Samstag ist Markt.", due=DUE).id)
    second = draft(desk, [account.id], "Am Sonntag ist Fest.", due=DUE.replace(hour=15))
    editor.show_post(second.id)
    qtbot.waitUntil(lambda: SAID in words_of(editor))
    qtbot.mouseClick(editor.panes.bottom.planning, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")
    (delivery,) = desk.posts.get(second.id).deliveries
    assert delivery.state is State.PLANNED and QApplication.activeModalWidget() is None
