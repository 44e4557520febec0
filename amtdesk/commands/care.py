"""amtdesk backup | restore | doctor."""

import shutil
import sqlite3
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from amtdesk import __version__
from amtdesk.app import build, clock
from amtdesk.commands.output import DONE, FAILED, IN_USE, give, guarded
from amtdesk.services.backups import Backups
from amtdesk.store import backup
from amtdesk.store.migrate import REVISION, revision
from amtdesk.system import paths as system_paths
from amtdesk.system.drives import free_space, writable
from amtdesk.system.paths import Paths
from amtdesk.system.secrets import Secrets
from amtdesk.ui import texts


def run(wanted: Namespace) -> int:
    """Run the command; returns the exit code."""
    return guarded(wanted, lambda: {"backup": _backup, "restore": _restore, "doctor": _doctor}[wanted.command](wanted))


def _backup(wanted: Namespace) -> int:
    found = Paths.find(getattr(wanted, "data", None))
    desk = build(found)
    try:
        made = desk.backups.make()
    finally:
        desk.database.close()
    value: dict[str, Any] = {"path": str(made.path), "sha256": made.sha256}
    if wanted.to:
        target = Path(wanted.to) / made.path.name
        value["second"] = str(backup.copy(made.path, target).path)
    give(wanted, value, f"Gesichert und geprüft: {made.path}")
    return DONE


def _restore(wanted: Namespace) -> int:
    found = Paths.find(getattr(wanted, "data", None))
    backups = Backups(found.database, found.media, found.backups, clock)
    chosen = Path(wanted.file) if wanted.file else backups.newest_good()
    if chosen is None or not chosen.exists():
        give(wanted, {"error": "not_found"}, "Es gibt keine gute Sicherung.")
        return FAILED
    if _window_open(found):
        words = "AmtDesk ist noch geöffnet. Bitte zuerst das Fenster schließen."
        give(wanted, {"error": "in_use", "message": words}, words)
        return IN_USE
    damage = backup.damage(chosen)
    if damage:
        give(wanted, {"error": "damaged", "detail": damage}, f"Diese Sicherung ist beschädigt: {chosen}")
        return FAILED
    kept = backups.restore(chosen)
    give(
        wanted,
        {"restored": str(chosen), "kept": str(kept) if kept else None},
        f"Zurückgeholt: {chosen}. Die bisherige Datei liegt unter {kept}.",
    )
    return DONE


def _window_open(found: Paths) -> bool:
    from amtdesk.ui.instance import Instance

    instance = Instance(found.data)
    if not instance.first():
        return True
    instance.release()
    return False


def _doctor(wanted: Namespace) -> int:
    found = Paths.find(getattr(wanted, "data", None))
    checks = [*_place(found), *_file(found), *_keyring(), *_program()]
    bad = [check for check in checks if not check["ok"]]
    words = "\n".join(f"{'gut    ' if check['ok'] else 'PROBLEM'}  {check['words']}" for check in checks)
    give(wanted, {"ok": not bad, "data": str(found.data), "checks": checks}, words)
    return FAILED if bad else DONE


def _check(name: str, ok: bool, good: str, bad: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "words": good if ok else bad}


def _place(found: Paths) -> list[dict[str, Any]]:
    folder = found.data if found.data.exists() else found.data.parent
    free = free_space(folder)
    return [
        _check(
            "writable",
            writable(folder),
            f"Datenverzeichnis: {found.data}",
            f"In {found.data} lässt sich nicht schreiben.",
        ),
        _check(
            "local",
            not system_paths.remote(folder),
            "Das Datenverzeichnis liegt auf diesem Rechner.",
            "Das Datenverzeichnis liegt auf einem Netzlaufwerk. Dort kann die Datei Schaden nehmen.",
        ),
        _check(
            "space",
            free is None or free > 200_000_000,
            "Auf der Festplatte ist Platz.",
            "Auf der Festplatte sind weniger als 200 MB frei.",
        ),
    ]


def _file(found: Paths) -> list[dict[str, Any]]:
    if not found.database.exists():
        return [_check("database", True, "Noch keine Daten, die Datei entsteht beim ersten Start.", "")]
    damage = backup.damage(found.database)
    checks = [_check("database", damage is None, "Die Datei ist in Ordnung.", f"Die Datei ist beschädigt: {damage}")]
    if damage is None:
        kept = revision(found.database)
        checks.append(
            _check(
                "schema", kept == REVISION, f"Stand der Datei: {kept}", f"Stand der Datei: {kept}, erwartet: {REVISION}"
            )
        )
        last = Backups(found.database, found.media, found.backups, clock).last()
        good = f"Letzte Sicherung: {texts.when(last, 'Europe/Berlin', clock())}" if last else ""
        checks.append(_check("backup", last is not None, good, "Es gibt noch keine Sicherung."))
    return checks


def _keyring() -> list[dict[str, Any]]:
    problem = Secrets().available()
    bad = texts.problem(problem) if problem else ""
    return [_check("keyring", problem is None, "Die Schlüsselverwaltung nimmt Zugänge auf.", bad)]


def _program() -> list[dict[str, Any]]:
    memory = sqlite3.connect(":memory:")
    try:
        options = {row[0] for row in memory.execute("pragma compile_options")}
    finally:
        memory.close()
    version = f"AmtDesk {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    return [
        _check("version", True, version, ""),
        _check("fts5", "ENABLE_FTS5" in options, "Die Suche (FTS5) ist da.", "SQLite kennt hier kein FTS5."),
        _check(
            "browser",
            sys.platform == "win32" or shutil.which("xdg-open") is not None,
            "Seiten lassen sich im Browser öffnen.",
            "Es fehlt xdg-open, Seiten lassen sich nicht im Browser öffnen.",
        ),
    ]
