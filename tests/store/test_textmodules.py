"""Textbausteine in the file; most is tested through `services/library.py`."""

from dataclasses import replace

from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.store import textmodules
from amtdesk.store.database import Database
from tests.builders import MORNING

SHELVES = [Category("muell", "Müll"), Category("bau", "Bauhof")]
ONE = TextModule(
    "tonne", "muell", "Tonne vergessen", "Bitte {{ort}}", "Du, {{ort}}", ("Abfuhr",), "nach Leerung", "Bauhof"
)


def test_everything_of_a_textbaustein_comes_back(database: Database) -> None:
    with database.writing() as connection:
        assert textmodules.add_new(connection, SHELVES, [ONE]) == 1
        assert textmodules.categories(connection) == SHELVES
        found = textmodules.get(connection, "tonne")
        assert found is not None
        assert found == ONE
        assert textmodules.count(connection) == 1


def test_shelf_by_shelf_and_titles_first(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(
            connection,
            SHELVES,
            [
                replace(ONE, id="b", category="bau", title="Loch", text="Die Tonne im Loch"),
                ONE,
                replace(ONE, id="c", title="Sperrmüll", text="keine Tonne"),
            ],
        )
        assert [one.id for one in textmodules.every(connection)] == ["tonne", "c", "b"]


def test_put_away_ones_stay_out_of_sight(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE, replace(ONE, id="b")])
        textmodules.change(connection, "b", {"archived": MORNING})
        assert [one.id for one in textmodules.every(connection)] == ["tonne"]
        assert [one.id for one in textmodules.every(connection, archived=True)] == ["b"]
        assert textmodules.get(connection, "b") is None
        assert textmodules.get(connection, "b", archived=True) is not None
        assert textmodules.ids(connection) == {"tonne", "b"}


def test_what_is_saved_comes_back_and_uses_are_counted(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [])
        textmodules.add(connection, ONE)
        textmodules.count_use(connection, ONE.id, MORNING)
        textmodules.save(connection, replace(ONE, text="anders", favourite=True, version=2, uses=0))
        found = textmodules.get(connection, ONE.id)
        assert found is not None
        assert (found.text, found.favourite, found.version, found.uses, found.used) == ("anders", True, 2, 1, MORNING)
        textmodules.add_category(connection, Category("kita", "Kita"))
        assert textmodules.categories(connection)[-1] == Category("kita", "Kita")
