"""What every platform may do to a post, by one table: the state it leads to, and that its person is told what to do."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from amtdesk.channels import CHANNELS
from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import Problem
from amtdesk.domain.post import Attached
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE, Words
from amtdesk.services.desk import Desk
from amtdesk.ui.problems import PROBLEMS
from amtdesk.ui.texts import STATES
from tests.builders import Clock, desk_at, draft
from tests.channels.refusals import REFUSALS, Refusal
from tests.channels.whole import ANSWER, ASKED, NOW, WHOLE

KINDS = {one.kind: one for one in WHOLE}


@dataclass(frozen=True)
class Place:
    """One platform with an account there; each test sends another post."""

    kind: str
    platform: Any
    desk: Desk
    clock: Clock
    account: int

    def sent(self) -> Delivery:
        """What became of a post on it; YouTube takes nothing but answers, Instagram no words alone."""
        desk = self.desk
        if self.kind == "youtube":
            self.platform.wrote(ASKED)
            desk.inbox.fetch()
            inquiry = desk.inbox.newest()[0]
            desk.answers.answer(inquiry.id, Words(ANSWER))
            self.clock.now += GRACE
            desk.publisher.run_due()
            return desk.answers.deliveries(inquiry.id)[0][1]
        pictures = (_picture(desk),) if self.kind == "instagram" else ()
        post = draft(desk, [self.account], due=self.clock(), pictures=pictures)
        desk.planning.publish_now(post.id)
        desk.publisher.run_due()
        kept = desk.posts.get(post.id)
        assert kept is not None
        return kept.deliveries[0]

    @property
    def public(self) -> list[Any]:
        return [one for one in self.platform.public if one != ASKED]

    def anew(self) -> None:
        """As if nothing had happened: nothing waits, nothing goes wrong, the access is good."""
        self.platform.recover()
        self.clock.now = NOW
        for post in self.desk.posts.newest() if self.kind != "youtube" else ():
            for delivery in post.deliveries:
                if delivery.state is State.PLANNED:
                    self.desk.planning.unplan(post.id)
        account = self.desk.accounts.get(self.account)
        assert account is not None
        self.desk.accounts.working(account)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Place]]:
    with ExitStack() as stack:

        @cache
        def place(kind: str) -> Place:
            one, clock = KINDS[kind], Clock(NOW)
            platform = stack.enter_context(one.platform())
            desk = desk_at(tmp_path_factory.mktemp(kind), clock)
            stack.callback(desk.database.close)
            account = desk.accounts.add(Access(kind, "", platform.url, one.settings, one.secrets))
            return Place(kind, platform, desk, clock, account.id)

        yield place


def _picture(desk: Desk) -> Attached:
    content = BytesIO()
    Image.effect_noise((400, 400), 60).convert("RGB").save(content, "JPEG")
    return Attached(desk.posts.take_picture(content.getvalue(), "IMG_0001.JPG"), "Marktstände")


def test_every_channel_with_an_interface_has_its_refusals() -> None:
    reached = {name for name, one in CHANNELS.items() if one.kind().connects and name != "practice"}
    assert {one.kind for one in REFUSALS} == set(KINDS) == reached


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_every_refusal_has_its_meaning_its_state_its_sentence_and_a_next_step(
    places: Callable[[str], Place], refusal: Refusal
) -> None:
    place = places(refusal.kind)
    state, standing = refusal.meaning.value
    # a call that is refused for its token or version is made once more
    place.platform.fail(place.platform.final_step, refusal.trouble, times=2)
    try:
        delivery = place.sent()
        account = place.desk.accounts.get(place.account)
        assert account is not None
        found = (delivery.state, delivery.problem, account.standing)
        assert found == (state, refusal.problem, standing), delivery.detail
        assert place.public == []
        assert (delivery.next_try is not None) is (state is not State.FAILED)
        assert STATES[state] and all(PROBLEMS[refusal.problem])
    finally:
        place.anew()


@pytest.mark.parametrize("kind", KINDS)
def test_an_access_that_ended_lets_the_post_wait_until_it_is_connected_anew(
    places: Callable[[str], Place], kind: str
) -> None:
    place = places(kind)
    place.anew()
    account = place.desk.accounts.get(place.account)
    assert account is not None
    if kind == "youtube":
        place.platform.wrote(ASKED)
        place.desk.inbox.fetch()
    for name in place.desk.accounts.credentials.read(account):
        place.desk.accounts.credentials.keep(account.id, name, "4711:falsch")
    delivery = place.sent()
    assert (delivery.state, delivery.problem) == (State.PLANNED, Problem.ACCESS_EXPIRED), delivery.detail
    standing = place.desk.accounts.get(account.id)
    assert standing is not None and standing.standing is Standing.RECONNECT
    assert place.public == []
