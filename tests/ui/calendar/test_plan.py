from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar.board import Filter
from amtdesk.ui.calendar.plan import Plan
from tests.builders import Clock, draft
from tests.ui.conftest import RecordingShell

START, END = date(2026, 10, 1), date(2026, 11, 1)
FRIDAY = date(2026, 10, 16)


def test_a_board_holds_the_posts_of_its_days(shell: RecordingShell, post: Post) -> None:
    plan = Plan(shell)
    assert [one.post_id for one in plan.board(START, END).on(FRIDAY)] == [post.id]
    assert plan.board(date(2026, 11, 1), date(2026, 12, 1)).days == {}


def test_the_filter_counts_for_drafts_without_time_too(shell: RecordingShell, desk: Desk) -> None:
    draft(desk, title="Irgendwann")
    plan = Plan(shell)
    assert len(plan.undated()) == 1
    plan.filter = Filter(words="Laub")
    assert plan.undated() == ()


@pytest.mark.parametrize(
    ("words", "seen"),
    [("laub", True), ("LAEUBSAECK straße", True), ("Bauhof", True), ("Laub Schnee", False), ("%", False), ("_", False)],
)
def test_the_filter_searches_the_whole_text(shell: RecordingShell, desk: Desk, words: str, seen: bool) -> None:
    friday = datetime(2026, 10, 16, 7, tzinfo=UTC)
    kept = draft(desk, title="Herbst", text="Läubsäcke an die Straße.\n" * 20 + "Ihr Bauhof. Laub", due=friday)
    draft(desk, title="Herbst", text="anderes", due=friday)
    plan = Plan(shell)
    plan.filter = Filter(words=words)
    shown = plan.board(START, END)
    assert [one.post_id for one in shown.on(FRIDAY)] == ([kept.id] if seen else [])
    assert shown.held_back == (1 if seen else 2)


def test_the_time_shown_is_the_one_moving_gives(shell: RecordingShell, desk: Desk, post: Post, clock: Clock) -> None:
    plan = Plan(shell)
    clock.now = datetime(2026, 10, 14, 12, tzinfo=UTC)
    for day in (date(2026, 10, 25), date(2026, 10, 26), date(2026, 10, 14)):
        _, tile = plan.board(START, END).find(post.id) or (None, None)
        assert tile is not None
        foretold = plan.time_on(tile, day)
        assert desk.planning.move_to_day(post.id, day).after == foretold


def test_a_draft_without_time_gets_a_free_slot(shell: RecordingShell, desk: Desk) -> None:
    draft(desk, title="Irgendwann")
    plan = Plan(shell)
    assert plan.time_on(plan.undated()[0], FRIDAY) == datetime(2026, 10, 16, 7, tzinfo=UTC)


def test_a_moved_post_stands_there_before_the_file_says_so(shell: RecordingShell, post: Post) -> None:
    plan = Plan(shell)
    first = plan.pretend(post.id, datetime(2026, 10, 19, 7, tzinfo=UTC))
    second = plan.pretend(post.id, datetime(2026, 10, 20, 7, tzinfo=UTC))
    plan.settle(post.id, first)
    assert plan.board(START, END).on(date(2026, 10, 20))
    plan.settle(post.id, second)
    assert plan.board(START, END).on(FRIDAY)


def test_labels_come_from_the_background_once(qtbot: QtBot, shell: RecordingShell) -> None:
    plan = Plan(shell)
    with qtbot.waitSignal(plan.labelled):
        assert plan.labels(START, END) == {}
    assert plan.labels(START, END)[date(2026, 10, 3)][0].holiday


def test_channels_have_name_and_icon(shell: RecordingShell, account: int) -> None:
    assert Plan(shell).names == {account: "Übungskanal"}
