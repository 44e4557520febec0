"""German sentences for states, problems and findings; no Qt in here, the command line uses them too."""

from collections.abc import Sequence
from datetime import date, datetime

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, NotAllowed, Problem
from amtdesk.domain.finding import Finding, Note
from amtdesk.domain.schedule import local

STATES: dict[State, str] = {
    State.DRAFT: "Entwurf",
    State.AWAITING_APPROVAL: "wartet auf Freigabe",
    State.APPROVED: "freigegeben",
    State.PLANNED: "geplant",
    State.SENDING: "wird gesendet",
    State.HANDED_OVER: "übergeben",
    State.BY_HAND: "von Hand",
    State.PUBLISHED: "veröffentlicht",
    State.PUBLISHED_BY_HAND: "von Hand veröffentlicht",
    State.FAILED: "fehlgeschlagen",
    State.UNCERTAIN: "ungeklärt",
    State.MISSED: "verpasst",
    State.HELD: "angehalten",
    State.WITHDRAWN: "zurückgezogen",
}
#: shorter words where space is short
ON_TILE: dict[State, str] = STATES | {State.AWAITING_APPROVAL: "in Freigabe", State.PUBLISHED_BY_HAND: "veröffentlicht"}
PARTLY = "teilweise veröffentlicht"
PARTLY_ON_TILE = "teilweise"

