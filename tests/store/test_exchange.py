"""Entries into the tables and back; what is done with them is tested through `services/exchange.py`."""

from dataclasses import replace
from datetime import UTC, date, datetime

from amtdesk.domain.asked import Asked
from amtdesk.domain.exchange import Entry
from amtdesk.store import exchange
from amtdesk.store.database import Database

AT = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
ONE = Entry(
    "loch",
    "Bauhof",
    "Schlagloch",
    "Danke.",
    "Danke dir.",
    "Danke!",
    "Danke dir!",
    ("loch", "straße"),
    (Asked("Wer macht das Loch zu?"),),
    ("loch",),
    "nach Meldung",
    "https://musterbach.example",
    "Bauamt",
    "fachamt",
    6,
    ("kommentar",),
    1,
    "Frau Kern",
    "Bauamt",
    date(2026, 10, 1),
)


def test_everything_of_an_entry_comes_back(database: Database) -> None:
    with database.writing() as connection:
        exchange.add_shelf(connection, "bauhof", "Bauhof")
        exchange.add(connection, [(ONE, "bauhof")], AT, "mk")
        assert exchange.entries(connection) == [ONE]
        assert exchange.entries(connection, ["anders"]) == []


def test_the_wording_before_is_kept_and_a_snapshot_brings_all_back(database: Database) -> None:
    later = replace(
        ONE,
        text="Neu.",
        questions=(Asked("Wer macht das Loch zu?"), Asked("Wann?", "Feldweg gesperrt"), Asked("", "Glätte")),
        words=("loch", "krater"),
        version=2,
        agreed_by="",
        agreed_office="",
        agreed_on=None,
    )
    with database.writing() as connection:
        exchange.add_shelf(connection, "bauhof", "Bauhof")
        exchange.add(connection, [(ONE, "bauhof")], AT, "mk")
        kept = exchange.snapshot(connection, ["loch"])
        exchange.change(connection, later, ONE, "bauhof", AT, "mk")
        assert exchange.entries(connection) == [later]
        versions = exchange.snapshot(connection, ["loch"]).wordings
        assert [(one["version"], one["texts"]["text"], one["agreed_by"]) for one in versions] == [
            (1, "Danke.", "Frau Kern"),
            (2, "Neu.", ""),
        ]
        exchange.restore(connection, kept)
        assert exchange.entries(connection) == [ONE]
        assert exchange.snapshot(connection, ["loch"]) == kept


def test_a_shelf_in_use_and_a_used_textbaustein_are_not_deleted(database: Database) -> None:
    with database.writing() as connection:
        exchange.add_shelf(connection, "bauhof", "Bauhof")
        exchange.add(connection, [(ONE, "bauhof"), (replace(ONE, id="zwei"), "bauhof")], AT, "mk")
        connection.exec_driver_sql(
            "INSERT INTO module_use (module_id, version, at, agreed) VALUES ('loch', 1, '2026-10-14T06:30:00Z', 1)"
        )
        exchange.remove(connection, ["loch", "zwei"], AT)
        assert exchange.entries(connection) == [] and exchange.archived(connection) == {"loch"}
        exchange.remove_empty_shelves(connection, ["bauhof"])
        connection.exec_driver_sql("DELETE FROM module_use")
        connection.exec_driver_sql("DELETE FROM text_module")
        exchange.remove_empty_shelves(connection, ["bauhof"])
        assert connection.exec_driver_sql("SELECT count(*) FROM category").scalar() == 0


def test_an_agreement_from_a_file_answers_what_was_asked(database: Database) -> None:
    with database.writing() as connection:
        exchange.add_shelf(connection, "bauhof", "Bauhof")
        exchange.add(connection, [(ONE, "bauhof")], AT, "mk")
        connection.exec_driver_sql("UPDATE wording SET asked_on = '2026-10-02', denied_on = '2026-10-03'")
        exchange.change(connection, replace(ONE, agreed_office="Bauhof"), ONE, "bauhof", AT, "mk")
        (kept,) = exchange.snapshot(connection, ["loch"]).wordings
        assert (kept["agreed_office"], kept["asked_on"], kept["denied_on"]) == ("Bauhof", None, None)
