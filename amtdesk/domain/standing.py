"""Whether the house stands behind the wording of a Textbaustein, since when, and for how long still."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: So many days before it expires an agreement is due to be confirmed: it comes onto one monthly list before its end.
NOTICE = 31


class Standing(StrEnum):
    """What the house says to a wording."""

    NOT_AGREED = "not_agreed"
    AGREED = "agreed"
    #: agreed still, to be confirmed soon
    DUE = "due"
    EXPIRED = "expired"


#: The house stands behind it.
VALID = frozenset({Standing.AGREED, Standing.DUE})


class Approval(StrEnum):
    """Who must be asked each time before a Textbaustein is used."""

    FREE = "frei"
    OFFICE = "fachamt"
    HEAD = "leitung"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is known about the present wording. `asked_on`: the office was asked to confirm it and has not answered."""

    by: str = ""
    office: str = ""
    on: date | None = None
    asked_on: date | None = None
    denied_on: date | None = None


#: Nobody was asked yet.
NOBODY = Agreement()


def standing(agreement: Agreement, review_months: int, today: date) -> Standing:
    """The standing on a day; a day of agreement in the future counts from that day on."""
    if agreement.on is None or agreement.on > today:
        return Standing.NOT_AGREED
    end = expires(agreement.on, review_months)
    if today >= end:
        return Standing.EXPIRED
    return Standing.DUE if today >= end - timedelta(days=NOTICE) else Standing.AGREED


def expires(agreed_on: date, review_months: int) -> date:
    """The first day on which the agreement no longer counts: the same day of the month, or the month's last."""
    months = agreed_on.year * 12 + agreed_on.month - 1 + max(1, review_months)
    year, month = min(months // 12, date.max.year - 1), months % 12
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(agreed_on.day, (after - timedelta(days=1)).day))


def to_confirm(agreement: Agreement, review_months: int, today: date) -> bool:
    """Whether somebody should ask the office again: due or expired, and not asked already within a month."""
    if standing(agreement, review_months, today) not in (Standing.DUE, Standing.EXPIRED):
        return False
    return agreement.asked_on is None or today - agreement.asked_on >= timedelta(days=NOTICE)
