"""The Page a token manages, its own token, and the Instagram account that hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amtdesk.channels.answer import Answer
from amtdesk.channels.graph import Graph, node, part, text
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.folding import fold

_FIELDS = "id,name,tasks,instagram_business_account{id,username}"
#: A Page asked by its own token has no tasks.
_OWN_FIELDS = "id,name,instagram_business_account{id,username}"
_PAGES = 10


@dataclass(frozen=True, slots=True)
class Page:
    """`tasks` is None when Meta does not say what this person may do there."""

    id: str
    name: str
    tasks: frozenset[str] | None = None
    instagram: str = ""
    handle: str = ""

    def lacks(self, task: str) -> bool:
        """Whether the person behind the token surely may not do this."""
        return self.tasks is not None and task not in self.tasks


def choose(graph: Graph, wanted: str, known: str, *, on_instagram: bool = False) -> Page:
    """The Page meant by name or number, else the one known from before, else the only one.

    `on_instagram`: only Pages with an Instagram account are meant, by its name too; none is `ACCOUNT_UNLINKED`.

    Raises `Rejected`: with `SEVERAL_PAGES` and their names when it is not clear, with `PAGE_ABSENT` when there is none.
    """
    pages = _all(graph)
    if on_instagram:
        if pages and not any(one.instagram for one in pages):
            raise Rejected(Problem.ACCOUNT_UNLINKED, "\n".join(one.name for one in pages))
        pages = [one for one in pages if one.instagram]
    meant = wanted or known
    if not meant:
        if len(pages) == 1:
            return pages[0]
        names = "\n".join(f"{one.name} ({one.id})" for one in pages)
        raise Rejected(Problem.SEVERAL_PAGES if pages else Problem.PAGE_ABSENT, names)
    found = [one for one in pages if meant == one.id or fold(meant.lstrip("@")) in (fold(one.name), fold(one.handle))]
    if len(found) == 1:
        return found[0]
    if meant.isascii() and meant.isdigit():
        # Pages of a Business portfolio are not always listed
        asked = graph.find(node(meant), _OWN_FIELDS)
        page = None if asked is None else _page(*asked)
        if page is not None and (page.instagram or not on_instagram):
            return page
    raise Rejected(Problem.PAGE_ABSENT, "\n".join(one.name for one in pages))


def enter(graph: Graph, page_id: str) -> Graph:
    """The Page's own rights; a token that is the Page's own stays in use."""
    _, record = graph.get(node(page_id), "access_token")
    own = text(record, "access_token")
    return graph.other(own) if own else graph


def _all(graph: Graph) -> list[Page]:
    try:
        rows = list(graph.rows("me/accounts", _FIELDS, _PAGES, limit="100"))
    except Rejected as error:
        if error.status != 400:
            raise
        # a Page has no accounts: the token is its own
        return [_page(*graph.get("me", _OWN_FIELDS))]
    return [_row(one) for one in rows if text(one, "id")]


def _page(answer: Answer, record: Mapping[str, Any]) -> Page:
    answer.id(record)
    return _row(record)


def _row(record: Mapping[str, Any]) -> Page:
    tasks, instagram = record.get("tasks"), part(record, "instagram_business_account")
    return Page(
        text(record, "id"),
        text(record, "name") or text(record, "id"),
        frozenset(map(str, tasks)) if isinstance(tasks, list) else None,
        text(instagram, "id"),
        text(instagram, "username"),
    )
