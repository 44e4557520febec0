"""Textbausteine: what is shipped, what is hers, what is found."""

from amtdesk.domain.textmodule import open_placeholders
from amtdesk.services.changes import Kind
from amtdesk.services.library import Library
from amtdesk.system import resources
from tests.services.platform import Stage


def test_the_shipped_ones_are_there_once(stage: Stage) -> None:
    content = resources.json("content/textbausteine.json")
    library = Library(stage.database, stage.changes)
    news: list[Kind] = []
    stage.changes.listen(news.append)
    assert library.stock(content) == len(content["bausteine"]) > 0
    assert library.stock(content) == 0
    assert news == [Kind.TEXT_MODULES]
    assert [one.title for one in library.categories()] == [one["titel"] for one in content["kategorien"]]
    assert {one.id for one in library.find()} == {one["id"] for one in content["bausteine"]}


def test_hers_are_never_overwritten(stage: Stage) -> None:
    content = resources.json("content/textbausteine.json")
    library = Library(stage.database, stage.changes)
    library.stock(content)
    first = library.find()[0]
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE text_module SET text = 'ihr Text' WHERE id = ?", (first.id,))
    library.stock(content)
    found = library.get(first.id)
    assert found is not None and found.text == "ihr Text"
    assert library.get("gibt-es-nicht") is None


def test_every_word_is_searched_and_titles_come_first(stage: Stage) -> None:
    library = Library(stage.database, stage.changes)
    baustein = {"kategorie": "k", "text": "Das Schlagloch in der Straße {{ort}}"}
    shelves = [{"id": "k", "titel": "Bauhof"}]
    library.stock(
        {
            "kategorien": shelves,
            "bausteine": [
                {**baustein, "id": "a", "titel": "Anderes"},
                {**baustein, "id": "b", "titel": "Schlagloch gemeldet", "stichwoerter": ["Straßenschaden"]},
            ],
        }
    )
    assert [one.id for one in library.find("SCHLAGLOCH strasse")] == ["b", "a"]
    assert [one.id for one in library.find("strassenschaden")] == ["b"]
    assert library.find("Schlagloch Wal") == []
    assert [open_placeholders(one.text) for one in library.find("ort")] == [("ort",), ("ort",)]
