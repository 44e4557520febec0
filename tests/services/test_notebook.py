"""What a channel remembers."""

import pytest

from amtdesk.services.notebook import Notebook
from amtdesk.store.database import Database
from tests.services.platform import Stage


@pytest.fixture
def database(stage: Stage) -> Database:
    return stage.database


def test_notes_are_kept_by_account(database: Database) -> None:
    notes = Notebook(database, 1)
    notes["a"], notes["b"] = "1", "2"
    Notebook(database, 2)["a"] = "other"
    again = Notebook(database, 1)
    assert dict(again) == {"a": "1", "b": "2"}
    assert (len(again), again.get("c", "nothing")) == (2, "nothing")
    del again["a"]
    assert dict(Notebook(database, 1)) == {"b": "2"}
    with pytest.raises(KeyError):
        del again["a"]
