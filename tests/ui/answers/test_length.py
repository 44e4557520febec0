"""An answer has a length of its own: where it is longer than the platform takes one, that is said and it stays."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.inquiry import Kind, Status
from amtdesk.domain.message import Message
from amtdesk.services.accounts import Access
from amtdesk.store import messages
from amtdesk.store.messages import Judged
from amtdesk.ui.answers.page import AnswersPage
from tests.ui.conftest import RecordingShell


@pytest.fixture
def page(qtbot: QtBot, shell: RecordingShell) -> AnswersPage:
    """One comment below a post on LinkedIn, whose posts may be longer than its comments."""
    desk = shell.desk
    settings = {"organization": "urn:li:organization:1"}
    account = desk.accounts.add(Access("linkedin", "LinkedIn", "", settings, {"token": "t0ken"}), test=False)
    comment = "urn:li:comment:(urn:li:share:5,6)"
    with desk.database.writing() as connection:
        asked = Message(comment, comment, "Wann?", desk.now(), post="urn:li:share:5")
        messages.keep(
            connection,
            account.id,
            "linkedin",
            [asked],
            desk.now(),
            lambda _: Judged(Kind.OTHER, False, desk.now()),
            2026,
        )
    page = AnswersPage(shell)
    qtbot.addWidget(page)
    page.resize(1000, 680)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_a_comment_is_shorter_than_a_post(qtbot: QtBot, shell: RecordingShell, page: AnswersPage) -> None:
    qtbot.waitUntil(lambda: "1.250" in page.reply.count.text())
    page.reply.insert("(Ja) " * 260, "", "")
    qtbot.waitUntil(lambda: page.reply.excess() > 0)
    # marks stand for themselves in a comment
    assert page.reply.count.text() == "1.299/1.250 Zeichen, 49 zu viel"
    qtbot.keyClick(page.reply.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (inquiry,) = shell.desk.inbox.newest()
    assert inquiry.status is Status.NEW and page.reply.text().startswith("(Ja)")
