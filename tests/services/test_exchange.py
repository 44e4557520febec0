"""Out to a file and back: preview, all or nothing, undone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from amtdesk.domain.asked import Asked, asked_in, words_in
from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.domain.exchange import Entry, Fault, FileRefused, Refusal, Row, Standing
from amtdesk.services.changes import Kind
from amtdesk.services.desk import Desk
from amtdesk.services.exchange import Exchange
from amtdesk.store import exchange as rows
from tests.builders import desk_at

HOUSE = "Gemeinde Musterbach"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(tmp_path / "desk")
    made.offices.change(name=HOUSE, short_sign="mk")
    yield made
    made.database.close()


@pytest.fixture
def exchange(desk: Desk) -> Exchange:
    return Exchange(desk.database, desk.changes, desk.now, desk.offices.get, desk.suggestions.stock)


def table(*lines: str) -> bytes:
    return "\r\n".join(lines).encode("cp1252")


def agreed(exchange: Exchange, module_id: str) -> Entry:
    """One of the library, agreed by a round through a file."""
    (row,) = exchange.preview(
        table(
            "Kennung;Titel;Text;Zugestimmt von;Stelle;Zugestimmt am;Gemeinde",
            f'{module_id};{_one(exchange, module_id).title};"{_one(exchange, module_id).text}";'
            f"Frau Kern;Bauamt;01.10.2026;{HOUSE}",
        )
    ).rows
    exchange.take([row])
    return _one(exchange, module_id)


def _one(exchange: Exchange, module_id: str) -> Entry:
    (found,) = exchange.entries([module_id])
    return found


def test_the_whole_library_goes_out_and_nothing_is_different(exchange: Exchange) -> None:
    agreed(exchange, "bau-schlagloch")
    for content in (exchange.csv(), exchange.json()):
        preview = exchange.preview(content)
        assert len(preview.of(Standing.UNCHANGED)) == len(preview.rows) == len(exchange.entries()) > 40
        assert preview.shelves == () and preview.charset == "utf-8"
    assert json.loads(exchange.json(["bau-schlagloch"]))["bausteine"][0]["zugestimmt_von"] == "Frau Kern"


def test_beispielfragen_go_from_house_to_house_whole(exchange: Exchange, desk: Desk, tmp_path: Path) -> None:
    module = exchange.entries()[0].id
    assert len(exchange.entries([module])[0].questions) >= 15
    mine = [Asked("Wo?"), Asked("Wo || wann?", "Weinfest"), Asked("", "Markt")]
    desk.suggestions.keep_examples(module, mine, ("loch", "krater"))
    there = desk_at(tmp_path / "there")
    other = Exchange(there.database, there.changes, there.now, there.offices.get, there.suggestions.stock)
    for content in (exchange.csv(), exchange.json()):
        there.suggestions.keep_examples(module, [], ())
        (row,) = other.preview(content).of(Standing.CHANGED)
        assert row.changed == ("questions", "words")
        other.take([row])
        there_now = there.suggestions.examples(module)
        assert (set(asked_in(there_now)), set(words_in(there_now))) == (set(mine), {"loch", "krater"})
        assert not other.preview(content).of(Standing.CHANGED)
    there.database.close()


def test_every_row_says_what_it_would_do(exchange: Exchange) -> None:
    known = exchange.entries()[0]
    preview = exchange.preview(
        table(
            "Titel;Text;Kategorie;Kennung",
            "Wann öffnet das Bad?;Ab 9 Uhr.;Freibad;",
            f"{known.title};Ganz anders.;{known.category.upper()};",
            ";nur Text;Freibad;",
            "wann oeffnet das BAD?;Noch einmal.;Freibad;",
            "Ohne Kategorie;Text;;",
        )
    )
    assert [(row.line, row.standing) for row in preview.rows] == [
        (2, Standing.NEW),
        (3, Standing.CHANGED),
        (4, Standing.FAULTY),
        (5, Standing.FAULTY),
        (6, Standing.FAULTY),
    ]
    assert [row.faults for row in preview.rows[2:]] == [
        (Fault.TITLE_MISSING,),
        (Fault.TWICE,),
        (Fault.CATEGORY_MISSING,),
    ]
    assert preview.rows[1].entry.id == known.id and preview.shelves == ("Freibad",) and preview.charset == "cp1252"


def test_only_what_was_chosen_is_taken_with_its_shelf_and_undone(exchange: Exchange, desk: Desk) -> None:
    before = exchange.entries()
    known = agreed(exchange, "bau-schlagloch")
    news: list[Kind] = []
    desk.changes.listen(news.append)
    preview = exchange.preview(
        table(
            "Titel;Text;Kategorie;Kennung",
            "Bad offen?;Ab 9 Uhr.;Freibad;",
            f"{known.title};Ganz anders.;{known.category};{known.id}",
            "Bad warm?;24 Grad.;Freibad;",
        )
    )
    taken = exchange.take(preview.rows[:2])
    assert [one.id for one in taken.new] == ["bad-offen"] and taken.shelves == ("freibad",)
    changed = _one(exchange, known.id)
    assert (changed.text, changed.version, changed.agreed) == ("Ganz anders.", 2, False)
    with desk.database.reading() as connection:
        kept = rows.snapshot(connection, [known.id]).wordings
    assert [(one["version"], one["agreed_by"]) for one in kept] == [(1, "Frau Kern"), (2, "")]
    assert exchange.undo(taken) == 0
    assert _one(exchange, known.id) == known
    assert {one.id for one in exchange.entries()} == {one.id for one in before}
    assert exchange.preview(table("Titel;Text;Kategorie", "a;b;Freibad")).shelves == ("Freibad",)
    assert news == [Kind.TEXT_MODULES, Kind.TEXT_MODULES]


def test_an_unknown_shelf_may_be_one_that_is_there(exchange: Exchange) -> None:
    preview = exchange.preview(table("Titel;Text;Kategorie", "Laub?;Bitte in die Tonne.;Tiefbau"))
    taken = exchange.take(preview.rows, {"Tiefbau": "bauhof"})
    assert taken.shelves == () and taken.new[0].category == "Bauhof & Straßen"


def test_undo_leaves_what_somebody_changed_since(exchange: Exchange) -> None:
    taken = exchange.take(exchange.preview(table("Titel;Text;Kategorie", "Eins;a;Neu", "Zwei;b;Neu")).rows)
    exchange.take(exchange.preview(table("Titel;Text;Kategorie", "Zwei;anders;Neu")).rows)
    assert exchange.undo(taken) == 1
    assert [one.title for one in exchange.entries() if one.category == "Neu"] == ["Zwei"]


def test_never_half_an_import(exchange: Exchange) -> None:
    before = exchange.entries()
    good = exchange.preview(table("Titel;Text;Kategorie", "Eins;a;Neu")).rows[0]
    # what no file can bring: the database itself refuses the second one
    broken = Row(3, replace(good.entry, id="bad", usage=None), Standing.NEW)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        exchange.take([good, broken])
    assert exchange.entries() == before
    preview = exchange.preview(table("Titel;Text;Kategorie", "Eins;a;Neu"))
    assert preview.shelves == ("Neu",)


def test_a_preview_that_was_overtaken_is_not_taken(exchange: Exchange) -> None:
    known = exchange.entries()[0]
    rows_ = exchange.preview(table("Kennung;Titel;Text", f"{known.id};{known.title};Neu.")).rows
    exchange.take(rows_)
    with pytest.raises(FileRefused) as refused:
        exchange.take(rows_)
    assert refused.value.reason is Refusal.OVERTAKEN


def test_one_in_the_archive_is_not_overwritten(exchange: Exchange, desk: Desk) -> None:
    with desk.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE text_module SET archived = '2026-10-01T00:00:00Z' WHERE id = 'bau-schlagloch'"
        )
    (row,) = exchange.preview(table("Kennung;Titel;Text;Kategorie", "bau-schlagloch;a;b;Bauhof")).rows
    assert row.faults == (Fault.ARCHIVED,)


def test_files(exchange: Exchange, tmp_path: Path) -> None:
    for name in ("bausteine.csv", "bausteine.JSON"):
        exchange.save(tmp_path / name, ["bau-schlagloch"])
        assert len(exchange.open(tmp_path / name).rows) == 1
    with pytest.raises(StorageTrouble) as trouble:
        exchange.save(tmp_path / "fehlt" / "a.csv")
    assert trouble.value.problem is Problem.FOLDER_ABSENT
    with pytest.raises(FileRefused) as refused:
        exchange.open(tmp_path / "fehlt.csv")
    assert refused.value.reason is Refusal.UNREADABLE


def test_a_thousand_rows(exchange: Exchange) -> None:
    lines = [f"Frage {number};Antwort {number};Neu" for number in range(1_000)]
    preview = exchange.preview(table("Titel;Text;Kategorie", *lines))
    taken = exchange.take(preview.rows)
    assert len(taken.new) == 1_000
    assert exchange.undo(taken) == 0
