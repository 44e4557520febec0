"""What was decided in this round, the youngest first."""

from amtdesk.domain.inquiry import Decided, Inquiry
from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.answers.queue_pane import QueuePane


class Finished:
    """Shows itself below the queue."""

    def __init__(self, queue: QueuePane) -> None:
        self._queue = queue
        self._entries: list[tuple[int, str]] = []

    def clear(self) -> None:
        """A round begins."""
        self._entries = []
        self._show()

    def add(self, decided: Decided, inquiry: Inquiry, zone: str) -> None:
        """One more."""
        clock = texts.clock(decided.made, zone).removesuffix(" Uhr")
        said = f"{words.DECISIONS[decided.what]}, {clock}: {words.beginning(inquiry, 60)}"
        self._entries.insert(0, (decided.id, said))
        self._show()

    def drop(self, decided: Decided) -> None:
        """It was taken back."""
        self._entries = [one for one in self._entries if one[0] != decided.id]
        self._show()

    def _show(self) -> None:
        self._queue.show_done([said for _, said in self._entries], len(self._entries))
