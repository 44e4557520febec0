"""Comments on Facebook and Instagram: told from posts by their ids, read, answered, looked up and deleted alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from amtdesk.channels import graph_own, moments
from amtdesk.channels.base import Channel
from amtdesk.channels.graph import Graph, node, root
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Batch, Message, OwnPost, Target

#: Ids of comments carry it; those of posts look the same.
MARK = "comment:"


#: Posts younger than this are always asked for comments.
_YOUNG = timedelta(days=30)


def worth_asking(remote_id: str, made: datetime | None, total: int | None, known: Any, now: datetime) -> bool:
    """Young posts with comments, and older ones with another number of them than in `known`; None: nobody tells."""
    young = made is None or made >= now - _YOUNG
    counts = known if isinstance(known, dict) else {}
    return bool(remote_id) and total != 0 and (young or counts.get(remote_id) != total)


def gathered(found: Mapping[str, Message], counts: Mapping[str, int], last: datetime | None) -> Batch:
    """All that was found; the next reading begins where this one ended."""
    newest = max((one.created for one in found.values()), default=None)
    until = max(filter(None, (newest, last)), default=None)
    return Batch(tuple(found.values()), {"counts": counts, **({"since": moments.write(until)} if until else {})})


class Talks(Protocol):
    """The conversations of one account."""

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch: ...
    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]: ...
    def answer(self, payload: Payload, target: Target) -> Published: ...
    def read_back(self, remote_id: str) -> Published | None: ...
    def look_up(self, payload: Payload, target: Target, started: datetime) -> Published | None: ...


class Commented(Channel):
    """A channel behind a Page; what its subclasses have is `_graph` with the Page's rights, and `_inbox`."""

    def withdraw(self, remote_id: str) -> None:
        """Delete the post or answer."""
        self._graph.delete(node(remote_id.removeprefix(MARK)))

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Comments below posts, and posts that mention the account."""
        return self._inbox.read(cursor, posts)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """Each as the platform shows it now."""
        return self._inbox.recheck(remote_ids)

    def delete(self, remote_id: str) -> None:
        """For good: there is no bin for comments."""
        self._graph.delete(self._comment(remote_id))

    @property
    def _graph(self) -> Graph:
        self._has_not("graph")

    @property
    def _inbox(self) -> Talks:
        self._has_not("inbox")

    @property
    def _typed(self) -> Graph:
        """With the rights of the token as it was typed."""
        return Graph(self.tools.http, root(self.account.url), self.secret("token"), self.tools.now())

    def _answer(self, payload: Payload, target: Target) -> Published:
        return graph_own.remember(self.tools.notes, self._inbox.answer(payload, target))

    def _look_up_answer(self, payload: Payload, target: Target, started: datetime) -> Published | None:
        found = self._inbox.look_up(payload, target, started)
        return None if found is None else graph_own.remember(self.tools.notes, found)

    def _comment(self, remote_id: str) -> str:
        """As part of an address. Raises `NotAllowed` for a post."""
        if not remote_id.startswith(MARK):
            raise NotAllowed(f"{self.name}: {remote_id!r} is no comment")
        return node(remote_id.removeprefix(MARK))
