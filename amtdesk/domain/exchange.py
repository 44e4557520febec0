"""Textbausteine on their way out and in: one entry of a file, what is wrong with it, what taking it would change."""

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from amtdesk.domain.asked import Asked
from amtdesk.domain.folding import fold
from amtdesk.domain.standing import VALID, Agreement, standing
from amtdesk.domain.textmodule import WORDING

#: Rows of one file; more is no library of Textbausteine.
MOST_ROWS = 5_000
AGREEMENT = ("agreed_by", "agreed_office", "agreed_on")


@dataclass(frozen=True, slots=True)
class Entry:
    """One Textbaustein as it stands in a file; `category` is the shelf's title, `house` the Gemeinde that agreed."""

    id: str = ""
    category: str = ""
    title: str = ""
    text: str = ""
    text_familiar: str = ""
    text_short: str = ""
    text_short_familiar: str = ""
    keywords: tuple[str, ...] = ()
    #: Beispielfragen: how citizens ask for it, and under which posts
    questions: tuple[Asked, ...] = ()
    #: single words in which it is asked for
    words: tuple[str, ...] = ()
    usage: str = ""
    source_url: str = ""
    agree_with: str = ""
    approval: str = "frei"
    review_months: int = 12
    kinds: tuple[str, ...] = ()
    version: int = 1
    agreed_by: str = ""
    agreed_office: str = ""
    agreed_on: date | None = None
    house: str = ""

    @property
    def agreed(self) -> bool:
        """Whether somebody of the house stands behind it, by name and day."""
        return bool(self.agreed_by and self.agreed_on)

    def stands_on(self, day: date) -> bool:
        """Whether the house stands behind it on a day: agreed, and not expired."""
        agreement = Agreement(self.agreed_by, self.agreed_office, self.agreed_on)
        return self.agreed and standing(agreement, self.review_months, day) in VALID


#: All that an entry holds, in the order of the columns.
NAMES = tuple(one.name for one in fields(Entry))
#: What she wrote, without what the program keeps about it.
CONTENT = tuple(name for name in NAMES if name not in {"id", "version", "house", *AGREEMENT})


class Fault(StrEnum):
    """Why a row cannot be taken."""

    TITLE_MISSING = "title_missing"
    TEXT_MISSING = "text_missing"
    CATEGORY_MISSING = "category_missing"
    TWICE = "twice"
    ID_WRONG = "id_wrong"
    DATE_WRONG = "date_wrong"
    NUMBER_WRONG = "number_wrong"
    APPROVAL_UNKNOWN = "approval_unknown"
    TOO_LONG = "too_long"
    VALUE_WRONG = "value_wrong"
    CELLS_TOO_MANY = "cells_too_many"
    ARCHIVED = "archived"


class Refusal(StrEnum):
    """Why a whole file is not read."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    SPREADSHEET = "spreadsheet"
    NO_TEXT = "no_text"
    NO_COLUMNS = "no_columns"
    EMPTY = "empty"
    BROKEN = "broken"
    NEWER = "newer"
    UNREADABLE = "unreadable"
    OVERTAKEN = "overtaken"


class FileRefused(Exception):
    """The file is not taken, not even in part. `line` counts from 1, 0 when no line is to blame."""

    def __init__(self, reason: Refusal, line: int = 0) -> None:
        super().__init__(reason.value)
        self.reason, self.line = reason, line


class Standing(StrEnum):
    """What taking a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Read:
    """A row as read: at which line (JSON: which entry, from 1), which fields the file has at all."""

    line: int
    entry: Entry
    given: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the preview: `entry` is what would stand in the library afterwards, `before` what stands there now."""

    line: int
    entry: Entry
    standing: Standing
    faults: tuple[Fault, ...] = ()
    before: Entry | None = None
    #: fields that would be different, of `NAMES`
    changed: tuple[str, ...] = ()

    @property
    def rewords(self) -> bool:
        """Whether citizens would read something else than now."""
        return self.before is not None and any(name in WORDING for name in self.changed)

    @property
    def voids(self) -> bool:
        """Whether an agreement of the house would end."""
        return self.rewords and self.before is not None and self.before.agreed


def compare(one: Read, before: Entry | None, house: str) -> Row:
    """What taking this row would do to what stands in the library.

    An agreement comes along only from the same Gemeinde, and never together with another wording.
    """
    ours = bool(house) and fold(one.entry.house.strip()) == fold(house.strip())
    if before is None:
        after = one.entry if ours and one.entry.agreed else _without_agreement(one.entry)
        after = replace(after, house=house, version=1)
    else:
        given = {name: getattr(one.entry, name) for name in CONTENT if name in one.given}
        # a file only adds to them: what is missing in it may be shipped, or learnt since
        given["questions"] = tuple(dict.fromkeys((*before.questions, *one.entry.questions)))
        given["words"] = tuple(dict.fromkeys((*before.words, *one.entry.words)))
        after = replace(before, **given)
        if any(not _same(after, before, name) for name in WORDING):
            after = replace(_without_agreement(after), version=before.version + 1)
        elif ours and one.entry.agreed:
            after = replace(after, **{name: getattr(one.entry, name) for name in AGREEMENT})
    faults = one.faults + _missing(after)
    if faults:
        return Row(one.line, one.entry, Standing.FAULTY, faults, before)
    if before is None:
        return Row(one.line, after, Standing.NEW)
    changed = tuple(name for name in (*CONTENT, *AGREEMENT) if not _same(after, before, name))
    return Row(one.line, after, Standing.CHANGED if changed else Standing.UNCHANGED, (), before, changed)


def _without_agreement(entry: Entry) -> Entry:
    return replace(entry, agreed_by="", agreed_office="", agreed_on=None)


def _missing(entry: Entry) -> tuple[Fault, ...]:
    missing = (
        (Fault.TITLE_MISSING, entry.title),
        (Fault.TEXT_MISSING, entry.text),
        (Fault.CATEGORY_MISSING, entry.category),
    )
    return tuple(fault for fault, value in missing if not value.strip())


def _same(one: Entry, other: Entry, name: str) -> bool:
    """Line ends and blanks at the end, which spreadsheets set as they like, are no difference."""
    mine, theirs = getattr(one, name), getattr(other, name)
    if isinstance(mine, str) and isinstance(theirs, str):
        return _even(mine) == _even(theirs)
    return bool(mine == theirs)


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
