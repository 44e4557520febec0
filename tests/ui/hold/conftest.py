"""A window that can be asked to hold everything, and posts that are planned in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Delivery, LatePolicy
from amtdesk.services.desk import Desk
from amtdesk.ui.look import Look
from tests.builders import Clock, draft, practice
from tests.ui.today.conftest import Window, deliver

__all__ = ["deliver"]

Plan = Callable[..., Delivery]


@pytest.fixture
def shell(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[Window]:
    window = Window(look, desk)
    qtbot.addWidget(window)
    yield window
    window.end()


@pytest.fixture
def plan(desk: Desk, clock: Clock) -> Plan:
    """Plans a post on one Übungskanal, an hour from now unless told otherwise."""
    account = practice(desk)

    def make(title: str = "Herbstmarkt", policy: LatePolicy = LatePolicy.PUBLISH, **ahead: float) -> Delivery:
        post = draft(desk, [account], title=title, due=clock() + timedelta(**(ahead or {"hours": 1})))
        desk.posts.save(replace(post, late_policy=policy))
        return desk.planning.plan(post.id).deliveries[0]

    return make


def closed(qtbot: QtBot, kind: type[QDialog]) -> None:
    """Wait for a dialog of this kind and leave it with Esc."""
    seen: list[QDialog] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind):
            seen.append(shown)
            qtbot.keyClick(shown, Qt.Key.Key_Escape)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    qtbot.waitUntil(lambda: bool(seen))
