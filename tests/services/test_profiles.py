"""Keeping Steckbriefe, and who is reminded."""

from datetime import date
from pathlib import Path

import pytest

from amtdesk.domain.profile import Holder, Profile
from amtdesk.domain.today import Section, Step
from amtdesk.services.changes import Kind
from amtdesk.services.desk import Desk
from tests.builders import Clock, by_hand, desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The services on a fresh file."""
    return desk_at(tmp_path / "desk", Clock())


def test_it_is_kept_and_told(desk: Desk) -> None:
    channel, news = by_hand(desk), set[Kind]()
    desk.changes.listen(news.add)
    desk.profiles.keep(channel, Profile(purpose="Aushang", holders=(Holder(" Frau Muster "), Holder(" "))))
    assert desk.profiles.get(channel) == Profile(purpose="Aushang", holders=(Holder("Frau Muster"),))
    assert Kind.ACCOUNTS in news


def test_heute_reminds_of_access_nobody_looked_at_for_a_year(desk: Desk) -> None:
    old, fresh, empty = by_hand(desk, "Alt"), by_hand(desk, "Frisch"), by_hand(desk, "Leer")
    desk.profiles.keep(old, Profile(checked=date(2025, 10, 14)))
    desk.profiles.keep(fresh, Profile(checked=date(2025, 10, 15)))
    found = [line for line in desk.glance().lines if line.step is Step.LOOK_AT_ACCESS]
    assert [(line.words, line.section, line.detail, line.account_ids) for line in found] == [
        ("Alt", Section.SOON, "14.10.2025", (old,))
    ]
    assert empty
    desk.profiles.keep(old, Profile(checked=desk.profiles.today()))
    assert not [line for line in desk.glance().lines if line.step is Step.LOOK_AT_ACCESS]
