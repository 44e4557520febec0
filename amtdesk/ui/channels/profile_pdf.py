"""Kanal-Steckbriefe on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from amtdesk.domain.profile import Profile
from amtdesk.ui import paper
from amtdesk.ui.channels import profile_words as words

TITLE = "Kanal-Steckbriefe"
_LINE = "<span style='color:#777777'>" + "_" * 30 + "</span>"


@dataclass(frozen=True, slots=True)
class Printed:
    """One channel as it is printed; `hours` are those that hold, its own or the house's."""

    name: str
    kind: str
    address: str
    profile: Profile
    familiar: bool
    hours: str


def write(path: str, channels: Sequence[Printed], office: str, stand: date) -> int:
    """A4 pages; returns how many. Raises `StorageTrouble`."""
    return paper.write(path, [box(one) for one in channels], TITLE, office, f"Stand {stand:%d.%m.%Y}")


def box(one: Printed) -> str:
    """One channel in its frame, HTML of our own; what is missing is a line to fill in by pen."""
    profile = one.profile
    rows = [
        ("Zweck", profile.purpose),
        ("Zielgruppe", profile.audience),
        ("Zugang", _people(profile)),
        ("Zugänge geprüft", f"{profile.checked:%d.%m.%Y}" if profile.checked else ""),
        ("Impressum", profile.imprint),
        ("Datenschutz", profile.privacy),
        ("Netiquette", profile.netiquette),
        ("Anrede", words.ADDRESSES[one.familiar]),
        ("Servicezeiten", one.hours),
        ("Kommentare", words.COMMENTS[profile.comments]),
        ("Betreuung", profile.contract or "keine durch andere"),
    ]
    said = "".join(
        f"<tr><td width='24%'><span style='color:#555555'>{name}</span></td>"
        f"<td width='76%'>{_words(value) if value else _LINE}</td></tr>"
        for name, value in rows
    )
    head = " · ".join(part for part in (one.kind, one.address) if part and part != one.name)
    return (
        "<table width='100%' border='1' cellspacing='0' cellpadding='8' style='border-style:solid; "
        f"border-color:#999999; border-collapse:collapse'><tr><td><b>{escape(one.name)}</b> "
        f"<span style='color:#555555'>{escape(head)}</span>"
        f"<table width='100%' cellspacing='0' cellpadding='3'>{said}</table></td></tr></table>"
    )


def _people(profile: Profile) -> str:
    said = {True: "mit zweitem Faktor", False: "ohne zweiten Faktor"}
    return "\n".join(f"{one.name} ({said[one.two_factor]})" for one in profile.holders)


def _words(said: str) -> str:
    return "<br>".join(escape(line) for line in said.splitlines())
