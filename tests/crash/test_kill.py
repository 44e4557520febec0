"""A process killed at every point of publishing, or at any moment: after a restart each post is out exactly once."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from tests.channels.servers.loopback import How, Trouble
from tests.crash.arena import CHANNELS, PATIENCE, UNSEEN, Arena, arena, every_delivery, expect, kill
from tests.crash.child import Stop, desk_at

#: `AMTDESK_CRASH_RUNS` looks longer: so many random kills in all, and each point this often by the thousand.
RUNS = int(os.environ.get("AMTDESK_CRASH_RUNS", "0"))
ROUNDS = max(1, RUNS // 250)
RANDOM = max(4, RUNS // len(CHANNELS))
pytestmark = [pytest.mark.crash, pytest.mark.timeout(7200 if RUNS else 120)]

#: Points between the transactions of a post that is due.
COMMITS = {
    "before the claim": Stop("before", "claim"),
    "after the claim": Stop("after", "claim"),
    "after the answer, before its commit": Stop("before", "id"),
    "after the id": Stop("after", "id"),
    "before the end": Stop("before", "end"),
    "after the end": Stop("after", "end"),
}
WITH_PICTURE = {
    "after the upload": Stop("before", "begin of the final call"),
    "before the final call": Stop("after", "begin of the final call"),
}
FILES = {"page written": Stop("file", "written"), "page in place": Stop("file", "renamed")}
#: Points at the platform: the request is there and nothing done, or everything done and no answer yet.
AT_PLATFORM = {"while sending": False, "accepted, before the answer": True}
TAKING_BACK = {
    "wordpress": ("POST /wp-json/wp/v2/posts/", "DELETE /wp-json/wp/v2/posts/"),
    "mastodon": ("DELETE /api/v1/scheduled_statuses/",),
}
MOVING = {"wordpress": "POST /wp-json/wp/v2/posts/", "mastodon": "PUT /api/v1/scheduled_statuses/"}


@pytest.fixture(scope="module")
def arenas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Arena]]:
    with ExitStack() as stack:
        yield {one: stack.enter_context(arena(one, tmp_path_factory.mktemp(one))) for one in CHANNELS}


@pytest.fixture(scope="module", autouse=True)
def figures(arenas: dict[str, Arena]) -> Iterator[Counter[tuple[str, str, str]]]:
    """(channel, point, what came of it); shown after a long run."""
    found: Counter[tuple[str, str, str]] = Counter()
    yield found
    if RUNS:
        print()
        for (channel, point, what), count in sorted(found.items()):
            print(f"{channel:10} {point:45} {what:10} {count}")


Figures = Counter[tuple[str, str, str]]
Prepared = Callable[[Arena, Desk], Post]


def due(ring: Arena, desk: Desk) -> Post:
    return ring.post(desk)


def with_picture(ring: Arena, desk: Desk) -> Post:
    return ring.post(desk, picture=True)


def ahead(ring: Arena, desk: Desk) -> Post:
    return ring.post(desk, ahead=40)


def handed_over(ring: Arena, desk: Desk) -> Post:
    post = ring.post(desk, ahead=40)
    desk.publisher.run_due()
    assert every_delivery(desk)[0].state is State.HANDED_OVER
    return post


def taken_back(ring: Arena, desk: Desk) -> Post:
    """The platform keeps it, and now it is to go out at once from here."""
    return desk.planning.publish_now(handed_over(ring, desk).id)


def made_draft(ring: Arena, desk: Desk) -> Post:
    return desk.planning.unplan(handed_over(ring, desk).id)


def moved(ring: Arena, desk: Desk) -> Post:
    post = handed_over(ring, desk)
    desk.planning.move(post.id, ring.now() + timedelta(minutes=80))
    return post


def killed_at(
    ring: Arena, prepare: Prepared, figures: Figures, point: str, where: Stop | tuple[str, bool], *, late: bool = False
) -> None:
    """One run: prepared, killed at the point, started again; `late`: the platform does it a minute and a half later."""
    folder = ring.fresh()
    desk = desk_at(folder, ring.now)
    post = prepare(ring, desk)
    desk.database.close()
    if not isinstance(where, Stop):
        ring.server.fail(where[0], Trouble(How.SILENT, where[1]))
    with ring.process(folder, where if isinstance(where, Stop) else None) as (process, pipe):
        if isinstance(where, Stop):
            expect(pipe, "there")
        else:
            assert ring.server.in_trouble.wait(PATIENCE), "never came to this point"
        kill(process)
    desk = desk_at(folder, ring.now)
    desk.publisher.run_due()
    if late:
        for _ in range(3):
            ring.now.on(31)
            desk.publisher.run_due()
        ring.server.respond(ring.server.seen(where[0])[-1])  # type: ignore[index]
    asked = settled(ring, desk)
    if prepare is made_draft:
        assert ring.count(post, folder) == 0
        assert not every_delivery(desk)
    else:
        exactly_once(ring, desk, post, folder)
    desk.database.close()
    figures[ring.channel, point, "asked" if asked else "by itself"] += 1


def settled(ring: Arena, desk: Desk) -> bool:
    """Everything the program does by itself; whether a person was asked, who saw that it is not there."""
    ring.settle(desk)
    asked = [one for one in every_delivery(desk) if one.state is State.UNCERTAIN]
    for one in asked:
        # where a key of ours makes a second post impossible it is sent again without asking anybody
        assert not ring.repeatable, one
        text = desk.posts.get(one.post_id)
        assert text is not None
        if not any(text.text in shown for shown, _alts in ring.server.public):
            ring.tidied()
            desk.planning.retry(one.id)
            continue
        assert ring.kind in UNSEEN, "it was there"
        desk.planning.is_online(one.id, "https://t.me/musterbach/411")
    if asked:
        ring.settle(desk)
    return bool(asked)


def exactly_once(ring: Arena, desk: Desk, post: Post, folder: Path) -> None:
    assert ring.count(post, folder) == 1, "lost" if ring.count(post, folder) == 0 else "twice"
    found = desk.posts.get(post.id)
    assert found is not None
    for one in found.deliveries:
        assert one.state is State.PUBLISHED or (one.state is State.PUBLISHED_BY_HAND and ring.kind in UNSEEN), one
        assert one.url and (one.remote_id or ring.kind in UNSEEN)
        assert one.ended is not None and one.ended >= one.due - timedelta(seconds=1), "too early"


@pytest.mark.parametrize("point", COMMITS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_between_transactions(arenas: dict[str, Arena], figures: Figures, channel: str, point: str) -> None:
    for _ in range(ROUNDS):
        killed_at(arenas[channel], due, figures, point, COMMITS[point])


@pytest.mark.parametrize("point", WITH_PICTURE)
@pytest.mark.parametrize("channel", CHANNELS)
def test_around_the_upload(arenas: dict[str, Arena], figures: Figures, channel: str, point: str) -> None:
    for _ in range(ROUNDS):
        killed_at(arenas[channel], with_picture, figures, point, WITH_PICTURE[point])


@pytest.mark.parametrize("point", FILES)
def test_between_the_files_of_the_practice_channel(arenas: dict[str, Arena], figures: Figures, point: str) -> None:
    for _ in range(ROUNDS):
        killed_at(arenas["practice"], due, figures, point, FILES[point])


@pytest.mark.parametrize("point", AT_PLATFORM)
@pytest.mark.parametrize("channel", CHANNELS[:4])
def test_while_the_platform_is_at_work(arenas: dict[str, Arena], figures: Figures, channel: str, point: str) -> None:
    ring = arenas[channel]
    for _ in range(ROUNDS):
        killed_at(ring, due, figures, point, (ring.server.final_step, AT_PLATFORM[point]))
        killed_at(ring, with_picture, figures, f"upload, {point}", (ring.server.upload_step, AT_PLATFORM[point]))


@pytest.mark.parametrize("channel", CHANNELS[:4])
def test_a_platform_that_is_done_only_after_the_restart(
    arenas: dict[str, Arena], figures: Figures, channel: str
) -> None:
    ring = arenas[channel]
    for _ in range(ROUNDS):
        killed_at(ring, due, figures, "accepted after the restart", (ring.server.final_step, False), late=True)


@pytest.mark.parametrize("channel", TAKING_BACK)
def test_during_the_hand_over(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    ring = arenas[channel]
    for _ in range(ROUNDS):
        for point, accepted in AT_PLATFORM.items():
            killed_at(ring, ahead, figures, f"hand-over, {point}", (ring.server.final_step, accepted))
        killed_at(ring, ahead, figures, "hand-over, before its commit", Stop("before", "id"))


@pytest.mark.parametrize("channel", TAKING_BACK)
def test_during_the_taking_back(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    ring = arenas[channel]
    for _ in range(ROUNDS):
        for step in TAKING_BACK[channel]:
            for point, accepted in AT_PLATFORM.items():
                killed_at(ring, taken_back, figures, f"taking back, {point}", (step, accepted))
                killed_at(ring, made_draft, figures, f"back to a draft, {point}", (step, accepted))
        killed_at(ring, taken_back, figures, "taking back, before its commit", Stop("before", "taking back"))
        killed_at(ring, taken_back, figures, "taking back, after its commit", Stop("after", "taking back"))


@pytest.mark.parametrize("channel", TAKING_BACK)
def test_during_a_move(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    ring = arenas[channel]
    for _ in range(ROUNDS):
        for point, accepted in AT_PLATFORM.items():
            killed_at(ring, moved, figures, f"move, {point}", (MOVING[channel], accepted))
        killed_at(ring, moved, figures, "move, before its commit", Stop("before", "move"))


@pytest.mark.parametrize("channel", CHANNELS)
def test_at_any_moment(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    """Three posts, killed twice, each time somewhere."""
    ring, chance = arenas[channel], random.Random(RUNS)
    for _ in range(RANDOM):
        folder = ring.fresh()
        desk = desk_at(folder, ring.now)
        posts = [ring.post(desk, picture=number == 1) for number in range(3)]
        desk.database.close()
        for _ in range(2):
            with ring.process(folder) as (process, pipe):
                pipe.poll(chance.uniform(0, 0.25))
                kill(process)
            ring.now.on(chance.choice([1, 20, 130]))
        desk = desk_at(folder, ring.now)
        asked = settled(ring, desk)
        for post in posts:
            exactly_once(ring, desk, post, folder)
        desk.database.close()
        figures[ring.channel, "any moment", "asked" if asked else "by itself"] += 1
