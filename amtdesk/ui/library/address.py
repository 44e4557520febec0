"""Sie or du: what she chose last on a channel holds there until she chooses otherwise."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk


def is_familiar(desk: "Desk", account_id: int | None) -> bool:
    """Whether citizens are addressed with du on a channel; None: anywhere else."""
    return bool(desk.offices.recall(_key(account_id), False))


def remember(desk: "Desk", account_id: int | None, *, familiar: bool) -> None:
    """From now on this way."""
    if is_familiar(desk, account_id) != familiar:
        desk.offices.remember(_key(account_id), familiar)


def _key(account_id: int | None) -> str:
    return f"address.{account_id or 'any'}"
