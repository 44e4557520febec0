"""A second start: the open window comes forward, or a sentence says why it cannot."""

from amtdesk.ui import dialogs
from amtdesk.ui.look import Look

_ELSEWHERE = (
    "AmtDesk ist für Sie schon in einer anderen Anmeldung an diesem Rechner geöffnet.",
    "Das kann der Fernzugriff oder der Platz im Rathaus sein. Bitte dort weiterarbeiten, oder AmtDesk dort beenden und "
    "hier neu öffnen.",
)
_SILENT = (
    "AmtDesk ist schon geöffnet, antwortet aber gerade nicht.",
    "Bitte eine Minute warten. Bleibt es dabei, AmtDesk im Task-Manager beenden und neu öffnen. Was gespeichert ist, "
    "bleibt.",
)


def answer(first: int | None, here: int, look: Look) -> int:
    """The exit code: 0 when the first window is in this session, `here`; else 3, once the sentence was read."""
    if first == here:
        return 0
    what, step = _SILENT if first is None else _ELSEWHERE
    dialogs.trouble(None, look, what, step)
    return 3
