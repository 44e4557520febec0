"""What a hold keeps back, and what it lets pass."""

from datetime import timedelta
from pathlib import Path

from amtdesk.domain.delivery import State
from amtdesk.store import holds
from tests.builders import MORNING, desk_at, draft, practice


def test_a_hold_catches_what_is_planned_until_it_ends(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    post = draft(desk, [practice(desk)], due=MORNING + timedelta(hours=1))
    key = desk.planning.plan(post.id).deliveries[0].id
    with desk.database.writing() as connection:
        assert holds.catch(connection, MORNING) == 0, "nothing is held"
        made = holds.begin(connection, MORNING, "ka", "Unfall")
        assert holds.current(connection) == made
        assert holds.catch(connection, MORNING) == 1
        assert holds.stops(connection, key)
        assert [(one.before, one.words) for one in holds.held(connection)] == [(State.PLANNED, "Herbstmarkt")]
        holds.let_pass(connection, key)
        assert not holds.stops(connection, key)
        holds.keep_back(connection, key, State.PLANNED)
        assert holds.stops(connection, key)
        holds.end(connection, MORNING + timedelta(hours=1))
        assert holds.current(connection) is None and not holds.stops(connection, key)
        assert [one.ended for one in holds.newest(connection)] == [MORNING + timedelta(hours=1)]
    desk.database.close()
