"""Which computer and folder this is: a copied file must know that it was copied."""

import hashlib
import socket
import sys
from contextlib import suppress
from os.path import normcase
from pathlib import Path

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def place(folder: Path) -> str:
    """A name for this folder on this computer; says nothing about either to whoever reads it."""
    words = f"{computer()}\n{normcase(folder.absolute())}"
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def computer() -> str:
    """The id the operating system was given when it was installed, else the computer's name."""
    found = _windows_id() if sys.platform == "win32" else next(filter(None, map(_read, _LINUX)), "")
    # `platform` would ask WMI, which is slow or blocked on locked-down computers
    return found or socket.gethostname()


def session() -> int:
    """Which logon on this computer runs this process: beside the one at the desk there may be others over the network.

    Off Windows always 0: there a session's windows are its own.
    """
    if sys.platform == "win32":
        import ctypes
        import os

        found = ctypes.c_ulong()
        if ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(found)):
            return found.value
    return 0


def _read(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="ascii").strip()
    return ""


def _windows_id() -> str:
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return ""
