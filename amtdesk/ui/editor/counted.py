"""Under each public copy of a post: what its platform counted, once that was read in the background."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from amtdesk.domain.figures import Counted
from amtdesk.ui import figures
from amtdesk.ui.shell import Shell


def show_counted(shell: Shell, lines: Mapping[int, QLabel], zone: str, now: datetime) -> None:
    """Fill the lines (by delivery); one about which nothing is known stays hidden."""
    if not lines:
        return
    book = shell.desk.figures

    def shown(found: Mapping[int, Counted]) -> None:
        for key, counted in found.items():
            # the rows may have been built anew meanwhile
            if isValid(lines[key]):
                lines[key].setText(figures.words(counted, zone, now))
                lines[key].show()

    shell.background.run(lambda: book.of_deliveries(list(lines)), shown, lambda _error: None, side=True)
