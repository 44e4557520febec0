"""Figures of a Page and its posts (docs/graph-api/reference/insights, names as of November 2026)."""

from collections.abc import Mapping, Sequence
from typing import Any

from amtdesk.channels.graph import Graph, counted, node, part
from amtdesk.channels.graph_insights import asked
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.figures import Figure, Figures

_METRICS = {
    "post_media_view": Figure.VIEWS,
    "post_total_media_view_unique": Figure.REACH,
    "post_clicks": Figure.CLICKS,
}
_COUNTERS = "shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)"


class Insights:
    """Counters that are always there, and insights, where each metric may be missing."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._dead: set[str] = set()

    def posts(self, remote_ids: Sequence[str]) -> dict[str, Figures]:
        """By post; one that is gone is left out."""
        found: dict[str, Figures] = {}
        for remote_id in remote_ids:
            shown = self._graph.find(node(remote_id), _COUNTERS)
            if shown is not None:
                insights = asked(self._graph, f"{node(remote_id)}/insights", _METRICS, self._dead)
                found[remote_id] = _counters(shown[1]) | insights
        return found

    def page(self, page: str) -> Figures:
        """How many follow the Page; older Pages are only liked."""
        for field in ("followers_count", "fan_count"):
            try:
                value = counted(self._graph.get(node(page), field)[1].get(field))
            except Rejected as error:
                if error.problem is not Problem.REFUSED:
                    raise
                continue
            if value is not None:
                return {Figure.FOLLOWERS: value}
        return {}


def _counters(record: Mapping[str, Any]) -> dict[Figure, int]:
    shares = part(record, "shares").get("count")
    values = {
        Figure.LIKES: _total(record, "reactions"),
        Figure.COMMENTS: _total(record, "comments"),
        # Facebook leaves it out where nobody shared
        Figure.SHARES: counted(shares),
    }
    return {figure: value for figure, value in values.items() if value is not None}


def _total(record: Mapping[str, Any], name: str) -> int | None:
    return counted(part(part(record, name), "summary").get("total_count"))
