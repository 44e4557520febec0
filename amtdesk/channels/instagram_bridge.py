"""Where Instagram fetches pictures from: the own website, or a photo of the Page that nobody sees.

The second way is not documented by Meta but widely used; it needs an app that is public.
"""

import json
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Any

from amtdesk.channels.graph import Graph, node, text
from amtdesk.domain.channel import Lent, Picture
from amtdesk.domain.errors import AmtDeskError, NotAllowed

_NOTE = "photos"


class Bridge:
    """Puts pictures on the web and takes them back, also those that a crash left there."""

    def __init__(
        self,
        graph: Graph,
        page: str,
        lend: Callable[[Picture], Lent] | None,
        notes: MutableMapping[str, str],
    ) -> None:
        self._graph = graph
        self._page = page
        self._lend = lend
        self._notes = notes
        self._lent: list[Lent] = []

    def put(self, number: int, picture: Picture) -> str:
        """An address from which everybody can fetch the picture."""
        if self._lend is not None:
            lent = self._lend(picture)
            self._lent.append(lent)
            return lent.url
        answer = self._graph.call(
            "POST",
            f"{self._page}/photos",
            form={"published": "false", "temporary": "true"},
            files={"source": (f"bild-{number}.jpg", picture.content, picture.mime)},
        )
        photo = node(answer.id(answer.record()))
        self._notes[_NOTE] = json.dumps([*self._left(), photo])
        answer, record = self._graph.get(photo, "images")
        sizes = record.get("images")
        found = [one for one in sizes if isinstance(one, dict)] if isinstance(sizes, list) else []
        largest = max(found, key=_width, default={})
        if not text(largest, "source"):
            raise answer.unreadable()
        return text(largest, "source")

    def clean(self) -> None:
        """Take everything back; what does not go now goes the next time. Never fails: the post matters more."""
        for lent in self._lent:
            with suppress(AmtDeskError):
                lent.take_back()
        self._lent.clear()
        left = []
        for photo in self._left():
            try:
                self._graph.delete(node(photo))
            except NotAllowed:
                continue
            except AmtDeskError:
                left.append(photo)
        if self._left() != left:
            self._notes[_NOTE] = json.dumps(left)

    def _left(self) -> list[str]:
        try:
            found = json.loads(self._notes.get(_NOTE, "[]"))
        except ValueError:
            return []
        return [str(one) for one in found] if isinstance(found, list) else []


def _width(size: dict[str, Any]) -> int:
    width = size.get("width")
    return width if isinstance(width, int) else 0
