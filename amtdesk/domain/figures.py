"""What platforms count: for one post, and for the whole account."""

from collections.abc import Mapping
from enum import StrEnum


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
