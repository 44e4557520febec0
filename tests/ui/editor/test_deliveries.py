"""How a post stands on each channel, and the way out of each state."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Clock, Delivery, LatePolicy, State
from amtdesk.domain.errors import Problem
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries
from amtdesk.ui.calendar.move_dialog import MoveDialog
from amtdesk.ui.editor.deliveries import Deliveries
from amtdesk.ui.hold.release import Release
from amtdesk.ui.look import Look
from tests.builders import MORNING, draft, practice
from tests.ui.editor.conftest import button
from tests.ui.hold.conftest import closed
from tests.ui.today.conftest import Deliver, Window, deliver, kept

__all__ = ["deliver"]


@pytest.fixture
def shell(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[Window]:
    window = Window(look, desk)
    qtbot.addWidget(window)
    yield window
    window.end()


def shown(qtbot: QtBot, shell: Window, delivery: Delivery) -> Deliveries:
    desk = shell.desk
    post = desk.posts.get(delivery.post_id)
    assert post is not None
    made = Deliveries(shell)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show_post(post, {one.id: one for one in desk.accounts.every()}, desk.now())
    made.resize(600, 200)
    made.show()
    return made


def sentences(made: Deliveries) -> str:
    return " ".join(label.text() for label in made.findChildren(QLabel))


def test_something_held_can_be_released_sent_or_dropped(qtbot: QtBot, shell: Window, deliver: Deliver) -> None:
    delivery = deliver(State.HELD)
    made = shown(qtbot, shell, delivery)
    assert "war für heute, 7:30 Uhr geplant" in sentences(made)
    qtbot.mouseClick(button(made, "Freigeben …"), Qt.MouseButton.LeftButton)
    closed(qtbot, Release)
    qtbot.mouseClick(button(made, "Jetzt senden"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(shell.desk, delivery).state is State.PLANNED)


def test_what_lapsed_says_so_and_can_be_taken_up_again(qtbot: QtBot, shell: Window, deliver: Deliver) -> None:
    delivery = deliver(State.PLANNED)
    with shell.desk.database.writing() as connection:
        gone = {"late_policy": LatePolicy.LAPSE.value, "problem": Problem.TOO_LATE.value, "ended": shell.desk.now()}
        deliveries.move(connection, delivery, State.WITHDRAWN, **gone)
    made = shown(qtbot, shell, delivery)
    assert "sollte nach seinem Termin nicht mehr erscheinen" in sentences(made)
    qtbot.mouseClick(button(made, "Wieder aufnehmen"), Qt.MouseButton.LeftButton)

    def a_draft_again() -> bool:
        post = shell.desk.posts.get(delivery.post_id)
        return post is not None and post.deliveries == ()

    qtbot.waitUntil(a_draft_again)


def test_what_was_missed_beside_a_public_one_gets_a_time_of_its_own(
    qtbot: QtBot, shell: Window, deliver: Deliver
) -> None:
    delivery = deliver(State.MISSED)
    other = practice(shell.desk, "Zweiter")
    with shell.desk.database.writing() as connection:
        key = deliveries.add(
            connection,
            post_id=delivery.post_id,
            account_id=other,
            state=State.PLANNED,
            due=delivery.due,
            zone=delivery.zone,
            token="0" * 32,
            late_policy=LatePolicy.PUBLISH,
            late_limit=30,
        )
    shell.desk.planning.by_hand(key)
    shell.desk.planning.is_online(key, "https://musterbach.example/1")
    made = shown(qtbot, shell, delivery)
    asked: list[None] = []
    made.replan.connect(lambda: asked.append(None))
    qtbot.mouseClick(button(made, "Neu planen"), Qt.MouseButton.LeftButton)
    dialog = made.findChild(MoveDialog)
    assert dialog is not None and not asked
    qtbot.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(shell.desk, delivery).state is State.PLANNED)
    assert kept(shell.desk, delivery).due == delivery.due + timedelta(days=1)


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN, State.MISSED, State.HELD])
def test_every_open_end_offers_a_step(qtbot: QtBot, shell: Window, deliver: Deliver, state: State) -> None:
    made = shown(qtbot, shell, deliver(state))
    assert [one for one in made.findChildren(QPushButton) if one.isVisible()]


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State.FAILED, "Von Hand veröffentlichen"),
        (State.MISSED, "Von Hand veröffentlichen"),
        (State.UNCERTAIN, "Von Hand"),
    ],
)
def test_every_open_end_leads_to_the_hand(
    qtbot: QtBot, shell: Window, deliver: Deliver, state: State, label: str
) -> None:
    delivery = deliver(state)
    qtbot.mouseClick(button(shown(qtbot, shell, delivery), label), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.by_hand == [delivery.id])
    assert kept(shell.desk, delivery).state is State.BY_HAND


def test_who_holds_the_clock_stands_in_the_row_and_can_be_changed(qtbot: QtBot, shell: Window) -> None:
    desk = shell.desk
    access = Access("mastodon", "Mastodon", "https://social.invalid", {}, {"token": "geheim"})
    account_id = desk.accounts.add(access, test=False).id
    post = desk.planning.plan(draft(desk, [account_id], due=MORNING + timedelta(days=2)).id)
    rows = Deliveries(shell)  # type: ignore[arg-type]
    qtbot.addWidget(rows)
    rows.show_post(post, {one.id: one for one in desk.accounts.every()}, MORNING)
    rows.show()
    assert any("Der Rechner muss an sein." in label.text() for label in rows.findChildren(QLabel))
    hand_over = next(one for one in rows.findChildren(QPushButton) if one.text() == "Übergeben")
    qtbot.mouseClick(hand_over, Qt.MouseButton.LeftButton)

    def handed() -> bool:
        kept = desk.posts.get(post.id)
        return kept is not None and kept.deliveries[0].clock is Clock.PLATFORM

    qtbot.waitUntil(handed)
    kept = desk.posts.get(post.id)
    assert kept is not None
    rows.show_post(kept, {one.id: one for one in desk.accounts.every()}, MORNING)
    assert any("Wird Mastodon noch übergeben." in label.text() for label in rows.findChildren(QLabel))


def test_a_whole_sentence_stands_below_the_state_and_not_in_a_narrow_column(qtbot: QtBot, shell: Window) -> None:
    desk = shell.desk
    access = Access("mastodon", "Gemeinde Musterbach an der Aue", "https://social.invalid", {}, {"token": "geheim"})
    account_id = desk.accounts.add(access, test=False).id
    desk.accounts.choose_clock(account_id, Clock.PLATFORM)
    post = desk.planning.plan(draft(desk, [account_id], due=MORNING + timedelta(days=2)).id)
    rows = Deliveries(shell)  # type: ignore[arg-type]
    qtbot.addWidget(rows)
    rows.resize(460, 200)
    rows.show_post(post, {one.id: one for one in desk.accounts.every()}, MORNING)
    rows.show()
    said = next(one for one in rows.findChildren(QLabel) if "noch übergeben" in one.text())
    assert said.width() > 400
