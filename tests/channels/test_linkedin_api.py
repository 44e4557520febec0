"""URNs and lists of LinkedIn."""

import pytest

from amtdesk.channels.linkedin_api import comment_parts, encoded, is_comment, is_post, listed, moment, post_urn
from amtdesk.domain.errors import NotAllowed

COMMENT = "urn:li:comment:(urn:li:activity:1,7001)"


def test_urns_are_encoded_and_lists_are_not() -> None:
    assert encoded(COMMENT) == "urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A1%2C7001%29"
    assert listed(["urn:li:share:1", "urn:li:share:2"]) == "List(urn%3Ali%3Ashare%3A1,urn%3Ali%3Ashare%3A2)"


def test_a_comment_names_what_it_hangs_under() -> None:
    assert comment_parts(COMMENT) == ("urn:li:activity:1", "7001")
    assert is_comment(COMMENT) and not is_comment("urn:li:share:1")
    assert is_post("urn:li:ugcPost:1") and not is_post(COMMENT)


@pytest.mark.parametrize("wrong", ["", "1", "urn:li:share:", "urn:li:share:1/..", "urn:li:person:1"])
def test_anything_else_is_refused(wrong: str) -> None:
    with pytest.raises(NotAllowed):
        post_urn(wrong)
    with pytest.raises(NotAllowed):
        comment_parts(wrong)


def test_moments_out_of_all_calendars_are_none() -> None:
    assert moment(10**30) is None and moment("1") is None and moment(True) is None
