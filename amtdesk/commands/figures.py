"""amtdesk figures."""

from argparse import Namespace
from datetime import timedelta
from typing import Any

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, give, guarded
from amtdesk.domain.figures import Counted
from amtdesk.domain.schedule import local
from amtdesk.services.desk import Desk
from amtdesk.services.figures import POSTS_OF
from amtdesk.system.paths import Paths
from amtdesk.ui.figures import words


def run(wanted: Namespace) -> int:
    """Run the command; returns the exit code."""

    def work() -> int:
        desk = build(Paths.find(getattr(wanted, "data", None)))
        try:
            return _figures(desk, wanted)
        finally:
            desk.database.close()

    return guarded(wanted, work)


def _figures(desk: Desk, wanted: Namespace) -> int:
    accounts = desk.figures.telling()
    told = [desk.figures.ask(one) for one in accounts] if wanted.ask else []
    posts, zone = _posts(desk), desk.offices.get().zone
    since = (local(desk.now(), zone) - POSTS_OF - timedelta(days=1)).date()
    asked = desk.figures.asked()
    channels = [
        {
            "id": one.id,
            "name": one.name,
            "problem": asked[one.id].problem if one.id in asked else None,
            "days": {f"{day}": _json(found) for day, found in desk.figures.audience(one.id, since).items()},
        }
        for one in accounts
    ]
    lines = [f"{one['words']}: {one['said']}" for one in posts]
    give(wanted, {"posts": posts, "accounts": channels}, "\n".join(lines) or "Noch keine Zahlen.")
    return DONE if all(told) else FAILED


def _posts(desk: Desk) -> list[dict[str, Any]]:
    found = [post for post in desk.posts.newest(500) if post.deliveries]
    counted = desk.figures.of_deliveries([one.id for post in found for one in post.deliveries])
    return [
        {
            "post": post.id,
            "account": one.account_id,
            "words": post.words,
            "said": words(counted[one.id], one.zone, desk.now()),
            **_json(counted[one.id]),
        }
        for post in found
        for one in post.deliveries
        if one.id in counted
    ]


def _json(found: Counted) -> dict[str, Any]:
    return {"taken": f"{found.taken:%Y-%m-%dT%H:%M:%SZ}", "figures": {k.value: n for k, n in found.figures.items()}}
