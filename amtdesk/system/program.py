"""How this program is started anew without a window, and how another one is run without a shell."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

#: Runs a command; its exit code and what it said on both outputs.
Run = Callable[[Sequence[str]], tuple[int, str]]
#: Seconds until the operating system's own tools must have answered.
PATIENCE = 30.0
_NOT_STARTED = 127


def command(executable: str = sys.executable, platform: str = sys.platform) -> list[str]:
    """What starts AmtDesk here, to be followed by its arguments; on Windows without a console window."""
    program = Path(executable)
    if platform != "win32":
        return [executable, "-m", "amtdesk"]
    library = f"python{sys.version_info.major}{sys.version_info.minor}.dll"
    named_python = program.stem.lower().startswith("python")
    if not named_python and not (program.parent / library).exists():
        # our own starter knows what to run
        return [executable]
    starter = program.parent.parent / "AmtDesk.exe"
    if named_python and starter.exists():
        # installed: this Python was started by hand, for its console
        return [str(starter)]
    silent = program.with_name("pythonw.exe")
    if named_python and silent.exists():
        program = silent
    return [str(program), "-X", "utf8", "-m", "amtdesk"]


def run(arguments: Sequence[str]) -> tuple[int, str]:
    """Run a program of the operating system; 127 when it is not there, hangs or may not be started."""
    try:
        done = subprocess.run(
            list(arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return _NOT_STARTED, str(error)
    return done.returncode, decoded(done.stdout)


def decoded(raw: bytes) -> str:
    """What a console program wrote: with a mark UTF-16, else the console's own encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    return raw.decode("oem" if sys.platform == "win32" else "utf-8", "replace").strip()
