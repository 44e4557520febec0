"""amtdesk backup | restore | doctor."""

import os
import shutil
import sqlite3
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from amtdesk import __version__
from amtdesk.app import build, clock
from amtdesk.commands.output import DONE, FAILED, IN_USE, give, guarded
from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.domain.schedule import ZONE
from amtdesk.services.backups import Backups
from amtdesk.services.changes import Changes
from amtdesk.services.rescue import save_texts
from amtdesk.services.safekeeping import QUIET, Safekeeping
from amtdesk.store import backup
from amtdesk.store.migrate import REVISION, revision
from amtdesk.store.trouble import drive_named
from amtdesk.system.drives import bad_place, free_space, writable
from amtdesk.system.paths import Paths
from amtdesk.system.secrets import Secrets
from amtdesk.ui import texts


def run(wanted: Namespace) -> int:
    """Run the command; returns the exit code."""
    return guarded(wanted, lambda: _run(wanted))


def _run(wanted: Namespace) -> int:
    with drive_named():
        try:
            return {"backup": _backup, "restore": _restore, "doctor": _doctor}[wanted.command](wanted)
        except backup.CopyDamaged as error:
            raise StorageTrouble(Problem.BACKUP_DAMAGED, str(error)) from error
        except backup.InUse as error:
            raise StorageTrouble(Problem.DATABASE_BUSY, str(error)) from error


def _backup(wanted: Namespace) -> int:
    found = Paths.find(getattr(wanted, "data", None))
    desk = build(found)
    try:
        made = desk.backups.make()
        value: dict[str, Any] = {"path": str(made.path), "sha256": made.sha256, "size": made.size}
        value["posts"] = made.rows.get("post")
        if wanted.to:
            value["second"] = str(desk.backups.bring(made.path, Path(wanted.to)))
    finally:
        desk.database.close()
    also = f" und {value['second']}" if wanted.to else ""
    give(wanted, value, f"Gesichert und geprüft: {made.path}{also}")
    return DONE


def _restore(wanted: Namespace) -> int:
    found = Paths.find(getattr(wanted, "data", None))
    backups = Backups(found.database, found.media, found.backups, clock)
    backups.second = Safekeeping(backups, Changes(), clock, found.second).second
    if wanted.list:
        return _list(wanted, backups)
    if wanted.texts:
        number = save_texts(found.database, Path(wanted.texts))
        words = f"{texts.count(number, 'Text', 'Texte')} gespeichert: {wanted.texts}"
        give(wanted, {"texts": number, "path": wanted.texts}, words)
        return DONE
    chosen = Path(wanted.file) if wanted.file else backups.newest_good()
    if chosen is None or not chosen.exists():
        give(wanted, {"error": "not_found"}, "Es gibt keine gute Sicherung.")
        return FAILED
    if _window_open(found):
        words = "AmtDesk ist noch geöffnet. Bitte zuerst das Fenster schließen."
        give(wanted, {"error": "in_use", "message": words}, words)
        return IN_USE
    kept = backups.describe(chosen)
    lost = backups.lost_since(kept) if kept else None
    aside = backups.restore(chosen)
    value = {"restored": str(chosen), "kept": str(aside) if aside else None, "lost": lost}
    words = f"Zurückgeholt: {chosen}."
    if aside:
        words += f" Die bisherige Datei liegt unter {aside}."
    give(wanted, value, f"{words} Gesendet wird nichts, bis es im Fenster freigegeben ist.")
    return DONE


def _list(wanted: Namespace, backups: Backups) -> int:
    every = [*backups.listing(), *backups.listing(second=True)]
    value = [
        {"path": str(one.path), "at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}", "size": one.size, "posts": one.posts}
        for one in every
    ]
    lines = [
        f"{texts.when(one.at, ZONE, clock())}  {texts.count(one.posts or 0, 'Beitrag', 'Beiträge')}  {one.path}"
        for one in every
    ]
    give(wanted, value, "\n".join(lines) or "Es gibt noch keine Sicherung.")
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
    words = "\n".join(f"{_verdict(check):7}  {check['words']}" for check in checks)
    give(wanted, {"ok": not bad, "data": str(found.data), "checks": checks}, words)
    return FAILED if bad else DONE


def _verdict(check: dict[str, Any]) -> str:
    if check.get("hint"):
        return "Hinweis"
    return "gut" if check["ok"] else "PROBLEM"


def _check(name: str, ok: bool, good: str, bad: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "words": good if ok else bad}


def _browser() -> dict[str, Any]:
    """Without it everything else works, so it is a hint and no failure."""
    there = sys.platform == "win32" or shutil.which("xdg-open") is not None
    good = "Seiten lassen sich im Browser öffnen."
    hint = "Ohne xdg-open lassen sich Seiten nicht im Browser öffnen. Alles andere geht."
    return {"name": "browser", "ok": True, "hint": not there, "words": good if there else hint}


def _place(found: Paths) -> list[dict[str, Any]]:
    folder = found.data if found.data.exists() else found.data.parent
    free = free_space(folder)
    place = bad_place(folder, os.environ)
    return [
        _check(
            "writable",
            writable(folder),
            f"Datenverzeichnis: {found.data}",
            f"In {found.data} lässt sich nicht schreiben.",
        ),
        _check(
            "local",
            place is None,
            "Das Datenverzeichnis liegt auf diesem Rechner und in keinem Cloud-Ordner.",
            texts.problem(place) if place else "",
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
    return checks + _copies(found)


def _copies(found: Paths) -> list[dict[str, Any]]:
    backups = Backups(found.database, found.media, found.backups, clock)
    last, newest = backups.last(), backups.newest()
    if last is None or newest is None:
        return [_no_copy(found)]
    when = f"Letzte Sicherung: {texts.when(last, ZONE, clock())}"
    checks = [
        _check("backup", clock() - last <= QUIET, when, f"{when}. Das ist mehr als drei Tage her."),
        _check(
            "backup_good",
            backup.verify(newest) is None,
            "Die letzte Sicherung ist in Ordnung.",
            f"Die letzte Sicherung ist beschädigt: {newest}",
        ),
    ]
    second = Safekeeping(backups, Changes(), clock, found.second).second
    if second is not None:
        good, bad = f"Zweiter Ordner: {second}", f"Im zweiten Ordner lässt sich nicht schreiben: {second}"
        checks.append(_check("second_folder", writable(second), good, bad))
    return checks


def _no_copy(found: Paths) -> dict[str, Any]:
    """On a file of the last days it is a hint: the window makes the first one by itself."""
    file = sqlite3.connect(f"{found.database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        first = file.execute("select min(created) from post").fetchone()[0]
    except sqlite3.Error:
        first = ""
    finally:
        file.close()
    young = first is None or first > f"{clock() - QUIET:%Y-%m-%dT%H:%M:%SZ}"
    words = "Es gibt noch keine Sicherung. Das Fenster legt täglich eine an, „amtdesk backup“ sofort."
    return {"name": "backup", "ok": young, "hint": young, "words": words}


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
        _browser(),
    ]
