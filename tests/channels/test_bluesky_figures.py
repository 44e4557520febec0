"""What Bluesky counts."""

from typing import Any

from amtdesk.channels.answer import Answer
from amtdesk.channels.bluesky_figures import of_account, of_posts
from amtdesk.channels.bluesky_session import Identity
from amtdesk.domain.figures import Figure

ME = Identity("did:plc:me", "me.example", "https://pds.example")


def says(body: bytes) -> Any:
    return lambda *_arguments, **_options: Answer(200, {}, body, "GET x", False, False, str)


def test_what_is_not_told_is_absent_and_strangers_are_left_out() -> None:
    body = b'{"posts":[{"uri":"at://a","likeCount":0,"replyCount":"x"},{"uri":"at://other","likeCount":9},7]}'
    assert of_posts(says(body), ["at://a"]) == {"at://a": {Figure.LIKES: 0}}
    assert of_posts(says(b"{}"), ["at://a"]) == {}


def test_followers() -> None:
    assert of_account(says(b'{"followersCount":7}'), ME) == {Figure.FOLLOWERS: 7}
    assert of_account(says(b"{}"), ME) == {}
