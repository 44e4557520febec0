"""Whatever people, platforms, crashes and clocks do: never twice, never silently not at all."""

import logging
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from amtdesk.domain.delivery import ENDED, LatePolicy, State, Waits
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.schedule import local
from amtdesk.services.backups import RESTORED
from amtdesk.services.frozen import Frozen
from amtdesk.services.holding import Holding
from amtdesk.store import settings as settings_of_file
from tests.services.platform import BEFORE_SUMMER, BEFORE_WINTER, MORNING, Clock, Died, Platform, Stage

PUBLISH = [
    "",
    "",
    "accepts and dies",
    "accepts and is silent",
    "accepts and stumbles",
    "accepts slowly",
    "dies",
    "waits",
]
PUBLISH += ["silent", "bug", "offline", "brakes", "refuses", "denies"]
READING = ["", "gone", "dies", "bug", "offline", "brakes", "refuses", "denies"]
SECONDS = st.sampled_from([5, 15, 60, 130, 600, 1900, 3600, 90_000])


class Delayed:
    """The clock of this computer: true time, wrong by `skew`."""

    def __init__(self, true: Clock) -> None:
        self.true = true
        self.skew = timedelta()

    def __call__(self) -> datetime:
        return self.true() + self.skew

    def on(self, **step: float) -> datetime:
        self.true.on(**step)
        return self()


