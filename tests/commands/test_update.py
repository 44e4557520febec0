"""amtdesk update."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from amtdesk import newer
from amtdesk.commands import update
from tests.commands.test_inbox import amtdesk
from tests.services.version_file import PUBLIC_KEY, VersionServer


def test_where_the_it_takes_care_nobody_is_asked(tmp_path: Path) -> None:
    code, found, words = amtdesk(tmp_path, "update")
    assert code == 1 and found["offered"] is None and "richtet die IT ein" in words


def test_it_says_what_is_there_and_fetches_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with VersionServer() as server:
        decided = {"UpdateAddress": server.address}
        monkeypatch.setattr(newer, "policy", decided.get)
        monkeypatch.setattr(newer, "by_setup", lambda: True)
        monkeypatch.setattr(newer, "PUBLIC_KEY", PUBLIC_KEY)
        monkeypatch.setattr(newer, "_downloads", lambda: tmp_path / "Downloads")
        wanted = Namespace(data=str(tmp_path / "amt"), json=True, download=False)
        server.announce("0.0.1")
        assert update.run(wanted) == 0 and "keine neuere" in capsys.readouterr().err
        server.announce("99.0")
        wanted.download = True
        assert update.run(wanted) == 0
        assert json.loads(capsys.readouterr().out)["file"] == str(tmp_path / "Downloads" / "AmtDesk-99.0-Setup.exe")
        server.content += b" "
        assert update.run(wanted) == 1 and "nicht von den Herstellern" in capsys.readouterr().err
        decided["UpdateCheck"] = "aus"
        assert update.run(wanted) == 1 and "abgeschaltet" in capsys.readouterr().err
