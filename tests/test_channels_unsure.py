"""What nobody could look up may be otherwise: each platform answers differently than we believe, and we go on."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel
from amtdesk.domain.channel import Ability, Payload
from amtdesk.domain.delivery import Clock, State
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.message import OwnPost
from amtdesk.services.answers import GRACE, Words
from amtdesk.ui.problems import PROBLEMS
from tests.builders import draft
from tests.channels.place import TEXT, Place, place_at
from tests.channels.refusals import REFUSALS
from tests.channels.servers.loopback import Reply, Request, Trouble, answers
from tests.channels.whole import ANSWER, ASKED, NOW, WHOLE, Whole

Leaf = Callable[[str, Any], Any]
_LINKS = ("permalink", "permalink_url", "link", "url")


def deep(found: Any, change: Leaf) -> Any:
    """The same with each object and list inside changed, the innermost first."""
    if isinstance(found, dict):
        inside = {key: deep(one, change) for key, one in found.items()}
        return change("", {key: change(key, one) for key, one in inside.items()})
    return [deep(one, change) for one in found] if isinstance(found, list) else found


def everywhere(change: Leaf) -> Callable[[Reply], Reply]:
    """In every answer that is JSON."""
    return lambda reply: reply if isinstance(reply.body, bytes) else replace(reply, body=deep(reply.body, change))


def with_news(_key: str, one: Any) -> Any:
    return {**one, "since_2027": {"id": "9", "data": [None]}} if isinstance(one, dict) and one else one


def without_links(_key: str, one: Any) -> Any:
    # a picture is not ready before it has an address
    if not isinstance(one, dict) or "preview_url" in one or "source_url" in one or one.get("type") == "image":
        return one
    return {key: value for key, value in one.items() if key not in _LINKS}


def nothing_is_null(_key: str, one: Any) -> Any:
    return None if one == [] else one


def counted_in_words(key: str, one: Any) -> Any:
    return str(one) if key.endswith(("_count", "Count", "count")) and isinstance(one, int) else one


def with_other_status(reply: Reply) -> Reply:
    return replace(reply, status={200: 201, 201: 200, 204: 200}.get(reply.status, reply.status))


def both(*twists: Callable[[Reply], Reply]) -> Callable[[Reply], Reply]:
    return lambda reply: reduce(lambda so_far, twist: twist(so_far), twists, reply)


TWISTS: dict[str, Callable[[Reply], Reply]] = {
    "fields nobody knows, another status": both(everywhere(with_news), with_other_status),
    "no permalinks, null for empty, numbers as words": both(
        everywhere(without_links), everywhere(nothing_is_null), everywhere(counted_in_words)
    ),
}


@pytest.mark.parametrize("twist", TWISTS)
@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.kind)
def test_the_whole_way_goes_on(one: Whole, twist: str, tmp_path: Path) -> None:
    with place_at(one, tmp_path, TWISTS[twist]) as place:
        delivery = place.sent()
        assert delivery.state is State.PUBLISHED, (delivery.problem, delivery.detail)
        assert len(place.public) == 1
        if one.kind != "youtube":
            _written(one, place)
            assert len(place.desk.inbox.fetch().new) == 1
        assert place.desk.inbox.fetch().failed == {}
        if Ability.FIGURES in CHANNELS[one.kind].abilities:
            assert place.desk.figures.daily() == 1


def _too_long(kind: str) -> Trouble:
    """How this platform says that a text is longer than it takes, or that it will not have it."""
    own = [one for one in REFUSALS if one.kind == kind]
    named = [one for one in own if one.problem is Problem.TEXT_TOO_LONG]
    return (named or [one for one in own if one.problem is Problem.REFUSED])[0].trouble


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.kind)
def test_a_limit_lower_than_we_believe_keeps_the_text_and_a_shorter_one_goes_out_once(
    one: Whole, tmp_path: Path
) -> None:
    with place_at(one, tmp_path) as place:
        desk = place.desk
        place.platform.fail(place.platform.final_step, _too_long(one.kind))
        refused = place.sent()
        assert refused.state is State.FAILED and place.public == []
        post = desk.posts.get(refused.post_id)
        assert post is not None and post.text in (TEXT, ANSWER)
        if one.kind == "youtube":
            desk.answers.answer(desk.inbox.newest()[0].id, Words("Um neun."))
            place.clock.now += GRACE
        else:
            desk.posts.save(replace(post, text="Herbstmarkt."))
            desk.planning.publish_now(post.id)
        desk.publisher.run_due()
        place.clock.on(minutes=5)
        desk.publisher.run_due()
        assert len(place.public) == 1


@pytest.mark.parametrize("one", [one for one in WHOLE if CHANNELS[one.kind].keeps_time], ids=lambda one: one.kind)
@pytest.mark.parametrize("status", [400, 422])
def test_a_time_the_platforms_scheduler_does_not_take_is_kept_by_this_computer(
    one: Whole, status: int, tmp_path: Path
) -> None:
    with place_at(one, tmp_path) as place:
        desk, due = place.desk, place.clock() + timedelta(days=20)
        post = draft(desk, [place.account_id], TEXT, due=due)
        desk.planning.plan(post.id)
        place.platform.fail(place.platform.final_step, answers(status, {"error": "scheduled_at", "code": "rest_no"}))
        desk.publisher.run_due()
        waiting = place.delivery_of(post.id)
        assert (waiting.state, waiting.clock, waiting.problem) == (State.PLANNED, Clock.PC, None)
        place.clock.now = due
        desk.publisher.run_due()
        assert place.delivery_of(post.id).state is State.PUBLISHED
        assert len(place.public) == 1 and len(place.platform.seen(place.platform.final_step)) == 2


@pytest.mark.parametrize("one", [one for one in WHOLE if one.kind != "youtube"], ids=lambda one: one.kind)
def test_what_may_not_be_deleted_any_more_is_told_and_stays(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        delivery = place.sent()
        body = {"error": {"code": 100, "message": "no"}, "ok": False, "description": "can't be deleted"}
        for method in ("DELETE", "POST"):
            place.platform.fail(method, answers(400, body))
        with pytest.raises(AmtDeskError) as caught:
            place.desk.afterwards.withdraw(delivery.id)
        assert all(PROBLEMS[caught.value.problem])
        assert place.delivery_of(delivery.post_id).state is State.PUBLISHED and len(place.public) == 1


def _written(one: Whole, place: Place) -> None:
    """Somebody asks below it; its real link is the platform's own matter."""
    channel = place.desk.accounts.open(place.account)
    twist, place.platform.twist = place.platform.twist, lambda reply: reply
    (post,) = place.desk.posts.newest()
    shown = channel.read_back(post.deliveries[0].remote_id)
    one.comments(place.platform, shown.remote_id, shown.url, ASKED)
    place.platform.twist = twist


