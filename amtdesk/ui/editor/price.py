"""What a post costs, in one sentence; no Qt in here."""

from collections.abc import Collection, Mapping

from amtdesk.domain.checks import Target
from amtdesk.domain.cost import Cost, costs
from amtdesk.domain.post import Post


def price_of(post: Post, chosen: Collection[int], targets: Mapping[int, Target]) -> str:
    """What the platforms charge for it; empty when it is free."""
    return " ".join(_sentence(one) for one in costs(post, chosen, targets))


def _sentence(cost: Cost) -> str:
    because = ", weil er einen Link enthält" if cost.for_link else ""
    return f"{cost.label} berechnet für diesen Beitrag etwa {_money(cost.dollars)}{because}."


def _money(dollars: float) -> str:
    amount = f"{dollars:.2f} US-Dollar" if dollars >= 0.1 else f"{dollars * 100:.1f} US-Cent"
    return amount.replace(".", ",")
