"""What the browser brings back from a WordPress site; the way there is proven with the channel itself."""

import pytest

from amtdesk.channels.wordpress_access import gained, missing
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AccessDenied, Problem


@pytest.mark.parametrize("answer", [{}, {"user_login": "a"}, {"password": "b"}, {"user_login": "a", "password": "\n"}])
def test_half_an_access_is_none(answer: dict[str, str]) -> None:
    with pytest.raises(AccessDenied):
        gained(answer)


def test_rights_and_what_they_are_for() -> None:
    everything = dict.fromkeys(
        ("publish_posts", "upload_files", "moderate_comments", "edit_published_posts", "delete_published_posts"), True
    )
    assert missing(everything) == {}
    assert set(missing({**everything, "upload_files": False})) == {Ability.PICTURES, Ability.ALT_TEXT}
    with pytest.raises(AccessDenied) as caught:
        missing({})
    assert caught.value.problem is Problem.PERMISSION_MISSING
