"""Wordings, agreements and uses in the file."""

from dataclasses import replace
from datetime import date

from amtdesk.domain.standing import Agreement
from amtdesk.domain.textmodule import Use
from amtdesk.store import textmodules, wordings
from amtdesk.store.database import Database
from tests.builders import MORNING
from tests.store.test_textmodules import ONE, SHELVES

DAY = date(2026, 10, 1)


def test_an_agreement_belongs_to_one_wording(database: Database) -> None:
    said = Agreement("Petra Beispiel", "Bauhof", DAY)
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        wordings.agree(connection, ONE, said, MORNING)
        found = textmodules.get(connection, ONE.id)
        assert found is not None and found.agreement == said
        changed = replace(ONE, text="anders", version=2)
        textmodules.save(connection, changed)
        wordings.keep(connection, changed, MORNING, "ka")
        found = textmodules.get(connection, ONE.id)
        assert found is not None and found.agreement == Agreement()
        younger, older = wordings.of(connection, ONE.id)
        assert (younger.texts["text"], younger.by, older.texts["text"]) == ("anders", "ka", ONE.text)
        assert older.agreement == said
        wordings.replace_texts(connection, replace(changed, text="noch anders"))
        assert wordings.of(connection, ONE.id)[0].texts["text"] == "noch anders"
        wordings.forget_after(connection, ONE.id, 1)
        assert [one.version for one in wordings.of(connection, ONE.id)] == [1]


def test_uses_say_in_which_wording_and_can_be_taken_back(database: Database) -> None:
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        assert not wordings.was_used(connection, ONE.id, 1)
        wordings.add_use(connection, ONE.id, Use(MORNING, 1, agreed=False))
        assert wordings.was_used(connection, ONE.id, 1) and not wordings.was_used(connection, ONE.id, 2)
        assert wordings.uses(connection, ONE.id, 9) == [Use(MORNING, 1, agreed=False)]
        assert not wordings.take_back_use(connection, ONE.id, 7)
