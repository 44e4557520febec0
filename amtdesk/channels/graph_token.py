"""What a token of Meta may do and how long it lasts, as far as Meta tells its holder."""

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from amtdesk.channels.graph import Graph, moment
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, Rejected

#: What each ability needs.
Needs = Mapping[Ability, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Token:
    """`scopes` is None when Meta does not tell them."""

    scopes: frozenset[str] | None = None
    expires: datetime | None = None

    def lacks(self, *permissions: str) -> str:
        """The first of the permissions that is missing for sure, or an empty text."""
        if self.scopes is None:
            return ""
        return next((one for one in permissions if one not in self.scopes), "")

    def missing(self, abilities: Iterable[Ability], needs: Needs) -> dict[Ability, str]:
        """The abilities this token does not have, with Meta's word for what is missing."""
        found = {one: self.lacks(*needs.get(one, ())) for one in abilities}
        return {one: word for one, word in found.items() if word}


def inspect(graph: Graph, token: str) -> Token:
    """Rights and end of a token. It travels in a form: in an address it would be written down everywhere."""
    # not every kind of token may ask about itself, and one that is no good is told by the calls that follow
    with suppress(ChannelError):
        return _told(graph, token)
    try:
        rows = list(graph.rows("me/permissions", "permission,status", 3))
    except ChannelError:
        return Token()
    return Token(frozenset(str(one.get("permission")) for one in rows if one.get("status") == "granted"))


def tried(
    graph: Graph,
    trials: Mapping[Ability, tuple[str, Mapping[str, str]]],
    needs: Needs,
    missing: Collection[Ability] = (),
) -> dict[Ability, str]:
    """What is refused when it is tried for real, by path and parameters of a reading call; with Meta's word for it."""
    found: dict[Ability, str] = {}
    for ability, (path, params) in trials.items():
        if ability in missing:
            continue
        try:
            graph.call("GET", path, params=params)
        except AccessDenied as error:
            if error.problem is not Problem.PERMISSION_MISSING:
                raise
            found[ability] = needs[ability][-1]
        except Rejected:
            # small accounts have no figures; any other refusal is seen when the thing itself is wanted
            continue
    return found


def _told(graph: Graph, token: str) -> Token:
    """`debug_token` by way of a batch, whose parts are in the body (graph-api/batch-requests)."""
    asked = [{"method": "GET", "relative_url": f"debug_token?{urlencode({'input_token': token})}"}]
    answer = graph.call("POST", "", form={"batch": json.dumps(asked), "include_headers": "false"})
    (told,) = answer.rows() or [{}]
    if told.get("code") != 200:
        raise answer.unreadable()
    try:
        facts: Any = json.loads(told.get("body") or "{}").get("data")
    except (ValueError, AttributeError, TypeError):
        raise answer.unreadable() from None
    if not isinstance(facts, dict) or not isinstance(facts.get("scopes"), list):
        raise answer.unreadable()
    # nought means never
    ends = [moment(facts, name) for name in ("expires_at", "data_access_expires_at") if facts.get(name)]
    return Token(frozenset(map(str, facts["scopes"])), min((one for one in ends if one is not None), default=None))