#: What happened, and what to do now.
PROBLEMS: dict[Problem, tuple[str, str]] = {
    Problem.ADDRESS_WRONG: ("Diese Adresse gibt es so nicht.", "Bitte die Adresse prüfen, sie beginnt mit https://."),
    Problem.HOST_UNKNOWN: (
        "Der Server wurde unter dieser Adresse nicht gefunden.",
        "Bitte die Schreibweise und die Netzverbindung prüfen.",
    ),
    Problem.CONNECTION_REFUSED: (
        "Der Server nimmt keine Verbindung an.",
        "Später noch einmal versuchen. Bleibt es dabei, hilft die IT: Vielleicht sperrt eine Firewall die Adresse.",
    ),
    Problem.CONNECTION_LOST: (
        "Die Verbindung ist mittendrin abgerissen.",
        "AmtDesk prüft von selbst, was angekommen ist.",
    ),
    Problem.TIMED_OUT: (
        "Der Server hat nicht rechtzeitig geantwortet.",
        "AmtDesk versucht es von selbst noch einmal oder sieht nach, was angekommen ist.",
    ),
    Problem.CERTIFICATE: (
        "Die Verbindung ist nicht sicher: Das Zertifikat des Servers ist ungültig oder unbekannt.",
        "Bitte die IT fragen. AmtDesk sendet über eine unsichere Verbindung nichts.",
    ),
    Problem.PROXY: (
        "Der Proxy des Hauses lässt die Verbindung nicht durch.",
        "Bitte die IT bitten, diese Adresse freizugeben.",
    ),
    Problem.OFFLINE: ("Es besteht keine Netzverbindung.", "Gesendet wird, sobald das Netz wieder da ist."),
    Problem.NOT_THIS_PLATFORM: (
        "Unter dieser Adresse antwortet etwas anderes als erwartet.",
        "Bitte die Adresse prüfen. Manchmal antwortet statt der Plattform eine Anmeldeseite des Hauses.",
    ),
    Problem.ANSWER_UNREADABLE: (
        "Die Antwort des Servers ist nicht lesbar.",
        "AmtDesk sieht nach, was angekommen ist. Die Einzelheiten lassen sich kopieren.",
    ),
    Problem.ANSWER_TOO_LARGE: ("Die Antwort des Servers ist viel zu groß.", "Bitte die Adresse prüfen."),
    Problem.REDIRECTED: (
        "Der Server schickt auf eine andere Adresse weiter.",
        "Bitte die endgültige Adresse eintragen, oft mit oder ohne „www“.",
    ),
    Problem.SERVER_BROKEN: (
        "Der Server der Plattform hat gerade eine Störung.",
        "AmtDesk versucht es von selbst noch einmal oder sieht nach, was angekommen ist.",
    ),
    Problem.RATE_LIMITED: ("Die Plattform bremst gerade.", "AmtDesk wartet die verlangte Zeit ab und sendet dann."),
    Problem.NOT_FOUND: ("Das gibt es auf der Plattform nicht (mehr).", "Bitte auf der Plattform nachsehen."),
    Problem.PASSWORD_WRONG: (
        "Name oder Passwort werden nicht angenommen.",
        "Bitte beides noch einmal eingeben. Gemeint ist das eigens erzeugte App- oder Anwendungspasswort.",
    ),
    Problem.ACCESS_EXPIRED: (
        "Die Plattform nimmt die Anmeldung nicht mehr an.",
        "Bitte den Kanal neu verbinden. Geplante Beiträge warten so lange.",
    ),
    Problem.PERMISSION_MISSING: (
        "Diesem Zugang fehlt das Recht dazu.",
        "Bitte auf der Plattform das Recht zum Veröffentlichen geben und neu verbinden.",
    ),
    Problem.ACCOUNT_BLOCKED: (
        "Die Plattform hat dieses Konto gesperrt oder stillgelegt.",
        "Bitte auf der Plattform nachsehen, dort steht der Grund.",
    ),
    Problem.SECRET_MISSING: (
        "Auf diesem Rechner liegt kein Zugang für diesen Kanal.",
        "Bitte den Kanal neu verbinden.",
    ),
    Problem.KEYRING_ABSENT: (
        "Die Schlüsselverwaltung dieses Rechners ist nicht da.",
        "Zugänge werden nur dort gespeichert, nirgends sonst. Schreiben und Planen gehen, verbinden erst mit ihr.",
    ),
    Problem.KEYRING_LOCKED: (
        "Die Schlüsselverwaltung dieses Rechners ist gesperrt.",
        "Bitte entsperren oder neu am Rechner anmelden, dann noch einmal versuchen.",
    ),
    Problem.TEXT_EMPTY: ("Der Text ist leer.", "Bitte einen Text schreiben."),
    Problem.TEXT_TOO_LONG: ("Der Text ist für diesen Kanal zu lang.", "Bitte kürzen oder für den Kanal anpassen."),
    Problem.PICTURE_REFUSED: ("Die Plattform nimmt das Bild nicht an.", "Bitte ein anderes Bild wählen."),
    Problem.PICTURE_MISSING: (
        "Die Bilddatei ist nicht mehr da oder beschädigt.",
        "Bitte das Bild noch einmal hinzufügen.",
    ),
    Problem.PICTURE_TOO_LARGE: (
        "Das Bild ist zu groß (mehr als 40 Megapixel).",
        "Bitte das Bild vorher verkleinern.",
    ),
    Problem.PICTURE_UNREADABLE: (
        "Diese Datei lässt sich nicht als Bild öffnen.",
        "Geeignet sind JPEG, PNG, WebP und GIF.",
    ),
    Problem.DUPLICATE: (
        "Die Plattform sagt, dass es genau diesen Beitrag schon gibt.",
        "Bitte auf der Plattform nachsehen.",
    ),
    Problem.REFUSED: ("Das wurde nicht angenommen.", "Die Begründung steht unter „Details kopieren“."),
    Problem.TEXT_CHANGED: ("Der Text wurde nach der Freigabe geändert.", "Bitte neu freigeben lassen."),
    Problem.PLACEHOLDER_OPEN: ("Im Text steht noch ein leerer Platzhalter.", "Bitte ausfüllen."),
    Problem.TOO_LATE: (
        "Der Termin ist vorbei, AmtDesk lief nicht oder war ohne Netz.",
        "Bitte entscheiden: jetzt senden, neu planen oder verwerfen.",
    ),
    Problem.NOT_CONFIRMED: (
        "Die Plattform hat den Beitrag angenommen, zeigt ihn aber noch nicht.",
        "AmtDesk sieht von selbst noch einmal nach.",
    ),
    Problem.PROGRAM_ENDED: (
        "AmtDesk wurde beim Senden beendet.",
        "AmtDesk sieht nach, was angekommen ist, und sendet nichts doppelt.",
    ),
    Problem.UNEXPECTED: (
        "Dabei ist ein Fehler im Programm aufgetreten.",
        "Nichts ist verloren. Die Einzelheiten lassen sich kopieren.",
    ),
}


def sentences(error: Exception) -> tuple[str, str]:
    """What happened, and what to do now."""
    if isinstance(error, NotAllowed):
        return NOT_ALLOWED.get(error.detail, "Das geht in diesem Zustand nicht mehr."), "Es wurde nichts geändert."
    if isinstance(error, AmtDeskError):
        return PROBLEMS[error.problem]
    return PROBLEMS[Problem.UNEXPECTED]


#: The data directory cannot be used.
NEWER = (
    "Diese Daten wurden von einer neueren Version von AmtDesk angelegt.",
    "Bitte AmtDesk aktualisieren. An den Daten wurde nichts geändert.",
)
UNUSABLE = (
    "Die Daten lassen sich nicht öffnen.",
    "An den Daten wurde nichts geändert. Die jüngste gute Sicherung holt „amtdesk restore“ zurück.",
)

