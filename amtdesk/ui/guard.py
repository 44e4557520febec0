"""An exception inside a Qt virtual can end the process: catch it, log it, return something harmless."""

import functools
import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


def guarded(default: Any = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For overridden Qt virtuals (`data`, `paint`, event functions): on an exception `default` is returned."""

    def decorate(virtual: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(virtual)
        def safe(*arguments: Any, **named: Any) -> Any:
            try:
                return virtual(*arguments, **named)
            except Exception:
                log.exception("in %s", virtual.__qualname__)
                return default

        return safe

    return decorate
