"""Looking for a newer version on a real server on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from amtdesk.domain.errors import Problem
from amtdesk.services.changes import Kind
from amtdesk.services.desk import Desk
from amtdesk.services.updates import Updates
from tests.builders import Clock, desk_at
from tests.channels.servers.loopback import answers
from tests.services.version_file import SETUP, VersionServer, refusal, updates_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = desk_at(tmp_path / "desk", clock)
    yield made
    made.database.close()


@pytest.fixture
def server() -> Iterator[VersionServer]:
    with VersionServer() as running:
        running.announce()
        yield running


@pytest.fixture
def updates(desk: Desk, tmp_path: Path, server: VersionServer) -> Updates:
    made = updates_of(desk, tmp_path / "Downloads")
    made.set_address(server.address)
    made.allow(on=True)
    return made


def test_without_an_address_or_a_tick_nobody_is_asked(desk: Desk, tmp_path: Path, server: VersionServer) -> None:
    made = updates_of(desk, tmp_path)
    made.routine()
    made.set_address(server.address)
    made.routine()
    made.allow(on=True)
    made.set_address("")
    made.routine()
    assert server.requests == [] and made.outlook().looked is None
    assert refusal(made.look) is Problem.ADDRESS_WRONG


@pytest.mark.parametrize("why", [{"by_setup": False}, {"forbidden": True}])
def test_what_the_it_takes_care_of_asks_nobody(
    desk: Desk, tmp_path: Path, server: VersionServer, why: dict[str, bool]
) -> None:
    made = updates_of(desk, tmp_path, address=server.address, **why)
    made.allow(on=True)
    made.routine()
    assert not made.possible and refusal(made.look) and refusal(made.download)
    assert server.requests == []


def test_the_its_address_is_asked_unless_the_user_says_no(desk: Desk, tmp_path: Path, server: VersionServer) -> None:
    made = updates_of(desk, tmp_path, address=server.address)
    assert made.outlook().allowed and made.outlook().address == server.address
    made.allow(on=False)
    made.routine()
    assert server.requests == []


def test_a_day_is_looked_at_once_whatever_came_of_it(updates: Updates, server: VersionServer, clock: Clock) -> None:
    server.content = b""
    for _hour in range(23):
        updates.routine()
        clock.on(hours=1)
    assert len(server.seen("GET /fassung.json")) == 1
    assert updates.outlook().problem is Problem.RELEASE_ABSENT
    server.announce()
    clock.on(hours=1)
    updates.routine()
    assert updates.outlook().offered and updates.outlook().problem is None
    clock.on(days=-30)
    updates.routine()
    assert len(server.seen("GET /fassung.json.sig")) == 2, "a clock that was set back does not end it"


def test_a_newer_version_is_offered_and_told_once(updates: Updates, server: VersionServer, desk: Desk) -> None:
    told: list[Kind] = []
    desk.changes.listen(told.append)
    offered = updates.look().offered
    assert offered and (offered.version, offered.notes) == ("9.1.0", "Bilder lassen sich drehen.")
    assert Kind.UPDATES in told
    assert updates.news() == offered and updates.news() is None
    assert server.seen("GET /dateien") == [], "nothing is fetched unasked"


def test_the_same_and_older_versions_are_no_offer(updates: Updates, server: VersionServer) -> None:
    for version in ("9.0", "8.9.9"):
        server.announce(version)
        updates.set_address("")
        updates.set_address(server.address)
        assert updates.look().offered is None and updates.news() is None


def test_going_back_below_what_was_offered_is_refused(updates: Updates, server: VersionServer) -> None:
    server.announce("9.2.0")
    updates.look()
    server.announce("9.1.0")
    assert refusal(updates.look) is Problem.RELEASE_OLDER
    offered = updates.outlook().offered
    assert offered and offered.version == "9.2.0", "what was good stays"


def test_a_wrong_signature_is_refused_before_anything_is_believed(updates: Updates, server: VersionServer) -> None:
    server.announce(signer=SigningKey.generate())
    assert refusal(updates.look) is Problem.RELEASE_UNSIGNED
    server.announce()
    server.content = server.content.replace(b"9.1.0", b"9.9.0")
    assert refusal(updates.look) is Problem.RELEASE_UNSIGNED
    server.signature = b""
    assert refusal(updates.look) is Problem.RELEASE_ABSENT
    assert updates.outlook().offered is None


def test_a_setup_on_another_server_is_refused(updates: Updates, server: VersionServer) -> None:
    server.announce(url="https://anderer.example/setup.exe")
    assert refusal(updates.look) is Problem.RELEASE_WRONG


def test_a_file_that_is_far_too_large_is_not_read_to_its_end(updates: Updates, server: VersionServer) -> None:
    server.content = b"{" + b" " * 70_000 + b"}"
    assert refusal(updates.look) is Problem.ANSWER_TOO_LARGE
    server.announce()
    server.signature = b"A" * 2_000
    assert refusal(updates.look) is Problem.ANSWER_TOO_LARGE


def test_nobody_is_sent_on_to_another_address(updates: Updates, server: VersionServer) -> None:
    server.fail("GET /fassung.json", answers(302, Location="https://anderer.example/fassung.json"))
    assert refusal(updates.look) is Problem.REDIRECTED


def test_what_was_fetched_lies_in_the_downloads_and_is_the_announced_file(
    updates: Updates, server: VersionServer, tmp_path: Path
) -> None:
    updates.look()
    place = updates.download()
    assert place == tmp_path / "Downloads" / "AmtDesk-9.1.0-Setup.exe" and place.read_bytes() == SETUP
    assert updates.outlook().fetched == place
    place.unlink()
    assert updates.outlook().fetched is None


def test_a_setup_with_another_content_is_not_kept(updates: Updates, server: VersionServer, tmp_path: Path) -> None:
    updates.look()
    server.setup = SETUP + b"x"
    assert refusal(updates.download) is Problem.RELEASE_SPOILED
    assert not (tmp_path / "Downloads").exists() and updates.outlook().fetched is None


def test_nothing_is_fetched_without_an_offer(updates: Updates, server: VersionServer) -> None:
    assert refusal(updates.download) is Problem.RELEASE_ABSENT
    assert server.requests == []


def test_the_offer_is_gone_once_the_new_version_runs_or_has_another_key(
    updates: Updates, desk: Desk, tmp_path: Path
) -> None:
    updates.look()
    assert updates_of(desk, tmp_path, version="9.1.0").outlook().offered is None
    assert updates_of(desk, tmp_path, public_key="AAAA").outlook().offered is None


def test_an_address_that_is_none_is_refused_and_another_one_begins_anew(updates: Updates, desk: Desk) -> None:
    updates.look()
    for text in ("http://amtdesk.example/x.json", "amtdesk.example", "https://"):
        assert refusal(lambda text=text: updates.set_address(text)) is Problem.ADDRESS_WRONG
    assert updates.outlook().offered
    updates.set_address(" https://amtdesk.example/fassung.json ")
    assert updates.outlook().address == "https://amtdesk.example/fassung.json"
    assert updates.outlook().offered is None and updates.outlook().looked is None
