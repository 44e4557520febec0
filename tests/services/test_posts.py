"""Writing posts: what is kept, what is refused, what comes back."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from amtdesk.domain.delivery import LatePolicy, State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.services import posts as posts_module
from amtdesk.services.changes import Kind
from tests.services.platform import Stage


def picture(stage: Stage, color: str = "red") -> Attached:
    content = BytesIO()
    Image.new("RGB", (64, 48), color).save(content, "JPEG")
    return Attached(stage.posts.take_picture(content.getvalue(), "markt.jpg"), "Stände auf dem Markt")


def kept(stage: Stage, post_id: int) -> Post:
    found = stage.posts.get(post_id)
    assert found is not None
    return found


def test_a_draft_is_not_in_the_file_before_it_is_saved(stage: Stage) -> None:
    post = stage.posts.draft("Europe/Berlin", account_ids={3, 1})
    assert (post.id, [one.account_id for one in post.variants]) == (0, [1, 3])
    assert stage.posts.newest() == []


def test_everything_of_a_post_comes_back_as_it_was(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    first, second = picture(stage), replace(picture(stage, "blue"), alt="", decorative=True)
    post = Post(
        0,
        "Titel",
        "Text\n\nmit Zeilen 🎉",
        language="en",
        due=stage.clock() + timedelta(days=1),
        late_policy=LatePolicy.ASK,
        late_limit=7,
        variants=(Variant(one), Variant(two, "Nur hier")),
        pictures=(second, first),
    )
    saved = stage.posts.save(post)
    assert replace(saved, id=0, changed=None) == post
    assert kept(stage, saved.id) == saved
    assert saved.changed == stage.clock()


def test_saving_what_has_not_changed_tells_nobody(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    saved = stage.draft(one, two)
    news: list[Kind] = []
    stage.changes.listen(news.append)
    stage.clock.on(seconds=5)
    again = stage.posts.save(replace(saved, variants=saved.variants[::-1]))
    assert (again, news) == (saved, [])
    stage.posts.save(replace(saved, title="Anders"))
    assert news == [Kind.POSTS]


def test_saving_does_not_change_the_stage(stage: Stage) -> None:
    saved = stage.draft(stage.connect())
    assert stage.posts.save(replace(saved, text="neu", stage=State.APPROVED)).stage is State.DRAFT


def test_saving_a_post_that_is_gone_is_refused(stage: Stage) -> None:
    saved = stage.draft(stage.connect())
    stage.posts.delete(saved.id)
    with pytest.raises(NotAllowed):
        stage.posts.save(replace(saved, text="neu"))


def test_a_planned_post_can_be_written_on_and_its_deliveries_follow_its_time(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    post = kept(stage, delivery.post_id)
    later = delivery.due + timedelta(hours=2)
    saved = stage.posts.save(replace(post, text="neu", due=later, late_policy=LatePolicy.LAPSE, late_limit=5))
    found = saved.deliveries[0]
    assert (found.due, found.late_policy, found.late_limit) == (later, LatePolicy.LAPSE, 5)
    stage.run(hours=3)
    assert [one.text for one in stage.platform.public] == ["neu"]


@pytest.mark.parametrize("minutes", [None, 0, -5])
def test_a_planned_post_keeps_a_time_and_one_ahead(stage: Stage, minutes: int | None) -> None:
    delivery = stage.planned(stage.connect())
    post = kept(stage, delivery.post_id)
    due = None if minutes is None else stage.clock() + timedelta(minutes=minutes)
    with pytest.raises(NotAllowed):
        stage.posts.save(replace(post, due=due))
    assert kept(stage, post.id) == post
    stage.run(minutes=1)
    assert stage.platform.public == []


def test_a_planned_post_that_is_being_tried_again_can_still_be_written_on(stage: Stage) -> None:
    stage.platform.will("publish", "offline")
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    stage.posts.save(replace(kept(stage, delivery.post_id), text="neu"))
    stage.run(minutes=1)
    assert [one.text for one in stage.platform.public] == ["neu"]


def test_another_time_does_not_wait_for_the_old_pause(stage: Stage) -> None:
    stage.platform.will("publish", "brakes")
    stage.platform.until = stage.clock() + timedelta(hours=1, minutes=25)
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    post = kept(stage, delivery.post_id)
    stage.posts.save(replace(post, due=stage.clock() + timedelta(minutes=5)))
    assert stage.delivery(delivery).next_try is None


def test_a_channel_taken_off_a_planned_post_loses_its_delivery(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    post = stage.planning.plan(stage.draft(one, two).id)
    saved = stage.posts.save(replace(post, variants=post.variants[:1]))
    assert [d.account_id for d in saved.deliveries] == [one]
    stage.run(hours=1)
    assert len(stage.platform.public) == 1


def test_what_went_out_stays_as_it_was(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    delivery = stage.planned(one)
    stage.run(hours=1)
    post = kept(stage, delivery.post_id)
    changed = [
        replace(post, text="neu"),
        replace(post, variants=(Variant(one, "neu"),)),
        replace(post, variants=()),
        replace(post, pictures=(picture(stage),)),
        replace(post, due=stage.clock() + timedelta(days=1)),
        replace(post, due=None),
    ]
    for one_change in changed:
        with pytest.raises(NotAllowed):
            stage.posts.save(one_change)
    assert kept(stage, post.id) == post
    titled = stage.posts.save(replace(post, title="Nur intern"))
    assert titled.title == "Nur intern"
    opened = stage.posts.save(replace(titled, variants=(*post.variants, Variant(two, "für den anderen"))))
    assert opened.text_for(two) == "für den anderen"


def test_a_post_without_text_is_kept_too(stage: Stage) -> None:
    saved = stage.posts.save(replace(stage.posts.draft("Europe/Berlin"), title="Nur ein Titel"))
    assert kept(stage, saved.id).words == "Nur ein Titel"


def test_pages_of_posts_follow_one_another(stage: Stage) -> None:
    ids = [stage.draft(text=f"Beitrag {number}").id for number in range(5)]
    first = stage.posts.newest(2)
    second = stage.posts.newest(2, before=first[-1].id)
    assert [post.id for post in (*first, *second)] == ids[:0:-1]


def test_a_copy_is_a_draft_of_its_own(stage: Stage) -> None:
    delivery = stage.planned(stage.connect(), pictures=(picture(stage),))
    stage.run(hours=1)
    source = kept(stage, delivery.post_id)
    copy = stage.posts.duplicate(source.id)
    assert copy.id != source.id
    assert (copy.text, copy.pictures, copy.variants) == (source.text, source.pictures, source.variants)
    assert (copy.due, copy.deliveries, copy.stage) == (None, (), State.DRAFT)
    with pytest.raises(NotAllowed):
        stage.posts.duplicate(99)


def test_a_deleted_post_is_gone_everywhere_and_comes_back_as_a_draft(stage: Stage) -> None:
    delivery = stage.planned(stage.connect(), text="Herbstmarkt")
    stage.posts.delete(delivery.post_id)
    assert stage.posts.get(delivery.post_id) is None
    assert stage.posts.newest() == []
    assert stage.posts.search("Herbstmarkt") == []
    assert stage.posts.between(stage.clock(), stage.clock() + timedelta(days=1)) == []
    stage.run(hours=1)
    assert stage.platform.public == []
    back = stage.posts.restore(delivery.post_id)
    assert (back.text, back.deliveries, back.stage) == ("Herbstmarkt", (), State.DRAFT)


@pytest.mark.parametrize("state", ["published", "published_by_hand", "sending", "uncertain", "handed_over"])
def test_what_is_public_or_may_be_is_not_deleted(stage: Stage, state: str) -> None:
    delivery = stage.planned(stage.connect())
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = ?", (state,))
    with pytest.raises(NotAllowed):
        stage.posts.delete(delivery.post_id)
    assert stage.posts.get(delivery.post_id) is not None


@pytest.mark.parametrize("state", ["failed", "missed", "withdrawn", "held", "by_hand"])
def test_what_never_went_out_may_be_deleted(stage: Stage, state: str) -> None:
    delivery = stage.planned(stage.connect())
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = ?", (state,))
    stage.posts.delete(delivery.post_id)
    assert stage.posts.get(delivery.post_id) is None


def test_undated_drafts_and_words_are_found(stage: Stage) -> None:
    undated = stage.draft(due=None, text="Größte Straßensperrung")
    stage.draft(text="Anderes")
    assert [tile.post_id for tile in stage.posts.undated()] == [undated.id]
    assert [tile.post_id for tile in stage.posts.search("groesste STRASSEN")] == [undated.id]


def test_a_picture_is_kept_once_and_shown_small(stage: Stage) -> None:
    first, second = picture(stage), picture(stage)
    assert first == second
    with Image.open(BytesIO(stage.posts.thumbnail(first.media, 16))) as small:
        assert max(small.size) == 16


def test_a_file_that_is_no_picture_or_too_large_is_refused(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.jpg"
    with pytest.raises(Rejected) as refused:
        stage.posts.take_picture_file(str(path))
    assert refused.value.problem is Problem.PICTURE_UNREADABLE
    path.write_bytes(b"Sehr geehrte Damen und Herren")
    with pytest.raises(Rejected):
        stage.posts.take_picture_file(str(path))
    monkeypatch.setattr(posts_module, "MOST_BYTES", 10)
    with pytest.raises(Rejected) as refused:
        stage.posts.take_picture_file(str(path))
    assert "10 bytes" in refused.value.detail
    assert not (stage.posts.media_folder).exists() or not list(stage.posts.media_folder.rglob("*.jpg"))
