"""amtdesk --selftest FILE: whether this installation is whole, as JSON for whoever installs it.

Touches no data of the user: `doctor` looks at those.
"""

import json
import logging
import os
import sqlite3
import ssl
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import amtdesk
from amtdesk.commands.output import DONE, FAILED, say
from amtdesk.domain.schedule import ZONE
from amtdesk.proxies import way_out
from amtdesk.system import program, resources
from amtdesk.system.drives import bad_place, writable
from amtdesk.system.paths import Paths
from amtdesk.system.secrets import Secrets
from amtdesk.ui import texts

log = logging.getLogger(__name__)

#: Alembic runs these by itself; outside a migration they have nothing to work on.
_NOT_ALONE = ("amtdesk.__main__", "amtdesk.store.migrations.env")
_PICTURES = ("png", "jpeg", "svg", "webp", "gif", "ico")
#: What the program cannot do without, one of each kind.
_RESOURCES = ("tokens.json", "limits.json", "help/start.md", "content/textbausteine.json", "icons/amtdesk.ico")
#: More than Windows' Credential Manager takes in one piece, with letters outside ASCII.
_LONG_SECRET = "gehéim-Ä" * 400

Facts = dict[str, Any]


class Missing(Exception):
    """Something is not as it must be; the message is a German sentence."""


def run(wanted: Namespace) -> int:
    """Write the report; returns 0 when everything is there, 1 when not or when it cannot be written."""
    if sys.platform not in ("win32", "darwin") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        report = _report(Paths.find(getattr(wanted, "data", None)), partial(_keep, wanted.selftest))
    except OSError as error:
        say(f"Der Bericht lässt sich nicht schreiben: {error}")
        return FAILED
    for check in report["checks"]:
        say(f"{'gut' if check['ok'] else 'PROBLEM':7}  {check['words']}")
    if wanted.selftest == "-":
        sys.stdout.write(_text(report))
    return DONE if report["ok"] else FAILED


def _report(paths: Paths, keep: Callable[[Facts], None]) -> Facts:
    began = monotonic()
    checks: list[Facts] = []
    report: Facts = {"ok": False, "version": amtdesk.__version__, "seconds": 0.0, "checks": checks}
    for name, label, look in _looks(paths):
        # a library that is broken can end the process: the report then says where
        checks.append({"name": name, "ok": False, "words": f"{label}: hier endete das Programm.", "facts": {}})
        keep(report)
        checks[-1] = _checked(name, label, look)
    report |= {"ok": all(check["ok"] for check in checks), "seconds": round(monotonic() - began, 2)}
    keep(report)
    return report


def _keep(target: str, report: Facts) -> None:
    if target != "-":
        Path(target).write_text(_text(report), encoding="utf-8")


def _text(report: Facts) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _looks(paths: Paths) -> tuple[tuple[str, str, Callable[[], Facts]], ...]:
    return (
        ("programm", "Programm und Python", _program),
        ("datenbank", "Datenbank (SQLite)", _database),
        ("zeitzone", "Sommer- und Winterzeit", _zone),
        ("schluessel", "Schlüsselverwaltung", _keyring),
        ("verbindung", "Zertifikate und Weg ins Netz", _network),
        ("unterschrift", "Prüfung neuer Fassungen", _signature),
        ("dateien", "Mitgelieferte Dateien", _resources),
        ("daten", "Datenverzeichnis", lambda: _place(paths)),
        ("module", "Alle Teile des Programms", _modules),
        ("fenster", "Fenster und Bilder (Qt)", _window),
        ("deutsch", "Deutsche Wörter von Qt", _german),
        ("fotos", "Fotos vom Handy (HEIC)", _photos),
    )


def _checked(name: str, label: str, look: Callable[[], Facts]) -> Facts:
    try:
        return {"name": name, "ok": True, "words": f"{label}: in Ordnung.", "facts": look()}
    except Missing as error:
        return {"name": name, "ok": False, "words": f"{label}: {error}", "facts": {}}
    except Exception as error:
        # whatever is broken here, the rest is to be looked at too
        log.exception("selftest %s", name)
        words = f"{label}: geht hier nicht. ({type(error).__name__}: {error})"
        return {"name": name, "ok": False, "words": words, "facts": {}}


def _need(there: object, words: str) -> None:
    if not there:
        raise Missing(words)


def _program() -> Facts:
    return {
        "amtdesk": amtdesk.__version__,
        "python": sys.version.split()[0],
        "executable": sys.executable,
        "command": program.command(),
        "isolated": bool(sys.flags.isolated),
        "utf8": bool(sys.flags.utf8_mode),
        "writable": writable(Path(sys.executable).parent),
    }


def _modules() -> Facts:
    broken: list[str] = []
    names = [module.name for module in walk_packages(amtdesk.__path__, "amtdesk.", onerror=broken.append)]
    for name in names:
        if name in _NOT_ALONE:
            continue
        try:
            import_module(name)
        except ImportError as error:
            broken.append(f"{name} ({error})")
    _need(not broken, f"Es fehlt etwas: {'; '.join(broken)}. Bitte AmtDesk neu installieren.")
    return {"modules": len(names)}


