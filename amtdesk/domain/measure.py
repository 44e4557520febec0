"""Moderation: a ladder of steps, each with a clause of the Netiquette, a reason and a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from amtdesk.domain.errors import Problem


class Rung(StrEnum):
    """The steps of the ladder, the mildest first."""

    HINT = "hint"
    HIDE = "hide"
    DELETE = "delete"
    BLOCK = "block"


#: The head of the house agrees to these first.
NEEDS_APPROVAL = frozenset({Rung.DELETE, Rung.BLOCK})


class Outcome(StrEnum):
    """What became of a step."""

    NOTED = "noted"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Measure:
    """One step against one message. `snapshot` is how it stood before: author, text, link, time, context."""

    id: int
    message_id: int
    rung: Rung
    made: datetime
    by: str
    clause: str
    reason: str = ""
    approved_by: str = ""
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    outcome: Outcome = Outcome.NOTED
    problem: Problem | None = None
    detail: str = ""
    undone: datetime | None = None
