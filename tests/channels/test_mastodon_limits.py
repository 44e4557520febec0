"""Limits as a server says them."""

from amtdesk.channels.answer import Answer
from amtdesk.channels.mastodon_limits import limits_of, part, read_limits
from amtdesk.domain.errors import Problem, Unavailable


def test_an_old_server_is_asked_the_old_way() -> None:
    def call(_method: str, path: str) -> Answer:
        if "v2" in path:
            raise Unavailable(Problem.SERVER_BROKEN)
        return Answer(200, {}, b'{"max_toot_chars": 700}', "GET x", False, False, str)

    assert read_limits(call) == {"max_chars": 700}


def test_only_what_is_a_number_is_believed() -> None:
    statuses = {"max_characters": 5000, "max_media_attachments": "viele", "characters_reserved_per_url": -1}
    assert limits_of({"configuration": {"statuses": statuses}}) == {"max_chars": 5000}
    assert limits_of({"max_toot_chars": 700}) == {"max_chars": 700}
    assert limits_of({"configuration": []}) == {}


def test_a_part_that_is_something_else_is_empty() -> None:
    assert part({"a": {"b": 1}}, "a") == {"b": 1} and part({"a": 7}, "a") == {} == part({}, "a")
