"""Asking Meta for figures: one metric that is no more refuses the whole call, and must not take the others along."""

from collections.abc import Mapping
from typing import Any

from amtdesk.channels.graph import Graph, counted, part
from amtdesk.domain.errors import AccessDenied, Problem, Rejected
from amtdesk.domain.figures import Figure


def asked(graph: Graph, path: str, metrics: Mapping[str, Figure], dead: set[str], **params: str) -> dict[Figure, int]:
    """The figures Meta told, added up by figure; metrics it does not know are noted in `dead` and not asked again."""
    alive = [one for one in metrics if one not in dead]
    told = _together(graph, path, alive, params)
    if told is None:
        told = {}
        for one in alive:
            alone = _together(graph, path, [one], params)
            if alone is None:
                dead.add(one)
            told |= alone or {}
    found: dict[Figure, int] = {}
    for name, value in told.items():
        if name in metrics:
            found[metrics[name]] = found.get(metrics[name], 0) + value
    return found


def _together(graph: Graph, path: str, metrics: list[str], params: Mapping[str, str]) -> dict[str, int] | None:
    """None when the call was refused; no value, no figure."""
    if not metrics:
        return {}
    try:
        answer = graph.call("GET", path, params={"metric": ",".join(metrics), **params})
    except Rejected:
        return None
    except AccessDenied as error:
        # a missing right to figures must not hide what is counted openly
        if error.problem is not Problem.PERMISSION_MISSING:
            raise
        return None
    rows = answer.record().get("data")
    found = {}
    for row in rows if isinstance(rows, list) else []:
        value = _value(row) if isinstance(row, dict) else None
        if value is not None:
            found[str(row.get("name"))] = value
    return found


def _value(row: Mapping[str, Any]) -> int | None:
    """`total_value`, else the last of `values`."""
    total = counted(part(row, "total_value").get("value"))
    values = row.get("values")
    last = values[-1] if isinstance(values, list) and values else None
    return total if total is not None else counted(last.get("value")) if isinstance(last, dict) else None
