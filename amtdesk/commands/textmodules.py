"""amtdesk textmodules export | import."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from amtdesk.app import build
from amtdesk.commands.output import DONE, FAILED, give, guarded
from amtdesk.domain.exchange import FileRefused, Row, Standing
from amtdesk.services.desk import Desk
from amtdesk.services.exchange import Exchange, Preview, Taken
from amtdesk.system.paths import Paths
from amtdesk.ui import texts
from amtdesk.ui.textmodules import exchange_words as words


def run(wanted: Namespace) -> int:
    """Returns 1 when nothing was taken because of what is in the file."""

    def work() -> int:
        desk = build(Paths.find(getattr(wanted, "data", None)))
        try:
            return _export(desk, wanted) if wanted.action == "export" else _import(desk, wanted)
        finally:
            desk.database.close()

    return guarded(wanted, work)


def _export(desk: Desk, wanted: Namespace) -> int:
    exchange = _exchange(desk)
    ids = wanted.id or None
    found = exchange.entries(ids)
    missing = sorted(set(wanted.id) - {entry.id for entry in found})
    if missing:
        give(wanted, {"error": "not_found", "ids": missing}, f"Gibt es nicht: {', '.join(missing)}.")
        return FAILED
    exchange.save(Path(wanted.out), ids)
    said = f"{texts.count(len(found), 'Textbaustein', 'Textbausteine')} exportiert."
    give(wanted, {"file": wanted.out, "exported": [entry.id for entry in found]}, said)
    return DONE


def _import(desk: Desk, wanted: Namespace) -> int:
    """New ones are taken, changed ones only with --changed; one faulty row, and nothing is."""
    exchange = _exchange(desk)
    try:
        preview = exchange.open(Path(wanted.file))
        faulty = preview.of(Standing.FAULTY)
        chosen = preview.of(Standing.NEW) + (preview.of(Standing.CHANGED) if wanted.changed else [])
        taken = None if faulty or wanted.preview else exchange.take(chosen)
    except FileRefused as error:
        what, step = words.refused(error)
        give(wanted, {"error": error.reason.value, "line": error.line, "message": f"{what} {step}"}, f"{what} {step}")
        return FAILED
    give(wanted, _json(preview, taken), _said(preview, taken, wanted.changed))
    return FAILED if faulty else DONE


def _said(preview: Preview, taken: Taken | None, changed: bool) -> str:
    lines = [f"Zeile {row.line}: {words.note(row)}" for row in preview.of(Standing.FAULTY)]
    counted = ", ".join(f"{len(preview.of(standing))} {said}" for standing, said in words.STANDINGS.items())
    lines.append(f"In der Datei: {counted}.")
    if taken is None:
        lines.append("Es wurde nichts übernommen.")
    else:
        lines.append(f"Übernommen: {len(taken.new)} neu, {len(taken.changed)} geändert.")
        if preview.of(Standing.CHANGED) and not changed:
            lines.append("Geänderte bleiben, wie sie sind; mit --changed werden sie übernommen.")
    return "\n".join(lines)


def _json(preview: Preview, taken: Taken | None) -> dict[str, Any]:
    return {
        "charset": preview.charset,
        "shelves": list(preview.shelves),
        "rows": [_row(row) for row in preview.rows],
        "taken": None
        if taken is None
        else {"new": [one.id for one in taken.new], "changed": [one.id for one in taken.changed]},
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "line": row.line,
        "id": row.entry.id,
        "title": row.entry.title,
        "standing": row.standing.value,
        "faults": [fault.value for fault in row.faults],
        "changed": list(row.changed),
        "message": words.note(row),
    }


def _exchange(desk: Desk) -> Exchange:
    return Exchange(desk.database, desk.changes, desk.now, desk.offices.get, desk.suggestions.stock)
