"""What a token may do; signing in is proven with the channel itself."""

import json

import pytest

from amtdesk.channels.answer import Answer
from amtdesk.channels.mastodon_access import missing
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AccessDenied, Problem


def says(scopes: object) -> Answer:
    return Answer(200, {}, json.dumps({"scopes": scopes}).encode(), "GET x", False, False, str)


@pytest.mark.parametrize("scopes", [["read", "write"], ["read", "write", "follow"], None, "read", 7])
def test_wide_scopes_and_what_is_not_told_lack_nothing(scopes: object) -> None:
    assert missing(lambda *_arguments: says(scopes)) == {}


def test_narrow_scopes_lack_what_they_do_not_name() -> None:
    found = missing(lambda *_arguments: says(["write:statuses", "read:statuses", "follow"]))
    assert set(found) == {Ability.PICTURES, Ability.ALT_TEXT, Ability.READ, Ability.LIKE}


def test_without_publishing_there_is_no_access() -> None:
    with pytest.raises(AccessDenied) as caught:
        missing(lambda *_arguments: says(["read"]))
    assert caught.value.problem is Problem.PERMISSION_MISSING
