"""Accesses are made to last longer, once a day."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from amtdesk.domain import expiry
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.services.accounts import Access
from amtdesk.services.renewal import Renewal
from amtdesk.system.secrets import MemorySecrets
from tests.builders import Clock, desk_at
from tests.channels.servers.loopback import Reply, Request
from tests.channels.servers.threads import RENEWED, TOKEN, ThreadsServer
from tests.services.platform import Stage


@contextmanager
def mine() -> Iterator[bool]:
    yield True


@contextmanager
def taken() -> Iterator[bool]:
    yield False


def renewal(stage: Stage) -> Renewal:
    return Renewal(stage.database, stage.changes, stage.clock, stage.accounts, mine)


def kept(stage: Stage, account_id: int) -> Account:
    found = stage.accounts.get(account_id)
    assert found is not None
    return found


def test_once_a_day_the_access_lasts_longer_again(stage: Stage) -> None:
    account, one = stage.connect(), renewal(stage)
    stage.platform.lasts = timedelta(days=60)
    # connecting was as good as renewing
    assert one.daily() == 0
    stage.clock.on(hours=21)
    assert one.daily() == 1
    assert expiry.expires(kept(stage, account).settings) == stage.clock() + timedelta(days=60)
    assert one.daily() == 0
    stage.clock.on(hours=21)
    assert one.daily() == 1
    assert stage.platform.calls.count("renew") == 2


def test_an_access_that_never_ends_keeps_what_is_known(stage: Stage) -> None:
    account = stage.connect()
    stage.clock.on(hours=21)
    assert renewal(stage).daily() == 1
    assert expiry.expires(kept(stage, account).settings) is None
    assert expiry.renewed(kept(stage, account).settings) == stage.clock()


def test_a_platform_that_is_not_to_be_had_is_asked_again_an_hour_later(stage: Stage) -> None:
    account, one = stage.connect(), renewal(stage)
    stage.platform.will("renew", "offline", "bug")
    stage.clock.on(hours=21)
    for minutes, calls in ((0, 1), (30, 1), (31, 2), (61, 3)):
        stage.clock.on(minutes=minutes)
        one.daily()
        assert stage.platform.calls.count("renew") == calls
    assert kept(stage, account).standing is Standing.READY


def test_only_a_plain_no_ends_the_connection_and_posts_go_on_waiting(stage: Stage) -> None:
    account, one = stage.connect(), renewal(stage)
    delivery = stage.planned(account, due=stage.clock() + timedelta(days=3))
    stage.platform.will("renew", "denies")
    stage.clock.on(hours=21)
    assert one.daily() == 0
    found = kept(stage, account)
    assert (found.standing, found.problem) == (Standing.RECONNECT, Problem.ACCESS_EXPIRED)
    stage.clock.on(hours=21)
    one.daily()
    assert stage.platform.calls.count("renew") == 1, "a lost access is not asked about again"
    assert stage.delivery(delivery).state is State.PLANNED


def test_one_that_stumbles_does_not_stop_the_others(stage: Stage) -> None:
    stage.connect()
    second = stage.connect()
    stage.platform.will("renew", "bug")
    stage.platform.lasts = timedelta(days=60)
    stage.clock.on(hours=21)
    assert renewal(stage).daily() == 1
    assert expiry.expires(kept(stage, second).settings) is not None


def test_only_one_process_spends_a_refresh_token(stage: Stage) -> None:
    stage.connect()
    stage.clock.on(hours=21)
    other = Renewal(stage.database, stage.changes, stage.clock, stage.accounts, taken)
    assert other.daily() == 0 and "renew" not in stage.platform.calls


def test_while_waiting_for_its_turn_another_one_may_have_done_it(stage: Stage) -> None:
    account = stage.connect()
    stage.clock.on(hours=21)

    @contextmanager
    def after_another() -> Iterator[bool]:
        renewal(stage).daily()
        yield True

    late = Renewal(stage.database, stage.changes, stage.clock, stage.accounts, after_another)
    assert late.daily() == 0 and stage.platform.calls.count("renew") == 1
    assert kept(stage, account).standing is Standing.READY


@pytest.mark.parametrize("back", [timedelta(days=-3), timedelta(days=-400)])
def test_a_clock_that_was_set_back_does_not_stop_it(stage: Stage, back: timedelta) -> None:
    stage.connect()
    moment: datetime = stage.clock.now
    stage.clock.now = moment + back
    assert renewal(stage).daily() == 1


def test_by_hand_there_is_nothing_to_renew(stage: Stage) -> None:
    stage.connect("manual")
    stage.clock.on(days=3)
    assert renewal(stage).daily() == 0 and "renew" not in stage.platform.calls


class SlowThreads(ThreadsServer):
    """Takes its time over a renewal."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.goes_on = threading.Event(), threading.Event()

    def respond(self, request: Request) -> Reply:
        reply = super().respond(request)
        if request.path == "/refresh_access_token":
            self.asked.set()
            assert self.goes_on.wait(30)
        return reply


def secrets_in(secrets: MemorySecrets) -> list[str]:
    return [value for (account, _name), value in secrets._kept.items() if account]


def test_a_renewal_that_ends_after_the_channel_was_removed_brings_no_secret_back(tmp_path: Path) -> None:
    clock, secrets = Clock(), MemorySecrets()
    desk = desk_at(tmp_path / "desk", clock, secrets=secrets)
    with SlowThreads() as server:
        account = desk.accounts.add(Access("threads", "", server.url, {}, {"token": TOKEN})).id
        # the first time it only notes since when it knows the token
        for hours in (21, 30):
            clock.on(hours=hours)
            late = threading.Thread(target=desk.connections.renewal.daily)
            late.start()
            late.join(0 if hours == 30 else 30)
        assert server.asked.wait(30)
        desk.connections.removal.remove(account)
        assert secrets_in(secrets) == []
        server.goes_on.set()
        late.join(30)
    assert not late.is_alive() and RENEWED in server.tokens
    assert secrets_in(secrets) == []
    desk.database.close()


def test_a_secret_kept_while_the_channel_is_being_removed_goes_with_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = stage.connect()
    channel = stage.accounts.open(kept(stage, account))
    kept_one = stage.secrets.set

    def removed_first(key: str, name: str, value: str) -> None:
        stage.accounts.remove(account)
        kept_one(key, name, value)

    monkeypatch.setattr(stage.secrets, "set", removed_first)
    channel.rotate("neu-geheim")
    assert secrets_in(stage.secrets) == []
