"""A Textbaustein: a text the house stands behind, with its placeholders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amtdesk.domain.settings import Office

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class TextModule:
    """One Textbaustein in both forms of address."""

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
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """One shelf of the library."""

    id: str
    title: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every known placeholder replaced; unknown or empty ones stay visible."""
    return PLACEHOLDER.sub(lambda found: values.get(found.group(1)) or found.group(0), text)


def open_placeholders(text: str) -> tuple[str, ...]:
    """Names of placeholders still open, in order, each once; a text with one must never leave the program."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def office_values(office: Office) -> dict[str, str]:
    """Values of the placeholders that need no asking."""
    return {
        "anrede": "Guten Tag",
        "kommune": office.name,
        "telefon": office.phone,
        "kuerzel": office.short_sign,
        "servicezeit": office.hours_text,
    }
