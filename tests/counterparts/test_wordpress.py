"""Our channel against a real WordPress, read back through the site's own API and its public pages."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.wordpress import WordPress
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Payload, Picture
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from tests.channels.conftest import png

TEXT = (
    "Grüße vom Straßenfest 🎉 – für Kinder & Große <b>frei</b>, [gallery].\n"
    "Alles unter https://www.musterbach.example/fest?jahr=2026&tag=sa #Müllerplatz\n\nBis bald!"
)
ALT = 'Bühne mit Blaskapelle "Musterbacher Höhe" & Gäste'


@dataclass
class Office:
    """A user of the real site, and the channel as the program opens it."""

    site: Any
    user: str = "redaktion"
    ways: list[Http] = field(default_factory=list)

    def open(self, password: str = "") -> WordPress:
        http = Http()
        self.ways.append(http)
        account = Account(1, "wordpress", "Musterbach", self.site.url, {"user": self.user})
        secrets = {"password": password or self.site.password(self.user)}
        return WordPress(account, secrets, Tools(http, lambda: datetime.now(UTC), lambda *_: None, Path()))


@pytest.fixture
def office(wordpress_site: Any) -> Iterator[Office]:
    office = Office(wordpress_site)
    yield office
    for way in office.ways:
        way.close()


def payload(pictures: int = 0) -> Payload:
    found = tuple(
        Picture(png(30 + n, 20), "image/png", 30 + n, 20, f"{ALT} {n}", "Straßenfest Bühne.png")
        for n in range(pictures)
    )
    mark = uuid.uuid4().hex
    return Payload(f"Straßenfest & <i>Markt</i> {mark[:8]}", TEXT, "de", mark, found)


def mine(office: Office, post: Payload, **more: str) -> list[dict[str, Any]]:
    return [one for one in office.site.posts(search=post.token[:8], **more) if post.token[:8] in one["title"]["raw"]]


def test_connecting_says_the_name_of_the_site_and_where_its_interface_is(office: Office) -> None:
    found = office.open().connect()
    assert found.name
    assert found.settings["rest"] == f"{office.site.url}/wp-json/"
    assert {Ability.PUBLISH, Ability.PICTURES, Ability.SCHEDULE} <= found.abilities


def test_a_post_with_pictures_is_there_as_written(office: Office) -> None:
    channel, post = office.open(), payload(pictures=2)
    published = channel.publish(post, channel.upload(post))
    (row,) = mine(office, post)
    assert str(row["id"]) == published.remote_id
    assert row["status"] == "publish"
    assert row["link"] == published.url
    assert row["title"]["rendered"].startswith("Straßenfest &amp; &lt;i&gt;Markt&lt;/i&gt; ")
    media = [office.site.media(number) for number in re.findall(r"wp-image-(\d+)", row["content"]["raw"])]
    assert [one["alt_text"] for one in media] == [f"{ALT} 0", f"{ALT} 1"]
    assert row["featured_media"] == media[0]["id"]
    assert all(one["source_url"].isascii() for one in media)
    assert office.site.page(media[0]["source_url"]).content == png(30, 20)
    assert channel.read_back(published.remote_id) == published


def test_visitors_see_the_text_and_nothing_in_it_is_code(office: Office) -> None:
    channel, post = office.open(), payload(pictures=1)
    published = channel.publish(post, channel.upload(post))
    page = office.site.page(published.url)
    assert page.status_code == 200
    shown = page.text
    assert "Grüße vom Straßenfest 🎉" in shown
    assert "&lt;b&gt;frei&lt;/b&gt;" in shown
    assert "gallery" in shown and 'class="gallery' not in shown
    address = re.search(r'<a href="(https://www\.musterbach\.example/fest[^"]*)"', shown)
    assert address is not None
    assert address.group(1) in (
        "https://www.musterbach.example/fest?jahr=2026&amp;tag=sa",
        "https://www.musterbach.example/fest?jahr=2026&#038;tag=sa",
    )
    assert re.search(r'<img[^>]* alt="Bühne mit Blaskapelle &quot;Musterbacher Höhe&quot; &amp; Gäste 0"', shown)
    assert "<p>Bis bald!</p>" in shown


def test_sending_twice_and_looking_it_up_leaves_one_post_and_one_picture(office: Office) -> None:
    post = payload(pictures=1)
    assert office.open().look_up(post, datetime.now(UTC)) is None
    first = office.open().publish(post, office.open().upload(post))
    again = office.open().publish(post, office.open().upload(post))
    assert again == first
    assert office.open().look_up(replace(post, pictures=()), datetime.now(UTC)) == first
    assert len(mine(office, post)) == 1
    slug = office.site.post(first.remote_id)["slug"]
    assert not slug.endswith("-2")
    media = office.site.get("media", search="Straßenfest Bühne", per_page=100)
    assert sum(one["source_url"].split("/")[-1].find(slug[-12:]) >= 0 for one in media) == 1


def test_a_planned_post_waits_at_the_site_until_it_is_due(office: Office) -> None:
    due = (datetime.now(UTC) + timedelta(hours=3)).replace(microsecond=0)
    post = payload()
    waiting = office.open().hand_over(post, None, due)
    assert waiting.scheduled == due
    (row,) = mine(office, post, status="future")
    assert (row["status"], row["date_gmt"]) == ("future", due.strftime("%Y-%m-%dT%H:%M:%S"))
    assert office.open().look_up(post, datetime.now(UTC), due) == waiting
    assert office.open().look_up(post, datetime.now(UTC)) is None
    office.site.make_due(waiting.remote_id)
    office.site.wpcron()
    shown = office.open().read_back(waiting.remote_id)
    assert shown is not None
    assert shown.scheduled is None
    assert office.site.page(shown.url).status_code == 200
    error = refusal(lambda: office.open().cancel(waiting.remote_id), Rejected)
    assert error.problem is Problem.NOT_FOUND


def test_a_planned_post_is_moved_and_cancelled(office: Office) -> None:
    post = payload()
    waiting = office.open().hand_over(post, None, datetime.now(UTC) + timedelta(hours=3))
    later = (datetime.now(UTC) + timedelta(days=40)).replace(microsecond=0)
    assert office.open().reschedule(waiting.remote_id, later).scheduled == later
    assert office.site.post(waiting.remote_id)["date_gmt"] == later.strftime("%Y-%m-%dT%H:%M:%S")
    office.open().cancel(waiting.remote_id)
    office.open().cancel(waiting.remote_id)
    assert mine(office, post) == []
    assert office.site.request("GET", f"posts/{waiting.remote_id}").status_code == 404
    assert office.open().look_up(post, datetime.now(UTC), later) is None


def test_a_time_in_the_past_never_reaches_the_site(office: Office) -> None:
    post = payload()
    refusal(lambda: office.open().hand_over(post, None, datetime.now(UTC) - timedelta(minutes=5)), NotAllowed)
    assert mine(office, post) == []


def test_what_waits_can_be_published_at_once(office: Office) -> None:
    post = payload()
    waiting = office.open().hand_over(post, None, datetime.now(UTC) + timedelta(hours=3))
    published = office.open().publish(post, None)
    assert published.remote_id == waiting.remote_id
    assert published.scheduled is None
    (row,) = mine(office, post)
    assert row["status"] == "publish"
    assert office.site.page(published.url).status_code == 200


def test_a_withdrawn_post_is_gone_and_may_be_withdrawn_again(office: Office) -> None:
    post = payload()
    published = office.open().publish(post, None)
    office.open().withdraw(published.remote_id)
    office.open().withdraw(published.remote_id)
    assert mine(office, post) == []
    assert office.site.page(published.url).status_code == 404
    assert office.open().read_back(published.remote_id) is None
    assert office.open().look_up(post, datetime.now(UTC)) is None


@pytest.mark.parametrize("wrong", ["abcd EFGH ijkl MNOP qrst UVWX", "red-pw-42"], ids=["invented", "that of the login"])
def test_a_wrong_password_is_named(office: Office, wrong: str) -> None:
    error = refusal(lambda: office.open(wrong).connect(), AccessDenied)
    assert error.problem is Problem.PASSWORD_WRONG
    assert wrong not in error.detail


def test_a_revoked_password_stops_the_channel(office: Office) -> None:
    office.user = "autor"
    password, post = office.site.password("autor"), payload()
    office.open(password).connect()
    office.site.revoke("autor")
    error = refusal(lambda: office.open(password).publish(post, None), AccessDenied)
    assert error.problem is Problem.ACCESS_EXPIRED
    assert mine(office, post) == []


def test_someone_without_the_right_to_publish_is_told_so(office: Office) -> None:
    office.user = "mitarbeit"
    error = refusal(lambda: office.open().connect(), AccessDenied)
    assert error.problem is Problem.PERMISSION_MISSING


def test_an_author_without_editors_rights_publishes_pictures_too(office: Office) -> None:
    office.user = "autor"
    channel, post = office.open(), payload(pictures=1)
    channel.publish(post, channel.upload(post))
    (row,) = mine(office, post)
    assert "wp-image-" in row["content"]["raw"]
    assert "<p>Bis bald!</p>" in row["content"]["rendered"]


def refusal(step: Callable[[], object], kind: type[Any]) -> Any:
    with pytest.raises(kind) as caught:
        step()
    return caught.value
