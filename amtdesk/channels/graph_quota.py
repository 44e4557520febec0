"""How many posts Meta takes within 24 hours, as it says (content_publishing_limit, threads_publishing_limit)."""

from amtdesk.channels.graph import Graph, counted, inner, part
from amtdesk.domain.errors import AccessDenied, Problem, RateLimited, Rejected

_DAY = 86_400


def allowed(graph: Graph, path: str) -> dict[str, object]:
    """As it stands in resources/limits.json; empty where Meta does not tell, or tells of something else than a day."""
    try:
        _answer, record = graph.get(path, "quota_usage,config")
    except (Rejected, RateLimited):
        return {}
    except AccessDenied as error:
        if error.problem is not Problem.PERMISSION_MISSING:
            raise
        return {}
    config = part(next(iter(inner({"told": record}, "told")), {}), "config")
    total = counted(config.get("quota_total"))
    return {"max_posts_per_24h": total} if total and config.get("quota_duration", _DAY) == _DAY else {}
