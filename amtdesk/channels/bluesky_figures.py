"""What Bluesky counts (lexicons app.bsky.feed.getPosts, app.bsky.actor.getProfile); it knows no reach."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amtdesk.channels.answer import Answer
from amtdesk.channels.bluesky_session import Identity
from amtdesk.domain.figures import Figure, Figures

_AT_ONCE = 25
_COUNTS = {"likeCount": Figure.LIKES, "replyCount": Figure.COMMENTS, "bookmarkCount": Figure.SAVES}

Call = Callable[..., Answer | None]


def of_posts(call: Call, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
    """Figures of the posts that are there."""
    found: dict[str, Figures] = {}
    for start in range(0, len(remote_ids), _AT_ONCE):
        params = {"uris": list(remote_ids[start : start + _AT_ONCE])}
        answer = call("GET", "app.bsky.feed.getPosts", params=params)
        posts = answer.record().get("posts") if answer else None
        for post in posts if isinstance(posts, list) else ():
            if isinstance(post, dict) and post.get("uri") in remote_ids:
                found[str(post["uri"])] = _figures(post)
    return found


def of_account(call: Call, me: Identity) -> Figures:
    """How many follow the account."""
    answer = call("GET", "app.bsky.actor.getProfile", params={"actor": me.did})
    count = answer.record().get("followersCount") if answer else None
    return {Figure.FOLLOWERS: count} if isinstance(count, int) else {}


def _figures(post: Mapping[str, Any]) -> dict[Figure, int]:
    found = {figure: post[name] for name, figure in _COUNTS.items() if isinstance(post.get(name), int)}
    shares = [post[name] for name in ("repostCount", "quoteCount") if isinstance(post.get(name), int)]
    return {**found, Figure.SHARES: sum(shares)} if shares else found
