"""Killed at every point of the younger channels: containers, picture and words apart, tokens that rotate."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from tests.channels.servers import telegram
from tests.channels.servers.loopback import How, Trouble
from tests.crash.arena import PATIENCE, YOUNGER, Arena, arena, every_delivery, kill
from tests.crash.child import desk_at
from tests.crash.test_kill import (
    AT_PLATFORM,
    COMMITS,
    ROUNDS,
    RUNS,
    WITH_PICTURE,
    Figures,
    due,
    killed_at,
    with_picture,
)

pytestmark = [pytest.mark.crash, pytest.mark.timeout(7200 if RUNS else 120)]
#: Between the transactions, where nothing differs from the elder channels, one point of each side is enough by day.
POINTS = [point for point in COMMITS if RUNS or point == "after the answer, before its commit"]
STOPS = {point: stop for point, stop in WITH_PICTURE.items() if RUNS or point == "before the final call"}
SIDES = {point: accepted for point, accepted in AT_PLATFORM.items() if RUNS or accepted}
#: Before the last step: what was prepared there may stay, and is nothing anybody sees.
PREPARED = {
    "facebook": ("POST /v26.0/1122/photos",),
    "instagram": ("POST /v26.0/1122/photos", "POST /v26.0/1784/media"),
    "threads": ("POST /v1.0/4711/threads",),
    "x": ("POST /2/media/upload",),
    "linkedin": ("POST /rest/images", "PUT /dms-uploads/"),
}
#: What these need a connected website for is not sent from here.
BARE = ("threads",)


@pytest.fixture(scope="module")
def arenas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Arena]]:
    with ExitStack() as stack:
        yield {one: stack.enter_context(arena(one, tmp_path_factory.mktemp(one))) for one in YOUNGER}


@pytest.fixture(scope="module", autouse=True)
def figures() -> Iterator[Figures]:
    """(channel, point, what came of it); shown after a long run."""
    found: Figures = Counter()
    yield found
    if RUNS:
        print()
        for (channel, point, what), count in sorted(found.items()):
            print(f"{channel:10} {point:45} {what:10} {count}")


def in_two(ring: Arena, desk: Desk) -> Post:
    """Words that do not fit below their picture."""
    return ring.post(desk, picture=True, long=True)


@pytest.mark.parametrize("channel", YOUNGER)
def test_between_transactions(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    for _ in range(ROUNDS):
        for point in POINTS:
            killed_at(arenas[channel], due, figures, point, COMMITS[point])


@pytest.mark.parametrize("channel", [one for one in YOUNGER if one not in BARE])
def test_around_the_upload(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    for _ in range(ROUNDS):
        for point, stop in STOPS.items():
            killed_at(arenas[channel], with_picture, figures, point, stop)


@pytest.mark.parametrize("channel", YOUNGER)
def test_while_the_platform_is_at_work(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    ring = arenas[channel]
    for _ in range(ROUNDS):
        for point, accepted in SIDES.items():
            killed_at(ring, due, figures, point, (ring.server.final_step, accepted))
        killed_at(ring, due, figures, "accepted after the restart", (ring.server.final_step, False), late=True)


@pytest.mark.parametrize("channel", PREPARED)
def test_while_it_is_prepared_there(arenas: dict[str, Arena], figures: Figures, channel: str) -> None:
    ring, prepare = arenas[channel], due if channel in BARE else with_picture
    for _ in range(ROUNDS):
        for step in PREPARED[channel]:
            for point, accepted in SIDES.items():
                killed_at(ring, prepare, figures, f"{step.rpartition('/')[2] or 'upload'}, {point}", (step, accepted))


def test_between_the_picture_and_its_words(arenas: dict[str, Arena], figures: Figures) -> None:
    ring = arenas["telegram"]
    for _ in range(ROUNDS):
        for method, point in ((method, point) for method in ("sendPhoto", "sendMessage") for point in AT_PLATFORM):
            where = (f"POST /bot{telegram.TOKEN}/{method}", AT_PLATFORM[point])
            killed_at(ring, in_two, figures, f"{method}, {point}", where)


@pytest.mark.parametrize("taken", [False, True])
def test_while_a_token_is_exchanged(arenas: dict[str, Arena], figures: Figures, taken: bool) -> None:
    """Nothing was sent; where the new token is lost with the process the channel asks to be connected anew, aloud."""
    ring = arenas["x"]
    for _ in range(ROUNDS):
        folder = ring.fresh()
        desk = desk_at(folder, ring.now)
        post = ring.post(desk)
        desk.database.close()
        before = ring.server.grants.access, ring.server.grants.refresh
        ring.server.grants.access = None
        ring.server.fail("POST /2/oauth2/token", Trouble(How.SILENT, taken))
        with ring.process(folder) as (process, _pipe):
            assert ring.server.in_trouble.wait(PATIENCE)
            kill(process)
        desk = desk_at(folder, ring.now)
        ring.settle(desk)
        (one,), (account,) = every_delivery(desk), desk.accounts.every()
        if taken:
            assert account.standing is Standing.RECONNECT
            assert ring.count(post, folder) == 0
            assert one.state in (State.MISSED, State.UNCERTAIN), one
        else:
            assert ring.count(post, folder) <= 1
            assert one.state in (State.PUBLISHED, State.UNCERTAIN), one
            assert ring.count(post, folder) == (one.state is State.PUBLISHED)
        desk.database.close()
        ring.server.grants.access, ring.server.grants.refresh = before
        figures["x", f"token, {'given' if taken else 'not given'}", one.state.value] += 1
