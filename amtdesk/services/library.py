"""Textbausteine: the library, its search, what she writes herself; where each was used."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from amtdesk.domain.folding import fold
from amtdesk.domain.index import Index
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office
from amtdesk.domain.standing import NOBODY, standing
from amtdesk.domain.textmodule import WORDING, Category, TextModule, Use, Wording, identifier
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import textmodules, wordings
from amtdesk.store.database import Database

#: So many uses are shown.
USES = 50


class Library:
    """The Textbausteine of this office. Reading is quick: they are kept in memory until one changes."""

    def __init__(
        self, database: Database, changes: Changes, now: Callable[[], datetime], office: Callable[[], Office]
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._office = office
        self._read: tuple[date, Index] | None = None
        #: what each placeholder means, by its name
        self.hints: Mapping[str, str] = {}
        changes.listen(self._forget)

    def categories(self) -> list[Category]:
        """The shelves in their order."""
        with self._database.reading() as connection:
            return textmodules.categories(connection)

    def find(self, query: str = "") -> list[TextModule]:
        """All that contain every word of the query, best first; all there are for an empty one."""
        today, kept = self.today(), self._read
        if kept is None or kept[0] != today:
            with self._database.reading() as connection:
                found = [standing_on(one, today) for one in textmodules.every(connection)]
            kept = self._read = (today, Index(found))
        return kept[1].find(query)

    def get(self, module_id: str, *, archived: bool = False) -> TextModule | None:
        """One Textbaustein; one that was put away only on request."""
        with self._database.reading() as connection:
            found = textmodules.get(connection, module_id, archived=archived)
        return standing_on(found, self.today()) if found else None

    def archive(self) -> list[TextModule]:
        """Those that were put away, the youngest first."""
        today = self.today()
        with self._database.reading() as connection:
            return [standing_on(one, today) for one in textmodules.every(connection, archived=True)]

    def history(self, module_id: str) -> list[Wording]:
        """All wordings that are kept, the youngest first."""
        with self._database.reading() as connection:
            return wordings.of(connection, module_id)

    def uses(self, module_id: str) -> list[Use]:
        """Where it was used, the youngest first."""
        with self._database.reading() as connection:
            return wordings.uses(connection, module_id, USES)

    def create(self, category: str, title: str = "", text: str = "") -> TextModule:
        """A new one of hers, not agreed."""
        with self._database.writing() as connection:
            key = identifier(title or " ".join(text.split()[:6]), textmodules.ids(connection))
            made = TextModule(key, category, title, text, own=True)
            textmodules.add(connection, made)
            wordings.keep(connection, made, self._now(), self._office().short_sign)
        self._told()
        return made

    def copy(self, module_id: str) -> TextModule:
        """Another one with the same words, of hers and not agreed. Raises `LookupError`."""
        with self._database.writing() as connection:
            before = _known(textmodules.get(connection, module_id, archived=True))
            title = f"{before.title} (Kopie)"
            key = identifier(title, textmodules.ids(connection))
            made = replace(
                before,
                id=key,
                title=title,
                own=True,
                favourite=False,
                version=1,
                uses=0,
                used=None,
                agreement=NOBODY,
            )
            textmodules.add(connection, made)
            wordings.keep(connection, made, self._now(), self._office().short_sign)
        self._told()
        return standing_on(made, self.today())

    def save(self, module: TextModule) -> TextModule:
        """Keep what she changed. Another wording is a new version to which nobody agreed; the one before is kept.

        While nobody stood behind the present version and it was never used, it goes on being the same one: typing makes
        no history. Raises `LookupError`.
        """
        with self._database.writing() as connection:
            before = _known(textmodules.get(connection, module.id, archived=True))
            kept = replace(module, own=True, version=before.version, favourite=before.favourite)
            if any(getattr(kept, name) != getattr(before, name) for name in WORDING):
                kept = self._reworded(connection, before, kept)
            textmodules.save(connection, kept)
        self._told()
        found = self.get(module.id, archived=True)
        assert found is not None
        return found

    def restore(self, before: TextModule) -> None:
        """Undo `save`: everything as it was, its agreement too."""
        with self._database.writing() as connection:
            textmodules.save(connection, before)
            wordings.forget_after(connection, before.id, before.version)
            wordings.replace_texts(connection, before)
        self._told()

    def put_away(self, module_id: str, *, away: bool = True) -> None:
        """Into the archive, or back from it."""
        with self._database.writing() as connection:
            textmodules.change(connection, module_id, {"archived": self._now() if away else None})
        self._told()

    def like(self, module_id: str, *, favourite: bool) -> None:
        """Among the favourites, or no longer."""
        with self._database.writing() as connection:
            textmodules.change(connection, module_id, {"favourite": favourite})
        self._told()

    def add_category(self, title: str) -> Category:
        """A new shelf, or the one of that title."""
        with self._database.writing() as connection:
            found = textmodules.categories(connection)
            same = next((one for one in found if fold(one.title) == fold(title.strip())), None)
            if same is not None:
                return same
            shelf = Category(identifier(title, {one.id for one in found}), title.strip())
            textmodules.add_category(connection, shelf)
        self._told()
        return shelf

    def used(self, module_id: str, *, post_id: int | None = None) -> None:
        """It was copied, or put into a post (0: one not saved yet); answers write that down themselves."""
        with self._database.writing() as connection:
            note_use(connection, module_id, self._now(), self.today(), post_id=post_id or None)
        # not told: suggestions would learn everything anew because of a number
        self._read = None

    def stock(self, content: Mapping[str, Any]) -> int:
        """Add what is new in `content/textbausteine.json`; returns how many. Hers are never overwritten."""
        self.hints = {one["name"]: one["beschreibung"] for one in content.get("platzhalter", ())}
        shelves = [Category(one["id"], one["titel"]) for one in content["kategorien"]]
        modules = [_from_content(one) for one in content["bausteine"]]
        with self._database.writing() as connection:
            added = textmodules.add_new(connection, shelves, modules)
        if added:
            self._told()
        return added

    def today(self) -> date:
        """The day by which standing is counted."""
        return local(self._now(), self._office().zone).date()

    def _reworded(self, connection: Connection, before: TextModule, after: TextModule) -> TextModule:
        stood = before.agreement != NOBODY or not before.own
        if stood or wordings.was_used(connection, before.id, before.version):
            at, by = self._now(), self._office().short_sign
            wordings.keep(connection, before, before.used or at)
            fresh = replace(after, version=before.version + 1, agreement=NOBODY)
            wordings.keep(connection, fresh, at, by)
            return fresh
        texts = {name: getattr(after, name) for name in WORDING}
        same = next((one for one in wordings.of(connection, after.id)[1:2] if one.texts == texts), None)
        if same is not None:
            # typed back to what it was: nothing was changed
            wordings.forget_after(connection, after.id, same.version)
            return replace(after, version=same.version)
        wordings.replace_texts(connection, after)
        return after

    def _told(self) -> None:
        self._changes.tell(Kind.TEXT_MODULES)

    def _forget(self, kind: Kind) -> None:
        if kind is Kind.TEXT_MODULES:
            self._read = None


def standing_on(module: TextModule, today: date) -> TextModule:
    """The Textbaustein with its standing on a day."""
    return replace(module, standing=standing(module.agreement, module.review_months, today))


def note_use(
    connection: Connection,
    module_id: str,
    at: datetime,
    today: date,
    *,
    inquiry_id: int | None = None,
    post_id: int | None = None,
) -> None:
    """Write down a use and whether the house stood behind the wording then; one that is gone is passed over."""
    module = textmodules.get(connection, module_id, archived=True)
    if module is None:
        return
    agreed = standing_on(module, today).agreed
    wordings.add_use(connection, module_id, Use(at, module.version, agreed, inquiry_id, post_id))
    textmodules.count_use(connection, module_id, at)


def take_back_use(connection: Connection, module_id: str, inquiry_id: int) -> None:
    """An answer was taken back: its use never was."""
    if wordings.take_back_use(connection, module_id, inquiry_id):
        textmodules.count_use(connection, module_id, None, -1)


def _known(found: TextModule | None) -> TextModule:
    if found is None:
        raise LookupError("no such Textbaustein")
    return found


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
