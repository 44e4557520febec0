"""The sentences for every place where the way to a server ends."""

import re

import pytest

from amtdesk.domain.reach import Reach, Stop
from amtdesk.ui.channels import way


@pytest.mark.parametrize("stop", list(Stop))
def test_each_end_has_what_happened_and_what_to_do(stop: Stop) -> None:
    said = way.sentences(Reach("social.example", stop, "proxy.example:8080", issuer="Haus-CA"))
    assert said is not None
    what, now = said
    assert what[-1] == "." and re.search(r"\b[Bb]itte\b", now)
    assert not re.search(r"[{}<>]|\b(None|TLS|SSL|DNS|API)\b", f"{what} {now}")


def test_whom_it_concerns_is_named() -> None:
    blocked = way.sentences(Reach("graph.example", Stop.BLOCKED))
    assert blocked is not None and "graph.example" in blocked[0] and "Firewall" in blocked[0]
    refused = way.sentences(Reach("graph.example", Stop.PROXY_REFUSES, "proxy.example:8080"))
    assert refused is not None and "proxy.example:8080" in refused[0]
    unknown = way.sentences(Reach("graph.example", Stop.NOT_TRUSTED, issuer="Haus-CA"))
    assert unknown is not None and "„Haus-CA“" in unknown[0]


def test_an_open_way_needs_no_sentence_but_a_note() -> None:
    assert way.sentences(Reach("social.example")) is None
    assert way.note(Reach("social.example")) == "social.example"
    inspected = Reach("social.example", None, "proxy:8080", inspected=True, issuer="Haus-CA")
    assert way.note(inspected) == (
        "social.example · über den Proxy proxy:8080 · das Haus prüft die Verbindung (Zertifikat von Haus-CA)"
    )
