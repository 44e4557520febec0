"""amtdesk hold | release: everything stands still, and goes on."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, give, guarded
from amtdesk.domain.delivery import Delivery
from amtdesk.domain.hold import Held
from amtdesk.services.desk import Desk
from amtdesk.system.paths import Paths
from amtdesk.ui import texts
from amtdesk.ui.hold.words import counted


def run(wanted: Namespace) -> int:
    """Returns 1 when nothing was to be held or released."""
    return guarded(wanted, lambda: _run(wanted))


def _run(wanted: Namespace) -> int:
    desk = build(Paths.find(getattr(wanted, "data", None)))
    try:
        if wanted.command == "hold":
            return _hold(wanted, desk)
        return _here(wanted, desk) if wanted.here else _release(wanted, desk)
    finally:
        desk.database.close()


def _hold(wanted: Namespace, desk: Desk) -> int:
    made = desk.holding.hold(wanted.reason, wanted.by)
    held = desk.holding.held()
    # told now where the network allows it, else by whoever sends next
    desk.publisher.run_due()
    left = desk.holding.at_platforms()
    words = f"Alles ist angehalten: {_counted(held) or 'nichts war geplant'}."
    if left:
        words += "\nNoch auf der Plattform, bitte dort prüfen: " + ", ".join(
            f"{title} {delivery.url or ''}".strip() for delivery, title in left
        )
    value: dict[str, Any] = {
        "by": made.by,
        "reason": made.reason,
        "started": _time(made.started),
        "held": [one.delivery.id for one in desk.holding.held()],
        "at_platforms": [_left(delivery, title) for delivery, title in left],
    }
    give(wanted, value, words)
    return DONE


def _release(wanted: Namespace, desk: Desk) -> int:
    """Everything that is not too late gets its time, or the next free slot; the rest is named."""
    only = set(wanted.delivery)
    times, stay, free = {}, [], []
    later: list[tuple[str, str]] = []
    for proposal in desk.holding.proposals():
        for one in proposal.held:
            if only and one.delivery.id not in only:
                continue
            if proposal.late is None or only:
                times[one.delivery.id] = proposal.due
                free.append(one)
                if proposal.due != one.delivery.due and proposal.words not in (title for title, _ in later):
                    later.append((proposal.words, texts.when(proposal.due, one.delivery.zone, desk.now())))
            else:
                stay.append({"delivery": one.delivery.id, "title": proposal.words, "late": proposal.late.value})
    if only - set(times):
        give(wanted, {"error": "not_held"}, "Das ist nicht angehalten.")
        return FAILED
    desk.holding.release(times, end=not only)
    words = f"Freigegeben: {_counted(free) or 'nichts'}."
    words += "".join(f"\n„{title}“ geht jetzt {at} hinaus, der alte Termin ist vorbei." for title, at in later)
    if stay:
        words += f" {texts.count(len(stay), 'bleibt', 'bleiben')} angehalten, weil der Termin vorbei ist."
    give(wanted, {"released": {str(key): _time(due) for key, due in times.items()}, "still_held": stay}, words)
    return DONE


def _counted(held: Sequence[Held]) -> str:
    """A post on several channels is one."""
    answers = {one.delivery.post_id for one in held if one.answer}
    return counted(len({one.delivery.post_id for one in held} - answers), len(answers))


def _here(wanted: Namespace, desk: Desk) -> int:
    desk.frozen.look()
    if desk.frozen.freeze() is None:
        give(wanted, {"error": "not_frozen"}, "Die Daten sind hier zu Hause, es gibt nichts zu bestätigen.")
        return FAILED
    desk.frozen.confirm()
    words = (
        "Ab jetzt sendet dieser Rechner. Was inzwischen fällig war, wird zuerst gesucht und nicht von selbst gesendet."
    )
    give(wanted, {"confirmed": True}, words)
    return DONE


def _left(delivery: Delivery, title: str) -> dict[str, Any]:
    return {"delivery": delivery.id, "title": title, "url": delivery.url, "due": _time(delivery.due)}


def _time(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
