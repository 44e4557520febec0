"""Textbausteine: the library, its search and its placeholders."""

from collections.abc import Mapping
from typing import Any

from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import textmodules
from amtdesk.store.database import Database


class Library:
    """The Textbausteine of this office."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    def categories(self) -> list[Category]:
        """The shelves in their order."""
        with self._database.reading() as connection:
            return textmodules.categories(connection)

    def find(self, query: str = "") -> list[TextModule]:
        """All that contain every word of the query; all there are for an empty one."""
        with self._database.reading() as connection:
            return textmodules.find(connection, query)

    def get(self, module_id: str) -> TextModule | None:
        """One Textbaustein."""
        with self._database.reading() as connection:
            return textmodules.get(connection, module_id)

    def stock(self, content: Mapping[str, Any]) -> int:
        """Add what is new in `content/textbausteine.json`; returns how many. Hers are never overwritten."""
        shelves = [Category(one["id"], one["titel"]) for one in content["kategorien"]]
        modules = [_from_content(one) for one in content["bausteine"]]
        with self._database.writing() as connection:
            added = textmodules.add_new(connection, shelves, modules)
        if added:
            self._changes.tell(Kind.TEXT_MODULES)
        return added


def _from_content(one: Mapping[str, Any]) -> TextModule:
    return TextModule(
        id=one["id"],
        category=one["kategorie"],
        title=one["titel"],
        text=one["text"],
        text_familiar=one.get("text_du", ""),
        keywords=tuple(one.get("stichwoerter", ())),
        usage=one.get("einsatz", ""),
        agree_with=one.get("abstimmen_mit", ""),
        approval=one.get("freigabe", "frei"),
        review_months=one.get("pruefen_nach_monaten", 12),
        kinds=tuple(one.get("arten", ())),
    )
