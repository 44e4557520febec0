"""What `verify` looks at: one installed AmtDesk in a Wine prefix, and how its steps are noted."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from installer.wine import Prefix, windows_path

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
POLICIES = r"HKLM\Software\Policies\AmtDesk"
RUN = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"


class Disproved(Exception):
    """Something is not as it was promised."""


def need(true: object, words: str) -> None:
    """Raise `Disproved` with these words unless it is so."""
    if not true:
        raise Disproved(words)


@dataclass
class Steps:
    """What was tried, how long it took and how it went."""

    done: list[dict[str, Any]] = field(default_factory=list)

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """One thing to prove; a failure is noted and the next one goes on."""
        began = monotonic()
        entry: dict[str, Any] = {"step": words, "ok": True}
        try:
            yield
        except (Disproved, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
            entry |= {"ok": False, "error": f"{type(error).__name__}: {error}"}
        entry["seconds"] = round(monotonic() - began, 1)
        self.done.append(entry)
        mark = "ok " if entry["ok"] else "NO "
        sys.stdout.write(f"{mark} {entry['seconds']:6.1f} s  {words}\n")
        if not entry["ok"]:
            sys.stdout.write(f"              {entry['error']}\n")
        sys.stdout.flush()

    @property
    def good(self) -> bool:
        """Whether everything was as promised."""
        return all(entry["ok"] for entry in self.done)


class Installed:
    """AmtDesk where an installer put it."""

    def __init__(self, prefix: Prefix, folder: Path, display: str) -> None:
        self.prefix = prefix
        self.folder = folder
        self.data = prefix.user() / "AppData" / "Local" / "AmtDesk"
        self._display = {"DISPLAY": display}

    @property
    def program(self) -> str:
        """AmtDesk.exe as Windows names it."""
        inside = self.folder.relative_to(self.prefix.drive).as_posix().replace("/", "\\")
        return f"C:\\{inside}\\AmtDesk.exe"

    def call(self, *arguments: str, given: str = "", code: int = 0) -> Any:
        """Run a command; its JSON, or nothing. Raises `Disproved` for any other exit code."""
        done = self.prefix.run([self.program, *arguments, "--json"], more=self._display, given=given)
        need(done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout[-2000:]}")
        found = re.search(r"^[\[{].*", done.stdout, re.MULTILINE | re.DOTALL)
        # the words for people come by the same pipe, before or after
        return json.JSONDecoder().raw_decode(found[0])[0] if found else None

    def selftest(self, report: Path, version: str) -> dict[str, Any]:
        """What the program says about itself."""
        report.unlink(missing_ok=True)
        done = self.prefix.run([self.program, "--selftest", windows_path(report)], more=self._display)
        need(report.exists(), f"no report: {done.stdout[-2000:]}")
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        need(found["ok"], "; ".join(check["words"] for check in found["checks"] if not check["ok"]))
        need(done.returncode == 0 and found["version"] == version, f"{done.returncode}, {found['version']}")
        facts = {check["name"]: check["facts"] for check in found["checks"]}
        need(facts["fenster"]["platform"] == "windows", f"drawn by {facts['fenster']['platform']}")
        need(facts["schluessel"]["backend"] == "keyring.backends.Windows", str(facts["schluessel"]))
        need(facts["programm"]["isolated"] and facts["programm"]["utf8"], str(facts["programm"]))
        return facts

    def window(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Open the window and go on."""
        return self.prefix.start([self.program, *arguments], more=self._display)

    def is_like(self, payload: Path) -> None:
        """Raise `Disproved` when a file of the payload is missing or another."""
        for one in payload.rglob("*"):
            here = self.folder / one.relative_to(payload)
            if one.is_file():
                need(here.is_file() and here.stat().st_size == one.stat().st_size, f"{here} is missing or another")

    def links(self) -> list[Path]:
        """Entries of the start menu."""
        return list(self.prefix.drive.rglob("AmtDesk.lnk"))


def await_that(true: Any, words: str, patience: float = 60.0) -> None:
    """Look again and again; raises `Disproved` when it never becomes so."""
    end = monotonic() + patience
    while not true():
        need(monotonic() < end, words)
        sleep(0.5)


def picture_of_screen(display: str, file: Path) -> int:
    """Photograph a display; returns how many colours are on it."""
    code = (
        "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "shot = app.primaryScreen().grabWindow(0).toImage(); shot.save(sys.argv[1]);"
        "print(len({shot.pixel(x, y) for x in range(0, shot.width(), 4) for y in range(0, shot.height(), 2)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return int(done.stdout)


@contextmanager
def screen() -> Iterator[str]:
    """A display of our own, as an office PC has it; its name."""
    reading, writing = os.pipe()
    command_ = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command_, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
