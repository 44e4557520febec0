"""What Mastodon means; each refusal is proven with the channel itself."""

import pytest

from amtdesk.channels.answer import Answer
from amtdesk.channels.mastodon_errors import verdict
from amtdesk.domain.errors import Problem, Rejected


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_what_is_not_said_is_the_usual(status: int) -> None:
    assert verdict(Answer(status, {}, b"<html>", "POST x", True, False, str)) is None


def test_a_refused_upload_is_about_the_picture() -> None:
    answer = Answer(422, {}, b'{"error":"Validation failed"}', "POST x", False, True, str)
    assert verdict(answer) == (Rejected, Problem.PICTURE_REFUSED)
