"""The whole way against real servers: handed over, moved, taken back, changed or deleted there, killed on the way."""

import multiprocessing
import os
import signal
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import Problem
from amtdesk.domain.post import Post
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.system.secrets import MemorySecrets
from tests.builders import Clock, desk_at, draft


class Usual(MemorySecrets):
    """A keyring that outlives the process: there is only one secret."""

    def __init__(self, secret: str) -> None:
        super().__init__(secret)


class Town:
    """The program on real time, with one channel on a real server."""

    def __init__(self, folder: Path, kind: str, access: Access) -> None:
        self.folder, self.kind, self.access = folder, kind, access
        self.clock = Clock(datetime.now(UTC).replace(microsecond=0))
        self.secret = next(iter(access.secrets.values()))
        self.desk: Desk = desk_at(folder, self.clock, secrets=Usual(self.secret))
        self.account_id = self.desk.accounts.add(access).id

    def planned(self, ahead: timedelta) -> Delivery:
        """A post with a title nobody else has, eingeplant."""
        title = f"Herbstmarkt {uuid.uuid4().hex[:8]}"
        post = draft(self.desk, [self.account_id], f"{title} auf dem Platz.", due=self.clock() + ahead, title=title)
        return self.desk.planning.plan(post.id).deliveries[0]

    def run(self, **later: float) -> None:
        """One pass of the publisher, some time later."""
        self.clock.on(**later)
        self.desk.publisher.run_due()

    def post(self, delivery: Delivery) -> Post:
        found = self.desk.posts.get(delivery.post_id)
        assert found is not None
        return found

    def now(self, delivery: Delivery) -> Delivery:
        """As it stands now."""
        (found,) = self.post(delivery).deliveries
        return found

    def die(self, step: str, *, before: bool) -> None:
        """Another process runs one pass and is killed at a step of the channel, before or after the server did it."""
        self.desk.database.close()
        context = multiprocessing.get_context("spawn")
        child = context.Process(
            target=run_and_die, args=(self.folder, self.clock(), self.kind, self.secret, step, before)
        )
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
        self.desk = desk_at(self.folder, self.clock, secrets=Usual(self.secret))


