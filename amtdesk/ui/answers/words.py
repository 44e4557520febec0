"""What the page says about an Anliegen; no Qt in here."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.inquiry import Decision, Inquiry, Kind, Status
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
    Decision.LIKE: "Gefällt mir",
    Decision.UNLIKE: "Gefällt mir zurückgenommen",
}
#: An answer that did not go out, in a line of the queue; other states say the same as failed.
UNSENT = {
    State.UNCERTAIN: "Antwort ungeklärt",
    State.HELD: "Antwort angehalten",
    State.PLANNED: "Antwort unterwegs",
    State.SENDING: "Antwort unterwegs",
}
_NOT_OUT = {*UNSENT, State.FAILED, State.MISSED, State.WITHDRAWN}
#: Reasons offered for „keine Antwort nötig“.
REASONS = ("nur ein Dank oder Lob", "schon beantwortet", "keine Frage an uns", "Werbung", "doppelt")
#: The quick way for praise, with „Gefällt mir“ and where there is none (any more).
PRAISED, PRAISE = "Gefällt mir und erledigt", "Nur Dank oder Lob: erledigt"
#: Why no program gives „Gefällt mir“ there, by kind of channel.
_NO_LIKE = {
    "wordpress": "Kommentare auf der Website kennen kein „Gefällt mir“.",
    "instagram": "Instagram lässt „Gefällt mir“ nur in der eigenen App zu.",
    "threads": "Threads lässt „Gefällt mir“ nur in der eigenen App zu.",
    "x": "X lässt „Gefällt mir“ nur auf der eigenen Seite zu.",
    "youtube": "YouTube lässt „Gefällt mir“ nur auf der eigenen Seite zu.",
}
#: Stands for words that are folded away.
HURTFUL = "Verletzender Text, zugeklappt"
#: Letters of a foreign text shown at once; the rest opens on request.
SHOWN = 10_000
#: Longer words are broken, or the window would grow with them.
LONGEST_WORD = 200
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_BLANK = re.compile(r"\n[ \t\r]*\n(?:[ \t\r]*\n)+")
#: So many marks stand on one letter at most; an emoji is as dear to draw as so many letters.
_MARKS, _DEAR = 4, 8
#: Lines of a foreign text shown at once.
LINES = 200


def calm(foreign: str, most: int = SHOWN, lines: int = LINES) -> str:
    """A foreign text as it can be shown: nothing turns the line round, towers up, or makes the window grow or wait."""
    text = _BLANK.sub("\n\n", _INVISIBLE.sub("", _BIDI.sub("", foreign[: most * 4])))
    if text.count("\n") > lines:
        text = "\n".join(text.split("\n", lines)[:lines])
    text = text[:most] if text.isascii() else _light(text, most)
    return re.sub(rf"\S{{{LONGEST_WORD},}}", lambda word: _broken(word.group()), text)


def is_long(foreign: str) -> bool:
    """Whether `calm` shows only its beginning."""
    return len(foreign) > SHOWN or foreign.count("\n") > LINES or len(calm(foreign, 2 * SHOWN)) > len(calm(foreign))


def _light(text: str, most: int) -> str:
    """Without towers of marks, and no longer than `most` letters are to draw."""
    kept, marks, left = list[str](), 0, most
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= _MARKS:
            left -= _DEAR if letter > "\uffff" else 1
            if left < 0:
                break
            kept.append(letter)
    return "".join(kept)


def _broken(word: str) -> str:
    return " ".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def host(url: str) -> str:
    """Where a link of strangers leads, as the network sees it."""
    try:
        name = urlsplit(url).hostname or ""
        return name.encode("idna").decode("ascii")
    except ValueError:
        return ""


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


def head(inquiry: Inquiry, channel: str, answers: Sequence[State] = ()) -> str:
    """`Anliegen 26-0147 · Mangel · Mastodon · in Klärung`; as long as an answer is not out nothing is answered."""
    parts = [f"Anliegen {inquiry.number}", KINDS[inquiry.kind], channel]
    if inquiry.status is not Status.NEW:
        lost = next((one for one in reversed(answers) if one in _NOT_OUT), None)
        parts.append(STATUS[inquiry.status] if lost is None else not_out(lost))
    if inquiry.place:
        parts.append(calm(inquiry.place, 60))
    return " · ".join(part for part in parts if part)


_FATES: dict[State, str] = {
    State.SENDING: "wird gesendet",
    State.PUBLISHED: "veröffentlicht",
    State.PUBLISHED_BY_HAND: "veröffentlicht",
    State.UNCERTAIN: ("ungeklärt: Ob sie dort steht, ließ sich nicht feststellen. Bitte auf der Plattform nachsehen."),
    State.HELD: "angehalten: Sie geht erst hinaus, wenn Sie es sagen.",
    State.WITHDRAWN: "nicht gesendet: Der Kanal wurde entfernt. Bitte den Text von Hand übernehmen.",
    State.MISSED: "nicht gesendet: Sie kam einen Tag lang nicht durch und soll nicht ungefragt so spät erscheinen.",
}


def not_out(state: State) -> str:
    """An answer that is not out, in a line of a list."""
    return UNSENT.get(state, "Antwort nicht gesendet")


def fate(delivery: Delivery, zone: str) -> str:
    """How an answer fares: its state, why, and what comes next."""
    problem, at = delivery.problem, texts.clock(delivery.next_try, zone) if delivery.next_try else ""
    why, then = texts.PROBLEMS[problem] if problem is not None else ("", "")
    if delivery.state is State.PLANNED:
        again = f" Nächster Versuch {at}." if at else ""
        return f"wartet: {why}{again}" if why else "geht gleich hinaus"
    if delivery.state is State.UNCERTAIN and delivery.waits is Waits.LOOK_UP:
        return " ".join(filter(None, ("ungeklärt:", why, f"AmtDesk sieht {at or 'gleich'} von selbst nach.")))
    if delivery.state is State.FAILED:
        then = "Die Begründung steht im Verlauf." if problem is Problem.REFUSED else then
        return f"nicht gesendet: {why} {then}" if why else "nicht gesendet"
    return _FATES.get(delivery.state, "")


def no_like(kind: str, lacks: str) -> str:
    """Why AmtDesk cannot give „Gefällt mir“ on a channel of this kind; `lacks` is the platform's word for a right."""
    if lacks:
        return f"Für „Gefällt mir“ fehlt dem Zugang eine Berechtigung: {lacks}. Mehr dazu unter Kanäle."
    return _NO_LIKE.get(kind, "„Gefällt mir“ bitte auf der Seite selbst geben.")


