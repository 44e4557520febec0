"""What an access may do and how long it lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.domain import expiry, grant
from amtdesk.domain.account import Account, Standing
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


def borrower(settings: dict[str, str]) -> Account:
    return Account(1, "threads", "Threads", "", settings)


KINDS = {
    "threads": Kind("threads", "Threads", "", (), frozenset({Ability.PUBLISH, *grant.LENT}), borrows=True),
    "wordpress": Kind("wordpress", "Website", "", (), frozenset(), lends=True),
}


@pytest.mark.parametrize("tested_with_website", [True, False])
def test_pictures_go_as_soon_as_a_website_lends_them_and_no_longer(*, tested_with_website: bool) -> None:
    found = (
        Connection("x", abilities=KINDS["threads"].abilities)
        if tested_with_website
        else Connection("x", abilities=frozenset({Ability.PUBLISH}), missing=dict.fromkeys(grant.LENT, grant.WEBSITE))
    )
    threads = borrower(grant.noted(found))
    website = Account(2, "wordpress", "Website", "", standing=Standing.READY)
    for others, can in (([], False), ([website], True), ([website._replace(standing=Standing.RECONNECT)], False)):
        now = grant.with_lender([threads, *others], KINDS)[0].settings
        assert (Ability.PICTURES in grant.able(now, KINDS["threads"])) is can
        assert (grant.missing(now) == {}) is can
        assert Ability.PUBLISH in grant.able(now, KINDS["threads"])


def test_other_missing_rights_stay_missing_with_a_website() -> None:
    lacks = {Ability.READ: "threads_read_replies", **dict.fromkeys(grant.LENT, grant.WEBSITE)}
    settings = grant.noted(Connection("x", abilities=frozenset({Ability.PUBLISH}), missing=lacks))
    website = Account(2, "wordpress", "Website", "")
    assert grant.missing(grant.with_lender([borrower(settings), website], KINDS)[0].settings) == {
        Ability.READ: "threads_read_replies"
    }
    assert grant.with_lender([borrower({}), website], KINDS)[0].settings == {}
