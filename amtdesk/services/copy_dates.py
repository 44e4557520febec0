"""What waits for a channel follows its Redaktionsschluss when that changes."""

from datetime import datetime

from sqlalchemy import Connection

from amtdesk.domain import copy_date
from amtdesk.domain.delivery import State
from amtdesk.store import accounts, deliveries, posts


def follow(connection: Connection, account_id: int, before: str, now: datetime) -> None:
    """Give the deliveries of an account their new time, when `before` is not what it keeps now."""
    account = accounts.get(connection, account_id)
    if account is None or account.settings.get(copy_date.SETTING, "") == before:
        return
    for delivery in deliveries.in_states(connection, (State.BY_HAND,)):
        post = posts.get(connection, delivery.post_id) if delivery.account_id == account_id else None
        if post is not None and post.due is not None:
            due = copy_date.hand_in(account, post.due, now, delivery.zone)
            deliveries.change(connection, delivery.id, State.BY_HAND, due=due)
