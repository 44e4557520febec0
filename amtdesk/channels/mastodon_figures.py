"""What a Mastodon server counts (entities Status and Account); it knows no reach."""

from collections.abc import Mapping
from typing import Any

from amtdesk.domain.figures import Figure


def of_status(status: Mapping[str, Any]) -> dict[Figure, int]:
    """Figures of one status; what the server does not count is absent."""
    found = {
        figure: status[name]
        for name, figure in (("favourites_count", Figure.LIKES), ("replies_count", Figure.COMMENTS))
        if _is_count(status.get(name))
    }
    shares = [status[name] for name in ("reblogs_count", "quotes_count") if _is_count(status.get(name))]
    return {**found, Figure.SHARES: sum(shares)} if shares else found


def of_account(account: Mapping[str, Any]) -> dict[Figure, int]:
    """Figures of the account."""
    count = account.get("followers_count")
    return {Figure.FOLLOWERS: count} if isinstance(count, int) and _is_count(count) else {}


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
