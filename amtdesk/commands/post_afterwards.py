"""amtdesk post edit | withdraw: what is public already."""

from argparse import Namespace
from collections.abc import Callable

from amtdesk.commands import given
from amtdesk.commands.output import DONE, FAILED, give, say
from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.public_place import PublicPlace
from amtdesk.services.desk import Desk
from amtdesk.services.planning import Refused
from amtdesk.ui import texts


def _edit(desk: Desk, wanted: Namespace) -> int:
    words = given.text(Namespace(text=None, text_file=wanted.text_file))

    def may(place: PublicPlace) -> bool:
        return place.may_edit and place.text != words.strip()

    return _each(desk, wanted, may, lambda place: desk.afterwards.edit(place.delivery.id, words), "geändert")


def _withdraw(desk: Desk, wanted: Namespace) -> int:
    return _each(
        desk,
        wanted,
        lambda place: place.may_withdraw,
        lambda place: desk.afterwards.withdraw(place.delivery.id),
        "gelöscht",
    )


def _each(
    desk: Desk, wanted: Namespace, may: Callable[[PublicPlace], bool], step: Callable[[PublicPlace], bool], done: str
) -> int:
    """One channel after another; one that refuses stops no other."""
    chosen = [
        one for one in desk.afterwards.places(wanted.id) if not wanted.account or one.account.id in wanted.account
    ]
    if not chosen or {one.account.id for one in chosen} < set(wanted.account):
        say(f"Beitrag {wanted.id} ist dort nicht öffentlich.")
        return FAILED
    result, lines = [], []
    for place in chosen:
        outcome, words = _one(place, may, step, done)
        result.append({"account": place.account.id, "outcome": outcome, "message": words})
        lines.append(f"{place.account.name}: {words}")
    give(wanted, {"id": wanted.id, "accounts": result}, "\n".join(lines))
    return DONE if all(one["outcome"] == "done" for one in result) else FAILED


def _one(
    place: PublicPlace, may: Callable[[PublicPlace], bool], step: Callable[[PublicPlace], bool], done: str
) -> tuple[str, str]:
    if not may(place):
        return "not_possible", "geht dort nicht, oder es gibt nichts zu tun."
    try:
        if step(place):
            return "done", f"{done}."
        return "unknown", "Die Antwort ging verloren. Bitte dort nachsehen; ein zweiter Versuch schadet nicht."
    except Refused as refused:
        return "refused", " ".join(texts.finding(note) for note in refused.notes)
    except AmtDeskError as error:
        return error.problem.value, " ".join(texts.sentences(error))


ACTIONS: dict[str, Callable[[Desk, Namespace], int]] = {"edit": _edit, "withdraw": _withdraw}
