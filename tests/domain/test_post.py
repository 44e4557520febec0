"""A Beitrag and its versions."""

from amtdesk.domain.delivery import State
from amtdesk.domain.post import Post, Variant
from tests.domain.test_delivery import delivery


def test_a_version_counts_on_its_channel_and_an_empty_one_is_a_version_too() -> None:
    post = Post(1, "", "für alle", variants=(Variant(1), Variant(2, "nur hier"), Variant(3, "")))
    assert [post.text_for(account) for account in (1, 2, 3, 9)] == ["für alle", "nur hier", "", "für alle"]


def test_the_state_of_a_post_is_that_of_its_deliveries_else_its_stage() -> None:
    assert Post(1, "", "x").overall.state is State.DRAFT
    post = Post(1, "", "x", variants=(Variant(1), Variant(2)), deliveries=(delivery(state=State.PUBLISHED),))
    assert post.states == {1: State.PUBLISHED, 2: State.DRAFT} and post.overall.state is State.DRAFT


def test_a_post_is_named_by_its_title() -> None:
    assert Post(1, " Herbstmarkt ", "Text").words == "Herbstmarkt"
