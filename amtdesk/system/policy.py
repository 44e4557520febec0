r"""What the IT department decided for every user of this computer: texts below HKLM\Software\Policies\AmtDesk."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

_KEY = r"Software\Policies\AmtDesk"
#: The folder of the data, the proxy (`host:port`, or `direkt` for none) and the second folder of the backups.
DATA_FOLDER, PROXY, SECOND_FOLDER = "DataFolder", "Proxy", "SecondFolder"
#: Whether AmtDesk may look for newer versions (`aus`: never), and where their version file lies.
UPDATE_CHECK, UPDATE_ADDRESS = "UpdateCheck", "UpdateAddress"
DIRECT = "direkt"
_OFF = ("aus", "0", "nein", "off", "no", "false")


def _registry(name: str) -> str | None:
    if sys.platform == "win32":
        import winreg

        # ordinary users may write neither
        for hive in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with suppress(OSError), winreg.OpenKey(hive, _KEY) as key:
                return str(winreg.QueryValueEx(key, name)[0])
    return None


def policy(name: str, read: Callable[[str], str | None] = _registry) -> str | None:
    """The text, with `%USERNAME%` and the like filled in; None when nothing was decided, and off Windows always."""
    found = (read(name) or "").strip()
    return os.path.expandvars(found) or None


def switched_off(decided: str | None) -> bool:
    """Whether a text means no; people write it in many ways, and a number 0 is one, too."""
    return (decided or "").casefold() in _OFF
