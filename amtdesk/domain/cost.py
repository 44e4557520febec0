"""What platforms charge for a post, so that it can be said before it goes out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from amtdesk.domain.checks import Target
from amtdesk.domain.counting import URL
from amtdesk.domain.post import Post


@dataclass(frozen=True, slots=True)
class Cost:
    """What one channel charges, in US dollars; `for_link`: more, because the text has a link."""

    label: str
    dollars: float
    for_link: bool


def costs(post: Post, chosen: Collection[int], targets: Mapping[int, Target]) -> list[Cost]:
    """The costs of a post on the chosen accounts, in their order; channels without a price are left out."""
    found = []
    for account_id in sorted(chosen):
        target = targets.get(account_id)
        if target is None or target.limits.price is None or target.kind.by_hand:
            continue
        price = target.limits.price
        linked = URL.search(post.text_for(account_id)) is not None
        dollars = price.with_link if linked else price.post
        found.append(Cost(target.kind.label, dollars, linked and dollars > price.post))
    return found
