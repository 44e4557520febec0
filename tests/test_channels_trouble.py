"""What every platform may do to a post, by one table: the state it leads to, and that its person is told what to do."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.ui.problems import PROBLEMS
from amtdesk.ui.texts import STATES
from tests.channels.place import Place, place_at
from tests.channels.refusals import REFUSALS, Refusal
from tests.channels.whole import ASKED, WHOLE

KINDS = {one.kind: one for one in WHOLE}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Place]]:
    with ExitStack() as stack:

        @cache
        def place(kind: str) -> Place:
            return stack.enter_context(place_at(KINDS[kind], tmp_path_factory.mktemp(kind)))

        yield place


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
        found = (delivery.state, delivery.problem, place.account.standing)
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
    account = place.account
    if kind == "youtube":
        place.platform.wrote(ASKED)
        place.desk.inbox.fetch()
    for name in place.desk.accounts.credentials.read(account):
        place.desk.accounts.credentials.keep(account.id, name, "4711:falsch")
    delivery = place.sent()
    assert (delivery.state, delivery.problem) == (State.PLANNED, Problem.ACCESS_EXPIRED), delivery.detail
    assert place.account.standing is Standing.RECONNECT
    assert place.public == []
