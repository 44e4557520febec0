"""Several processes on one outbox: a window and the task of the operating system, four at once, one that died."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed
from tests.builders import draft
from tests.channels.servers.loopback import How, Trouble
from tests.crash.arena import PATIENCE, Arena, arena, every_delivery, expect, kill
from tests.crash.child import desk_at

pytestmark = [pytest.mark.crash, pytest.mark.timeout(600)]

#: Due at the same moment.
POSTS = 200


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """A platform that would post twice: it ignores keys."""
    with arena("forgetful", tmp_path_factory.mktemp("processes")) as made:
        yield made


@pytest.fixture
def outbox(ring: Arena) -> Path:
    """A data directory with 200 due deliveries."""
    folder = ring.fresh()
    desk = desk_at(folder, ring.now)
    for _ in range(POSTS):
        ring.post(desk)
    desk.database.close()
    return folder


def each_exactly_once(ring: Arena, folder: Path) -> None:
    desk = desk_at(folder, ring.now)
    mine = {post.text for post in desk.posts.newest(1000)}
    shown = Counter(text for text, _alts in ring.server.public if text in mine)
    assert len(mine) == len(shown), f"{len(mine) - len(shown)} lost"
    assert set(shown.values()) == {1}, "twice"
    assert Counter(one.state for one in every_delivery(desk)) == {State.PUBLISHED: len(mine)}
    assert {one.attempts for one in every_delivery(desk)} == {1}
    desk.database.close()


def ended(processes: list[tuple[Any, Any]]) -> list[int]:
    """Exit codes of `publish-due`."""
    codes = []
    for process, pipe in processes:
        expect(pipe, "ready")
        assert pipe.poll(4 * PATIENCE)
        codes.append(pipe.recv())
        process.join(PATIENCE)
    return codes


def test_a_window_and_the_task_of_the_operating_system(ring: Arena, outbox: Path) -> None:
    with ring.process(outbox) as (process, pipe):
        headless = ring.publish_due(outbox, wait=4 * PATIENCE)
        assert ended([headless]) == [0]
        pipe.send("end")
        process.join(4 * PATIENCE)
        assert process.exitcode == 0
    each_exactly_once(ring, outbox)


def test_four_at_once(ring: Arena, outbox: Path) -> None:
    four = [ring.publish_due(outbox, wait=4 * PATIENCE) for _ in range(4)]
    assert ended(four) == [0, 0, 0, 0]
    each_exactly_once(ring, outbox)


def test_one_that_does_not_want_to_wait_says_so_and_does_nothing(ring: Arena) -> None:
    folder = ring.fresh()
    desk = desk_at(folder, ring.now)
    post = ring.post(desk)
    ring.server.fail(ring.server.final_step, Trouble(How.SILENT, accepted=True))
    with ring.process(folder) as (process, _pipe):
        assert ring.server.in_trouble.wait(PATIENCE)
        before = len(ring.server.requests)
        assert ended([ring.publish_due(folder, wait=0)]) == [3]
        assert len(ring.server.requests) == before
        # the lock of a process that died is nobody's
        kill(process)
        assert ended([ring.publish_due(folder, wait=0)]) == [1]
    assert every_delivery(desk)[0].state is State.UNCERTAIN
    ring.settle(desk)
    desk.database.close()
    assert ring.count(post, folder) == 1
    each_exactly_once(ring, folder)


def test_a_double_click_sends_once(ring: Arena) -> None:
    folder = ring.fresh()
    desk = desk_at(folder, ring.now)
    ids = [draft(desk, [ring.account_id], f"Doppelklick {number}").id for number in range(20)]
    refused: list[int] = []
    done = threading.Barrier(3)

    def click() -> None:
        for post_id in ids:
            try:
                desk.planning.publish_now(post_id)
            except NotAllowed:
                refused.append(post_id)
            desk.worker.poke()
        done.wait(PATIENCE)

    with ring.process(folder):
        desk.worker.start()
        clicks = [threading.Thread(target=click) for _ in range(2)]
        for one in clicks:
            one.start()
        done.wait(PATIENCE)
        desk.worker.stop(PATIENCE)
    ring.settle(desk)
    desk.database.close()
    each_exactly_once(ring, folder)


def test_programs_that_meet_on_a_new_folder_make_one_file(ring: Arena, tmp_path: Path) -> None:
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        three = [ring.publish_due(folder) for _ in range(3)]
        assert ended(three) == [0, 0, 0]
        desk = desk_at(folder, ring.now)
        assert not every_delivery(desk)
        desk.database.close()
