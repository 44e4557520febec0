"""The Kanal-Steckbrief: what a channel is for, who may sign in, where its Impressum stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

#: Access is looked at anew after so many days; people leave, telephones change.
CHECK_DAYS = 365
#: One alone who falls ill or leaves takes the channel along.
LEAST_PEOPLE = 2


class Comments(StrEnum):
    """Who may comment."""

    UNSAID = ""
    OPEN = "open"
    MODERATED = "moderated"
    REACTIONS = "reactions"
    CLOSED = "closed"


class Gap(StrEnum):
    """What is still to be written down."""

    PURPOSE = "purpose"
    SECOND_PERSON = "second_person"
    TWO_FACTOR = "two_factor"
    CHECK = "check"
    IMPRINT = "imprint"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, or an office of others, who may sign in."""

    name: str
    two_factor: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """All of it may be empty. How citizens are addressed is kept where the Textbausteine keep it."""

    purpose: str = ""
    audience: str = ""
    holders: tuple[Holder, ...] = ()
    #: when somebody last looked who may sign in
    checked: date | None = None
    imprint: str = ""
    netiquette: str = ""
    privacy: str = ""
    #: when somebody answers here; empty: as everywhere in the house
    hours: str = ""
    comments: Comments = Comments.UNSAID
    #: with whom others look after it, and by which contract
    contract: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written down yet."""
        return self == Profile()

    def gaps(self) -> tuple[Gap, ...]:
        """What is still open, the weightiest first."""
        people = [one for one in self.holders if one.name.strip()]
        missing = {
            Gap.SECOND_PERSON: len(people) < LEAST_PEOPLE,
            Gap.TWO_FACTOR: not people or not all(one.two_factor for one in people),
            Gap.CHECK: self.checked is None,
            Gap.IMPRINT: not self.imprint.strip(),
            Gap.PRIVACY: not self.privacy.strip(),
            Gap.PURPOSE: not self.purpose.strip(),
        }
        return tuple(gap for gap, is_missing in missing.items() if is_missing)

    def to_check(self, today: date) -> bool:
        """Whether the last look at who may sign in is a year old; one never made is a gap, no reminder."""
        return self.checked is not None and (today - self.checked).days >= CHECK_DAYS


def to_json(profile: Profile) -> dict[str, Any]:
    """As it stands in the file; what is empty is left out."""
    kept: dict[str, Any] = {
        "purpose": profile.purpose,
        "audience": profile.audience,
        "holders": [[one.name, one.two_factor] for one in profile.holders],
        "checked": profile.checked.isoformat() if profile.checked else None,
        "imprint": profile.imprint,
        "netiquette": profile.netiquette,
        "privacy": profile.privacy,
        "hours": profile.hours,
        "comments": profile.comments.value,
        "contract": profile.contract,
    }
    return {name: value for name, value in kept.items() if value}


def from_json(kept: Mapping[str, Any]) -> Profile:
    """The value for what stands in the file."""
    comments = kept.get("comments", "")
    return Profile(
        purpose=kept.get("purpose", ""),
        audience=kept.get("audience", ""),
        holders=tuple(Holder(name, bool(two_factor)) for name, two_factor in kept.get("holders", ())),
        checked=date.fromisoformat(kept["checked"]) if kept.get("checked") else None,
        imprint=kept.get("imprint", ""),
        netiquette=kept.get("netiquette", ""),
        privacy=kept.get("privacy", ""),
        hours=kept.get("hours", ""),
        comments=Comments(comments) if comments in {one.value for one in Comments} else Comments.UNSAID,
        contract=kept.get("contract", ""),
    )
