"""What is public gets another text or is deleted on the platform, and nothing is ever published anew."""

from pathlib import Path

import pytest

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import AmtDeskError, NotAllowed, Problem
from amtdesk.services.accounts import Access
from amtdesk.services.afterwards import Afterwards
from amtdesk.services.planning import Refused
from tests.builders import by_hand, desk_at, draft, practice
from tests.services.platform import Stage


@pytest.fixture
def afterwards(stage: Stage) -> Afterwards:
    return Afterwards(stage.database, stage.changes, stage.clock, stage.accounts, stage.offices, stage.folder / "media")


@pytest.fixture
def public(stage: Stage) -> Delivery:
    """A post that stands on a platform where it can be changed."""
    delivery = stage.planned(stage.connect("keeper"))
    stage.run(minutes=1)
    stage.run(minutes=61)
    stage.run(minutes=62)
    found = stage.delivery(delivery)
    assert found.state is State.PUBLISHED
    stage.platform.calls.clear()
    return found


def texts(stage: Stage) -> list[str]:
    return [one.text for one in stage.platform.public]


def test_another_text_stands_there_and_here_and_the_old_one_in_the_record(
    stage: Stage, afterwards: Afterwards, public: Delivery
) -> None:
    assert afterwards.edit(public.id, " Der Herbstmarkt fällt aus. ")
    assert texts(stage) == ["Der Herbstmarkt fällt aus."]
    post, now = stage.posts.get(public.post_id), stage.delivery(public)
    assert post is not None and post.text == "Der Herbstmarkt fällt aus."
    assert now.state is State.PUBLISHED and now.edited == stage.clock() and now.payload_hash != public.payload_hash
    last = stage.posts.attempts(public.id)[-1]
    assert (last.step, last.outcome) == ("edit", "accepted") and "vorher: Am Sonntag ist Herbstmarkt." in last.detail
    assert not {"publish", "hand_over", "upload"} & set(stage.platform.calls)
    (place,) = afterwards.places(public.post_id)
    assert place.text == "Der Herbstmarkt fällt aus." and place.may_edit and place.may_withdraw


def test_one_of_two_channels_keeps_its_text(stage: Stage, afterwards: Afterwards) -> None:
    one, other = stage.connect("keeper"), stage.connect("plain", "Anderer")
    delivery = stage.planned(one, other)
    for _ in range(3):
        stage.run(minutes=61)
    mine = next(place for place in afterwards.places(delivery.post_id) if place.account.id == one)
    theirs = next(place for place in afterwards.places(delivery.post_id) if place.account.id == other)
    assert not theirs.may_edit and not theirs.may_withdraw
    assert afterwards.edit(mine.delivery.id, "Nur hier anders.")
    post = stage.posts.get(delivery.post_id)
    assert post is not None
    assert (post.text_for(one), post.text_for(other)) == ("Nur hier anders.", "Am Sonntag ist Herbstmarkt.")
    with pytest.raises(NotAllowed):
        afterwards.edit(theirs.delivery.id, "Dort nicht.")


def test_a_lost_answer_is_made_up_for_by_reading_it_back(
    stage: Stage, afterwards: Afterwards, public: Delivery
) -> None:
    stage.platform.will("edit", "accepts and is silent")
    assert afterwards.edit(public.id, "Neu.")
    assert stage.delivery(public).edited is not None


def test_nobody_knows_and_nothing_is_kept_as_changed(stage: Stage, afterwards: Afterwards, public: Delivery) -> None:
    stage.platform.will("edit", "silent")
    assert not afterwards.edit(public.id, "Neu.")
    assert stage.delivery(public).edited is None and texts(stage) == ["Am Sonntag ist Herbstmarkt."]
    assert stage.log_of(public)[-1] == ("edit", "unknown: timed_out")
    assert afterwards.edit(public.id, "Neu.") and texts(stage) == ["Neu."]


@pytest.mark.parametrize("how", ["refuses", "denies", "offline", "brakes"])
@pytest.mark.parametrize("step", ["edit", "withdraw"])
def test_a_refusal_changes_nothing_and_is_in_the_record(
    stage: Stage, afterwards: Afterwards, public: Delivery, step: str, how: str
) -> None:
    stage.platform.will(step, how)
    with pytest.raises(AmtDeskError):
        afterwards.edit(public.id, "Neu.") if step == "edit" else afterwards.withdraw(public.id)
    now = stage.delivery(public)
    assert now.state is State.PUBLISHED and now.edited is None and texts(stage) == ["Am Sonntag ist Herbstmarkt."]
    assert stage.log_of(public)[-1][0] == step


