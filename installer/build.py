"""python -m installer.build: from this source to AmtDesk-Setup.exe and AmtDesk.msi, on Linux or Windows.

On Linux it needs Wine (compiles AmtDesk's code with the Python that is shipped), mingw, NSIS and wixl.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from installer import bill, msi, payload
from installer.payload import HERE, ROOT
from installer.starter import ICON, PUBLISHER, compile_starter, numbers_of
from installer.wine import Prefix, lacking

#: Signs a file in place; nothing without a certificate.
Sign = Callable[[Path], None]


@dataclass(frozen=True)
class Places:
    """Where the build keeps what it fetched and puts what it made."""

    cache: Path
    out: Path

    @property
    def payload(self) -> Path:
        """The folder that is installed."""
        return self.out / "payload"


def main(arguments: list[str] | None = None) -> int:
    """Build; returns 0, or 1 when a tool is missing."""
    wanted = _parser().parse_args(arguments)
    missing = lacking()
    if missing:
        _say(f"Es fehlt: {', '.join(missing)}. Siehe installer/RELEASE.md.")
        return 1
    places = Places(Path(wanted.cache), Path(wanted.out))
    for folder in (places.cache, places.out):
        folder.mkdir(parents=True, exist_ok=True)
    made = build(places, _python(wanted, places.cache), signing(wanted.sign), with_installers=not wanted.only)
    (places.out / "build.json").write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    _say(json.dumps(made, indent=2))
    return 0


def build(places: Places, python: tuple[str, bytes], sign: Sign, *, with_installers: bool = True) -> dict[str, object]:
    """Payload, bill of materials, setup and MSI; returns sizes in bytes, the payload's digest and seconds spent."""
    began = monotonic()
    version = version_of(ROOT)
    made: dict[str, object] = {"version": version, "python": python[0]}
    moment = moment_of(ROOT)
    folder = places.payload
    payload.fetch_wheels(places.cache / "wheels", ".".join(python[0].split(".")[:2]))
    made["seconds_fetch"] = round(monotonic() - began, 1)
    payload.build(
        folder, python[1], places.cache / "wheels", _runner(places), lambda library: compile_starter(library, version)
    )
    found = bill.parts(folder, python[0])
    # the digest of what runs; the two lists and a signature come after it
    made["digest"] = payload.digest(folder)
    (folder / "LIZENZEN.txt").write_text(bill.licences(found, version), encoding="utf-8-sig", newline="")
    text = bill.bill(found, version, str(made["digest"]), moment)
    (folder / "sbom.cdx.json").write_text(text, encoding="utf-8", newline="\n")
    sign(folder / "AmtDesk.exe")
    payload.fix_times(folder, moment)
    made |= {"installed": payload.size(folder), "files": len(payload.files(folder))}
    made["seconds_payload"] = round(monotonic() - began, 1)
    (places.out / "sbom.cdx.json").write_text(text, encoding="utf-8", newline="\n")
    if with_installers:
        made |= installers(folder, version, places.out, moment, sign)
    made["seconds"] = round(monotonic() - began, 1)
    return made


def installers(
    folder: Path, version: str, out: Path, moment: int, sign: Sign, *, quick: bool = False
) -> dict[str, object]:
    """Setup and MSI of a payload; returns their sizes in bytes. On Windows only the setup: wixl is of Linux.

    `quick` packs the setup badly; only for trying out.
    """
    setup, package = out / f"AmtDesk-{version}-Setup.exe", out / f"AmtDesk-{version}.msi"
    _nsis(folder, version, setup, moment, ["-DQUICK"] if quick else [])
    sign(setup)
    made: dict[str, object] = {"setup": setup.stat().st_size}
    if sys.platform != "win32":
        msi.build(folder, version, package)
        sign(package)
        made["msi"] = package.stat().st_size
    return made


def _nsis(folder: Path, version: str, out: Path, moment: int, options: list[str]) -> None:
    library = next((folder / "runtime").glob("python3??.dll")).name
    values = {
        "PAYLOAD": folder.absolute(),
        "OUT": out.absolute(),
        "ICON": ICON.absolute(),
        "VERSION": version,
        "NUMBERS": numbers_of(version),
        "PUBLISHER": PUBLISHER,
        "PYTHON_DLL": library,
        "KILOBYTES": payload.size(folder) // 1024,
    }
    subprocess.run(
        [
            "makensis",
            "-V2",
            *options,
            *(f"-D{name}={value}" for name, value in values.items()),
            str(HERE / "amtdesk.nsi"),
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)},
        check=True,
    )


def version_of(source: Path) -> str:
    """The version as the program itself says it."""
    found = re.search(
        r'^__version__ = "([^"]+)"', (source / "amtdesk" / "__init__.py").read_text("utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1]


def signing(command: str | None) -> Sign:
    """What signs a file: a command with `{file}`, or with `{file}` and `{signed}` for one that writes a new file."""

    def sign(file: Path) -> None:
        if not command:
            return
        signed = file.with_name(f"signed-{file.name}")
        subprocess.run([word.format(file=file, signed=signed) for word in shlex.split(command)], check=True)
        if signed.exists():
            signed.replace(file)

    return sign


def _runner(places: Places) -> Callable[[list[str], Path], None]:
    prefix = Prefix(places.cache / "wine")

    def run(arguments: list[str], folder: Path) -> None:
        program = folder / "runtime" / "python.exe"
        if sys.platform == "win32":
            subprocess.run([program, *arguments], cwd=folder, check=True)
            return
        if not prefix.drive.exists():
            prefix.make(stubs=False)
        done = prefix.run([program, *arguments], folder=folder, patience=600)
        prefix.stop()
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, arguments, done.stdout)

    return run


def _python(wanted: argparse.Namespace, cache: Path) -> tuple[str, bytes]:
    if wanted.python_zip is None:
        pins = payload.pins()
        return pins["python"], payload.python_from_registry(pins, cache)
    import hashlib

    content = Path(wanted.python_zip).read_bytes()
    if hashlib.sha256(content).hexdigest() != wanted.python_sha256:
        raise SystemExit("Die Datei von --python-zip hat nicht die Prüfsumme von --python-sha256.")
    found = re.search(r"python-(\d+\.\d+\.\d+)-embed", Path(wanted.python_zip).name)
    if found is None:
        raise SystemExit("Erwartet wird python-X.Y.Z-embed-amd64.zip, wie python.org sie nennt.")
    return found[1], content


def moment_of(source: Path) -> int:
    """When this version was made, in seconds since 1970: the same for every build of it."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=source, capture_output=True, text=True, check=False
    ).stdout.strip()
    return int(done or 1_767_225_600)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.build", description="AmtDesk für Windows bauen.")
    parser.add_argument("--out", default=str(ROOT / "dist" / "windows"), help="wohin gebaut wird")
    parser.add_argument("--cache", default=str(ROOT / "build" / "windows"), help="Geholtes, zum Wiederverwenden")
    parser.add_argument("--python-zip", help="Pythons eingebettete Fassung von python.org; sonst die festgelegte")
    parser.add_argument("--python-sha256", help="ihre Prüfsumme, von der Seite der Veröffentlichung")
    parser.add_argument("--sign", metavar="BEFEHL", help="signiert {file}, auf Wunsch nach {signed}")
    parser.add_argument("--only", action="store_true", help="nur den Programmordner, keine Installer")
    return parser


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