RECHECKED = [one for one in WHOLE if CHANNELS[one.kind].recheck is not Channel.recheck]


@pytest.mark.parametrize("one", RECHECKED, ids=lambda one: one.kind)
def test_an_answer_that_says_nothing_does_not_say_that_messages_are_gone(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        delivery = place.sent()
        if one.kind != "youtube":
            _written(one, place)
        channel = place.desk.accounts.open(place.account)
        posts = [OwnPost(delivery.remote_id or "", delivery.url or "", TEXT, NOW)]
        asked = [message.remote_id for message in channel.read({}, posts).messages if not message.own]
        assert asked
        place.platform.twist = lambda reply: reply if isinstance(reply.body, bytes) else replace(reply, body={})
        with suppress(AmtDeskError):
            assert None not in channel.recheck(asked).values()
        place.platform.recover()
        assert None not in place.desk.accounts.open(place.account).recheck(asked).values()


SEEDS = range(8)
ODD = (None, 0, -1, 10**30, True, "", "x", "\ufffd", "9" * 400, [], [None], {}, {"id": None}, 1.5)


def odd(found: Any, chance: random.Random) -> Any:
    """The same with one place that says something else, or nothing."""
    if isinstance(found, dict) and found and chance.random() < 0.8:
        key = chance.choice(sorted(found))
        if chance.random() < 0.2:
            return {name: one for name, one in found.items() if name != key}
        return {**found, key: odd(found[key], chance)}
    if isinstance(found, list) and found and chance.random() < 0.8:
        place = chance.randrange(len(found))
        return [odd(one, chance) if number == place else one for number, one in enumerate(found)]
    return chance.choice(ODD)


def somewhere(chance: random.Random) -> Callable[[Reply], Reply]:
    """One place of every third answer says something that no documentation has."""

    def twist(reply: Reply) -> Reply:
        if isinstance(reply.body, bytes) or reply.status >= 400 or chance.random() > 0.35:
            return reply
        return replace(reply, body=odd(reply.body, chance))

    return twist


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.kind)
def test_whatever_a_platform_says_nothing_but_our_own_errors_leaves_the_channel(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        delivery = place.sent()
        if one.kind != "youtube":
            _written(one, place)
        remote_id, url = delivery.remote_id or "", delivery.url or ""
        posts = [OwnPost(remote_id, url, TEXT, NOW)]
        asked = [message.remote_id for message in place.desk.accounts.open(place.account).read({}, posts).messages]
        _careless(place.platform)
        for seed in SEEDS:
            place.platform.twist = somewhere(random.Random(seed))
            _all_steps(place, posts, [remote_id, *asked], seed)


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.kind)
def test_an_odd_answer_to_what_was_published_never_publishes_it_again(one: Whole, tmp_path: Path) -> None:
    with place_at(one, tmp_path) as place:
        platform, strict, chance = place.platform, place.platform.respond, random.Random(7)

        def respond(request: Request) -> Reply:
            reply: Reply = strict(request)
            if not request.step.startswith(platform.final_step) or reply.status >= 300:
                return reply
            # LinkedIn says the id in a header, and nothing else
            return replace(reply, headers={}) if reply.body == b"" else replace(reply, body=odd(reply.body, chance))

        platform.respond = respond
        for number in range(1, 11):
            delivery = place.sent(f"Der Herbstmarkt, Meldung {number}.")
            assert delivery.state in (State.PUBLISHED, State.UNCERTAIN), (delivery.problem, delivery.detail)
            assert len(place.public) == number
        platform.respond = strict
        for _ in range(4):
            place.clock.on(minutes=3)
            place.desk.publisher.run_due()
        assert len(place.public) == 10


