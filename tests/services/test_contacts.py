"""Offices one passes things on to, and the prepared e-mail."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from amtdesk.domain.contact import Contact
from amtdesk.services.contacts import LONGEST_LINK, letter, mail_link
from tests.services.test_inbox import Office, comment

BAUHOF = Contact(1, "Bauhof", "bauhof@musterbach.example")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path)
    found.writes(comment("a1", "Wann wird das Schlagloch geflickt? Gruß, Jana"))
    found.fetch()
    return found


def test_the_list_is_kept_and_a_removed_one_is_still_named(office: Office) -> None:
    contacts = office.desk.contacts
    first, second = contacts.add(" Bauhof ", "bauhof@musterbach.example"), contacts.add("Ordnungsamt")
    assert contacts.every() == [first, second] and first.name == "Bauhof"
    contacts.change(second.id, phone="01234")
    contacts.remove(first.id)
    assert [one.phone for one in contacts.every()] == ["01234"]
    assert contacts.get(first.id) == first


def test_the_letter_names_the_citizen_only_when_it_is_wanted(office: Office) -> None:
    (one,) = office.desk.inbox.queue()
    lines = office.desk.inbox.lines(one.id)
    one = replace(one, place="Lindenstraße")
    text = letter(one, lines, "Bitte prüfen.", date(2026, 10, 21), named=False, office="Gemeinde Musterbach")
    assert "Jana K." not in text and "26-0001" in text and "Ort: Lindenstraße" in text
    assert "bis 21.10.2026" in text and text.endswith("Gemeinde Musterbach")
    assert "Jana K." in letter(one, lines, "", None, named=True, office="")


@pytest.mark.parametrize("body", ["kurz", "Zeile & mehr?\nzweite = Zeile", "ä" * 5000])
def test_the_link_opens_a_mail_program_and_is_never_too_long(body: str) -> None:
    link = mail_link(BAUHOF, "Anliegen 26-0001: Schlagloch & mehr", body)
    assert len(link) <= LONGEST_LINK
    found = urlsplit(link)
    assert (found.scheme, found.path) == ("mailto", "bauhof@musterbach.example")
    fields = parse_qs(found.query)
    assert fields["subject"] == ["Anliegen 26-0001: Schlagloch & mehr"]
    if len(body) < 100:
        assert fields["body"] == [body.replace("\n", "\r\n")]
