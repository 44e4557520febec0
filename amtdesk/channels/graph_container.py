"""Posts of Instagram and Threads are prepared in a container first; only publishing the container is final."""

import json
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from amtdesk.channels import graph_errors, moments
from amtdesk.channels.graph import Graph, node, text
from amtdesk.domain.errors import Problem, Rejected, Unavailable

#: Looks at a container that is still being prepared, seconds between them.
LOOKS = 40
BETWEEN_LOOKS = 3.0
#: Meta throws a container away after a day.
_LIVES = timedelta(hours=23)
_NOTE = "containers"


class Status(StrEnum):
    """How far Meta is with a container."""

    WORKING = "IN_PROGRESS"
    READY = "FINISHED"
    PUBLISHED = "PUBLISHED"
    BROKEN = "ERROR"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Container:
    """A post that is prepared. `published`: an attempt before this one has sent it."""

    id: str
    published: bool = False


class Containers:
    """The containers of one account; which belongs to which post is noted, for the time after a crash."""

    def __init__(
        self,
        graph: Graph,
        #: path of the list, e.g. `1784/media`; fields with the status and with the reason
        path: str,
        fields: tuple[str, str],
        notes: MutableMapping[str, str],
        pause: Callable[[float], None],
    ) -> None:
        self._graph = graph
        self._path = path
        self._status, self._reason = fields
        self._notes = notes
        self._pause = pause

    def make(self, form: Mapping[str, str]) -> str:
        """A new container, ready: what it is made of was fetched and accepted."""
        # Meta fetches the picture before it answers
        answer = self._graph.call("POST", self._path, form=form, upload="image_url" in form)
        number = node(answer.id(answer.record()))
        for _ in range(LOOKS):
            status, words = self._look(number)
            if status is Status.WORKING:
                self._pause(BETWEEN_LOOKS)
                continue
            if status in (Status.READY, Status.PUBLISHED):
                return number
            if status is Status.EXPIRED:
                raise Unavailable(Problem.TIMED_OUT, f"container {number}: {words}")
            kind, problem = graph_errors.told_in(words) or (Rejected, Problem.PICTURE_REFUSED)
            raise kind(problem, f"container {number}: {words}")
        raise Unavailable(Problem.TIMED_OUT, f"container {number}")

    def note(self, token: str, number: str) -> Container:
        """Remember which post a container holds."""
        kept = {key: one for key, one in self._kept().items() if self._is_alive(one)}
        kept[token] = [number, moments.write(self._graph.now)]
        self._notes[_NOTE] = json.dumps(kept)
        return Container(number)

    def status(self, token: str) -> tuple[str, Status | None]:
        """The container noted for a post and how far it is; None: there is none any more."""
        found = self._kept().get(token)
        if found is None or not self._is_alive(found):
            return "", None
        number = node(found[0])
        with suppress(Rejected):
            return number, self._look(number)[0]
        return number, None

    def noted(self, token: str) -> Container | None:
        """The container an earlier attempt left, if it can still be sent or has been."""
        number, status = self.status(token)
        if status not in (Status.READY, Status.PUBLISHED):
            return None
        return Container(number, published=status is Status.PUBLISHED)

    def _look(self, number: str) -> tuple[Status, str]:
        answer, record = self._graph.get(number, f"{self._status},{self._reason}")
        try:
            return Status(text(record, self._status)), text(record, self._reason)
        except ValueError:
            raise answer.unreadable() from None

    def _kept(self) -> dict[str, list[str]]:
        try:
            found = json.loads(self._notes.get(_NOTE, "{}"))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _is_alive(self, one: list[str]) -> bool:
        made = moments.read(one[1])
        return made is not None and -timedelta(hours=1) <= self._graph.now - made <= _LIVES


def publish(graph: Graph, path: str, container: Container) -> str:
    """The final call; returns the id of what is public."""
    answer, record = graph.post(path, final=True, creation_id=container.id)
    return node(answer.id(record))
