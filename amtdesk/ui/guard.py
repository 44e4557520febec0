"""An exception inside a Qt virtual can end the process: catch it, report it once, return something harmless."""

import functools
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

#: Where it broke already: a view that cannot paint is asked to paint again and again.
_told: set[tuple[str, type[BaseException], int]] = set()


def guarded(default: Any = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For overridden Qt virtuals (`data`, `paint`, event functions): on an exception `default` is returned.

    The exception goes to `sys.excepthook`, as one nobody caught, once for each place.
    """

    def decorate(virtual: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(virtual)
        def safe(*arguments: Any, **named: Any) -> Any:
            try:
                return virtual(*arguments, **named)
            except Exception as error:  # noqa: BLE001 - reported below
                _tell(virtual.__qualname__, error)
                return default

        return safe

    return decorate


def _tell(name: str, error: Exception) -> None:
    place = (name, type(error), _line(error.__traceback__))
    if place not in _told:
        _told.add(place)
        error.add_note(f"in {name}")
        sys.excepthook(type(error), error, error.__traceback__)


def _line(trace: TracebackType | None) -> int:
    """Where it was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_lineno if trace is not None else 0
