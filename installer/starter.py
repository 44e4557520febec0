"""Compiles AmtDesk.exe with mingw, from Linux or Windows; the same bytes each time."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from installer.wine import COMPILER

HERE = Path(__file__).parent
ICON = HERE.parent / "resources" / "icons" / "amtdesk.ico"
PUBLISHER = "AmtDesk"
_RESOURCE_COMPILER = "x86_64-w64-mingw32-windres"


def compile_starter(library: str, version: str) -> bytes:
    """The program that loads `library` (`python313.dll`); raises `CalledProcessError`."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copyfile(ICON, place / "amtdesk.ico")
        shutil.copyfile(HERE / "launcher.c", place / "launcher.c")
        for name in ("app.rc", "app.manifest"):
            text = filled((HERE / name).read_text(encoding="utf-8"), version)
            (place / name).write_text(text, encoding="utf-8", newline="\n")
        _run(place, _RESOURCE_COMPILER, "app.rc", "-O", "coff", "-o", "app.o")
        options = ("-municode", "-mwindows", "-Os", "-s", "-Wall", "-Werror", "-Wl,--no-insert-timestamp")
        _run(place, COMPILER, *options, f"-DPYTHON_DLL={library}", "launcher.c", "app.o", "-o", "AmtDesk.exe")
        return (place / "AmtDesk.exe").read_bytes()


def filled(template: str, version: str) -> str:
    """The version as Windows wants it in each place: `0.1.0`, `0.1.0.0`, `0,1,0,0`."""
    numbers = numbers_of(version)
    values = {"VERSION": version, "NUMBERS": numbers, "COMMAS": numbers.replace(".", ","), "PUBLISHER": PUBLISHER}
    return re.sub("@([A-Z]+)@", lambda found: values[found[1]], template)


def numbers_of(version: str) -> str:
    """Four numbers, as Windows compares them: `0.1.0` is `0.1.0.0`, `1.2rc1` is `1.2.0.0`."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    if found is None:
        raise ValueError(version)
    return ".".join([*found[0].split("."), "0", "0", "0", "0"][:4])


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True)
