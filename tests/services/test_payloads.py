"""What goes out, frozen at the claim."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from amtdesk.domain.card import LinkCard
from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.services import payloads
from tests.services.platform import Stage


def with_pictures(stage: Stage) -> Post:
    content = BytesIO()
    Image.new("RGB", (64, 48), "red").save(content, "JPEG")
    media = stage.posts.take_picture(content.getvalue(), "IMG_1.JPG")
    shown = (Attached(media, " Stände "), Attached(media, "wird nicht gesagt", decorative=True))
    return stage.draft(stage.connect(), pictures=shown[:1], text=" Text ") if media else stage.draft()


def test_each_channel_gets_its_version_with_its_pictures(stage: Stage) -> None:
    post = with_pictures(stage)
    frozen = payloads.freeze(post, post.variants[0].account_id)
    assert (frozen["title"], frozen["text"], frozen["language"]) == ("Herbstmarkt", "Text", "de")
    assert [(one["alt"], one["sha256"]) for one in frozen["pictures"]] == [("Stände", post.pictures[0].media.sha256)]
    own = replace(post, variants=(Variant(post.variants[0].account_id, "eigener"),))
    assert payloads.freeze(own, post.variants[0].account_id)["text"] == "eigener"
    decorative = replace(post, pictures=(replace(post.pictures[0], decorative=True),))
    assert payloads.freeze(decorative, 1)["pictures"][0]["alt"] == ""


def test_the_same_content_has_the_same_hash_and_other_content_another(stage: Stage) -> None:
    post = with_pictures(stage)
    first = payloads.digest(payloads.freeze(post, 1))
    assert payloads.digest(payloads.freeze(post, 1)) == first
    changed = [
        replace(post, text="anders"),
        replace(post, title="anders"),
        replace(post, language="en"),
        replace(post, pictures=()),
        replace(post, pictures=(replace(post.pictures[0], alt="anders"),)),
        replace(post, pictures=(replace(post.pictures[0], crop=Crop(y=100)),)),
    ]
    assert len({first, *(payloads.digest(payloads.freeze(one, 1)) for one in changed)}) == 7
    looked_at = replace(post, pictures=(replace(post.pictures[0], crop=Crop()),))
    assert payloads.digest(payloads.freeze(looked_at, 1)) == first


@given(text=st.text())
def test_what_was_frozen_comes_back_from_the_file_as_it_was(text: str) -> None:
    frozen = payloads.freeze(Post(1, text, text), 1)
    assert json.loads(payloads.as_text(frozen)) == frozen
    assert payloads.digest(json.loads(payloads.as_text(frozen))) == payloads.digest(frozen)


def test_the_payload_has_bytes_and_the_outline_has_none(stage: Stage) -> None:
    post = with_pictures(stage)
    delivery = stage.planning.plan(post.id).deliveries[0]
    frozen = payloads.freeze(post, delivery.account_id)
    whole = payloads.payload(frozen, delivery, stage.folder / "media", Limits())
    outline = payloads.outline(frozen, delivery)
    assert whole.pictures[0].content and not outline.pictures[0].content
    assert (whole.text, whole.token, whole.created) == (outline.text, delivery.token, delivery.due)
    assert [one.alt for one in whole.pictures] == [one.alt for one in outline.pictures] == ["Stände"]


def with_card(stage: Stage, **values: str) -> Post:
    content = BytesIO()
    Image.effect_noise((1600, 1200), 120).convert("RGB").save(content, "JPEG", quality=95)
    media = stage.posts.take_picture(content.getvalue(), "Linkbild.jpg")
    card = LinkCard("https://a.example/fest", "Fest", "Am Samstag", media)
    return stage.draft(stage.connect(), card=card, **{"text": "Mehr: https://a.example/fest", **values})


def test_a_card_goes_out_where_the_kind_takes_one_and_small_enough(stage: Stage) -> None:
    post = with_card(stage)
    delivery = stage.planning.plan(post.id).deliveries[0]
    frozen = json.loads(payloads.as_text(payloads.freeze(post, delivery.account_id)))
    folder = stage.folder / "media"
    card = payloads.payload(frozen, delivery, folder, Limits(picture_ratio=(1.0, 1.0)), cards=True).card
    assert card is not None and card.picture is not None
    assert (card.url, card.title, card.description) == ("https://a.example/fest", "Fest", "Am Samstag")
    assert 0 < len(card.picture.content) <= 1_000_000 and card.picture.width > card.picture.height
    assert payloads.payload(frozen, delivery, folder, Limits()).card is None
    for path in folder.rglob("*.jpg"):
        path.unlink()
    bare = payloads.payload(frozen, delivery, folder, Limits(), cards=True).card
    assert bare is not None and bare.picture is None


def test_no_card_beside_pictures_or_without_its_link(stage: Stage) -> None:
    post = with_card(stage)
    assert post.card is not None and post.card.picture is not None
    without = [
        replace(post, pictures=(Attached(post.card.picture),)),
        replace(post, text="Ohne Link"),
        replace(post, card=replace(post.card, shown=False)),
        replace(post, variants=(Variant(post.variants[0].account_id, "https://b.example"),)),
    ]
    assert not any("card" in payloads.freeze(one, one.variants[0].account_id) for one in without)


def test_pictures_that_are_shown_in_the_shape_of_the_first_go_out_in_it(stage: Stage) -> None:
    kept = []
    for name, size in (("a.png", (120, 80)), ("b.png", (80, 80))):
        content = BytesIO()
        Image.new("RGB", size, "red").save(content, "PNG")
        kept.append(Attached(stage.posts.take_picture(content.getvalue(), name), "Rot"))
    post = stage.draft(stage.connect(), pictures=tuple(kept))
    delivery = stage.planning.plan(post.id).deliveries[0]
    frozen = payloads.freeze(post, delivery.account_id)
    sent = payloads.payload(frozen, delivery, stage.folder / "media", Limits(pictures_alike=True)).pictures
    assert [(one.width, one.height) for one in sent] == [(120, 80), (80, 54)]
    sent = payloads.payload(frozen, delivery, stage.folder / "media", Limits()).pictures
    assert [(one.width, one.height) for one in sent] == [(120, 80), (80, 80)]


def test_the_part_a_person_chose_is_what_goes_out(stage: Stage) -> None:
    content, image = BytesIO(), Image.new("RGB", (100, 300), "red")
    image.paste("blue", (0, 200, 100, 300))
    image.save(content, "PNG")
    media = stage.posts.take_picture(content.getvalue(), "fahne.png")
    post = stage.draft(stage.connect(), pictures=(Attached(media, "Fahne", crop=Crop(500, 1000, 800)),))
    delivery = stage.planning.plan(post.id).deliveries[0]
    frozen = json.loads(payloads.as_text(payloads.freeze(post, delivery.account_id)))
    limits = Limits(picture_ratio=(0.8, 1.91))
    (sent,) = payloads.payload(frozen, delivery, stage.folder / "media", limits).pictures
    shown = Image.open(BytesIO(sent.content)).convert("RGB")
    assert (sent.width, sent.height) == shown.size == (80, 100)
    assert shown.getpixel((40, 10)) == (0, 0, 255)
    # a channel that takes every ratio gets it whole
    (whole,) = payloads.payload(frozen, delivery, stage.folder / "media", Limits()).pictures
    assert (whole.width, whole.height) == (100, 300)


def test_a_lost_picture_is_refused(stage: Stage) -> None:
    post = with_pictures(stage)
    delivery = stage.planning.plan(post.id).deliveries[0]
    for path in Path(stage.folder / "media").rglob("*.jpg"):
        path.unlink()
    stage.run(hours=1)
    assert stage.delivery(delivery).problem is Problem.PICTURE_MISSING
    assert stage.platform.public == []


@pytest.mark.parametrize(("text", "problem"), [("", Problem.TEXT_EMPTY), ("{{ort}}", Problem.PLACEHOLDER_OPEN)])
def test_nothing_and_placeholders_are_refused(stage: Stage, text: str, problem: Problem) -> None:
    delivery = stage.planned(stage.connect())
    frozen = {**payloads.freeze(Post(1, "", ""), 1), "text": text}
    with pytest.raises(Rejected) as refused:
        payloads.payload(frozen, delivery, stage.folder, Limits())
    assert refused.value.problem is problem


def test_a_card_with_an_open_placeholder_stays_here(stage: Stage) -> None:
    post = with_card(stage)
    assert post.card is not None
    for card in (replace(post.card, title="Fest {{datum}}"), replace(post.card, description="{{")):
        assert "card" not in payloads.freeze(replace(post, card=card), post.variants[0].account_id)