def run_and_die(folder: Path, now: datetime, kind: str, secret: str, step: str, before: bool) -> None:
    """What the process does that dies."""
    real: Callable[..., Any] = getattr(CHANNELS[kind], step)

    def dies(*arguments: Any) -> None:
        if not before:
            real(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(CHANNELS[kind], step, dies)
    desk_at(folder, Clock(now), secrets=Usual(secret)).publisher.run_due()


@pytest.fixture
def website(tmp_path: Path, wordpress_site: Any) -> Iterator[Town]:
    settings = {"url": wordpress_site.url, "user": "redaktion"}
    secrets = {"password": wordpress_site.password()}
    town = Town(tmp_path / "desk", "wordpress", Access("wordpress", "Website", wordpress_site.url, settings, secrets))
    yield town
    town.desk.database.close()


@pytest.fixture
def bluesky(tmp_path: Path, pds: Any) -> Iterator[tuple[Town, Any]]:
    account = pds.create_account()
    settings = {"handle": account.handle, "url": pds.url}
    secrets = {"password": pds.create_app_password(account)}
    town = Town(tmp_path / "desk", "bluesky", Access("bluesky", "Bluesky", pds.url, settings, secrets))
    yield town, account
    town.desk.database.close()


def there(site: Any, town: Town, delivery: Delivery) -> list[dict[str, Any]]:
    title = town.post(delivery).title
    return [one for one in site.posts(search=title.split()[-1]) if title in one["title"]["raw"]]


def gmt(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def test_planned_it_waits_at_the_site_and_follows_every_change(website: Town, wordpress_site: Any) -> None:
    delivery = website.planned(timedelta(hours=3))
    website.run()
    found = website.now(delivery)
    assert (found.state, found.scheduled) == (State.HANDED_OVER, delivery.due)
    (row,) = there(wordpress_site, website, delivery)
    assert (row["status"], row["date_gmt"]) == ("future", gmt(delivery.due))
    later = delivery.due + timedelta(days=1)
    website.desk.planning.move(delivery.post_id, later)
    website.run()
    (row,) = there(wordpress_site, website, delivery)
    assert (row["status"], row["date_gmt"]) == ("future", gmt(later))
    website.desk.posts.save(replace(website.post(delivery), text="Nun mit Blaskapelle."))
    website.run(minutes=3)
    website.run(seconds=1)
    (row,) = there(wordpress_site, website, delivery)
    assert "Blaskapelle" in row["content"]["raw"]
    assert website.now(delivery).state is State.HANDED_OVER
    website.desk.planning.drop(delivery.id)
    website.run()
    assert website.now(delivery).state is State.WITHDRAWN
    assert there(wordpress_site, website, delivery) == []


def test_the_site_publishes_it_while_the_computer_is_off(website: Town, wordpress_site: Any) -> None:
    delivery = website.planned(timedelta(hours=3))
    website.run()
    wordpress_site.make_due(website.now(delivery).remote_id)
    wordpress_site.wpcron()
    website.run(days=3)
    found = website.now(delivery)
    assert (found.state, found.problem, found.ended) == (State.PUBLISHED, None, delivery.due)
    assert found.url and wordpress_site.page(found.url).status_code == 200


def test_what_somebody_does_on_the_site_is_noticed(website: Town, wordpress_site: Any) -> None:
    moved, changed, deleted, early = (website.planned(timedelta(hours=9, minutes=n)) for n in range(4))
    website.run()
    theirs = moved.due + timedelta(days=2)
    rest = {one.id: website.now(one).remote_id for one in (moved, changed, deleted, early)}
    for delivery, body in (
        (moved, {"date_gmt": gmt(theirs)}),
        (changed, {"title": website.post(changed).title, "content": "Fällt aus!"}),
        (early, {"status": "publish", "date_gmt": gmt(datetime.now(UTC) - timedelta(minutes=1))}),
    ):
        wordpress_site.request("POST", f"posts/{rest[delivery.id]}", json=body).raise_for_status()
    wordpress_site.request("DELETE", f"posts/{rest[deleted.id]}").raise_for_status()
    website.run(minutes=31)
    website.run(seconds=61)
    assert (website.now(moved).notice, website.now(moved).scheduled) == (Problem.MOVED_THERE, theirs)
    assert website.now(changed).notice is Problem.CHANGED_THERE
    assert (website.now(early).state, website.now(early).notice) == (State.PUBLISHED, Problem.PUBLISHED_EARLY)
    assert (website.now(deleted).state, website.now(deleted).problem) == (State.FAILED, Problem.REMOVED_THERE)
    website.desk.handover.ours(moved.id)
    website.desk.handover.ours(changed.id)
    website.desk.planning.retry(deleted.id)
    website.run(seconds=1)
    website.run(seconds=1)
    for delivery in (moved, changed, deleted):
        (row,) = there(wordpress_site, website, delivery)
        assert (row["status"], row["date_gmt"]) == ("future", gmt(delivery.due))
        assert "Platz" in row["content"]["raw"]
        assert website.now(delivery).notice is None


@pytest.mark.parametrize("before", [True, False], ids=["before the server had it", "after the server had it"])
@pytest.mark.parametrize("step", ["hand_over", "cancel", "reschedule"])
def test_killed_while_talking_to_the_site(website: Town, wordpress_site: Any, step: str, before: bool) -> None:
    delivery = website.planned(timedelta(hours=3))
    if step != "hand_over":
        website.run()
        if step == "cancel":
            website.desk.planning.drop(delivery.id)
        else:
            website.desk.planning.move(delivery.post_id, delivery.due + timedelta(hours=1))
    website.die(step, before=before)
    for _ in range(4):
        website.run(seconds=61)
    rows, found = there(wordpress_site, website, delivery), website.now(delivery)
    if step == "cancel":
        assert (rows, found.state) == ([], State.WITHDRAWN)
        return
    if step == "hand_over" and before:
        # nothing is there, which no look can prove: a person is asked
        assert (rows, found.state) == ([], State.UNCERTAIN)
        return
    (row,) = rows
    assert (found.state, found.wish) == (State.HANDED_OVER, None)
    assert row["date_gmt"] == gmt(found.due)


@pytest.mark.parametrize("before", [True, False], ids=["before the server had it", "after the server had it"])
def test_killed_while_publishing_on_bluesky(bluesky: tuple[Town, Any], pds: Any, before: bool) -> None:
    town, account = bluesky
    delivery = town.planned(timedelta(minutes=1))
    town.clock.on(minutes=1)
    town.die("publish", before=before)
    for _ in range(6):
        town.run(seconds=61)
    (record,) = pds.posts(account)
    assert town.now(delivery).state is State.PUBLISHED
    assert town.now(delivery).remote_id in (record["uri"], record["uri"].rpartition("/")[2])


def test_deleted_on_bluesky_is_noticed(bluesky: tuple[Town, Any], pds: Any) -> None:
    town, account = bluesky
    delivery = town.planned(timedelta(minutes=1))
    town.run(minutes=1)
    assert town.now(delivery).state is State.PUBLISHED
    (record,) = pds.posts(account)
    key = record["uri"].rpartition("/")[2]
    pds.call(
        "com.atproto.repo.deleteRecord", account.access, repo=account.did, collection="app.bsky.feed.post", rkey=key
    )
    town.run(minutes=31)
    town.run(seconds=61)
    assert town.now(delivery).notice is Problem.REMOVED_THERE
    town.desk.handover.forget(delivery.id)
    assert town.now(delivery).state is State.WITHDRAWN
