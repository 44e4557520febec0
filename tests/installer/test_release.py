"""What the makers put beside a setup is what the program takes."""

import re
from base64 import b64decode
from datetime import date
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.release import read
from amtdesk.services.signature import is_signed
from installer import release

ADDRESS = "https://amtdesk.example/dateien/AmtDesk-9.1.0-Setup.exe"


def home(folder: Path) -> Path:
    copy = folder / "newer.py"
    copy.write_text(release.HOME.read_text("utf-8"), "utf-8")
    return copy


def test_a_new_key_is_written_once_and_the_program_believes_it_alone(tmp_path: Path) -> None:
    place, secret = home(tmp_path), tmp_path / "geheim.key"
    public = release.new_key(secret, place)
    found = re.findall(r'PUBLIC_KEY = "(.*)"', place.read_text("utf-8"))
    assert found == [public] and secret.stat().st_mode & 0o077 == 0
    assert bytes(SigningKey(b64decode(secret.read_text())).verify_key) == b64decode(public)
    with pytest.raises(FileExistsError):
        release.new_key(secret, place)


def test_a_version_file_is_taken_by_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "HOME", home(tmp_path))
    setup, secret = tmp_path / "AmtDesk-9.1.0-Setup.exe", tmp_path / "geheim.key"
    setup.write_bytes(b"MZ")
    public = release.new_key(secret, release.HOME)
    given = ["--key", str(secret), "--setup", str(setup), "--url", ADDRESS, "--published", "2026-10-12"]
    assert release.main([*given, "--notes", "Größere Bilder."]) == 0
    content = (tmp_path / "fassung.json").read_bytes()
    assert is_signed(content, (tmp_path / "fassung.json.sig").read_bytes(), public)
    found = read(content, "https://amtdesk.example/fassung.json")
    assert (found.version, found.notes) == ("9.1.0", "Größere Bilder.")


def test_what_the_program_would_refuse_is_not_written(tmp_path: Path) -> None:
    setup = tmp_path / "AmtDesk-9.1.0-Setup.exe"
    setup.write_bytes(b"MZ")
    for address in ("http://amtdesk.example/x.exe", ""):
        with pytest.raises(AmtDeskError):
            release.announce(setup, SigningKey.generate(), address, date(2026, 10, 12), "")
    with pytest.raises(SystemExit):
        release.announce(tmp_path / "Setup.exe", SigningKey.generate(), ADDRESS, date(2026, 10, 12), "")
    assert not (tmp_path / "fassung.json").exists()
