"""amtdesk update: look for a newer version now, and fetch it on request; it is never started from here."""

from argparse import Namespace

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, give, guarded
from amtdesk.services.desk import Desk
from amtdesk.services.updates import Outlook
from amtdesk.system.paths import Paths
from amtdesk.ui import texts


def run(wanted: Namespace) -> int:
    """Returns 1 when nobody may be asked, or what was found is refused."""
    return guarded(wanted, lambda: _run(wanted))


def _run(wanted: Namespace) -> int:
    desk = build(Paths.find(getattr(wanted, "data", None)))
    try:
        return _look(wanted, desk)
    finally:
        desk.database.close()


def _look(wanted: Namespace, desk: Desk) -> int:
    updates = desk.updates
    if not updates.possible or not updates.outlook().address:
        give(wanted, _value(updates.ground.version, updates.outlook()), _why_not(desk))
        return FAILED
    known = updates.look()
    if known.offered and wanted.download:
        updates.download()
        known = updates.outlook()
    words = f"Es gibt keine neuere Fassung als {updates.ground.version}."
    if known.offered:
        day = texts.short_date(known.offered.published, desk.now().date())
        words = f"Fassung {known.offered.version} vom {day} ist da."
    if known.fetched:
        words = f"Geprüft und abgelegt: {known.fetched}"
    give(wanted, _value(updates.ground.version, known), words)
    return DONE


def _why_not(desk: Desk) -> str:
    ground = desk.updates.ground
    if ground.forbidden:
        return "Das Nachsehen ist abgeschaltet (Vorgabe UpdateCheck)."
    if not ground.by_setup:
        return "Dieses AmtDesk hat nicht das Setup für einen Nutzer eingerichtet, neue Fassungen richtet die IT ein."
    return "Es ist keine Adresse für neue Fassungen eingetragen."


def _value(version: str, known: Outlook) -> dict[str, object]:
    offered = known.offered
    return {
        "version": version,
        "address": known.address or None,
        "offered": offered.version if offered else None,
        "published": offered.published.isoformat() if offered else None,
        "notes": offered.notes if offered else None,
        "file": str(known.fetched) if known.fetched else None,
    }
