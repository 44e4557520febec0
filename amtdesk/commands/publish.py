"""amtdesk publish-due: what is due goes out, then it ends."""

from argparse import Namespace

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, IN_USE, give, guarded
from amtdesk.domain.delivery import State
from amtdesk.system.paths import Paths
from amtdesk.ui import texts


def run(wanted: Namespace) -> int:
    """Returns 1 when a delivery needs a person or could not be sent yet."""
    return guarded(wanted, lambda: _run(wanted))


def _run(wanted: Namespace) -> int:
    desk = build(Paths.find(getattr(wanted, "data", None)), patience=wanted.wait)
    try:
        desk.frozen.look()
        report = desk.publisher.run_due()
        hold = desk.holding.current()
        waiting = desk.publisher.overdue()
        desk.jobs.follow()
    finally:
        desk.database.close()
    if report.busy:
        give(wanted, {"error": "in_use"}, "Ein anderer Sender arbeitet gerade, es wurde nichts getan.")
        return IN_USE
    if report.frozen:
        words = texts.FROZEN_HEADLESS
        give(wanted, {"error": "frozen", "message": words}, words)
        return FAILED
    value = {state.value: ids for state, ids in report.reached.items()}
    words = (
        ", ".join(f"{len(ids)} {texts.STATES[state]}" for state, ids in report.reached.items()) or "Nichts war fällig."
    )
    if waiting:
        words += f" {texts.count(len(waiting), 'Beitrag wartet', 'Beiträge warten')} noch auf den nächsten Versuch."
    if hold is not None:
        words += f" Alles ist angehalten: {hold.reason}"
    give(wanted, {"deliveries": value, "published": value.get(State.PUBLISHED.value, []), "waiting": waiting}, words)
    return FAILED if report.troubles or waiting else DONE