def _careless(platform: Any) -> None:
    """What we make of odd answers may be odd, and then it is refused: the strict servers would end."""
    strict = platform.respond

    def respond(request: Request) -> Reply:
        try:
            return strict(request)
        except (AssertionError, LookupError, TypeError, ValueError):
            return Reply(400)

    platform.respond = respond


def _all_steps(place: Place, posts: list[OwnPost], ids: list[str], seed: int) -> None:
    whole = Payload("Markt", TEXT, "de", f"token-{seed}")
    steps: dict[str, Callable[[Any], object]] = {
        "connect": lambda channel: channel.connect(),
        "renew": lambda channel: channel.renew(),
        "read": lambda channel: channel.read({}, posts),
        "recheck": lambda channel: channel.recheck(ids[1:]),
        "figures": lambda channel: channel.figures([posts[0].remote_id]),
        "audience": lambda channel: channel.audience(),
        "read back": lambda channel: channel.read_back(posts[0].remote_id),
        "look up": lambda channel: channel.look_up(whole, NOW),
        "publish": lambda channel: channel.publish(whole, None),
    }
    for name, step in steps.items():
        try:
            step(place.desk.accounts.open(place.account))
        except AmtDeskError:
            continue
        except Exception as error:
            raise AssertionError(f"{place.kind}, seed {seed}: {name}") from error