def _window() -> Facts:
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QImageReader
    from PySide6.QtWidgets import QLabel

    from amtdesk.start import application

    app, _look = application()
    label = QLabel("Grüße aus Musterbach")
    picture = label.grab().toImage()
    background = picture.pixelColor(0, 0)
    rows, columns = range(picture.height()), range(picture.width())
    _need(any(picture.pixelColor(x, y) != background for y in rows for x in columns), "Qt zeichnet keine Schrift.")
    known = {bytes(one.data()).decode() for one in QImageReader.supportedImageFormats()}
    lacking = [one for one in _PICTURES if one not in known]
    _need(not lacking, f"Qt liest diese Bildarten nicht: {', '.join(lacking)}. Bitte AmtDesk neu installieren.")
    return {
        "qt": qVersion(),
        "platform": app.platformName(),
        "style": app.style().metaObject().className(),
        "font": app.font().family(),
        "scale": app.primaryScreen().devicePixelRatio(),
    }


def _photos() -> Facts:
    import pi_heif
    from PIL import features

    pi_heif.register_heif_opener()
    lacking = [name for name in ("jpg", "zlib", "webp", "littlecms2") if not features.check(name)]
    _need(not lacking, f"Pillow kann hier nicht alles: {', '.join(lacking)}. Bitte AmtDesk neu installieren.")
    return {"heif": pi_heif.libheif_version()}


def _german() -> Facts:
    from PySide6.QtCore import QCoreApplication, QDate, QLocale

    from amtdesk.start import application, complete

    complete(application()[0])
    cancel = QCoreApplication.translate("QPlatformTheme", "Cancel")
    day = QLocale().toString(QDate(2026, 3, 1), QLocale.FormatType.LongFormat)
    _need(cancel == "Abbrechen" and "März" in day, "Qt spricht hier kein Deutsch. Bitte AmtDesk neu installieren.")
    return {"cancel": cancel, "day": day}


def _database() -> Facts:
    with (
        tempfile.TemporaryDirectory(prefix="amtdesk-prüfung-", ignore_cleanup_errors=True) as folder,
        closing(sqlite3.connect(Path(folder, "prüfung.sqlite"))) as file,
    ):
        mode = file.execute("pragma journal_mode = wal").fetchone()[0]
        _need(mode == "wal", f"Die Datei öffnet sich nicht im sicheren Betrieb (WAL), sondern als {mode}.")
        try:
            file.execute("create virtual table words using fts5(word, tokenize = 'trigram')")
        except sqlite3.OperationalError as error:
            raise Missing(f"SQLite kann hier nicht suchen ({error}).") from error
        file.execute("insert into words values ('Straßenfest')")
        found = file.execute("select word from words where word match 'aßenf'").fetchall()
        _need(found == [("Straßenfest",)], "SQLite findet Wörter mit ß nicht.")
        file.commit()
    return {"sqlite": sqlite3.sqlite_version}


def _zone() -> Facts:
    zone = ZoneInfo(ZONE)
    hours = [datetime(2026, month, 1, 12, tzinfo=zone).strftime("%z") for month in (1, 7)]
    _need(hours == ["+0100", "+0200"], f"Die Zeiten für {ZONE} stimmen nicht: {hours}.")
    return {"zone": ZONE, "winter": hours[0], "summer": hours[1]}


def _keyring() -> Facts:
    secrets = Secrets()
    problem = secrets.available()
    _need(problem is None, texts.problem(problem) if problem else "")
    for value in ("kürz", _LONG_SECRET):
        secrets.set("selbsttest", "probe", value)
        same = secrets.get("selbsttest", "probe") == value
        secrets.delete("selbsttest", "probe")
        _need(same, f"Ein Zugang mit {len(value)} Zeichen kommt nicht heil zurück.")
    _need(secrets.get("selbsttest", "probe") is None, "Ein gelöschter Zugang ist noch da.")
    import keyring

    return {"backend": type(keyring.get_keyring()).__module__, "longest": len(_LONG_SECRET)}


def _network() -> Facts:
    from amtdesk.channels.wire import trusted

    context = trusted()
    _need(context.verify_mode is ssl.CERT_REQUIRED, "Zertifikate würden nicht geprüft.")
    # nobody is called: what the system would answer is enough
    return {"openssl": ssl.OPENSSL_VERSION, "proxy": way_out()("https://example.org/")}


def _signature() -> Facts:
    from base64 import b64encode

    from nacl.signing import SigningKey

    from amtdesk.newer import PUBLIC_KEY
    from amtdesk.services.signature import is_signed

    key = SigningKey.generate()
    public, signature = b64encode(bytes(key.verify_key)).decode(), b64encode(key.sign(b"probe").signature)
    good = is_signed(b"probe", signature, public) and not is_signed(b"Probe", signature, public)
    _need(good, "Unterschriften werden nicht richtig geprüft. Bitte AmtDesk neu installieren.")
    return {"key": PUBLIC_KEY}


def _resources() -> Facts:
    lacking = [name for name in _RESOURCES if not (resources.folder() / name).is_file()]
    _need(not lacking, f"Es fehlen Dateien: {', '.join(lacking)}. Bitte AmtDesk neu installieren.")
    for name in _RESOURCES:
        if name.endswith(".json"):
            resources.json(name)
    return {"files": sum(1 for one in resources.folder().rglob("*") if one.is_file())}


def _place(paths: Paths) -> Facts:
    there = next(folder for folder in (paths.data, *paths.data.parents) if folder.is_dir())
    _need(writable(there), f"In {there} lässt sich nicht schreiben.")
    bad = bad_place(paths.data, os.environ)
    _need(bad is None, texts.problem(bad) if bad else "")
    return {"folder": str(paths.data), "used": paths.database.exists()}
