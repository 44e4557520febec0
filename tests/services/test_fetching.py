"""Reading the channels, in the background and when asked."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.domain.errors import AccessDenied, Problem, Unavailable
from amtdesk.domain.message import Batch, Message
from amtdesk.services.fetching import Judge
from amtdesk.system.turn import Turn
from tests import builders
from tests.services.test_inbox import Office, comment


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_one_channel_that_fails_stops_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    other = builders.practice(office.desk, "Zweiter")
    opened = office.desk.accounts.open

    class Broken:
        def read(self, cursor: Mapping[str, object], posts: object) -> None:
            raise RecursionError

    monkeypatch.setattr(
        office.desk.accounts, "open", lambda account: Broken() if account.id == office.account else opened(account)
    )
    office.writes(comment("a1"))
    found = office.desk.inbox.fetch()
    assert found.read == [other] and found.failed[office.account].problem is Problem.UNEXPECTED
    assert office.desk.inbox.cursors()[office.account].problem is Problem.UNEXPECTED
    assert office.desk.inbox.cursors()[other].fetched == office.clock()


def test_the_worker_fetches_at_the_start_and_in_servicezeit_when_the_interval_is_over(office: Office) -> None:
    inbox = office.desk.inbox
    assert inbox.routine() is not None
    office.clock.on(minutes=29)
    assert inbox.routine() is None
    office.clock.on(minutes=1)
    assert inbox.routine() is not None
    office.clock.on(hours=6)
    assert inbox.routine() is None, "nobody is there in the afternoon"
    office.clock.on(hours=18)
    assert inbox.routine() is not None
    office.desk.offices.change(fetch_minutes=0)
    office.clock.on(hours=1)
    assert inbox.routine() is None


class Scripted:
    """A channel that reads what it is told, or fails."""

    def __init__(self, *found: Message, fails: Exception | None = None, looks: Exception | None = None) -> None:
        self.found, self.fails, self.looks = found, fails, looks
        self.cursors: list[Mapping[str, object]] = []

    def read(self, cursor: Mapping[str, object], posts: object) -> Batch:
        self.cursors.append(cursor)
        if self.fails is not None:
            raise self.fails
        return Batch(self.found, {"since": "jetzt"})

    def recheck(self, remote_ids: object) -> dict[str, Message | None]:
        if self.looks is not None:
            raise self.looks
        return {}


def script(office: Office, monkeypatch: pytest.MonkeyPatch, channel: Scripted) -> Scripted:
    monkeypatch.setattr(office.desk.accounts, "open", lambda account: channel)
    return channel


def test_the_cursor_leads_on_and_a_failure_leaves_it_where_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = script(office, monkeypatch, Scripted(comment("a1")))
    office.desk.inbox.fetch()
    channel.fails = Unavailable(Problem.OFFLINE)
    assert office.desk.inbox.fetch().failed[office.account].problem is Problem.OFFLINE
    channel.fails = None
    office.desk.inbox.fetch()
    assert channel.cursors == [{}, {"since": "jetzt"}, {"since": "jetzt"}]


def test_what_a_platform_did_not_want_to_be_asked_was_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = script(office, monkeypatch, Scripted(comment("a1")))
    first = office.desk.inbox.fetch()
    assert (first.read, first.resting) == ([office.account], [])
    channel.read = lambda cursor, _posts: Batch((), cursor, rests=True)  # type: ignore[method-assign]
    at = office.clock()
    office.clock.on(minutes=5)
    second = office.desk.inbox.fetch()
    assert (second.read, second.resting) == ([], [office.account])
    assert office.desk.inbox.cursors()[office.account].fetched == at


def test_a_missing_right_to_read_does_not_stop_publishing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = script(office, monkeypatch, Scripted(fails=AccessDenied(Problem.PERMISSION_MISSING)))
    office.desk.inbox.fetch()
    account = office.desk.accounts.get(office.account)
    assert account is not None and account.standing.value == "ready"
    channel.fails = AccessDenied(Problem.ACCESS_EXPIRED)
    office.desk.inbox.fetch()
    account = office.desk.accounts.get(office.account)
    assert account is not None and account.standing.value == "reconnect"


def test_looking_again_may_fail_without_losing_what_is_new(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    script(office, monkeypatch, Scripted(comment("a1"), looks=Unavailable(Problem.TIMED_OUT)))
    found = office.desk.inbox.fetch()
    assert len(found.new) == 1 and found.failed == {}


def test_thousands_are_kept_in_pieces_and_one_at_a_time_fetches(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [comment(f"a{n}", created=office.clock() - timedelta(minutes=n)) for n in range(1201)]
    script(office, monkeypatch, Scripted(*many))
    assert len(office.desk.inbox.fetch().new) == 1201
    with Turn(office.desk.database.path.parent / "fetching.lock", 0.0).take() as mine:
        assert mine and office.desk.inbox.fetch().busy


def test_what_is_urgent_is_said_by_the_rules(office: Office) -> None:
    judge = Judge(lambda day: False, lambda text, post: "brennt" in text)
    judged = judge(office.desk.offices.get())
    assert judged(comment("a1", "Es brennt!")).urgent and not judged(comment("a2", "Danke")).urgent
