"""What is public is changed or deleted on its platform, by mouse and keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.figures import Figure
from amtdesk.services.desk import Desk
from amtdesk.store import figures
from amtdesk.ui.editor.deliveries import Deliveries
from amtdesk.ui.editor.later import ChangeText
from amtdesk.ui.look import Look
from tests.builders import MORNING, draft, practice
from tests.ui.editor.conftest import button
from tests.ui.today.conftest import Window, kept


@pytest.fixture
def shell(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[Window]:
    window = Window(look, desk)
    qtbot.addWidget(window)
    yield window
    window.end()


@pytest.fixture
def public(desk: Desk) -> Delivery:
    delivery = desk.planning.publish_now(draft(desk, [practice(desk)]).id).deliveries[0]
    desk.publisher.run_due()
    with desk.database.writing() as connection:
        told = {delivery.id: {Figure.VIEWS: 412, Figure.LIKES: 14}}
        figures.keep_posts(connection, MORNING.date(), MORNING, told)
    return kept(desk, delivery)


def rows(qtbot: QtBot, shell: Window, delivery: Delivery) -> Deliveries:
    post = shell.desk.posts.get(delivery.post_id)
    assert post is not None
    made = Deliveries(shell)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show_post(post, {one.id: one for one in shell.desk.accounts.every()}, shell.desk.now())
    made.resize(600, 200)
    made.show()
    return made


def said(made: Deliveries) -> str:
    return " ".join(one.text() for one in made.findChildren(QLabel) if one.isVisible())


def open_dialog() -> ChangeText | None:
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, ChangeText) and one.isVisible()), None
    )


def test_the_new_words_stand_there_and_the_row_says_so(qtbot: QtBot, shell: Window, public: Delivery) -> None:
    made = rows(qtbot, shell, public)
    qtbot.waitUntil(lambda: "Gesehen 412 · Gefällt 14 · Stand 8:30" in said(made))
    qtbot.mouseClick(button(made, "Text ändern …"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: open_dialog() is not None)
    dialog = open_dialog()
    assert dialog is not None and not dialog.send.isEnabled()
    dialog.after.selectAll()
    qtbot.keyClicks(dialog.after, "Verlegt auf Montag.")
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(shell.desk, public).edited is not None)
    qtbot.waitUntil(lambda: open_dialog() is None)
    assert "geändert heute" in said(rows(qtbot, shell, public))


def test_deleting_asks_and_cannot_be_taken_up_again(qtbot: QtBot, shell: Window, public: Delivery) -> None:
    made = rows(qtbot, shell, public)
    qtbot.mouseClick(button(made, "Dort löschen …"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(shell.desk, public).state is State.WITHDRAWN)
    after = rows(qtbot, shell, public)
    assert "auf der Plattform gelöscht" in said(after)
    with pytest.raises(AssertionError):
        button(after, "Wieder aufnehmen")
