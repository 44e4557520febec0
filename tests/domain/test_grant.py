"""What an access may do and how long it lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.domain import expiry, grant
from amtdesk.domain.channel import Ability, Connection, Kind

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
KIND = Kind("town", "Town", "world", (), frozenset({Ability.PUBLISH, Ability.READ, Ability.HIDE}))


def test_what_a_test_found_out_is_read_again() -> None:
    end = NOW + timedelta(days=60)
    found = Connection(
        "Musterbach",
        {"page": "7"},
        abilities=frozenset({Ability.PUBLISH, Ability.READ}),
        missing={Ability.HIDE: "pages_manage_engagement"},
        expires=end,
    )
    settings = grant.noted(found)
    assert settings["page"] == "7" and expiry.expires(settings) == end
    assert grant.able(settings, KIND) == {Ability.PUBLISH, Ability.READ}
    assert grant.missing(settings) == {Ability.HIDE: "pages_manage_engagement"}


def test_what_a_test_did_not_find_out_is_left_out() -> None:
    assert grant.noted(Connection("x")) == {}
    assert grant.able({}, KIND) == KIND.abilities and grant.missing({}) == {} and expiry.expires({}) is None


@pytest.mark.parametrize("text", ["", "bald", "2026-13-01", "[]", '{"a"', "null", "7"])
def test_what_somebody_else_wrote_does_no_harm(text: str) -> None:
    settings = {expiry.EXPIRES: text, grant.MISSING: text, grant.ABLE: text}
    assert expiry.expires(settings) is None and grant.missing(settings) == {} and grant.able(settings, KIND) == set()
