"""Posts of Instagram and Threads are prepared in a container first; only publishing the container is final."""

import json
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from amtdesk.channels import graph_errors, moments
from amtdesk.channels.graph import Graph, node, text
from amtdesk.domain.channel import Picture, Published
from amtdesk.domain.errors import Problem, Rejected, Unavailable, Uncertain

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

    def together(
        self, pictures: Sequence[Picture], placed: Callable[[int, Picture], Mapping[str, str]], words: Mapping[str, str]
    ) -> str:
        """One picture is a container, several are one each and one around them. `placed` tells where each is."""
        if len(pictures) == 1:
            return self.make({**placed(1, pictures[0]), **words})
        children = [
            self.make({**placed(number, one), "is_carousel_item": "true"}) for number, one in enumerate(pictures, 1)
        ]
        return self.make({"media_type": "CAROUSEL", "children": ",".join(children), **words})

    def prepare(self, token: str, contained: Callable[[], str], undo: Callable[[], None]) -> Container:
        """What an earlier attempt left, else a new container; `undo` takes the pictures back if that fails."""
        left = self.noted(token)
        if left is not None:
            return left
        with ExitStack() as failing:
            failing.callback(undo)
            made = self.note(token, contained())
            failing.pop_all()
        return made

    def publish(self, path: str, ready: Container, newest: Callable[[datetime], Published | None]) -> Published:
        """The final call. What an earlier attempt has sent is found by `newest`, since a moment, instead of doubled."""
        if ready.published:
            found = newest(self._graph.now - timedelta(days=1))
            if found is None:
                raise Uncertain(Problem.NOT_CONFIRMED, f"container {ready.id}")
            return found
        answer, record = self._graph.post(path, final=True, creation_id=ready.id)
        return Published(answer.made(record, node), "")

    def looked_up(self, token: str, found: Published | None) -> Published | None:
        """What was found; what Meta says is published but does not list yet is not given up."""
        if found is None and self.status(token)[1] is Status.PUBLISHED:
            raise Unavailable(Problem.NOT_CONFIRMED, "container PUBLISHED")
        return found

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
