"""What is said about Textbausteine."""

from dataclasses import replace
from datetime import UTC, date, datetime

from amtdesk.domain.standing import Agreement, Approval, Standing
from amtdesk.domain.textmodule import TextModule
from amtdesk.ui.textmodules import words

ONE = TextModule("a", "k", "Schlagloch", "Text", agree_with="Bauhof")
DAY = date(2026, 10, 1)


def test_every_standing_and_approval_has_its_word_icon_and_colour() -> None:
    for table in (words.STANDINGS, words.ICONS, words.COLORS):
        assert set(table) == set(Standing)
    assert len(set(words.STANDINGS.values())) == len(set(words.ICONS.values())) == len(Standing)
    assert set(words.APPROVALS) == {one.value for one in Approval}


def test_who_stands_behind_it_and_until_when() -> None:
    said = Agreement("Petra Beispiel", "Bauamt", DAY)
    agreed = replace(ONE, agreement=said, standing=Standing.AGREED)
    assert words.standing(agreed) == "Bestätigt am 1.10.2026 von Petra Beispiel, Bauamt. Gilt bis 1.10.2027."
    expired = replace(agreed, standing=Standing.EXPIRED, agreement=replace(said, asked_on=date(2027, 10, 2)))
    assert words.standing(expired).endswith("Abgelaufen am 1.10.2027. Angefragt am 2.10.2027.")
    assert words.standing(ONE) == "Zuständig: Bauhof."
    denied = replace(ONE, agreement=Agreement("Petra", denied_on=DAY))
    assert words.standing(denied).startswith("Am 1.10.2026 nicht bestätigt.")


def test_using_it_says_what_is_missing() -> None:
    assert words.warning(replace(ONE, standing=Standing.DUE)) == ""
    assert "nicht abgestimmt" in words.warning(ONE)
    head = replace(ONE, standing=Standing.AGREED, approval="leitung")
    assert words.warning(head) == "Vor dem Senden die Leitung fragen."


def test_lengths_and_uses() -> None:
    assert words.lengths({"Mastodon": (312, 500), "Bluesky": (312, 300), "Website": (312, None)}) == (
        "Mastodon 312/500 · Bluesky 312/300, 12 zu viel · Website 312"
    )
    assert words.used(ONE, "Europe/Berlin") == "Noch nicht verwendet."
    often = replace(ONE, uses=12, used=datetime(2026, 10, 14, 6, tzinfo=UTC))
    assert words.used(often, "Europe/Berlin") == "12-mal verwendet, zuletzt Mi 14.10.2026"
