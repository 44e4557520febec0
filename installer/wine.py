"""Running Windows programs on Linux: a fresh prefix, and stand-ins for three libraries that Wine lacks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

STUBS = Path(__file__).parent / "winestubs"
#: The library each stub becomes, and what it is linked with.
_LIBRARIES = {"icuuc": (), "mscms": (), "uisettings": ("-lkernel32",)}
_NAMES = {"uisettings": "windows.ui.dll"}
_UISETTINGS = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings"
#: Qt falls back to a serif when none of these is there.
_FONTS = ("Segoe UI", "Tahoma", "MS Shell Dlg", "MS Shell Dlg 2")
COMPILER = "x86_64-w64-mingw32-gcc"


class Prefix:
    """A Windows of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "drive_c"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What every program in the prefix runs with."""
        return {
            **os.environ,
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # no .NET, no HTML, no debugger: each of them asks questions or hangs; Qt waits for ever for Wine's list of
            # networks (netprofm)
            "WINEDLLOVERRIDES": "mscms=n;mscoree,mshtml=;netprofm=;winedbg.exe=d",
            "AMTDESK_NO_DIALOG": "1",
            **(more or {}),
        }

    def run(
        self,
        command: Sequence[str | Path],
        *,
        patience: float = 120.0,
        more: Mapping[str, str] | None = None,
        folder: Path | None = None,
        given: str = "",
    ) -> "subprocess.CompletedProcess[str]":
        """Run a Windows program, with `given` as its input; raises `TimeoutExpired` after `patience` seconds.

        Its outputs are pipes: Wine cannot give a Windows Python a file as its output.
        """
        return subprocess.run(
            ["wine", *map(str, command)],
            env=self.environment(more),
            cwd=folder,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=patience,
            check=False,
        )

    def start(self, command: Sequence[str | Path], more: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start a Windows program and go on."""
        return subprocess.Popen(
            ["wine", *map(str, command)],
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def make(self, *, stubs: bool = True) -> None:
        """A fresh Windows 10; with `stubs` one in which Qt draws windows."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.run(["wineboot", "-i"], patience=180)
        self.run(["winecfg", "-v", "win10"])
        for name in _FONTS:
            self.set_value(r"HKCU\Software\Wine\Fonts\Replacements", name, "DejaVu Sans")
        if stubs:
            build_stubs(self.drive / "windows" / "system32")
            self.set_value(_UISETTINGS, "DllPath", r"C:\windows\system32\windows.ui.dll")

    def stop(self) -> None:
        """End everything that still runs in this prefix."""
        subprocess.run(["wineserver", "-k", "-w"], env=self.environment(), check=False, timeout=60)

    def set_value(self, key: str, name: str, text: str) -> None:
        """Write a text into the registry."""
        self.run(["reg", "add", key, "/v", name, "/t", "REG_SZ", "/d", text, "/f"])

    def values(self, key: str) -> dict[str, str]:
        """The values of a key of the registry; nothing when there is no such key."""
        done = self.run(["reg", "query", key])
        rows = (line.split(None, 2) for line in done.stdout.splitlines() if " REG_" in line)
        return {row[0]: row[2].strip() if len(row) > 2 else "" for row in rows}

    def user(self) -> Path:
        """The home of the one user there."""
        return next(home for home in (self.drive / "users").iterdir() if home.name != "Public")


def windows_path(path: Path) -> str:
    r"""How a program under Wine names a file of this computer: `Z:\…`."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def build_stubs(target: Path) -> None:
    """Compile the stand-ins into the folder where Windows has its own libraries."""
    for name, libraries in _LIBRARIES.items():
        library = target / _NAMES.get(name, f"{name}.dll")
        subprocess.run(
            [COMPILER, "-shared", "-Os", "-s", "-w", STUBS / f"{name}.c", "-o", library, *libraries], check=True
        )


def lacking() -> list[str]:
    """Programs that building and proving on Linux need and that are not here."""
    needed = () if sys.platform == "win32" else ("wine", COMPILER, "makensis", "wixl")
    return [name for name in needed if shutil.which(name) is None]
