"""The Übungskanal in the place of another kind: what that platform can, it can, and nothing leaves this computer."""

from collections.abc import Mapping, Sequence

from amtdesk.channels.practice import Practice
from amtdesk.domain.channel import Connection
from amtdesk.domain.figures import Figures


class StandIn(Practice):
    """Of the sample office, where every channel is one of these."""

    def connect(self) -> Connection:
        """Whether the folder can be written to; without a word on rights, all that the platform can goes."""
        super().connect()
        return Connection(self.account.name)

    def block(self, handle: str) -> None:
        """Nobody is there to be kept out."""

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:  # noqa: ARG002
        """Nobody counts here."""
        return {}

    def audience(self) -> Figures:
        """Nobody counts here."""
        return {}
