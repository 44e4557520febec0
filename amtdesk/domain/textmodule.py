"""A Textbaustein: a text the house stands behind, in its forms, with its placeholders."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from amtdesk.domain.folding import fold
from amtdesk.domain.settings import Office
from amtdesk.domain.standing import NOBODY, VALID, Agreement, Standing

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
#: What citizens read, by field; when one changes, nobody has agreed to it yet.
WORDING = ("text", "text_familiar", "text_short", "text_short_familiar")


@dataclass(frozen=True, slots=True)
class TextModule:
    """One Textbaustein in both forms of address, long and short. `standing` is as of the day it was read."""

    id: str
    category: str
    title: str
    text: str
    text_familiar: str = ""
    keywords: tuple[str, ...] = ()
    usage: str = ""
    agree_with: str = ""
    approval: str = "frei"
    review_months: int = 12
    kinds: tuple[str, ...] = ()
    text_short: str = ""
    text_short_familiar: str = ""
    source_url: str = ""
    favourite: bool = False
    version: int = 1
    own: bool = False
    uses: int = 0
    used: datetime | None = None
    agreement: Agreement = NOBODY
    standing: Standing = Standing.NOT_AGREED

    @property
    def agreed(self) -> bool:
        """Whether the house stands behind it on the day it was read."""
        return self.standing in VALID

    def wording(self, *, familiar: bool = False, short: bool = False) -> str:
        """The version asked for, else the nearest one there is: the form of address counts more than the length."""
        familiar_ones = (self.text_short_familiar, self.text_familiar) if short else (self.text_familiar,)
        formal_ones = (self.text_short, self.text) if short else (self.text,)
        wanted = (*familiar_ones, *formal_ones) if familiar else formal_ones
        return next((one for one in wanted if one.strip()), self.text)


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a Textbaustein, the present one or one before it. `texts` by the names of `WORDING`."""

    version: int
    texts: Mapping[str, str]
    written: datetime
    by: str = ""
    agreement: Agreement = NOBODY


@dataclass(frozen=True, slots=True)
class Use:
    """Where a Textbaustein was used; `words` name the Anliegen or the post."""

    at: datetime
    version: int
    agreed: bool
    inquiry_id: int | None = None
    post_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """One shelf of the library."""

    id: str
    title: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every known placeholder replaced; unknown or empty ones stay visible.

    A value never brings a placeholder of its own: double braces in it fall apart.
    """
    return PLACEHOLDER.sub(lambda found: _harmless(values.get(found.group(1), "")) or found.group(0), text)


def open_placeholders(text: str) -> tuple[str, ...]:
    """Names of placeholders still open, in order, each once; a text with one must never leave the program."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def unfilled(*texts: str) -> str | None:
    """The names of open placeholders in what is to leave the program, for a sentence; None when nothing is open.

    Half a bracket counts too: `{{` without its end is a placeholder somebody broke.
    """
    if not any("{{" in text for text in texts):
        return None
    return ", ".join(dict.fromkeys(name for text in texts for name in open_placeholders(text)))


def office_values(office: Office) -> dict[str, str]:
    """Values of the placeholders that need no asking."""
    return {
        "anrede": "Guten Tag",
        "kommune": office.name,
        "telefon": office.phone,
        "kuerzel": office.short_sign,
        "servicezeit": office.hours_text,
    }


def identifier(title: str, taken: Collection[str]) -> str:
    """An id for a title: `schlagloch-gemeldet`, with a number when there is one already."""
    plain = "-".join(re.findall("[a-z0-9]+", fold(title)))[:50].strip("-") or "textbaustein"
    number, found = 1, plain
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found


def _harmless(value: str) -> str:
    return value.replace("{{", "{ {").replace("}}", "} }")
