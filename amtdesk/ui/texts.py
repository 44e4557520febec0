"""German sentences for states, problems and findings; no Qt in here, the command line uses them too."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, NotAllowed, Problem
from amtdesk.domain.schedule import local
from amtdesk.ui.problems import PROBLEMS as PROBLEMS

if TYPE_CHECKING:
    from amtdesk.domain.finding import Note

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


def sentences(error: Exception) -> tuple[str, str]:
    """What happened, and what to do now."""
    if isinstance(error, NotAllowed):
        return NOT_ALLOWED.get(error.detail, "Das geht in diesem Zustand nicht mehr."), "Es wurde nichts geändert."
    if isinstance(error, AmtDeskError):
        what, now = PROBLEMS[error.problem]
        # their names are what it is about
        names = error.detail if error.problem in (Problem.SEVERAL_PAGES, Problem.PAGE_ABSENT) else ""
        return what, f"{now} Zur Wahl stehen: {', '.join(names.splitlines())}." if names else now
    return PROBLEMS[Problem.UNEXPECTED]


#: The data directory cannot be used.
UNUSABLE = (
    "Die Daten lassen sich nicht öffnen.",
    "An den Daten wurde nichts geändert. Die jüngste gute Sicherung holt „amtdesk restore“ zurück.",
)

CRASHED = (
    "In AmtDesk ist ein Fehler aufgetreten.",
    "Was geschrieben ist, ist gespeichert. Sie können weiterarbeiten; der Bericht hilft beim Beheben.",
)

#: The queue of a restored or copied file stands still; said where there is no window.
FROZEN_HEADLESS = (
    "Die Daten wurden zurückgeholt oder kopiert. Bis jemand im Fenster oder mit „amtdesk release --here“ bestätigt, "
    "dass dieser Rechner senden soll, geht nichts hinaus."
)

#: Sentences for steps the rules refuse, by the reason the services give.
NOT_ALLOWED = {
    "the past": "Der Termin läge in der Vergangenheit.",
    "everything is planned already": "Auf allen gewählten Kanälen ist der Beitrag schon geplant oder veröffentlicht.",
    "nothing to take back": "Es ist nichts mehr zurückzunehmen, der Beitrag ist schon draußen.",
    "no such post": "Diesen Beitrag gibt es nicht mehr.",
    "held already": "Es ist schon alles angehalten.",
    "not held": "Es ist gerade nichts angehalten.",
    "no reason": "Bitte einen Grund angeben.",
    "everything is held": "Es ist alles angehalten, es geht nichts hinaus.",
    "the platform does not keep it": (
        "Die Plattform nimmt ihn so nicht im Voraus: Der Termin ist zu nah oder zu fern, oder es sind zu viele Bilder. "
        "Der Rechner muss dann an sein."
    ),
    "no longer movable": "Der Beitrag ist schon draußen oder unterwegs und kann nicht mehr verschoben werden.",
}


def problem(error: AmtDeskError | Problem) -> str:
    """What happened and what to do now, in two sentences."""
    return " ".join(PROBLEMS[error if isinstance(error, Problem) else error.problem])


def finding(note: "Note") -> str:  # noqa: C901 - one branch a sentence
    """The sentence for one finding of the checks."""
    # the first screen has none of them
    from amtdesk.domain.finding import Finding

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
        case Finding.PICTURE_CUT:
            return f"{name} beschneidet Bild {note.number}. Bitte den Ausschnitt ansehen."
        case Finding.PICTURE_NARROW:
            return f"Bild {note.number} ist für {name} zu schmal und wird dort unscharf. Bitte ein größeres nehmen."
        case Finding.PICTURES_NOT_TAKEN:
            return f"{name}: Bilder gehen dort nicht mit."
        case Finding.PICTURES_LACK:
            return f"{name} kann noch keine Bilder zeigen. Was fehlt, steht unter Kanäle; danach dort neu prüfen."
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
        case Finding.TITLE_TOO_LONG:
            return f"{name}: Der Titel ist {count(note.number, 'Zeichen', 'Zeichen')} zu lang."
        case Finding.CAPTION_TOO_LONG:
            return f"{name}: Für eine Bildunterschrift zu lang. Der Text folgt den Bildern als eigene Nachricht."
        case Finding.TOO_MANY_TAGS:
            return f"{name} nimmt höchstens {count(note.number, 'Hashtag', 'Hashtags')}."
        case Finding.MANY_TAGS:
            return f"{name} rät zu höchstens {count(note.number, 'Hashtag', 'Hashtags')}."
        case Finding.TOO_FEW_PICTURES:
            return f"{name} braucht mindestens {count(note.number, 'Bild', 'Bilder')}."
        case Finding.MANY_A_DAY:
            return f"{name} nimmt in 24 Stunden nur {count(note.number, 'Beitrag', 'Beiträge')}. Bitte später."


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
