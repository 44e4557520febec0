"""Deliveries and the Redaktionsschluss of their channel."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from tests.builders import Clock, by_hand, desk_at, draft

SATURDAY = datetime(2026, 10, 17, 7, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The services on a fresh file."""
    return desk_at(tmp_path / "desk", Clock())


def again(desk: Desk, account_id: int, typed: str) -> None:
    """Fill the form of the channel anew."""
    desk.accounts.reconnect(account_id, Access("gazette", "Blatt", "", {"copy_date": typed}, {}))


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("Fr 9:00", datetime(2026, 10, 16, 7, tzinfo=UTC)),
        ("", SATURDAY),
        ("Do 10:00", datetime(2026, 10, 15, 8, tzinfo=UTC)),
    ],
)
def test_what_waits_follows(desk: Desk, typed: str, due: datetime) -> None:
    paper, other = by_hand(desk, "Blatt", "", "gazette", copy_date="Do 10:00"), by_hand(desk)
    post = desk.planning.plan(draft(desk, [paper, other], due=SATURDAY).id)
    again(desk, paper, typed)
    kept = desk.posts.get(post.id)
    assert kept is not None and kept.due == SATURDAY
    assert {one.account_id: one.due for one in kept.deliveries} == {paper: due, other: SATURDAY}


def test_a_name_alone_moves_nothing(desk: Desk) -> None:
    paper = by_hand(desk, "Blatt", "", "gazette", copy_date="Do 10:00")
    post = desk.planning.publish_now(draft(desk, [paper], due=SATURDAY).id)
    again(desk, paper, "Do 10:00")
    kept = desk.posts.get(post.id)
    assert kept is not None and [one.due for one in kept.deliveries] == [desk.now()]
