"""What every platform may do to a post, by one table: the state it leads to, and that its person is told what to do."""

from pathlib import Path

import pytest

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.services.accounts import Access
from amtdesk.ui.problems import PROBLEMS
from tests.builders import Clock, desk_at, draft
from tests.channels.servers.loopback import LOGIN_PAGE, How, Trouble, answers
from tests.channels.whole import NOW, WHOLE, Whole

#: What the final call meets, what becomes of the delivery, and what is said.
TABLE = {
    "slowed down": (answers(429, {}, Retry_After="60"), State.PLANNED, {Problem.RATE_LIMITED}),
    "broken": (answers(500), State.UNCERTAIN, {Problem.SERVER_BROKEN}),
    "a gateway": (answers(502, LOGIN_PAGE), State.UNCERTAIN, {Problem.SERVER_BROKEN}),
    "cut off": (Trouble(How.CLOSED), State.UNCERTAIN, {Problem.CONNECTION_LOST}),
    "a log-in page": (
        answers(200, LOGIN_PAGE, Content_Type="text/html"),
        State.UNCERTAIN,
        {Problem.ANSWER_UNREADABLE},
    ),
}
#: Instagram publishes no words alone, YouTube no words at all.
WORDS = [one for one in WHOLE if one.kind not in ("instagram", "youtube")]


@pytest.mark.parametrize("met", TABLE)
@pytest.mark.parametrize("one", WORDS, ids=lambda one: one.kind)
def test_a_trouble_leads_to_its_state_and_a_next_step(one: Whole, met: str, tmp_path: Path) -> None:
    trouble, state, problems = TABLE[met]
    with one.platform() as platform:
        desk = desk_at(tmp_path, Clock(NOW))
        account = desk.accounts.add(Access(one.kind, "", platform.url, one.settings, one.secrets))
        post = draft(desk, [account.id], due=NOW)
        desk.planning.publish_now(post.id)
        platform.fail(platform.final_step, trouble)
        desk.publisher.run_due()
        kept = desk.posts.get(post.id)
        assert kept is not None
        (delivery,) = kept.deliveries
        assert (delivery.state, delivery.problem in problems) == (state, True), (delivery.problem, delivery.detail)
        assert all(PROBLEMS[problem][0] and PROBLEMS[problem][1] for problem in problems)
        assert platform.public == []
        desk.database.close()


@pytest.mark.parametrize("one", WORDS, ids=lambda one: one.kind)
def test_an_access_that_ended_lets_the_post_wait_until_it_is_connected_anew(one: Whole, tmp_path: Path) -> None:
    clock = Clock(NOW)
    with one.platform() as platform:
        desk = desk_at(tmp_path, clock)
        account = desk.accounts.add(Access(one.kind, "", platform.url, one.settings, one.secrets))
        kept = desk.accounts.credentials.read(account)
        for name in kept:
            desk.accounts.credentials.keep(account.id, name, "4711:falsch")
        post = draft(desk, [account.id], due=NOW)
        desk.planning.publish_now(post.id)
        desk.publisher.run_due()
        found = desk.posts.get(post.id)
        assert found is not None
        (delivery,) = found.deliveries
        assert (delivery.state, delivery.problem) == (State.PLANNED, Problem.ACCESS_EXPIRED), delivery.detail
        standing = desk.accounts.get(account.id)
        assert standing is not None and standing.standing is Standing.RECONNECT
        assert platform.public == []
        desk.database.close()
