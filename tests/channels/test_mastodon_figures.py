"""What a Mastodon server counts."""

from amtdesk.channels.mastodon_figures import of_account, of_status
from amtdesk.domain.figures import Figure


def test_what_is_not_counted_is_absent_and_nought_is_nought() -> None:
    assert of_status({"favourites_count": 0, "reblogs_count": None, "replies_count": -1}) == {Figure.LIKES: 0}
    assert of_status({}) == {} == of_account({"followers_count": "viele"})


def test_quotes_count_as_shares() -> None:
    assert of_status({"reblogs_count": 2, "quotes_count": 1}) == {Figure.SHARES: 3}
    assert of_account({"followers_count": 7}) == {Figure.FOLLOWERS: 7}
