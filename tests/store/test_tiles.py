"""Posts as tiles."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from amtdesk.domain.delivery import LatePolicy, State
from amtdesk.domain.post import Post, Variant
from amtdesk.store import accounts, deliveries, posts, tiles
from amtdesk.store.database import Database

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.writing() as connection:
        for name in ("A", "B"):
            accounts.add(connection, "practice", name, "", {})
        yield connection


def add(connection: Connection, title: str, due: datetime | None = NOW, text: str = "", *states: State) -> int:
    variants = tuple(Variant(account, "andere Fassung Löschzug" if account == 2 else None) for account in (1, 2))
    key = posts.add(connection, Post(0, title, text, due=due, variants=variants), NOW)
    for account, state in enumerate(states, 1):
        deliveries.add(
            connection,
            post_id=key,
            account_id=account,
            state=State.PLANNED,
            due=due or NOW,
            zone="Europe/Berlin",
            token=f"{key}-{account}",
            late_policy=LatePolicy.ASK,
            late_limit=5,
        )
        connection.exec_driver_sql(
            "UPDATE delivery SET state = ? WHERE post_id = ? AND account_id = ?", (state.value, key, account)
        )
    return key


def test_a_span_holds_its_start_and_not_its_end(connection: Connection) -> None:
    for hours in (-1, 0, 1, 2):
        add(connection, str(hours), NOW + timedelta(hours=hours))
    assert [one.words for one in tiles.between(connection, NOW, NOW + timedelta(hours=2))] == ["0", "1"]


def test_a_tile_shows_the_state_of_each_channel(connection: Connection) -> None:
    add(connection, "Markt", NOW, "", State.PUBLISHED, State.FAILED)
    add(connection, "Entwurf", NOW)
    first, second = tiles.between(connection, NOW, NOW + timedelta(hours=1))
    assert first.state is State.FAILED and first.channels == ((1, State.PUBLISHED), (2, State.FAILED))
    assert second.state is State.DRAFT and not second.runs_without_pc
    assert [one.words for one in tiles.loud(connection, [State.FAILED])] == ["Markt"]


def test_drafts_without_a_time_are_found_apart(connection: Connection) -> None:
    add(connection, "irgendwann", None)
    add(connection, "morgen")
    assert [one.words for one in tiles.undated(connection)] == ["irgendwann"]


@pytest.mark.parametrize("query", ["straße", "STRASSE fest", "loeschzug", "fest straße"])
def test_every_word_is_searched_in_title_text_and_versions(connection: Connection, query: str) -> None:
    add(connection, "Fest", NOW, "In der Straße")
    add(connection, "anderes", NOW)
    found = tiles.search(connection, query)
    assert "Fest" in [one.words for one in found]
    if query != "loeschzug":
        assert len(found) == 1


@pytest.mark.parametrize("query", ["", "  ", '"', "%", "_", "Fest AND Markt", "x' OR '1'='1", "NEAR(", "-", "*", "\0"])
def test_signs_in_a_search_are_signs(connection: Connection, query: str) -> None:
    add(connection, "Fest", NOW)
    assert tiles.search(connection, query) == []


def test_of_some_posts_those_with_every_word_are_found(connection: Connection) -> None:
    one, two, three = (add(connection, "Fest", NOW, text) for text in ("In der Straße", "Löschzug", "Müll 100 %"))
    every = [one, two, three]
    assert tiles.containing(connection, "STRASSE fest", every) == {one}
    assert tiles.containing(connection, "loeschzug andere", [one]) == {one}
    assert tiles.containing(connection, "%", every) == {three} and tiles.containing(connection, "_", every) == set()
    assert tiles.containing(connection, " \u0301", every) == set(every)
    assert tiles.containing(connection, "fest", []) == set()


def test_taken_moments_leave_out_the_post_itself(connection: Connection) -> None:
    one, _ = add(connection, "eins"), add(connection, "zwei", NOW + timedelta(minutes=15))
    end = NOW + timedelta(hours=1)
    assert len(tiles.taken(connection, NOW, end)) == 2
    assert tiles.taken(connection, NOW, end, one) == [NOW + timedelta(minutes=15)]


def test_planned_days_are_those_with_something_on_its_way_or_out(connection: Connection) -> None:
    add(connection, "a", NOW, "", State.PLANNED)
    add(connection, "b", NOW + timedelta(days=1), "", State.FAILED)
    add(connection, "c", NOW + timedelta(days=2), "", State.PUBLISHED)
    assert [due for due, _ in tiles.planned_days(connection, NOW)] == [NOW, NOW + timedelta(days=2)]
