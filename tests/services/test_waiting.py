"""What hangs on each channel."""

from datetime import timedelta
from pathlib import Path

from amtdesk.services.waiting import TAKEN_BACK, waiting
from tests.builders import Clock, by_hand, desk_at, draft, practice


def test_counts_what_removing_a_channel_would_take_back(tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "desk", Clock())
    channel, other = by_hand(desk), practice(desk)
    due = desk.now() + timedelta(hours=2)
    first = draft(desk, [channel, other], due=due)
    desk.planning.plan(first.id)
    second = draft(desk, [channel], due=due + timedelta(hours=1))
    desk.planning.plan(second.id)
    found = waiting(desk.database)
    assert len(found[channel].taken_back) == 2
    assert found[channel].next_due == due
    assert len(found[other].taken_back) == 1
    assert desk.accounts.remove(channel) == 2
    assert channel not in waiting(desk.database)


def test_what_failed_or_missed_its_time_may_go_out_by_hand(tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "desk", Clock())
    channel = practice(desk)
    for state in ("failed", "missed", "held"):
        post = desk.planning.plan(draft(desk, [channel], due=desk.now() + timedelta(hours=2)).id)
        with desk.database.writing() as connection:
            connection.exec_driver_sql("UPDATE delivery SET state = ? WHERE post_id = ?", (state, post.id))
    assert len(waiting(desk.database)[channel].failed) == 2


def test_published_posts_hang_on_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "desk", Clock())
    channel = by_hand(desk)
    post = draft(desk, [channel], due=desk.now() + timedelta(hours=2))
    post = desk.planning.plan(post.id)
    desk.planning.is_online(post.deliveries[0].id, "")
    assert waiting(desk.database) == {}
    assert TAKEN_BACK
