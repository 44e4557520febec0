"""Beispielfragen in the file."""

from dataclasses import replace
from datetime import UTC, datetime

from amtdesk.domain.example import Saying, Sort
from amtdesk.store import examples, textmodules
from amtdesk.store.database import Database
from tests.store.test_textmodules import ONE, SHELVES

NOW = datetime(2026, 10, 14, tzinfo=UTC)
STOCK = [Saying(0, "tonne", Sort.QUESTION, "Wo bleibt ihr?"), Saying(0, "tonne", Sort.POST, "", "Abfuhr")]


def test_stock_is_added_once_and_only_for_what_is_there(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        assert examples.add_stock(connection, [*STOCK, replace(STOCK[0], module_id="fehlt")]) == 2
        assert examples.add_stock(connection, STOCK) == 0
        found = examples.of(connection, "tonne")
        assert [replace(one, id=0) for one in found] == STOCK
        assert examples.of(connection) == found


def test_what_she_took_away_stays_away_until_she_writes_it_again(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        examples.add_stock(connection, STOCK)
        examples.remove(connection, examples.of(connection)[0].id, NOW)
        examples.add_stock(connection, STOCK)
        assert [one.sort for one in examples.of(connection)] == [Sort.POST]
        examples.add(connection, replace(STOCK[0], own=True))
        assert len(examples.of(connection)) == 2


def test_exactly_the_wanted_ones_are_kept_and_the_others_stay_marked(database: Database) -> None:
    mine = Saying(0, "tonne", Sort.QUESTION, "Wann?", own=True)
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        examples.add_stock(connection, STOCK)
        assert examples.keep(connection, "tonne", [STOCK[1], mine], NOW)
        assert not examples.keep(connection, "tonne", [STOCK[1], mine], NOW)
        assert examples.add_stock(connection, STOCK) == 0
        assert [replace(one, id=0) for one in examples.of(connection, "tonne")] == [STOCK[1], mine]
        assert examples.keep(connection, "tonne", [mine], NOW)
        assert [one.text for one in examples.of(connection, "tonne")] == ["Wann?"]


def test_archived_ones_say_nothing(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        examples.add_stock(connection, STOCK)
        connection.exec_driver_sql("UPDATE text_module SET archived = '2026-10-14T00:00:00Z'")
        assert examples.of(connection) == []
        assert len(examples.of(connection, "tonne")) == 2
