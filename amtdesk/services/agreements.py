"""Agreements of the house: who stands behind a Textbaustein; the monthly list to be confirmed, office by office."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from amtdesk.domain.folding import fold
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office
from amtdesk.domain.standing import Agreement, Standing, to_confirm
from amtdesk.domain.textmodule import TextModule
from amtdesk.domain.today import Today, with_agreements
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.library import standing_on
from amtdesk.store import textmodules, wordings
from amtdesk.store.database import Database

#: Offices are given so many days to answer.
ANSWER_DAYS = 14
NO_OFFICE = "Ohne Stelle"


@dataclass(frozen=True, slots=True)
class Group:
    """What one office is to confirm."""

    office: str
    modules: tuple[TextModule, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What stood there, enough to undo a step."""

    module_id: str
    version: int
    agreement: Agreement


class Agreements:
    """Each step returns what it takes to undo it."""

    def __init__(
        self, database: Database, changes: Changes, now: Callable[[], datetime], office: Callable[[], Office]
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._office = office

    def agree(self, module_id: str, by: str, office: str, day: date | None = None) -> Before:
        """`by` of `office` stands behind the present wording since `day` (default: today).

        Raises `LookupError`, and `ValueError` without a name or for a day to come.
        """
        today = self._today()
        day = day or today
        if not by.strip() or day > today:
            raise ValueError("an agreement has a name and a day that has come")
        return self._write(module_id, lambda _before: Agreement(by.strip(), office.strip(), day))

    def confirm(self, module_id: str, by: str = "") -> Before:
        """The office stands by it for another period: by the name given, else by the one of last time."""

        def confirmed(before: TextModule) -> Agreement:
            office = before.agreement.office or before.agree_with
            return Agreement(by.strip() or before.agreement.by or office, office, self._today())

        return self._write(module_id, confirmed)

    def deny(self, module_id: str) -> Before:
        """The office no longer stands behind it; who had agreed is kept with the wording."""
        today = self._today()
        return self._write(module_id, lambda before: replace(before.agreement, on=None, asked_on=None, denied_on=today))

    def ask(self, module_ids: Iterable[str]) -> list[Before]:
        """The offices were asked today."""
        today = self._today()
        return [self._write(one, lambda before: replace(before.agreement, asked_on=today)) for one in module_ids]

    def put_back(self, steps: Iterable[Before]) -> None:
        """Undo; what has another wording by now stays."""
        with self._database.writing() as connection:
            for step in steps:
                module = textmodules.get(connection, step.module_id, archived=True)
                if module is not None and module.version == step.version:
                    wordings.agree(connection, module, step.agreement, self._now())
        self._changes.tell(Kind.TEXT_MODULES)

    def groups(self, *, new_too: bool = False) -> list[Group]:
        """All that are due or expired, office by office; with `new_too` also those nobody agreed to yet."""
        today = self._today()
        wanted = {Standing.DUE, Standing.EXPIRED} | ({Standing.NOT_AGREED} if new_too else set())
        with self._database.reading() as connection:
            found = [standing_on(one, today) for one in textmodules.every(connection)]
        return _grouped(one for one in found if one.standing in wanted)

    def on(self, today: Today) -> Today:
        """Heute with a line when an office should be asked."""
        day = self._today()
        with self._database.reading() as connection:
            found = textmodules.every(connection)
        number = sum(to_confirm(one.agreement, one.review_months, day) for one in found)
        return with_agreements(today, number)

    def letter(self, group: Group) -> str:
        """The e-mail to one office."""
        office, today = self._office(), self._today()
        many = len(group.modules) > 1
        until = today + timedelta(days=ANSWER_DAYS)
        what = "die folgenden Texte" if many else "den folgenden Text"
        parts = [
            "Guten Tag,",
            "wir beantworten Fragen in den sozialen Medien mit Texten, die im Haus abgestimmt sind. "
            f"Bitte prüfen Sie {what} und antworten Sie bis {until:%d.%m.%Y} mit „stimmt“ "
            "oder mit der richtigen Fassung.",
        ]
        parts += [_paragraph(number, one) for number, one in enumerate(group.modules, 1)]
        parts.append("Wörter in doppelten Klammern setzen wir beim Antworten ein.")
        parts.append(f"Freundliche Grüße\n{office.name}".rstrip())
        return "\n\n".join(parts)

    def _write(self, module_id: str, said: Callable[[TextModule], Agreement]) -> Before:
        with self._database.writing() as connection:
            module = textmodules.get(connection, module_id)
            if module is None:
                raise LookupError("no such Textbaustein")
            wordings.agree(connection, module, said(module), self._now())
        self._changes.tell(Kind.TEXT_MODULES)
        return Before(module.id, module.version, module.agreement)

    def _today(self) -> date:
        return local(self._now(), self._office().zone).date()


def _grouped(modules: Iterable[TextModule]) -> list[Group]:
    """By office as it is written first; those without one last."""
    names: dict[str, str] = {}
    inside: dict[str, list[TextModule]] = {}
    for one in modules:
        office = (one.agreement.office or one.agree_with).strip() or NO_OFFICE
        names.setdefault(fold(office), office)
        inside.setdefault(fold(office), []).append(one)
    order = sorted(inside, key=lambda key: (names[key] == NO_OFFICE, key))
    return [Group(names[key], tuple(inside[key])) for key in order]


def _paragraph(number: int, module: TextModule) -> str:
    last = ""
    if module.agreement.on is not None:
        by = f" von {module.agreement.by}" if module.agreement.by else ""
        last = f"\n(zuletzt bestätigt am {module.agreement.on:%d.%m.%Y}{by})"
    return f"{number}. {module.title}\n„{module.text}“{last}"
