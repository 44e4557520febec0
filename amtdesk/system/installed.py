"""Which installer put this program here."""

import sys
from pathlib import Path

from amtdesk.system.logon import Registry

#: Where the setup for one user says which folder it filled.
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\AmtDesk"


def by_setup(executable: str = sys.executable, registry: Registry | None = None) -> bool:
    """Whether it was the setup for one user: nobody else brings that program up to date.

    The MSI, a copied folder and a development environment are False.
    """
    found = (registry or Registry()).get(_UNINSTALL, "InstallLocation")
    if not isinstance(found, str) or not found.strip():
        return False
    folder, program = Path(found.strip().strip('"')), Path(executable)
    # AmtDesk.exe in the folder itself, or Python one below
    return _same(program.parent, folder) or _same(program.parent.parent, folder)


def _same(one: Path, other: Path) -> bool:
    return str(one).casefold() == str(other).casefold()
