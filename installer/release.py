"""python -m installer.release: the signed version file beside a setup, and the makers' key."""

import argparse
import hashlib
import json
import re
import sys
from base64 import b64decode, b64encode
from datetime import date
from pathlib import Path

from nacl.signing import SigningKey

from amtdesk.domain.release import read
from installer.payload import ROOT

#: Where the program keeps the public half.
HOME = ROOT / "amtdesk" / "newer.py"
_LINE = re.compile(r'^PUBLIC_KEY = "[^"]*"$', re.MULTILINE)


def new_key(secret: Path, home: Path = HOME) -> str:
    """Make a key, its private half in a new file, its public one in the program; returns the public one (base64).

    Raises FileExistsError: a key that is lost cannot be had again, nor can what is installed be told of another one.
    """
    key = SigningKey.generate()
    with secret.open("x", encoding="ascii") as file:
        secret.chmod(0o600)
        file.write(b64encode(bytes(key)).decode() + "\n")
    public = b64encode(bytes(key.verify_key)).decode()
    put_key(home, public)
    return public


def put_key(home: Path, public: str) -> None:
    """Make the program believe this key and no other."""
    text, times = _LINE.subn(f'PUBLIC_KEY = "{public}"', home.read_text(encoding="utf-8"))
    assert times == 1
    home.write_text(text, encoding="utf-8")


def announce(setup: Path, key: SigningKey, address: str, published: date, notes: str) -> tuple[Path, Path]:
    """Write version file and signature beside a setup; returns both. `address` is where the setup will lie.

    Raises `AmtDeskError` for what the program would refuse.
    """
    found = re.fullmatch(r"AmtDesk-([0-9.]+)-Setup\.exe", setup.name)
    if found is None:
        raise SystemExit(f"{setup.name} heißt nicht AmtDesk-X.Y.Z-Setup.exe.")
    value = {
        "version": found[1],
        "url": address,
        "sha256": hashlib.sha256(setup.read_bytes()).hexdigest(),
        "published": published.isoformat(),
        "notes": notes,
    }
    content = (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
    read(content, address)
    file = setup.with_name("fassung.json")
    signature = file.with_name(f"{file.name}.sig")
    file.write_bytes(content)
    signature.write_bytes(b64encode(key.sign(content).signature) + b"\n")
    return file, signature


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 when the files are written."""
    parser = argparse.ArgumentParser(prog="python -m installer.release", description="Eine neue Fassung ankündigen.")
    parser.add_argument("--key", required=True, type=Path, help="die Datei mit dem geheimen Schlüssel")
    parser.add_argument("--new-key", action="store_true", help="ihn erst machen und ins Programm eintragen, einmal")
    parser.add_argument("--setup", type=Path, help="das signierte Setup")
    parser.add_argument("--url", default="", help="wo es liegen wird; die Versionsdatei liegt auf demselben Server")
    parser.add_argument("--notes", default="", help="was neu ist, ein paar Zeilen")
    parser.add_argument("--published", type=date.fromisoformat, help="JJJJ-MM-TT")
    wanted = parser.parse_args(arguments)
    if wanted.setup and not (wanted.url and wanted.published):
        parser.error("--setup braucht --url und --published")
    if wanted.new_key:
        sys.stdout.write(f"Öffentlicher Schlüssel: {new_key(wanted.key)}\n")
    if wanted.setup is not None:
        key = SigningKey(b64decode(wanted.key.read_text(encoding="ascii")))
        for file in announce(wanted.setup, key, wanted.url, wanted.published, wanted.notes):
            sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