def like_trouble(error: Exception) -> str:
    """Why „Gefällt mir“ did not come to pass, and what to do where anything helps."""
    if isinstance(error, NotAllowed):
        return "Der Kommentar ist nicht mehr da, oder der Kanal lässt es nicht mehr zu."
    why = texts.sentences(error)[0]
    if isinstance(error, AccessDenied):
        return f"{why} Mehr dazu unter Kanäle."
    return why if isinstance(error, Rejected) else f"{why} Bitte später noch einmal; doppelt wird es dadurch nicht."


def like_failed(why: str) -> str:
    """Below the comment."""
    return f"„Gefällt mir“ hat nicht geklappt: {why}"


def outgoing(stuck: int, waiting: int) -> str:
    """`Ausgang: 1 klären, 2 warten`."""
    parts = [f"{stuck} klären"] if stuck else []
    parts += [texts.count(waiting, "wartet", "warten")] if waiting else []
    return f"Ausgang: {', '.join(parts)}"


def fetched(found: Fetched, names: Mapping[int, str]) -> str:
    """What a look at all channels brought; nothing when there is no news."""
    if found.failed:
        lost = [f"{names.get(key, '')}: {texts.sentences(error)[0]}" for key, error in found.failed.items()]
        return f"Nicht gelesen. {' '.join(lost)}"
    many = len(found.new) + len(found.reopened)
    if many:
        return f"{texts.count(many, 'neues Anliegen', 'neue Anliegen')}."
    if found.resting:
        who = texts.listing([names.get(key, "") for key in found.resting])
        return f"Nichts Neues. {who}: Die Plattform zählt jeden Abruf, AmtDesk liest dort später wieder."
    return ""


def stamp(found: Stamp, zone: str, now: datetime) -> str:
    """`alles gesehen bis 9:14 Uhr · 3 beantwortet · 1 offen · 11 min`."""
    # a platform that counts every call may have been read on another day
    seen = texts.when(found.seen_until, zone, now).removeprefix("heute, ")
    parts = [f"alles gesehen bis {seen}"]
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
    "an answer is unclear": "Ob die letzte Antwort ankam, ist ungeklärt. Bitte das oben zuerst klären.",
    "an answer is held": "Die letzte Antwort ist noch angehalten. Bitte oben senden oder zurücknehmen.",
    "nothing to answer": "Hier gibt es nichts zu beantworten.",
    "only the last decision can be taken back": "Es kam schon eine weitere Entscheidung dazu.",
    "the Anliegen is gone": "Dieses Anliegen gibt es nicht mehr.",
}
