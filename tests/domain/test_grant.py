"""What an access may do and how long it lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.domain import grant
from amtdesk.domain.channel import Ability, Connection, Kind

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
KIND = Kind("town", "Town", "world", (), frozenset({Ability.PUBLISH, Ability.READ, Ability.HIDE}))
ZONE = "Europe/Berlin"


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
    assert settings["page"] == "7" and grant.expires(settings) == end
    assert grant.able(settings, KIND) == {Ability.PUBLISH, Ability.READ}
    assert grant.missing(settings) == {Ability.HIDE: "pages_manage_engagement"}


def test_what_a_test_did_not_find_out_is_left_out() -> None:
    assert grant.noted(Connection("x")) == {}
    assert grant.able({}, KIND) == KIND.abilities and grant.missing({}) == {} and grant.expires({}) is None


@pytest.mark.parametrize("text", ["", "bald", "2026-13-01", "[]", '{"a"', "null", "7"])
def test_what_somebody_else_wrote_does_no_harm(text: str) -> None:
    settings = {grant.EXPIRES: text, grant.MISSING: text, grant.ABLE: text}
    assert grant.expires(settings) is None and grant.missing(settings) == {} and grant.able(settings, KIND) == set()


def test_an_end_without_zone_is_utc() -> None:
    assert grant.expires({grant.EXPIRES: "2026-12-01T10:00:00"}) == datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "left", "warned"), [(60, 60, None), (15, 15, None), (14, 14, 14), (8, 8, 14), (7, 7, 7), (2, 2, 7)]
)
def test_it_warns_in_steps(days: int, left: int, warned: int | None) -> None:
    end = NOW + timedelta(days=days)
    assert grant.days_left(end, NOW, ZONE) == left
    assert grant.warns(end, NOW, ZONE) == warned


@pytest.mark.parametrize(("hours", "left"), [(15, 0), (16, 1), (-30, -1)])
def test_days_are_those_of_the_calendar_on_the_wall(hours: int, left: int) -> None:
    end = NOW + timedelta(hours=hours)
    assert grant.days_left(end, NOW, ZONE) == left
    assert grant.warns(end, NOW, ZONE) == 1


def test_an_unknown_end_warns_of_nothing() -> None:
    assert grant.warns(None, NOW, ZONE) is None