class PublisherMachine(RuleBasedStateMachine):
    """Accounts by interface (one whose posts have keys of ours, one that keeps posts for their time), one by hand."""

    @initialize(start=st.sampled_from([MORNING, BEFORE_WINTER, BEFORE_SUMMER]))
    def begin(self, start: datetime) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.true = Clock(start)
        self.clock = Delayed(self.true)
        self.platform = Platform(self.true)
        self.stage = Stage(self.folder, self.clock, self.platform)  # type: ignore[arg-type]
        kinds = ("plain", "repeatable", "manual", "keeper")
        self.accounts = [self.stage.connect(kind) for kind in kinds]
        #: how often a person decided to send once more although it might be public
        self.allowed: Counter[tuple[int, int]] = Counter()
        self.texts = 0
        #: calls that publish when everything was held, as long as nobody let anything pass
        self.sent_at_hold: int | None = None

    # people

    @rule(
        chosen=st.sets(st.integers(0, 3), min_size=1),
        minutes=st.integers(1, 50),
        policy=st.sampled_from(list(LatePolicy)),
        now=st.booleans(),
    )
    def write(self, chosen: set[int], minutes: int, policy: LatePolicy, now: bool) -> None:
        self.texts += 1
        ids = [self.accounts[one] for one in chosen]
        due = self.clock() + timedelta(minutes=minutes)
        post = self.stage.draft(*ids, text=f"Beitrag {self.texts}", due=due, late_policy=policy)
        self._try(lambda: (self.stage.planning.publish_now if now else self.stage.planning.plan)(post.id))

    @rule(which=st.integers(0, 5), what=st.sampled_from(["plan", "publish_now", "unplan", "delete", "edit", "move"]))
    def on_post(self, which: int, what: str) -> None:
        found = self.stage.posts.newest(6)
        if not found:
            return
        post = found[which % len(found)]
        planning = self.stage.planning
        if what == "delete":
            self._try(lambda: self.stage.posts.delete(post.id))
        elif what == "edit":
            self.texts += 1
            self._try(lambda: self.stage.posts.save(replace(post, text=f"Beitrag {self.texts}")))
        elif what == "move":
            self._try(lambda: planning.move(post.id, self.clock() + timedelta(minutes=20 + which)))
        else:
            self._try(lambda: getattr(planning, what)(post.id))

    @rule(which=st.integers(0, 9), what=st.sampled_from(["retry", "retry", "drop", "is_online", "by_hand"]))
    def on_delivery(self, which: int, what: str) -> None:
        found = self.stage.every_delivery()
        if not found:
            return
        one = found[which % len(found)]
        planning = self.stage.planning
        # decided one by one it may leave
        self.sent_at_hold = None
        again = one.state is State.UNCERTAIN and what in ("retry", "drop", "by_hand")
        if what == "is_online":
            self._try(lambda: planning.is_online(one.id, "https://a.example/1"))
        elif self._try(lambda: getattr(planning, what)(one.id)) and again:
            self.allowed[one.post_id, one.account_id] += 1

    @rule(which=st.integers(0, 1))
    def connect_again(self, which: int) -> None:
        self._run(lambda: self.stage.accounts.test(self.accounts[which]))

    @rule(what=st.sampled_from(["hold", "hold", "release some", "go on", "restored", "confirm"]))
    def the_switch(self, what: str) -> None:
        stage = self.stage
        holding = Holding(stage.database, stage.changes, stage.clock, stage.planning, stage.offices)
        if what == "hold":
            if self._try(lambda: holding.hold("Unfall")):
                self.sent_at_hold = self._sent()
        elif what in ("release some", "go on"):
            chosen = holding.proposals()[: 1 if what == "release some" else None]
            times = {held.delivery.id: one.due for one in chosen for held in one.held}
            self.sent_at_hold = None
            self._try(lambda: holding.release(times, end=what == "go on"))
        elif what == "restored":
            with stage.database.writing() as connection:
                settings_of_file.put(connection, RESTORED, {"at": stage.clock().isoformat()})
        else:
            self._confirm()

    def _confirm(self) -> None:
        stage = self.stage
        Frozen(stage.database, stage.changes, stage.clock, None, stage.folder, "store", "here").confirm()

    def _sent(self) -> int:
        return sum(call in ("publish", "hand_over") for call in self.platform.calls)

    @invariant()
    def nothing_leaves_while_everything_is_held(self) -> None:
        if getattr(self, "sent_at_hold", None) is not None:
            assert self._sent() == self.sent_at_hold

    # platforms

    @rule(whats=st.lists(st.sampled_from(PUBLISH), min_size=1, max_size=3))
    def platform_will(self, whats: list[str]) -> None:
        self.platform.will("publish", *filter(None, whats))

    @rule(step=st.sampled_from(["hand_over", "reschedule", "cancel"]), what=st.sampled_from([*PUBLISH, "at once"]))
    def platform_will_not_be_told(self, step: str, what: str) -> None:
        if what not in ("", "accepts slowly", "waits") and (what != "at once" or step == "hand_over"):
            self.platform.will(step, what)

    @rule(which=st.integers(0, 9), what=st.sampled_from(["moves", "writes", "deletes", "publishes", "dawdles"]))
    def somebody_on_the_platform(self, which: int, what: str) -> None:
        waiting = [
            one for one in self.platform.of(self.accounts[3]) if one not in self.platform.shown(self.accounts[3])
        ]
        if not waiting:
            return
        one = waiting[which % len(waiting)]
        match what:
            case "moves":
                one.scheduled = self.true() + timedelta(minutes=7 * which + 1)
            case "writes":
                self._known()[f"{one.text} (geändert)"] = self._post_of(one.text)
                one.text = f"{one.text} (geändert)"
            case "deletes":
                self.platform.public.remove(one)
            case "publishes":
                one.scheduled = None
            case "dawdles":
                one.late = timedelta(minutes=5)

    @rule(step=st.sampled_from(["read_back", "look_up", "open"]), what=st.sampled_from(READING))
    def platform_shows(self, step: str, what: str) -> None:
        if what and not (what == "gone" and step != "read_back"):
            self.platform.until = self.true() + timedelta(minutes=len(what) * 7)
            self.platform.will(step, what)

    @rule(which=st.integers(0, 1), how=st.sampled_from(PUBLISH), look=st.sampled_from(READING), times=st.integers(1, 9))
    def a_troubled_one(self, which: int, how: str, look: str, times: int) -> None:
        self.platform.script.clear()
        self.platform_will([how])
        self.platform_shows("look_up", look)
        self.write({which}, 1, LatePolicy.PUBLISH, True)
        self.a_while(times)

    # time and crashes

    @rule(seconds=SECONDS)
    def later(self, seconds: int) -> None:
        self.true.on(seconds=seconds)
        self._pass()

    @rule(times=st.integers(1, 8))
    def a_while(self, times: int) -> None:
        for _ in range(times):
            self.true.on(seconds=30)
            self._pass()

    @rule(transactions=st.integers(0, 6), after=st.booleans(), seconds=SECONDS)
    def dies_between_transactions(self, transactions: int, after: bool, seconds: int) -> None:
        self.true.on(seconds=seconds)
        self.stage.database.dies_in, self.stage.database.dies_after_commit = transactions, after
        self._pass()
        self.stage.database.dies_in = None

    @rule(minutes=st.sampled_from([-1500, -60, -3, 3, 60, 1500]))
    def clock_jumps(self, minutes: int) -> None:
        # a platform is done with a call before anybody sets a clock
        self.true.on(seconds=120)
        self.platform.passes()
        self.clock.skew += timedelta(minutes=minutes)
        self._pass()

    def _pass(self) -> None:
        self.platform.passes()
        self._run(self.stage.publisher.run_due)

    def _run(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Died:
            self.stage.restart()
        except Exception as error:
            if type(error).__module__ != "amtdesk.domain.errors" and not isinstance(error, KeyError):
                raise

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except NotAllowed:
            return False
        return True

    # what must hold

    @invariant()
    def nothing_is_public_twice(self) -> None:
        if not hasattr(self, "stage"):
            return
        self._remember_texts()
        self.platform.passes()
        for account_id in self.accounts:
            counted: Counter[int] = Counter()
            for one in self.platform.shown(account_id):
                counted[self._post_of(one.text)] += 1
            for post_id, count in counted.items():
                assert count <= 1 + self.allowed[post_id, account_id], (post_id, account_id, self.platform.public)

    def _post_of(self, text: str) -> int:
        # texts are never used twice: the post that has it, or had it when it was sent
        return self._known()[text]

    def _known(self) -> dict[str, int]:
        known: dict[str, int] = self.__dict__.setdefault("known", {})
        return known

    def _remember_texts(self) -> None:
        self._known().update({post.text: post.id for post in self.stage.posts.newest(1000)})

    @invariant()
    def what_waits_waits_in_time(self) -> None:
        if hasattr(self, "stage"):
            for one in self.stage.every_delivery():
                if one.state is State.PLANNED and one.next_try is not None:
                    assert one.next_try <= one.latest + timedelta(seconds=61)

    def teardown(self) -> None:
        if not hasattr(self, "stage"):
            return
        try:
            self._settle()
        finally:
            self.stage.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _settle(self) -> None:
        self.platform.script.clear()
        self._confirm()
        # platforms may put a look off for a day
        for seconds in [30] * 12 + [600] * 8 + [90_000] + [61] * 5 + [90_000] + [61] * 5:
            self.true.on(seconds=seconds)
            self._pass()
        self.nothing_is_public_twice()
        numbers: Counter[str] = Counter()
        for one in self.stage.every_delivery():
            by_hand_today = one.state is State.BY_HAND and local(one.due).date() == local(self.clock()).date()
            if one.due > self.clock() or by_hand_today:
                continue
            asks = one.state is State.UNCERTAIN and one.waits is Waits.PERSON
            # a platform that does not keep its time: Heute asks what is to become of it
            asks = asks or one.notice is Problem.STILL_WAITING
            assert one.state in ENDED or asks or one.state is State.HELD, one
            mine = [shown for shown in self.platform.of(one.account_id) if shown.token == one.token]
            if one.state is State.PUBLISHED:
                assert one.remote_id in [shown.number for shown in self.platform.public]
                assert one.url
                numbers[one.remote_id] += 1
            if one.state in (State.FAILED, State.MISSED) and not self.allowed[one.post_id, one.account_id]:
                assert not mine, one
        assert not [number for number, count in numbers.items() if count > 1]


def test_whatever_happens_nothing_is_twice_and_nothing_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    """The same 45 histories each time; with `AMTDESK_EXAMPLES` so many others, new ones each time."""
    # the bugs of platforms that are acted out here would fill the screen
    caplog.set_level(logging.CRITICAL, "amtdesk")
    wanted = os.environ.get("AMTDESK_EXAMPLES")
    examples = int(wanted or "45")
    run_state_machine_as_test(
        PublisherMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=wanted is None,
            suppress_health_check=list(HealthCheck),
            # making a failure smaller takes longer than a test may
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
