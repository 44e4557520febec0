"""What people do while the program is at a platform: a channel goes, a post is published by hand; two programs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import NotAllowed
from amtdesk.services.desk import Desk
from amtdesk.services.removal import Fate, Removal
from tests.channels.servers.loopback import How, Reply, Request, Trouble
from tests.crash.arena import PATIENCE, YOUNGER, Arena, arena, every_delivery, expect, kill
from tests.crash.child import desk_at

pytestmark = [pytest.mark.crash, pytest.mark.timeout(240)]


@pytest.fixture(params=YOUNGER)
def ring(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Arena]:
    with arena(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def facebook(tmp_path: Path) -> Iterator[Arena]:
    with arena("facebook", tmp_path) as made:
        yield made


@contextmanager
def meanwhile(ring: Arena, desk: Desk, which: Callable[[Request], bool]) -> Iterator[None]:
    """The block runs while a pass of the publisher waits for the platform's answer to such a request."""
    asked, may_answer = threading.Event(), threading.Event()
    respond = ring.server.respond

    def slowly(request: Request) -> Reply:
        reply: Reply = respond(request)
        if which(request) and not may_answer.is_set():
            asked.set()
            may_answer.wait(PATIENCE)
        return reply

    ring.server.respond = slowly
    publishing = threading.Thread(target=desk.publisher.run_due)
    publishing.start()
    try:
        assert asked.wait(PATIENCE), "never asked"
        yield
    finally:
        may_answer.set()
        publishing.join(PATIENCE)
        ring.server.respond = respond


def test_two_programs_on_one_outbox(ring: Arena) -> None:
    folder = ring.fresh()
    desk = desk_at(folder, ring.now)
    posts = [ring.post(desk) for _ in range(6)]
    desk.database.close()
    with ring.process(folder) as (window, to_window):
        task, from_task = ring.publish_due(folder)
        expect(from_task, "ready")
        expect(from_task, 0)
        task.join(PATIENCE)
        to_window.send("end")
        window.join(PATIENCE)
    desk = desk_at(folder, ring.now)
    assert [ring.count(post, folder) for post in posts] == [1] * 6
    assert {(one.state, one.attempts) for one in every_delivery(desk)} == {(State.PUBLISHED, 1)}
    desk.database.close()


@pytest.mark.parametrize("fate", [Fate.WITHDRAWN, Fate.DRAFT, Fate.BY_HAND])
def test_a_channel_removed_while_it_sends(facebook: Arena, fate: Fate) -> None:
    """What is on its way ends as what it is; it does not come back as a draft, and not by hand."""
    folder = facebook.fresh()
    desk = desk_at(folder, facebook.now)
    post = facebook.post(desk)
    with meanwhile(facebook, desk, lambda request: request.step.startswith(facebook.server.final_step)):
        Removal(desk.database, desk.changes, facebook.now, desk.accounts).remove(facebook.account_id, fate)
        assert [one.state for one in every_delivery(desk)] == [State.SENDING]
    facebook.settle(desk)
    (one,) = every_delivery(desk)
    assert one.state is State.PUBLISHED, one
    assert facebook.count(post, folder) == 1
    desk.database.close()


def test_published_by_hand_while_it_is_looked_for(facebook: Arena) -> None:
    """As long as the program looks nobody begins by hand; who says that it is online is believed, once."""
    folder = facebook.fresh()
    desk = desk_at(folder, facebook.now)
    post = facebook.post(desk)
    desk.database.close()
    facebook.server.fail(facebook.server.final_step, Trouble(How.SILENT, accepted=True))
    with facebook.process(folder) as (process, _pipe):
        assert facebook.server.in_trouble.wait(PATIENCE)
        kill(process)
    desk = desk_at(folder, facebook.now)
    desk.publisher.run_due()
    (one,) = every_delivery(desk)
    assert (one.state, one.waits) == (State.UNCERTAIN, Waits.LOOK_UP)
    facebook.now.on(600)
    with meanwhile(facebook, desk, lambda request: request.method == "GET"):
        for decision in (desk.planning.by_hand, desk.planning.retry):
            with pytest.raises(NotAllowed):
                decision(one.id)
        desk.planning.is_online(one.id, "https://www.facebook.com/musterbach/posts/1")
    facebook.settle(desk)
    (one,) = every_delivery(desk)
    assert one.state is State.PUBLISHED_BY_HAND, one
    assert facebook.count(post, folder) == 1
    desk.database.close()
