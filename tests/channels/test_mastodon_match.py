"""Recognising our own post in the HTML of a server."""

from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from amtdesk.channels.mastodon_match import is_ours, sent, shown
from amtdesk.domain.channel import Payload
from tests.channels.servers.mastodon import rendered

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TEXTS = [
    "Ein Satz.",
    "Zwei Zeilen\nund  doppelte   Leerzeichen\n\n\nund ein Absatz",
    "Größer & kleiner < als > „Anführung“ 'x' \"y\"",
    "Link: https://www.musterbach.example/aktuelles/2026/11/sehr-lange-adresse?tag=sa&jahr=2026#oben.",
    "https://musterbach.example/ #Fest @rathaus@social.example 🎉",
    "a\u0308 zerlegt",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_mastodon_makes_of_a_text_is_recognised(text: str) -> None:
    assert shown(rendered(text)) == sent(text)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<p>x <a href="https://a.example/lang/und/lang">a.example/lang…</a></p>', "x https://a.example/lang/und/lang"),
        ('<p>x <a href="https://a.example/">a.example</a></p>', "x https://A.example"),
        ('<p>x <a href="http://www.a.example/b%20c">www.a.example/b c</a></p>', "x www.a.example/b c"),
        ('<p>x <a href="https://xn--mnchen-3ya.example/a">…</a></p>', "x https://münchen.example/a"),
        ("nackter Text", "nackter Text"),
        ("<p>eins</p><p>zwei<br>drei</p>", "eins\n\nzwei\ndrei"),
        ("<div>eins</div><div>zwei</div>", "eins\nzwei"),
    ],
)
def test_what_other_servers_make_of_it_is_recognised(content: str, text: str) -> None:
    assert shown(content) == sent(text)


def test_another_text_is_another_post() -> None:
    assert shown("<p>Markt um 9 Uhr</p>") != sent("Markt um 8 Uhr")
    assert shown('<a href="https://a.example/1">Link</a>') != sent("https://a.example/2")


@pytest.mark.parametrize(("seconds", "ours"), [(-121, False), (-119, True), (0, True), (899, True), (901, False)])
def test_the_time_must_fit(seconds: int, ours: bool) -> None:
    made = (NOW + timedelta(seconds=seconds)).isoformat()
    status = {"created_at": made, "content": "<p>Text</p>", "media_attachments": []}
    assert is_ours(status, Payload("", "Text", "de", "token"), NOW) is ours


@pytest.mark.parametrize("made", [None, 7, "gestern", ""])
def test_a_status_without_a_time_is_not_ours(made: object) -> None:
    status = {"created_at": made, "content": "<p>Text</p>"}
    assert not is_ours(status, Payload("", "Text", "de", "token"), NOW)


def test_hostile_html_takes_no_time() -> None:
    for content in ("<p" * 500_000, "<a href='" + "x" * 1_000_000, "&#x110000; &#0; <![CDATA[x", "</p>" * 10_000):
        status = {"created_at": NOW.isoformat(), "content": content}
        begun = monotonic()
        assert not is_ours(status, Payload("", "Text", "de", "token"), NOW)
        assert monotonic() - begun < 1


def test_a_long_text_full_of_links_is_still_recognised() -> None:
    text = " ".join(f"#Tag{number} https://www.musterbach.example/seite/{number}" for number in range(120))
    status = {"created_at": NOW.isoformat(), "content": rendered(text)}
    assert is_ours(status, Payload("", text, "de", "token"), NOW)
