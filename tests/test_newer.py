"""What a newer version needs of this installation."""

from base64 import b64decode
from pathlib import Path

import pytest

from amtdesk import __version__, newer
from tests.builders import desk_at
from tests.channels.servers.loopback import Loopback, Reply


def test_a_development_environment_and_a_sample_office_ask_nobody(tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "one")
    assert not desk.updates.possible and desk.updates.ground.version == __version__
    assert len(b64decode(desk.updates.ground.public_key, validate=True)) == 32
    desk.database.close()


def test_what_the_it_decided_is_asked_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided = {"UpdateCheck": "aus", "UpdateAddress": "https://amt.example/fassung.json"}
    monkeypatch.setattr(newer, "policy", decided.get)
    monkeypatch.setattr(newer, "by_setup", lambda: True)
    for practice in (False, True):
        desk = desk_at(tmp_path / str(practice), practice_only=practice)
        ground = desk.updates.ground
        assert ground.forbidden and ground.address == decided["UpdateAddress"] and ground.by_setup is not practice
        desk.database.close()


def test_the_way_goes_through_the_proxy() -> None:
    with Loopback(lambda request: Reply(200, request.headers["host"].encode())) as proxy:
        way = newer.Way(lambda _url: proxy.url)
        assert way("http://amt.test/fassung.json", 100, 5.0) == b"amt.test"


def test_downloads_are_the_users_own() -> None:
    assert newer._downloads().is_absolute()
