"""Publishing by hand: what is laid out for the person."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.post import Attached, Post
from amtdesk.services.desk import Desk
from amtdesk.services.hand import page_of
from tests.builders import Clock, by_hand, desk_at, draft, practice


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The services on a fresh file."""
    return desk_at(tmp_path / "desk", Clock())


def picture(desk: Desk, color: str, alt: str, *, decorative: bool = False) -> Attached:
    """A picture of one colour."""
    content = BytesIO()
    Image.new("RGB", (64, 48), color).save(content, "JPEG")
    return Attached(desk.posts.take_picture(content.getvalue(), "IMG_0001.JPG"), alt, decorative)


def planned(desk: Desk, account_id: int, **options: object) -> Post:
    """A post planned in two hours."""
    post = draft(desk, [account_id], due=desk.now() + timedelta(hours=2), **options)  # type: ignore[arg-type]
    return desk.planning.plan(post.id)


def test_text_page_and_pictures_are_ready_in_order(desk: Desk) -> None:
    channel = by_hand(desk, url="https://verlag.example/redaktion")
    pictures = (picture(desk, "red", "Stände"), picture(desk, "blue", "", decorative=True))
    post = planned(desk, channel, title="Größter Markt & Umzug!", pictures=pictures)
    ready = desk.hand.prepare(post.deliveries[0].id)
    assert (ready.text, ready.page_url) == (post.text, "https://verlag.example/redaktion")
    assert [path.name for path, _ in ready.pictures] == [
        "bild-1-groesster-markt-umzug.jpg",
        "bild-2-groesster-markt-umzug.jpg",
    ]
    assert [alt for _, alt in ready.pictures] == ["Stände", ""]
    assert all(path.parent == ready.folder for path, _ in ready.pictures)
    with Image.open(ready.pictures[1][0]) as second:
        red, _, blue = second.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert blue > 200 > red


def test_a_picture_taken_away_leaves_the_folder(desk: Desk) -> None:
    from dataclasses import replace

    channel = by_hand(desk)
    post = planned(desk, channel, pictures=(picture(desk, "red", "a"), picture(desk, "blue", "b")))
    folder = desk.hand.prepare(post.deliveries[0].id).folder
    desk.posts.save(replace(post, pictures=post.pictures[1:]))
    desk.hand.prepare(post.deliveries[0].id)
    assert folder is not None
    assert [path.name for path in folder.iterdir()] == ["bild-1-herbstmarkt.jpg"]


def test_folders_of_published_posts_are_put_away(desk: Desk) -> None:
    channel = by_hand(desk)
    first = planned(desk, channel, pictures=(picture(desk, "red", "a"),))
    second = planned(desk, channel, pictures=(picture(desk, "red", "a"),))
    folder = desk.hand.prepare(first.deliveries[0].id).folder
    desk.planning.is_online(first.deliveries[0].id, "")
    desk.hand.prepare(second.deliveries[0].id)
    assert folder is not None and not folder.exists()


def test_each_channel_gets_its_own_version_of_the_text(desk: Desk) -> None:
    from dataclasses import replace

    channel = by_hand(desk)
    post = draft(desk, [channel], due=desk.now() + timedelta(hours=2))
    post = desk.posts.save(replace(post, variants=(replace(post.variants[0], text="Nur für das Blatt"),)))
    post = desk.planning.plan(post.id)
    assert desk.hand.prepare(post.deliveries[0].id).text == "Nur für das Blatt"


def test_an_open_placeholder_is_refused(desk: Desk) -> None:
    channel = by_hand(desk)
    post = planned(desk, channel)
    with desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE post SET text = 'Am {{datum}} ist Markt'")
    with pytest.raises(Rejected) as refused:
        desk.hand.prepare(post.deliveries[0].id)
    assert (refused.value.problem, refused.value.detail) == (Problem.PLACEHOLDER_OPEN, "datum")


def test_a_planned_one_may_go_by_hand_but_a_published_one_not_again(desk: Desk) -> None:
    post = planned(desk, practice(desk))
    delivery = post.deliveries[0]
    assert desk.hand.prepare(delivery.id).delivery.state is State.PLANNED
    desk.planning.by_hand(delivery.id)
    desk.planning.is_online(delivery.id, "https://a.example/1")
    with pytest.raises(NotAllowed):
        desk.hand.prepare(delivery.id)
    with pytest.raises(NotAllowed):
        desk.hand.delivery(999)


def test_a_lost_picture_is_named(desk: Desk) -> None:
    post = planned(desk, by_hand(desk), pictures=(picture(desk, "red", "a"),))
    for path in desk.posts.media_folder.rglob("*.jpg"):
        path.unlink()
    with pytest.raises(Rejected) as refused:
        desk.hand.prepare(post.deliveries[0].id)
    assert refused.value.problem is Problem.PICTURE_MISSING


@pytest.mark.parametrize(
    ("kind", "url", "page"),
    [
        ("wordpress", "https://musterbach.example/", "https://musterbach.example/wp-admin/post-new.php"),
        ("bluesky", "", "https://bsky.app/"),
        ("mastodon", "https://social.example", "https://social.example"),
        ("manual", "", ""),
        ("wordpress", "", ""),
    ],
)
def test_each_kind_has_its_page(kind: str, url: str, page: str) -> None:
    assert page_of(Account(1, kind, "x", url)) == page
