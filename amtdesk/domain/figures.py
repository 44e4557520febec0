"""What platforms count: for one post, and for the whole account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amtdesk.domain.errors import Problem


class Figure(StrEnum):
    """One thing that is counted. Platforms mean different things by the same word: compare only within one."""

    VIEWS = "views"
    REACH = "reach"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    CLICKS = "clicks"
    SAVES = "saves"
    FOLLOWERS = "followers"


#: What is missing was not told by the platform; it is not nought.
Figures = Mapping[Figure, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was told at one look (aware UTC)."""

    taken: datetime
    figures: Figures


@dataclass(frozen=True, slots=True)
class Asked:
    """How the last look at an account went; `told` is the last one that went well."""

    tried: datetime
    told: datetime | None = None
    problem: Problem | None = None
    detail: str = ""
