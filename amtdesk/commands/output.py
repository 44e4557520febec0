"""What a command prints: JSON on the output, words for people on the error output."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from amtdesk.commands.given import WrongCall
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import AccessDenied, AmtDeskError, Problem, SecretsUnavailable
from amtdesk.domain.post import Post
from amtdesk.store.trouble import sqlite_named
from amtdesk.ui import texts

DONE, FAILED, USAGE, IN_USE, CREDENTIALS = 0, 1, 2, 3, 4


def say(words: str) -> None:
    """One line for people."""
    sys.stderr.write(words + "\n")


def give(wanted: Namespace, value: Any, words: str = "") -> None:
    """The result: as JSON when asked for, the words for people in any case."""
    if words:
        say(words)
    if getattr(wanted, "json", False):
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def guarded(wanted: Namespace, work: Callable[[], int]) -> int:
    """Run a command; errors become a German sentence, JSON and an exit code."""
    try:
        with sqlite_named():
            return work()
    except WrongCall as error:
        say(str(error))
        return USAGE
    except AmtDeskError as error:
        what, step = texts.sentences(error)
        give(
            wanted,
            {"error": error.problem.value, "message": f"{what} {step}", "detail": error.detail},
            f"{what} {step}",
        )
        if error.problem is Problem.DATABASE_BUSY:
            return IN_USE
        return CREDENTIALS if isinstance(error, AccessDenied | SecretsUnavailable) else FAILED


def post_json(post: Post) -> dict[str, Any]:
    """One post with a delivery for each chosen channel, planned or not."""
    planned = {delivery.account_id: delivery for delivery in post.deliveries}
    return {
        "id": post.id,
        "title": post.title,
        "text": post.text,
        "language": post.language,
        "due": _time(post.due),
        "state": post.overall.state.value,
        "partly": post.overall.partly,
        "pictures": [
            {"name": one.media.name, "alt": one.alt, "width": one.media.width, "height": one.media.height}
            for one in post.pictures
        ],
        "deliveries": [_delivery(post, account, state, planned.get(account)) for account, state in post.states.items()],
    }


def _delivery(post: Post, account: int, state: State, planned: Delivery | None) -> dict[str, Any]:
    return {
        "id": planned.id if planned else None,
        "account": account,
        "state": state.value,
        "due": _time(planned.due if planned else post.due),
        "url": planned.url if planned else None,
        "reason": texts.problem(planned.problem) if planned and planned.problem else None,
        "problem": planned.problem.value if planned and planned.problem else None,
        "remote_id": planned.remote_id if planned else None,
        "text": post.text_for(account),
    }


def account_json(account: Account, kinds: dict[str, Kind]) -> dict[str, Any]:
    """One account; never a secret."""
    kind = kinds.get(account.kind)
    return {
        "id": account.id,
        "kind": account.kind,
        "name": account.name,
        "url": account.url,
        "settings": dict(account.settings),
        "standing": account.standing.value,
        "problem": account.problem.value if account.problem else None,
        "reason": texts.problem(account.problem) if account.problem else None,
        "checked": _time(account.checked),
        "abilities": sorted(ability.value for ability in kind.abilities) if kind else [],
    }


def _time(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
