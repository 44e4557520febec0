"""The command line: without a command the window, else the same services without it."""

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

DONE, FAILED, USAGE, IN_USE, CREDENTIALS = 0, 1, 2, 3, 4
EXIT_CODES = """Rückgabewerte:
  0  erledigt
  1  etwas ist fehlgeschlagen (was, steht auf der Fehlerausgabe und in --json)
  2  falscher Aufruf
  3  das Datenverzeichnis wird gerade benutzt
  4  Zugangsdaten fehlen oder werden nicht angenommen
"""


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run; returns the exit code."""
    if sys.stdout is None or sys.stderr is None:
        _speak_to_nobody()
    given = sys.argv[1:] if arguments is None else list(arguments)
    plain = _plain_start(given)
    if plain is not None:
        from amtdesk.commands import window

        return window.run(plain)
    wanted = parser().parse_args(given)
    command = getattr(wanted, "command", None) or ("selftest" if wanted.selftest else "window")
    from importlib import import_module

    module = import_module(f"amtdesk.commands.{_MODULES[command]}")
    code: int = module.run(wanted)
    return code


def _speak_to_nobody() -> None:
    """A Windows program without a console has no outputs, and the Task Scheduler gives it none."""
    from os import devnull

    nowhere = open(devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (lives as long as the process)
    sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere


def _plain_start(given: "Sequence[str]") -> SimpleNamespace | None:
    """The window with at most a data directory: what the start menu does, without loading a parser."""
    wanted = SimpleNamespace(command=None, dark=False, quit_after_paint=False)
    rest = list(given)
    while rest:
        option = rest.pop(0)
        if option == "--quit-after-paint":
            wanted.quit_after_paint = True
        elif option == "--data" and rest and not rest[0].startswith("-"):
            wanted.data = rest.pop(0)
        else:
            return None
    return wanted


_MODULES = {
    "window": "window",
    "demo": "window",
    "account": "account",
    "post": "post",
    "publish-due": "publish",
    "hold": "hold",
    "release": "hold",
    "job": "job",
    "suggest": "suggest",
    "sync": "inbox",
    "inbox": "inbox",
    "textmodules": "textmodules",
    "backup": "care",
    "restore": "care",
    "doctor": "care",
    "figures": "figures",
    "update": "update",
    "screenshot": "screenshot",
    "selftest": "selftest",
}


def parser() -> "argparse.ArgumentParser":
    """All commands and their options."""
    import argparse

    from amtdesk.commands.speaking import Parser

    every = argparse.ArgumentParser(add_help=False)
    every.add_argument(
        "--data", metavar="ORDNER", default=argparse.SUPPRESS, help="Datenverzeichnis (sonst AMTDESK_DATA)"
    )
    every.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="Ergebnis als JSON")
    top = Parser(
        prog="amtdesk",
        description="Redaktionsplan, Textbausteine und Community-Runde für kleine Gemeinden.\n"
        "Ohne Befehl öffnet sich das Fenster. Mehr zu einem Befehl: amtdesk BEFEHL --help",
        epilog=EXIT_CODES,
        parents=[every],
    )
    top.add_argument("--version", action="version", version=_version(), help="welche Fassung das ist")
    top.add_argument("--selftest", metavar="DATEI", help="die Installation prüfen, Bericht als JSON; - für die Ausgabe")
    top.add_argument("--quit-after-paint", action="store_true", help="nach dem ersten Bild beenden (zum Messen)")
    top.add_argument("--dark", action="store_true", help="dunkle Ansicht")
    commands = top.add_subparsers(dest="command", metavar="BEFEHL")
    demo = commands.add_parser("demo", parents=[every], help="Fenster mit der Gemeinde Musterbach zum Ausprobieren")
    demo.add_argument("--dark", action="store_true", help="dunkle Ansicht")
    demo.add_argument("--quit-after-paint", action="store_true", help=argparse.SUPPRESS)
    _account(commands.add_parser("account", parents=[every], help="Kanäle verbinden und prüfen"), every)
    _post(commands.add_parser("post", parents=[every], help="Beiträge anlegen und ansehen"), every)
    publish = commands.add_parser("publish-due", parents=[every], help="senden, was fällig ist, dann enden")
    publish.add_argument(
        "--wait", type=float, default=60.0, metavar="S", help="so lange auf einen anderen Sender warten"
    )
    _hold(commands, every)
    _job(commands.add_parser("job", parents=[every], help="senden, auch wenn kein Fenster offen ist"), every)
    sync = commands.add_parser("sync", parents=[every], help="Kommentare und Erwähnungen abrufen, dann enden")
    sync.add_argument("--account", type=int, action="append", default=[], metavar="ID", help="nur diese Kanäle")
    _inbox(commands.add_parser("inbox", parents=[every], help="Anliegen ansehen und beantworten"), every)
    _suggest(commands.add_parser("suggest", parents=[every], help="Textbausteine zu einem Kommentar vorschlagen"))
    _textmodules(commands.add_parser("textmodules", parents=[every], help="Textbausteine aus- und einlesen"), every)
    _copies(commands, every)
    figures = commands.add_parser("figures", parents=[every], help="was die Plattformen gezählt haben")
    figures.add_argument("--ask", action="store_true", help="jetzt abrufen, nicht erst morgen")
    commands.add_parser("doctor", parents=[every], help="prüfen, ob alles da ist, was AmtDesk braucht")
    update = commands.add_parser("update", parents=[every], help="nach einer neuen Fassung sehen; richtet nichts ein")
    update.add_argument("--download", action="store_true", help="sie herunterladen und prüfen")
    _screenshot(commands.add_parser("screenshot", parents=[every], help="eine Seite als Bild, ohne Bildschirm"))
    return top


def _copies(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", every: "argparse.ArgumentParser") -> None:
    backup = commands.add_parser("backup", parents=[every], help="geprüfte Sicherung anlegen")
    backup.add_argument("--to", metavar="ORDNER", help="zusätzlich in diesen Ordner")
    restore = commands.add_parser("restore", parents=[every], help="eine Sicherung zurückholen")
    restore.add_argument("file", nargs="?", metavar="DATEI", help="die Sicherung; ohne Angabe die jüngste gute")
    restore.add_argument("--list", action="store_true", help="alle Sicherungen zeigen, nichts ändern")
    restore.add_argument(
        "--texts", metavar="DATEI.txt", help="nichts zurückholen, nur die lesbaren Texte der jetzigen Datei ablegen"
    )


def _screenshot(shot: "argparse.ArgumentParser") -> None:
    shot.add_argument(
        "--page",
        required=True,
        metavar="NAME",
        help="heute, antworten, redaktionsplan, editor, textbausteine, kanaele oder einstellungen",
    )
    shot.add_argument("--out", required=True, metavar="DATEI.png", help="wohin das Bild kommt")
    shot.add_argument("--size", default="1280x800", metavar="BxH", help="Breite und Höhe, sonst 1280x800")
    shot.add_argument("--dark", action="store_true", help="dunkle Ansicht")
    shot.add_argument("--demo", action="store_true", help="mit der Gemeinde Musterbach")


def _hold(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", every: "argparse.ArgumentParser") -> None:
    hold = commands.add_parser("hold", parents=[every], help="alles anhalten: nichts geht mehr hinaus")
    hold.add_argument("--reason", required=True, metavar="TEXT", help="warum, steht im Fenster über jeder Seite")
    hold.add_argument("--by", default="", metavar="KÜRZEL", help="wer; sonst das Kurzzeichen aus den Einstellungen")
    release = commands.add_parser("release", parents=[every], help="weitermachen; was zu spät ist, bleibt angehalten")
    release.add_argument(
        "--delivery", type=int, action="append", default=[], metavar="ID", help="nur diese, der Rest bleibt angehalten"
    )
    release.add_argument(
        "--here", action="store_true", help="nach Wiederherstellung oder Kopie: dieser Rechner sendet ab jetzt"
    )


def _job(parser_: "argparse.ArgumentParser", every: "argparse.ArgumentParser") -> None:
    actions = parser_.add_subparsers(dest="action", required=True, metavar="AKTION")
    actions.add_parser("status", parents=[every], help="wie es in der Aufgabenplanung steht")
    on = actions.add_parser("on", parents=[every], help="eintragen, ohne Administratorrechte")
    on.add_argument("--wake", action="store_true", help="den Rechner zum nächsten Termin wecken (nur Windows)")
    actions.add_parser("off", parents=[every], help="austragen")
    actions.add_parser("print", parents=[every], help="zeigen, was eingetragen würde, ohne es zu tun")


def _account(parser_: "argparse.ArgumentParser", every: "argparse.ArgumentParser") -> None:
    actions = parser_.add_subparsers(dest="action", required=True, metavar="AKTION")
    add = actions.add_parser("add", parents=[every], help="Kanal verbinden; die Verbindung wird vorher geprüft")
    add.add_argument(
        "kind_given", nargs="?", metavar="ART", help="welche Art von Kanal; ohne Angabe werden alle genannt"
    )
    add.add_argument("--kind", metavar="ART", help="dasselbe als Option")
    add.add_argument("--name", default="", metavar="NAME", help="Name des Kanals in AmtDesk")
    add.add_argument(
        "--url", default="", metavar="ADRESSE", help="Adresse des Servers oder der Seite, auch http://localhost:…"
    )
    add.add_argument(
        "--user", "--handle", "--identifier", dest="user", default="", metavar="NAME", help="Benutzername oder Handle"
    )
    add.add_argument("--set", action="append", default=[], metavar="FELD=WERT", help="weiteres Feld des Formulars")
    add.add_argument("--secret-stdin", action="store_true", help="Passwort oder Schlüssel von der Eingabe lesen")
    add.add_argument("--no-test", action="store_true", help="ohne Prüfung speichern")
    actions.add_parser("list", parents=[every], help="alle Kanäle")
    test = actions.add_parser("test", parents=[every], help="Verbindung prüfen")
    test.add_argument("id", type=int, metavar="ID", help="Nummer des Kanals, wie in account list")
    hosts = actions.add_parser("hosts", parents=[every], help="welche Adressen im Netz frei sein müssen")
    hosts.add_argument("--all", action="store_true", help="auch für Kanäle, die noch nicht verbunden sind")
    remove = actions.add_parser("remove", parents=[every], help="Kanal entfernen")
    remove.add_argument("id", type=int, metavar="ID", help="Nummer des Kanals, wie in account list")
    remove.add_argument(
        "--posts",
        choices=("withdraw", "draft", "by-hand", "other"),
        default="withdraw",
        help="was aus wartenden Beiträgen wird: zurückziehen, wieder Entwurf, von Hand, auf einem anderen Kanal",
    )
    remove.add_argument("--to", type=int, metavar="ID", help="der andere Kanal für --posts other")


def _post(parser_: "argparse.ArgumentParser", every: "argparse.ArgumentParser") -> None:
    actions = parser_.add_subparsers(dest="action", required=True, metavar="AKTION")
    add = actions.add_parser("add", parents=[every], help="Beitrag anlegen, auf Wunsch gleich einplanen")
    add.add_argument("--title", default="", metavar="TEXT", help="interner Titel")
    text = add.add_mutually_exclusive_group()
    text.add_argument("--text", default=None, metavar="TEXT", help="der Text des Beitrags")
    text.add_argument("--text-file", metavar="DATEI", help="Text aus einer Datei, - für die Eingabe")
    account = add.add_argument("--account", "--channel", dest="account", action="append", type=int, default=[])
    account.metavar, account.help = "ID", "auf welchem Kanal; mehrmals für mehr"
    picture = add.add_argument("--picture", "--image", dest="picture", action="append", default=[])
    picture.metavar, picture.help = "DATEI", "ein Bild; mehrmals für mehr"
    add.add_argument(
        "--alt", action="append", default=[], metavar="TEXT", help="Bildbeschreibung, je Bild in Reihenfolge"
    )
    add.add_argument(
        "--at", "--due", dest="at", metavar="ZEIT", help="2026-10-16T09:00 in Ortszeit, mit +02:00 oder Z genau"
    )
    add.add_argument("--language", "--lang", dest="language", default="de", metavar="KÜRZEL", help="sonst de")
    how = add.add_mutually_exclusive_group()
    how.add_argument("--now", action="store_true", help="gleich senden (publish-due oder das Fenster tut es)")
    how.add_argument("--draft", action="store_true", help="nur als Entwurf ablegen")
    listing = actions.add_parser("list", parents=[every], help="Beiträge, der jüngste zuerst")
    listing.add_argument("--most", type=int, default=100, metavar="ZAHL", help="höchstens so viele, sonst 100")
    show = actions.add_parser("show", parents=[every], help="einen Beitrag zeigen")
    show.add_argument("id", type=int, metavar="ID", help="Nummer des Beitrags, wie in post list")
    edit = actions.add_parser("edit", parents=[every], help="den veröffentlichten Text auf der Plattform ändern")
    edit.add_argument("--text-file", required=True, metavar="DATEI", help="der neue Text, - für die Eingabe")
    withdraw = actions.add_parser("withdraw", parents=[every], help="auf der Plattform löschen, unwiderruflich")
    for one in (edit, withdraw):
        one.add_argument("id", type=int, metavar="ID", help="Nummer des Beitrags, wie in post list")
    edit.add_argument("--account", type=int, action="append", default=[], metavar="ID", help="nur auf diesen Kanälen")
    withdraw.add_argument("--account", type=int, action="append", required=True, metavar="ID", help="auf welchen")


def _inbox(parser_: "argparse.ArgumentParser", every: "argparse.ArgumentParser") -> None:
    actions = parser_.add_subparsers(dest="action", required=True, metavar="AKTION")
    listing = actions.add_parser("list", parents=[every], help="offene Anliegen in der Reihenfolge der Runde")
    listing.add_argument("--all", action="store_true", help="alle, das jüngste zuerst")
    listing.add_argument("--most", type=int, default=200, metavar="ZAHL", help="höchstens so viele, sonst 200")
    show = actions.add_parser("show", parents=[every], help="ein Anliegen mit Unterhaltung und Verlauf")
    reply = actions.add_parser("reply", parents=[every], help="antworten; publish-due oder das Fenster sendet")
    close = actions.add_parser("close", parents=[every], help="keine Antwort nötig")
    for one in (show, reply, close):
        one.add_argument("id", metavar="NUMMER", help="wie 26-0412, oder die id")
    text = reply.add_mutually_exclusive_group(required=True)
    text.add_argument("--text", default=None, metavar="TEXT", help="die Antwort")
    text.add_argument("--text-file", metavar="DATEI", help="Text aus einer Datei, - für die Eingabe")
    reply.add_argument("--module", default=None, metavar="ID", help="aus welchem Textbaustein")
    close.add_argument("--reason", required=True, metavar="TEXT", help="warum keine, steht im Verlauf")
    capture = actions.add_parser("capture", parents=[every], help="ein Anliegen von Hand übernehmen")
    capture.add_argument("--text", default=None, metavar="TEXT", help="sonst von der Eingabe")
    capture.add_argument("--channel", default="", metavar="WOHER", help="zum Beispiel Facebook-Gruppe")
    capture.add_argument("--author", default="", metavar="NAME", help="wer es geschrieben hat")
    capture.add_argument("--url", default="", metavar="ADRESSE", help="wo es im Netz steht")
    capture.add_argument("--place", default="", metavar="ORT", help="worum es vor Ort geht")


def _suggest(parser_: "argparse.ArgumentParser") -> None:
    what = parser_.add_mutually_exclusive_group(required=True)
    what.add_argument("--text-file", metavar="DATEI", help="der Kommentar, - für die Eingabe")
    what.add_argument("--batch", metavar="DATEI.json", help="viele: Liste mit id, text und post")
    parser_.add_argument("--post-file", metavar="DATEI", help="der Beitrag, unter dem er steht")


def _textmodules(parser_: "argparse.ArgumentParser", every: "argparse.ArgumentParser") -> None:
    actions = parser_.add_subparsers(dest="action", required=True, metavar="AKTION")
    export = actions.add_parser("export", parents=[every], help="in eine Datei, CSV für Excel oder JSON")
    export.add_argument("--out", required=True, metavar="DATEI", help="endet sie auf .json, wird es JSON, sonst CSV")
    export.add_argument("--id", action="append", default=[], metavar="KENNUNG", help="nur diese")
    take = actions.add_parser("import", parents=[every], help="aus einer Datei; ist eine Zeile falsch, dann gar nichts")
    take.add_argument("file", metavar="DATEI", help="CSV oder JSON, wie textmodules export es schreibt")
    take.add_argument("--changed", action="store_true", help="auch geänderte übernehmen, nicht nur neue")
    take.add_argument("--preview", action="store_true", help="nur zeigen, was geschähe")


def _version() -> str:
    from amtdesk import __version__

    return f"AmtDesk {__version__}"


if __name__ == "__main__":
    sys.exit(main())