def test_a_text_that_may_not_stand_there_is_never_sent(stage: Stage, afterwards: Afterwards, public: Delivery) -> None:
    for words in ("x" * 501, "", "Am {{Datum}} ist Markt."):
        with pytest.raises((Refused, AmtDeskError)):
            afterwards.edit(public.id, words)
    with pytest.raises(NotAllowed):
        afterwards.edit(public.id, "Am Sonntag ist Herbstmarkt.")
    assert stage.platform.calls == []


def test_what_is_gone_there_cannot_be_changed(stage: Stage, afterwards: Afterwards, public: Delivery) -> None:
    stage.platform.public.clear()
    with pytest.raises(AmtDeskError) as error:
        afterwards.edit(public.id, "Neu.")
    assert error.value.problem is Problem.NOT_FOUND


@pytest.mark.parametrize("how", ["", "accepts and is silent"])
def test_deleted_there_it_is_withdrawn_here_and_cannot_be_taken_up_again(
    stage: Stage, afterwards: Afterwards, public: Delivery, how: str
) -> None:
    if how:
        stage.platform.will("withdraw", how)
    assert afterwards.withdraw(public.id)
    now = stage.delivery(public)
    assert texts(stage) == [] and now.state is State.WITHDRAWN and now.taken_down == stage.clock()
    assert stage.log_of(public)[-1] == ("withdraw", "accepted")
    assert afterwards.places(public.post_id) == []
    for refused in (stage.planning.resume, afterwards.withdraw):
        with pytest.raises(NotAllowed):
            refused(public.id)
    with pytest.raises(NotAllowed):
        stage.posts.delete(public.post_id)
    stage.run(minutes=90)
    assert texts(stage) == []


def test_who_deletes_without_an_answer_may_do_it_again(stage: Stage, afterwards: Afterwards, public: Delivery) -> None:
    stage.platform.will("withdraw", "silent")
    assert not afterwards.withdraw(public.id)
    assert stage.delivery(public).state is State.PUBLISHED and len(texts(stage)) == 1
    assert afterwards.withdraw(public.id) and texts(stage) == []


def test_on_the_practice_channel_page_and_folder_follow(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    account = practice(desk)
    delivery = desk.planning.publish_now(draft(desk, [account]).id).deliveries[0]
    desk.publisher.run_due()
    (place,) = desk.afterwards.places(delivery.post_id)
    assert desk.afterwards.edit(place.delivery.id, "Verlegt auf Montag.")
    (page,) = tmp_path.rglob("*.html")
    assert "Verlegt auf Montag." in page.read_text("utf-8")
    assert desk.afterwards.withdraw(place.delivery.id) and not page.exists()
    desk.database.close()


def test_what_a_hand_published_says_that_it_is_not_known_there(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    account = by_hand(desk)
    delivery = desk.planning.publish_now(draft(desk, [account]).id).deliveries[0]
    desk.planning.is_online(delivery.id, "https://verlag.example/42")
    (place,) = desk.afterwards.places(delivery.post_id)
    assert not place.may_edit and not place.may_withdraw and not place.unknown_there
    desk.database.close()


@pytest.mark.parametrize(
    ("link", "remote_id"),
    [
        ("https://social.example/@musterbach/1122", "1122"),
        ("https://other.example/@musterbach/1122", None),
        ("https://social.example/@musterbach", None),
    ],
)
def test_a_link_pasted_by_hand_says_which_post_it_is(tmp_path: Path, link: str, remote_id: str | None) -> None:
    desk = desk_at(tmp_path)
    access = Access("mastodon", "Mastodon", "https://social.example", {}, {"token": "geheim-geheim"})
    account = desk.accounts.add(access, test=False).id
    delivery = desk.planning.publish_now(draft(desk, [account]).id).deliveries[0]
    desk.planning.by_hand(delivery.id)
    desk.planning.is_online(delivery.id, link)
    (place,) = desk.afterwards.places(delivery.post_id)
    assert place.delivery.remote_id == remote_id
    assert place.may_edit is place.may_withdraw is (remote_id is not None) and place.unknown_there is (not remote_id)
    desk.database.close()
