"""Textbausteine: what is shipped, what is hers, what is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from amtdesk.domain.standing import NOBODY, Agreement, Standing
from amtdesk.domain.textmodule import Use
from amtdesk.services.changes import Kind
from amtdesk.services.library import Library
from amtdesk.store import wordings
from amtdesk.system import resources
from tests.services.platform import Stage


def test_the_shipped_ones_are_there_once(stage: Stage) -> None:
    content = resources.json("content/textbausteine.json")
    library = Library(stage.database, stage.changes, stage.clock, stage.offices.get)
    news: list[Kind] = []
    stage.changes.listen(news.append)
    assert library.stock(content) == len(content["bausteine"]) > 0
    assert library.stock(content) == 0
    assert news == [Kind.TEXT_MODULES]
    assert [one.title for one in library.categories()] == [one["titel"] for one in content["kategorien"]]
    assert {one.id for one in library.find()} == {one["id"] for one in content["bausteine"]}


def test_hers_are_never_overwritten(stage: Stage) -> None:
    content = resources.json("content/textbausteine.json")
    library = Library(stage.database, stage.changes, stage.clock, stage.offices.get)
    library.stock(content)
    first = library.find()[0]
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE text_module SET text = 'ihr Text' WHERE id = ?", (first.id,))
    library.stock(content)
    found = library.get(first.id)
    assert found is not None and found.text == "ihr Text"
    assert library.get("gibt-es-nicht") is None


def test_every_word_is_searched_and_titles_come_first(stage: Stage) -> None:
    library = Library(stage.database, stage.changes, stage.clock, stage.offices.get)
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
    assert library.find("ort") == []


CONTENT = resources.json("content/textbausteine.json")
AGREED = Agreement("Petra Beispiel", "Bauhof", date(2026, 10, 1))


@pytest.fixture
def library(stage: Stage) -> Iterator[Library]:
    library = Library(stage.database, stage.changes, stage.clock, stage.offices.get)
    library.stock(CONTENT)
    yield library


def agree(stage: Stage, library: Library, module_id: str) -> None:
    module = library.get(module_id)
    assert module is not None
    with stage.database.writing() as connection:
        wordings.agree(connection, module, AGREED, stage.clock())
    stage.changes.tell(Kind.TEXT_MODULES)


def test_an_update_brings_new_ones_and_leaves_hers_and_archived_ones(library: Library) -> None:
    first, second = library.find()[:2]
    library.save(replace(first, text="ihr Text", title="ihr Titel"))
    library.put_away(second.id)
    newer = [{**one, "text": "neuerer Text"} for one in CONTENT["bausteine"]]
    fresh = {**newer[0], "id": "ganz-neu"}
    assert library.stock({**CONTENT, "bausteine": [*newer, fresh]}) == 1
    mine = library.get(first.id)
    assert mine is not None and (mine.text, mine.title, mine.own) == ("ihr Text", "ihr Titel", True)
    assert library.get(second.id) is None and second.id in {one.id for one in library.archive()}
    assert library.get("ganz-neu") is not None


def test_another_wording_is_a_new_version_nobody_agreed_to(stage: Stage, library: Library) -> None:
    agree(stage, library, "bau-schlagloch")
    before = library.get("bau-schlagloch")
    assert before is not None and before.standing is Standing.AGREED
    after = library.save(replace(before, text="Ganz anders."))
    assert (after.version, after.standing, after.agreement) == (2, Standing.NOT_AGREED, NOBODY)
    typed_on = library.save(replace(after, text="Ganz anders und mehr."))
    assert typed_on.version == 2
    younger, older = library.history(before.id)
    assert (younger.texts["text"], older.texts["text"]) == ("Ganz anders und mehr.", before.text)
    assert older.agreement == AGREED
    assert library.find("schlagloch")[0].standing is Standing.NOT_AGREED
    library.restore(before)
    assert library.get(before.id) == before and len(library.history(before.id)) == 1


def test_typing_it_back_or_another_title_changes_no_agreement(stage: Stage, library: Library) -> None:
    agree(stage, library, "bau-schlagloch")
    before = library.get("bau-schlagloch")
    assert before is not None
    library.save(replace(before, text="Ganz anders."))
    back = library.save(before)
    assert (back.version, back.agreed) == (1, True) and len(library.history(before.id)) == 1
    assert library.save(replace(back, title="Loch", keywords=("loch",))).agreed


def test_a_wording_somebody_has_read_is_kept(library: Library) -> None:
    mine = library.create("bauhof", text="Der Winterdienst räumt jetzt überall.")
    assert mine.id == "der-winterdienst-raeumt-jetzt-ueberall"
    assert library.save(replace(mine, text="zweitens")).version == 1
    library.used(mine.id)
    assert library.save(replace(mine, text="drittens")).version == 2
    assert [one.texts["text"] for one in library.history(mine.id)] == ["drittens", "zweitens"]


def test_copies_are_hers_and_not_agreed(stage: Stage, library: Library) -> None:
    agree(stage, library, "bau-schlagloch")
    copied = library.copy("bau-schlagloch")
    assert copied.title.endswith("(Kopie)") and copied.own and copied.standing is Standing.NOT_AGREED
    assert library.copy("bau-schlagloch").id != copied.id
    with pytest.raises(LookupError):
        library.copy("gibt-es-nicht")


def test_favourites_archive_and_shelves(library: Library) -> None:
    library.like("bau-schlagloch", favourite=True)
    assert [one.id for one in library.find() if one.favourite] == ["bau-schlagloch"]
    library.put_away("bau-schlagloch")
    assert library.get("bau-schlagloch") is None and library.get("bau-schlagloch", archived=True) is not None
    library.put_away("bau-schlagloch", away=False)
    assert library.get("bau-schlagloch") is not None
    assert library.add_category("bauhof & STRASSEN").id == "bauhof"
    assert library.add_category("Freibad") in library.categories()


def test_uses_are_counted_with_their_standing(stage: Stage, library: Library) -> None:
    post = stage.posts.save(replace(stage.posts.draft("Europe/Berlin"), text="Das Freibad öffnet."))
    library.used("bau-schlagloch", post_id=post.id)
    agree(stage, library, "bau-schlagloch")
    library.used("bau-schlagloch")
    library.used("gibt-es-nicht")
    found = library.get("bau-schlagloch")
    assert found is not None and (found.uses, found.used) == (2, stage.clock())
    copied, posted = library.uses("bau-schlagloch")
    assert copied == Use(stage.clock(), 1, agreed=True)
    assert (posted.post_id, posted.agreed) == (post.id, False)


def test_standing_goes_by_the_day(stage: Stage, library: Library) -> None:
    agree(stage, library, "bau-schlagloch")
    seen = []
    for _ in range(14):
        seen.append(next(one.standing for one in library.find() if one.id == "bau-schlagloch"))
        stage.clock.on(days=30)
    assert [*dict.fromkeys(seen)] == [Standing.AGREED, Standing.DUE, Standing.EXPIRED]
