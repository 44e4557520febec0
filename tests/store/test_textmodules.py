"""Textbausteine in the file; most is tested through `services/library.py`."""

from dataclasses import replace

from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.store import textmodules
from amtdesk.store.database import Database

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
        assert [one.id for one in textmodules.find(connection)] == ["tonne", "c", "b"]
        assert [one.id for one in textmodules.find(connection, "tonne")] == ["tonne", "c", "b"]
        assert [one.id for one in textmodules.find(connection, "SPERRMUELL")] == ["c"]
        assert textmodules.find(connection, "%") == []
