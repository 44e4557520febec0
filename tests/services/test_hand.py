"""Publishing by hand: what is laid out for the person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import ExifTags, Image

from amtdesk.domain.crop import Crop
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.post import Attached, Post
from amtdesk.services.desk import Desk
from amtdesk.store import accounts
from tests.builders import Clock, by_hand, desk_at, draft, practice


@pytest.fixture
def clock() -> Clock:
    """The clock of the desk."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    """The services on a fresh file."""
    return desk_at(tmp_path / "desk", clock)


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
    assert (ready.text, ready.page.url) == (post.text, "https://verlag.example/redaktion")
    assert [path.name for path, _ in ready.pictures] == [
        "bild-1-groesster-markt-umzug.jpg",
        "bild-2-groesster-markt-umzug.jpg",
    ]
    assert [alt for _, alt in ready.pictures] == ["Stände", ""]
    assert all(path.parent == ready.folder for path, _ in ready.pictures)
    with Image.open(ready.pictures[1][0]) as second:
        red, _, blue = second.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert blue > 200 > red


def tall(desk: Desk, crop: Crop | None = None) -> Attached:
    """400 × 1000, red above the middle and blue below, with a place of taking that nobody is to know."""
    image, content = Image.new("RGB", (400, 1000), "red"), BytesIO()
    image.paste("blue", (0, 500, 400, 1000))
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (48.0, 30.0, 0.0)}
    image.save(content, "JPEG", exif=exif)
    return Attached(desk.posts.take_picture(content.getvalue(), "turm.jpg"), "Ein Turm", crop=crop)


def added(desk: Desk, kind: str, **limits: object) -> int:
    """An account that nobody signs in to here."""
    with desk.database.writing() as connection:
        account_id = accounts.add(connection, kind, kind, "", {})
        accounts.change(connection, account_id, limits=limits)
    return account_id


def made(path: Path) -> tuple[tuple[int, int], bool, bool]:
    """Size, whether it is blue in the middle, and whether anything stands beside its pixels."""
    with Image.open(path) as image:
        _, _, blue = image.convert("RGB").getpixel((image.width // 2, image.height // 2))  # type: ignore[misc]
        return image.size, blue > 200, bool(image.getexif())


def test_pictures_are_cut_as_the_place_demands_and_as_she_chose(desk: Desk) -> None:
    instagram = added(desk, "instagram")
    low = planned(desk, instagram, pictures=(tall(desk, Crop(500, 1000)),))
    ready = desk.hand.prepare(low.deliveries[0].id)
    assert made(ready.pictures[0][0]) == ((400, 500), True, False)
    assert ready.fates == ("beschnitten auf 4:5, 400 × 500",)
    high = planned(desk, instagram, pictures=(tall(desk, Crop(500, 0, 500)),))
    ready = desk.hand.prepare(high.deliveries[0].id)
    assert made(ready.pictures[0][0]) == ((200, 250), False, False)
    assert ready.fates[0].endswith("nur 200 statt mindestens 320 Pixel breit, wird dort unscharf")


def test_each_channel_of_a_post_has_a_folder_with_its_own_pictures(desk: Desk) -> None:
    paper = by_hand(desk, "Blatt", "", "gazette")
    square = by_hand(desk, "Tafel")
    with desk.database.writing() as connection:
        accounts.change(connection, square, limits={"image_ratio": {"min": 1.0, "max": 1.0}})
    post = draft(desk, [paper, square], due=desk.now() + timedelta(hours=2), pictures=(tall(desk, Crop(y=1000)),))
    post = desk.planning.plan(post.id)
    ready = {one.account_id: desk.hand.prepare(one.id) for one in post.deliveries}
    assert made(ready[square].pictures[0][0]) == ((400, 400), True, False)
    assert made(ready[paper].pictures[0][0])[0] == (400, 1000), "print gets it whole"
    assert ready[paper].fates == ("",)
    bundle = ready[paper].bundle
    assert bundle is not None
    with ZipFile(bundle) as whole, Image.open(whole.open("bild-1-herbstmarkt.jpg")) as packed:
        assert packed.size == (400, 1000)


def test_the_file_of_print_holds_what_was_made_of_the_picture(desk: Desk) -> None:
    paper = added(desk, "gazette", image_ratio={"min": 1.0, "max": 1.0}, image_formats=["image/jpeg"])
    content = BytesIO()
    Image.new("RGB", (300, 100), "red").save(content, "PNG")
    drawing = Attached(desk.posts.take_picture(content.getvalue(), "plan.png"), "Plan")
    ready = desk.hand.prepare(planned(desk, paper, pictures=(drawing,)).deliveries[0].id)
    assert ready.fates == ("beschnitten auf 1:1, 100 × 100, als JPEG",) and ready.bundle is not None
    with ZipFile(ready.bundle) as whole, Image.open(whole.open("bild-1-herbstmarkt.jpg")) as packed:
        assert (packed.size, packed.format) == ((100, 100), "JPEG")


def test_where_pictures_are_no_part_of_the_post_they_stay_whole(desk: Desk) -> None:
    post = planned(desk, added(desk, "youtube"), pictures=(tall(desk),))
    ready = desk.hand.prepare(post.deliveries[0].id)
    assert made(ready.pictures[0][0])[0] == (400, 1000) and ready.fates == ("",)


def test_a_picture_taken_away_leaves_the_folder(desk: Desk) -> None:
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


def test_print_gets_one_file_and_a_mail(desk: Desk) -> None:
    channel = by_hand(desk, "Blatt", "", "gazette", email="redaktion@verlag.example")
    post = planned(desk, channel, title="Markt", pictures=(picture(desk, "red", "Stände"),))
    ready = desk.hand.prepare(post.deliveries[0].id)
    assert (ready.title, ready.page.url) == ("Markt", "")
    assert ready.bundle is not None and ready.bundle.parent == ready.folder
    with ZipFile(ready.bundle) as whole:
        assert whole.namelist() == ["text.txt", "bild-1-markt.jpg"]
    assert ready.mail.startswith("mailto:redaktion@verlag.example?subject=Blatt%3A%20Markt")
    assert desk.hand.prepare(post.deliveries[0].id).bundle == ready.bundle, "as often as one likes"


def test_the_coat_of_arms_is_kept(desk: Desk) -> None:
    post = planned(desk, by_hand(desk, "Schaukasten", "", "notice"))
    ready = desk.hand.prepare(post.deliveries[0].id)
    assert ready.sheet is not None and ready.sheet.name == "aushang-herbstmarkt.pdf" and ready.coat is None
    desk.hand.keep_coat(picture(desk, "red", "").media)
    coat = desk.hand.prepare(post.deliveries[0].id).coat
    assert coat is not None and coat.is_file()


def test_paper_leads_on_by_its_own_link_or_to_the_website(desk: Desk) -> None:
    board, site = by_hand(desk, "Aushang", "", "notice"), by_hand(desk, "Website", "https://m.example/login", "website")
    linked = desk.planning.publish_now(draft(desk, [board], "Mehr auf https://m.example/markt.", due=desk.now()).id)
    ready = desk.hand.prepare(linked.deliveries[0].id)
    assert ready.link == "https://m.example/markt" and len(ready.code) >= 21
    plain = desk.planning.publish_now(draft(desk, [board, site], due=desk.now()).id)
    here = {one.account_id: one.id for one in plain.deliveries}
    assert (desk.hand.prepare(here[board]).link, desk.hand.prepare(here[board]).code) == ("", ())
    desk.planning.is_online(here[site], "https://m.example/aktuelles/1")
    assert desk.hand.prepare(here[board]).link == "https://m.example/aktuelles/1"


def test_what_the_paper_gets_is_due_at_its_copy_date(desk: Desk) -> None:
    paper = by_hand(desk, "Blatt", "", "gazette", copy_date="Do 10:00")
    group = by_hand(desk, "Gruppe", "https://www.facebook.com/groups/1", "facebook_group")
    saturday = datetime(2026, 10, 17, 7, tzinfo=UTC)
    post = desk.planning.plan(draft(desk, [paper, group], due=saturday).id)
    times = {one.account_id: one.due for one in post.deliveries}
    assert times == {paper: datetime(2026, 10, 15, 8, tzinfo=UTC), group: saturday}
    desk.planning.move(post.id, saturday + timedelta(days=7))
    moved = desk.posts.get(post.id)
    assert moved is not None and moved.due == saturday + timedelta(days=7)
    assert {one.due for one in moved.deliveries} == {
        saturday + timedelta(days=7),
        datetime(2026, 10, 22, 8, tzinfo=UTC),
    }


def test_writing_on_after_the_copy_date_does_not_put_it_off(desk: Desk, clock: Clock) -> None:
    paper = by_hand(desk, "Blatt", "", "gazette", copy_date="Do 10:00")
    post = desk.planning.plan(draft(desk, [paper], due=datetime(2026, 10, 17, 7, tzinfo=UTC)).id)
    clock.now = datetime(2026, 10, 15, 9, tzinfo=UTC)
    saved = desk.posts.save(replace(post, text="Am Sonntag ist Markt, neu."))
    assert [one.due for one in saved.deliveries] == [datetime(2026, 10, 15, 8, tzinfo=UTC)]


def test_an_uncertain_one_is_looked_up_before_it_goes_by_hand(desk: Desk) -> None:
    delivery = planned(desk, practice(desk)).deliveries[0]
    for waits, allowed in (("look_up", False), ("person", True)):
        with desk.database.writing() as connection:
            connection.exec_driver_sql("UPDATE delivery SET state = 'uncertain', waits = ?", (waits,))
        with pytest.raises(NotAllowed):
            desk.hand.prepare(delivery.id)
        if allowed:
            desk.planning.by_hand(delivery.id)
        else:
            with pytest.raises(NotAllowed):
                desk.planning.by_hand(delivery.id)
    assert desk.hand.prepare(delivery.id).delivery.state is State.BY_HAND


def test_the_post_keeps_its_time_when_a_channel_gets_another_one(desk: Desk) -> None:
    paper, other = by_hand(desk, "Blatt", "", "gazette", copy_date="Do 10:00"), practice(desk)
    saturday = datetime(2026, 10, 17, 7, tzinfo=UTC)
    post = desk.planning.plan(draft(desk, [paper, other], due=saturday).id)
    late = next(one for one in post.deliveries if one.account_id == other)
    with desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = 'failed' WHERE id = ?", (late.id,))
    monday = saturday + timedelta(days=2)
    desk.planning.plan_again({late.id: monday})
    kept = desk.posts.get(post.id)
    assert kept is not None and kept.due == monday
    assert {one.account_id: one.due for one in kept.deliveries} == {
        paper: datetime(2026, 10, 15, 8, tzinfo=UTC),
        other: monday,
    }
