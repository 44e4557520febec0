"""The Übungskanal in the place of another kind: what that platform can, it can, and nothing leaves this computer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.practice import Practice
from amtdesk.channels.slugs import slug
from amtdesk.domain.channel import Connection, Payload, Published
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.figures import Figures


class StandIn(Practice):
    """Of the sample office, where every channel is one of these."""

    def connect(self) -> Connection:
        """Whether the folder can be written to; without a word on rights, all that the platform can goes."""
        super().connect()
        return Connection(self.account.name)

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        """It lies in the folder at once and counts as public from its time on, as with a platform's own scheduler."""
        # the time first: what lies there without one is public
        self.tools.notes[slug(payload.title or payload.text, payload.token)] = moments.write(due)
        return self._waiting(self.publish(payload, uploaded).remote_id)

    def reschedule(self, remote_id: str, due: datetime) -> Published:
        """The time stands in the notes of the account."""
        self._must_wait(remote_id)
        self.tools.notes[remote_id] = moments.write(due)
        return self._waiting(remote_id)

    def cancel(self, remote_id: str) -> None:
        """Out of the folder, as long as its time has not come."""
        self._must_wait(remote_id)
        self.withdraw(remote_id)

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """What waits goes on waiting."""
        super().edit(remote_id, payload)
        return self._waiting(remote_id)

    def read_back(self, remote_id: str) -> Published | None:
        """With its time as long as that lies ahead."""
        found = super().read_back(remote_id)
        due = moments.read(self.tools.notes.get(remote_id))
        return replace(found, scheduled=due) if found is not None and due and due > self.tools.now() else found

    def withdraw(self, remote_id: str) -> None:
        """The time goes with it."""
        super().withdraw(remote_id)
        self.tools.notes.pop(remote_id, None)

    def block(self, handle: str) -> None:
        """Nobody is there to be kept out."""

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:  # noqa: ARG002
        """Nobody counts here."""
        return {}

    def audience(self) -> Figures:
        """Nobody counts here."""
        return {}

    def _waiting(self, remote_id: str) -> Published:
        found = self.read_back(remote_id)
        if found is None:
            raise Rejected(Problem.NOT_FOUND, remote_id)
        return found

    def _must_wait(self, remote_id: str) -> None:
        if self._waiting(remote_id).scheduled is None:
            raise Rejected(Problem.NOT_FOUND, remote_id)
