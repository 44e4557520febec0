"""amtdesk job: the operating system's timer that sends while no window is open."""

import sys
from argparse import Namespace

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, give, guarded
from amtdesk.domain.job import EVERY_MINUTES, JobState, Registered
from amtdesk.services.desk import Desk
from amtdesk.system.paths import Paths

_WORDS = {
    Registered.ON: f"Eingetragen: alle {EVERY_MINUTES} Minuten wird gesendet, was fällig ist.",
    Registered.OFF: "Nicht eingetragen: gesendet wird nur, solange AmtDesk offen ist.",
    Registered.OTHER: "Eingetragen, aber ausgeschaltet oder von einer älteren Fassung. „amtdesk job on“ erneuert es.",
    Registered.ABSENT: "Dieser Rechner hat keine Aufgabenplanung, die AmtDesk kennt.",
}


def run(wanted: Namespace) -> int:
    """Returns 1 when the operating system refuses."""
    return guarded(wanted, lambda: _run(wanted))


def _run(wanted: Namespace) -> int:
    desk = build(Paths.find(getattr(wanted, "data", None)))
    try:
        if wanted.action == "print":
            return _print(wanted, desk)
        if wanted.action == "on":
            return _say(wanted, desk.jobs.switch_on(wake=wanted.wake), Registered.ON)
        if wanted.action == "off":
            return _say(wanted, desk.jobs.switch_off(), Registered.OFF)
        return _say(wanted, desk.jobs.state(), None)
    finally:
        desk.database.close()


def _say(wanted: Namespace, state: JobState, hoped: Registered | None) -> int:
    value = {"state": state.registered.value, "can_wake": state.can_wake, "wakes": state.wakes}
    give(wanted, value, _WORDS[state.registered])
    return DONE if hoped in (None, state.registered) else FAILED


def _print(wanted: Namespace, desk: Desk) -> int:
    files = dict(desk.jobs.files())
    if getattr(wanted, "json", False):
        give(wanted, files)
        return DONE
    for name, text in files.items():
        sys.stdout.write(f"# {name}\n{text}\n")
    if not files:
        give(wanted, files, _WORDS[Registered.ABSENT])
    return DONE