CRASHED = (
    "In AmtDesk ist ein Fehler aufgetreten.",
    "Was geschrieben ist, ist gespeichert. Sie können weiterarbeiten; der Bericht hilft beim Beheben.",
)

#: Sentences for steps the rules refuse, by the reason the services give.
NOT_ALLOWED = {
    "the past": "Der Termin läge in der Vergangenheit.",
    "everything is planned already": "Auf allen gewählten Kanälen ist der Beitrag schon geplant oder veröffentlicht.",
    "nothing to take back": "Es ist nichts mehr zurückzunehmen, der Beitrag ist schon draußen.",
    "no such post": "Diesen Beitrag gibt es nicht mehr.",
    "no longer movable": "Der Beitrag ist schon draußen oder unterwegs und kann nicht mehr verschoben werden.",
}


def problem(error: AmtDeskError | Problem) -> str:
    """What happened and what to do now, in two sentences."""
    return " ".join(PROBLEMS[error if isinstance(error, Problem) else error.problem])


def finding(note: Note) -> str:  # noqa: C901 - one branch a sentence
    """The sentence for one finding of the checks."""
    name = note.words
    match note.finding:
        case Finding.NO_CHANNEL:
            return "Noch kein Kanal gewählt."
        case Finding.TEXT_EMPTY:
            return f"Der Text für {name} ist leer." if name else "Noch kein Text."
        case Finding.TEXT_TOO_LONG:
            return f"{name}: {count(note.number, 'Zeichen', 'Zeichen')} zu viel. Kürzen oder für {name} anpassen."
        case Finding.ALT_MISSING:
            return f"Bild {note.number} hat noch keine Bildbeschreibung."
        case Finding.ALT_TOO_LONG:
            return f"Die Bildbeschreibung von Bild {note.number} ist zu lang, höchstens {name} Zeichen."
        case Finding.TOO_MANY_PICTURES:
            return f"{name} nimmt höchstens {count(note.number, 'Bild', 'Bilder')}."
        case Finding.PICTURE_TOO_LARGE:
            return f"Bild {note.number} ist zu groß."
        case Finding.PICTURES_NOT_TAKEN:
            return f"{name}: Bilder gehen dort nicht mit."
        case Finding.NO_TIME:
            return "Noch kein Termin gewählt."
        case Finding.TIME_PAST:
            return "Der Termin liegt in der Vergangenheit."
        case Finding.TIME_MISSING:
            return "Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht."
        case Finding.PLACEHOLDER_OPEN:
            return f"Noch auszufüllen: {name}." if name else "Im Text steht noch ein leerer Platzhalter."
        case Finding.TITLE_EMPTY:
            return "Noch kein Titel."
        case Finding.CHANNEL_RECONNECT:
            return f"{name} muss neu verbunden werden. Der Beitrag wartet so lange."
        case Finding.FALSE_LETTERS:
            return "Der Text enthält Schmuckbuchstaben, die Vorlesegeräte nicht lesen."
        case Finding.SOON:
            return "Der Termin ist in weniger als einer Minute."


def count(number: int, one: str, many: str) -> str:
    """`1 Bild`, `2 Bilder`, with dots at the thousands."""
    return f"{thousands(number)} {one if number == 1 else many}"


def thousands(number: int) -> str:
    """`63.206`."""
    return f"{number:,}".replace(",", ".")


DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
SHORT_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def short_date(day: date, today: date | None = None) -> str:
    """`Di 14.10.`, with the year when it is another one than `today`'s."""
    year = str(day.year) if today is not None and today.year != day.year else ""
    return f"{SHORT_DAYS[day.weekday()]} {day.day}.{day.month}.{year}"


def long_date(day: date) -> str:
    """`Mittwoch, 14. Oktober 2026`."""
    return f"{DAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def clock(moment: datetime, zone: str) -> str:
    """`9:00 Uhr` on the wall clock of `zone`."""
    wall = local(moment, zone)
    return f"{wall.hour}:{wall.minute:02d} Uhr"


def when(moment: datetime, zone: str, now: datetime) -> str:
    """`heute, 9:00 Uhr`, `morgen, 9:00 Uhr`, `Di 14.10., 9:00 Uhr`."""
    day, today = local(moment, zone).date(), local(now, zone).date()
    distance = (day - today).days
    named = {-1: "gestern", 0: "heute", 1: "morgen"}.get(distance, short_date(day, today))
    return f"{named}, {clock(moment, zone)}"


def listing(words: Sequence[str]) -> str:
    """`Website, Facebook und Mastodon`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} und {words[-1]}"
