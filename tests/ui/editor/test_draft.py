"""What is edited, what of it is kept, and what may still change."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.media import Media
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.ui.editor.draft import Draft

DUE = datetime(2026, 10, 16, 7, tzinfo=UTC)
KEPT = Post(7, "Herbstmarkt", "Am Sonntag ist Markt.", due=DUE, variants=(Variant(1), Variant(2, "Markt!")))
PICTURE = Media(3, "ab", "image/png", 10, 10, 100, "markt.png")


def delivery(account_id: int, state: State) -> Delivery:
    return Delivery(account_id, 7, account_id, state, DUE, "Europe/Berlin", "token")


def test_an_empty_new_draft_is_never_worth_keeping() -> None:
    draft = Draft(Post(0, "", ""))
    draft.choose(1, True)
    assert not draft.dirty
    draft.write(None, "   \n")
    assert not draft.dirty
    draft.write(None, "Guten Tag")
    assert draft.dirty


def test_a_kept_post_that_is_emptied_is_kept_empty() -> None:
    draft = Draft(KEPT)
    draft.set(title="")
    draft.write(None, "")
    assert draft.dirty


def test_what_is_undone_by_hand_needs_no_saving() -> None:
    draft = Draft(KEPT)
    draft.write(None, "anders")
    draft.write(None, KEPT.text)
    assert not draft.dirty


def test_a_channel_taken_off_comes_back_with_its_own_text() -> None:
    draft = Draft(KEPT)
    draft.choose(2, False)
    assert draft.chosen == (1,)
    draft.choose(2, True)
    assert draft.post.text_for(2) == "Markt!"


def test_adapting_starts_from_the_shared_text_and_sharing_gives_it_back() -> None:
    draft = Draft(KEPT)
    draft.adapt(1)
    assert draft.deviates(1)
    draft.write(None, "Neuer gemeinsamer Text")
    assert draft.post.text_for(1) == KEPT.text
    assert draft.share(1) == KEPT.text
    assert draft.post.text_for(1) == "Neuer gemeinsamer Text"


def test_typing_goes_on_while_saving() -> None:
    draft = Draft(Post(0, "", ""))
    draft.write(None, "Guten")
    sent = draft.sending()
    draft.write(None, "Guten Tag")
    draft.saved(replace(sent, id=9))
    assert (draft.post.id, draft.post.text, draft.dirty) == (9, "Guten Tag", True)


def test_a_change_elsewhere_never_touches_what_is_being_typed() -> None:
    draft = Draft(KEPT)
    draft.write(None, "Ich tippe gerade")
    later = datetime(2026, 10, 20, 7, tzinfo=UTC)
    changed = draft.refreshed(replace(KEPT, due=later, text="von anderswo", deliveries=(delivery(1, State.PLANNED),)))
    assert draft.post.text == "Ich tippe gerade"
    assert draft.post.due == later
    assert draft.post.deliveries
    assert changed == {"due"}


def test_taking_back_a_keystroke_during_saving_is_not_overruled_by_the_file() -> None:
    draft = Draft(KEPT)
    draft.write(None, "vertippt")
    sent = draft.sending()
    draft.write(None, KEPT.text)
    draft.refreshed(sent)
    assert draft.post.text == KEPT.text
    assert draft.dirty


@pytest.mark.parametrize(
    ("state", "fixed"),
    [(State.PLANNED, False), (State.FAILED, False), (State.SENDING, True), (State.PUBLISHED, True)],
)
def test_what_went_out_stays_as_it_was(state: State, fixed: bool) -> None:
    locks = Draft(replace(KEPT, deliveries=(delivery(1, state),))).locks
    assert (locks.text(1), locks.text(None), locks.pictures, locks.time) == (fixed,) * 4
    assert not locks.text(2)


def test_the_shared_text_stays_free_when_the_public_channel_has_its_own() -> None:
    locks = Draft(replace(KEPT, deliveries=(delivery(2, State.PUBLISHED),))).locks
    assert locks.text(2)
    assert not locks.text(None)


def test_pictures_keep_their_order_and_come_back_to_their_place() -> None:
    other = replace(PICTURE, id=4, sha256="cd")
    draft = Draft(replace(KEPT, pictures=(Attached(PICTURE, "Markt"), Attached(other, "Plan"))))
    assert draft.move_picture(1, 0)
    assert not draft.move_picture(1, 2)
    assert [one.alt for one in draft.post.pictures] == ["Plan", "Markt"]
    draft.remove_picture(0)
    draft.put_picture(0, Attached(other, "Plan"))
    assert [one.alt for one in draft.post.pictures] == ["Plan", "Markt"]


def test_the_same_picture_twice_is_one() -> None:
    draft = Draft(KEPT)
    draft.add_picture(PICTURE)
    draft.add_picture(PICTURE)
    assert len(draft.post.pictures) == 1


def test_only_open_failed_and_missed_channels_are_planned() -> None:
    draft = Draft(replace(KEPT, deliveries=(delivery(1, State.PUBLISHED), delivery(2, State.FAILED))))
    assert [one.account_id for one in draft.to_plan] == [2]


@pytest.mark.parametrize(
    ("state", "clocked"),
    [(State.PLANNED, True), (State.HANDED_OVER, True), (State.FAILED, True), (State.BY_HAND, False)],
)
def test_the_time_of_what_waits_for_a_hand_alone_decides_nothing(state: State, clocked: bool) -> None:
    own = replace(KEPT, variants=(Variant(1),))
    assert Draft(own).clocked
    assert Draft(replace(own, deliveries=(delivery(1, state),))).clocked is clocked
