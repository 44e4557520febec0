"""Which comments are ours: Meta may withhold who wrote something, even from those who did."""

import json
from collections.abc import MutableMapping

from amtdesk.domain.channel import Published

_NOTE = "answers"
#: So many are remembered, the youngest.
_MOST = 500


def remember(notes: MutableMapping[str, str], answer: Published) -> Published:
    """Note that an answer is ours; returns it."""
    kept = [one for one in ours(notes) if one != answer.remote_id]
    notes[_NOTE] = json.dumps([*kept, answer.remote_id][-_MOST:])
    return answer


def ours(notes: MutableMapping[str, str]) -> list[str]:
    """Ids of our answers, the oldest first."""
    try:
        found = json.loads(notes.get(_NOTE, "[]"))
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []
