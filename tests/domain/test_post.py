"""A Beitrag and its versions."""

from dataclasses import replace

from amtdesk.domain.card import LinkCard
from amtdesk.domain.delivery import State
from amtdesk.domain.media import Media
from amtdesk.domain.post import Attached, Post, Variant
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


def test_a_card_goes_out_only_with_its_link_alone_and_without_a_placeholder() -> None:
    card = LinkCard("https://a.example/1", "Fest")
    post = Post(1, "", "Mehr: https://a.example/1", variants=(Variant(1), Variant(2, "ohne")), card=card)
    assert (post.card_for(1), post.card_for(2)) == (card, None)
    for other in (replace(card, shown=False), replace(card, description="Am {{datum}}"), replace(card, title=" ")):
        assert replace(post, card=other).card_for(1) is None
    picture = Attached(Media(1, "a", "image/png", 1, 1, 1, "a.png"))
    assert replace(post, pictures=(picture,)).card_for(1) is None
