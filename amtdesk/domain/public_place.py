"""Where a post is public, and what may still be done with it there."""

from dataclasses import dataclass

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.delivery import Delivery


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """One public copy of a post; `text` is what was published there."""

    delivery: Delivery
    account: Account
    kind: Kind
    text: str
    may_edit: bool
    may_withdraw: bool
    #: the platform's id is not known (published by hand, and its address does not tell)
    unknown_there: bool = False
