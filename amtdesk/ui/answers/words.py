"""What the page says about an Anliegen; no Qt in here."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.inquiry import Decision, Inquiry, Kind, Status
from amtdesk.domain.message import Source
from amtdesk.services.fetching import Fetched
from amtdesk.services.rounds import Stamp
from amtdesk.ui import texts

STATUS: dict[Status, str] = {
    Status.NEW: "neu",
    Status.CLARIFYING: "in Klärung",
    Status.PASSED_ON: "weitergegeben",
    Status.WATCHED: "wird beobachtet",
    Status.ANSWERED: "beantwortet",
    Status.REPORTED: "erledigt gemeldet",
    Status.CLOSED: "keine Antwort nötig",
}
KINDS: dict[Kind, str] = {
    Kind.QUESTION: "Frage",
    Kind.CRITICISM: "Kritik",
    Kind.PRAISE: "Lob",
    Kind.DEFECT: "Mangel",
    Kind.SUGGESTION: "Anregung",
    Kind.PRIVATE: "Nachricht",
    Kind.OTHER: "Sonstiges",
}
SOURCES: dict[Source, str] = {
    Source.COMMENT: "Kommentar",
    Source.MENTION: "Erwähnung",
    Source.REVIEW: "Bewertung",
    Source.PRIVATE: "Nachricht",
    Source.CAPTURED: "übernommen",
}
DECISIONS: dict[Decision, str] = {
    Decision.ANSWER: "beantwortet",
    Decision.INTERIM: "Zwischenbescheid",
    Decision.PASS_ON: "weitergegeben",
    Decision.WATCH: "beobachtet",
    Decision.CLOSE: "keine Antwort nötig",
    Decision.REPORT: "erledigt gemeldet",
    Decision.HIDE: "ausgeblendet",
    Decision.UNHIDE: "wieder eingeblendet",
    Decision.DELETE: "gelöscht",
    Decision.BLOCK: "gesperrt",
    Decision.REOPEN: "wieder geöffnet",
    Decision.EDIT: "geändert",
}
#: Reasons offered for „keine Antwort nötig“.
REASONS = ("nur ein Dank oder Lob", "schon beantwortet", "keine Frage an uns", "Werbung", "doppelt")
#: Stands for words that are folded away.
HURTFUL = "Verletzender Text, zugeklappt"
#: Letters of a foreign text shown at once; the rest opens on request.
SHOWN = 10_000
#: Longer words are broken, or the window would grow with them.
LONGEST_WORD = 200
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_COMBINING = "[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_COMBINING}{{4}}){_COMBINING}+")


def calm(foreign: str, most: int = SHOWN) -> str:
    """A foreign text as it can be shown: nothing turns the line round, towers up or widens the window."""
    text = _MARKS.sub(r"\1", _INVISIBLE.sub("", _BIDI.sub("", foreign[: most * 4])))[:most]
    return re.sub(rf"\S{{{LONGEST_WORD},}}", lambda word: _broken(word.group()), text)


def _broken(word: str) -> str:
    return " ".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def beginning(inquiry: Inquiry, most: int) -> str:
    """The first words of what was written, unless they are folded away."""
    return HURTFUL if inquiry.collapsed else calm(inquiry.snippet, most)


def author(inquiry: Inquiry) -> str:
    """Who wrote, on one line."""
    return " ".join(calm(inquiry.author, 60).split()) or "Ohne Namen"


def deadline(inquiry: Inquiry, zone: str, now: datetime) -> tuple[str, bool]:
    """`Frist heute, 11:30 Uhr`, and whether it is over."""
    if inquiry.status in (Status.CLARIFYING, Status.PASSED_ON, Status.WATCHED) and inquiry.follow_up is not None:
        return f"Wiedervorlage {texts.short_date(inquiry.follow_up)}", False
    if inquiry.due is None:
        return "", False
    late = inquiry.due < now
    return f"{'überfällig seit' if late else 'Frist'} {texts.when(inquiry.due, zone, now)}", late


def head(inquiry: Inquiry, channel: str) -> str:
    """`Anliegen 26-0147 · Mangel · Mastodon · in Klärung`."""
    parts = [f"Anliegen {inquiry.number}", KINDS[inquiry.kind], channel]
    if inquiry.status is not Status.NEW:
        parts.append(STATUS[inquiry.status])
    if inquiry.place:
        parts.append(calm(inquiry.place, 60))
    return " · ".join(part for part in parts if part)


def fate(state: State, problem: Problem | None, waits: Waits | None = None) -> str:
    """How an answer fares, in one sentence."""
    match state:
        case State.PLANNED:
            return "geht gleich hinaus" if problem is None else f"wartet. {texts.PROBLEMS[problem][0]}"
        case State.SENDING:
            return "wird gesendet"
        case State.PUBLISHED | State.PUBLISHED_BY_HAND:
            return "veröffentlicht"
        case State.UNCERTAIN:
            return "ungeklärt, bitte nachsehen" if waits is Waits.PERSON else "ungeklärt, wird nachgesehen"
        case State.HELD:
            return "angehalten"
        case State.WITHDRAWN:
            return "zurückgezogen"
        case State.MISSED:
            return "nicht gesendet, die Zeit ist verstrichen"
        case _:
            return f"nicht gesendet. {texts.PROBLEMS[problem][0] if problem else ''}".strip()


def fetched(found: Fetched, names: Mapping[int, str]) -> str:
    """What a look at all channels brought; nothing when there is no news."""
    if found.failed:
        lost = [f"{names.get(key, '')}: {texts.sentences(error)[0]}" for key, error in found.failed.items()]
        return f"Nicht gelesen. {' '.join(lost)}"
    many = len(found.new) + len(found.reopened)
    return f"{texts.count(many, 'neues Anliegen', 'neue Anliegen')}." if many else ""


def stamp(found: Stamp, zone: str) -> str:
    """`alles gesehen bis 9:14 Uhr · 3 beantwortet · 1 offen · 11 min`."""
    parts = [f"alles gesehen bis {texts.clock(found.seen_until, zone)}"]
    parts += [
        f"{number} {words}"
        for number, words in (
            (found.answered, "beantwortet"),
            (found.interim, "Zwischenbescheid" if found.interim == 1 else "Zwischenbescheide"),
            (found.passed_on, "weitergegeben"),
            (found.watched, "beobachtet"),
            (found.moderated, "moderiert"),
            (found.closed, "ohne Antwort"),
            (found.visited, "im Rundgang"),
        )
        if number
    ]
    parts.append(f"{found.open} offen" if found.open else "nichts offen")
    return " · ".join([*parts, f"{found.minutes} min"])


def refusal(error: Exception, left: Sequence[str] = ()) -> str:
    """Why a decision was not taken, for the line under the text."""
    if isinstance(error, Rejected) and error.problem is Problem.PLACEHOLDER_OPEN:
        return f"Noch auszufüllen: {', '.join(left)}." if left else "Im Text steht noch ein leerer Platzhalter."
    if isinstance(error, Rejected) and error.problem is Problem.TEXT_EMPTY:
        return "Noch kein Text."
    if isinstance(error, NotAllowed):
        return _NOT_ALLOWED.get(error.detail, "Das geht in diesem Zustand nicht mehr.")
    return " ".join(texts.sentences(error))


_NOT_ALLOWED = {
    "an answer is on its way": "Eine Antwort ist gerade unterwegs. Bitte kurz warten.",
    "nothing to answer": "Hier gibt es nichts zu beantworten.",
    "only the last decision can be taken back": "Es kam schon eine weitere Entscheidung dazu.",
    "the Anliegen is gone": "Dieses Anliegen gibt es nicht mehr.",
}
