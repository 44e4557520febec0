"""What the page says about a channel: its standing, its abilities, the steps of its check. No Qt in here."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from amtdesk.domain import expiry, grant
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability, Connection, Kind, Limits
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.link import host_of
from amtdesk.domain.reach import Reach
from amtdesk.ui import texts
from amtdesk.ui.channels import way

ABILITIES: dict[Ability, str] = {
    Ability.PUBLISH: "Veröffentlichen",
    Ability.SCHEDULE: "Termin beim Anbieter",
    Ability.PICTURES: "Bilder",
    Ability.ALT_TEXT: "Bildbeschreibung",
    Ability.EDIT: "Nachträglich ändern",
    Ability.WITHDRAW: "Zurückziehen",
    Ability.READ: "Kommentare lesen",
    Ability.ANSWER: "Antworten",
    Ability.HIDE: "Ausblenden",
    Ability.DELETE: "Kommentare löschen",
    Ability.BLOCK: "Sperren",
    Ability.LIKE: "Gefällt mir",
    Ability.FIGURES: "Zahlen lesen",
}
#: Who holds the clock, as the box on the card says it.
KEEPS = "Geplante Beiträge gleich übergeben"
KEEPS_SHORT = "Dann darf der Rechner zum Termin aus sein."
KEEPS_WHY = (
    "Die Plattform bekommt den Beitrag beim Einplanen und veröffentlicht ihn selbst zum Termin, auch bei "
    "ausgeschaltetem Rechner. Ohne Haken sendet AmtDesk, dann muss der Rechner an sein."
)
#: What to do now, where the usual sentence speaks of sending.
_NOW: dict[Problem, str] = {
    Problem.CONNECTION_LOST: "Bitte noch einmal prüfen.",
    Problem.TIMED_OUT: "Bitte die Adresse ansehen und später noch einmal prüfen.",
    Problem.OFFLINE: "Sobald das Netz wieder da ist, noch einmal prüfen. Schreiben und planen geht auch ohne.",
    Problem.ANSWER_UNREADABLE: "Bitte die Adresse ansehen. Die Einzelheiten lassen sich für die IT kopieren.",
    Problem.SERVER_BROKEN: "Bitte später noch einmal prüfen.",
    Problem.RATE_LIMITED: "Bitte einige Minuten warten und dann noch einmal prüfen.",
    Problem.NOT_FOUND: "Bitte die Adresse und den Namen ansehen.",
    Problem.PERMISSION_MISSING: "Bitte auf der Plattform das Recht zum Veröffentlichen geben und neu verbinden.",
}
_LOGIN = frozenset({Problem.PASSWORD_WRONG, Problem.ACCESS_EXPIRED, Problem.ACCOUNT_BLOCKED})
_RIGHTS = frozenset(
    {
        Problem.PERMISSION_MISSING,
        Problem.APP_IN_DEVELOPMENT,
        Problem.SEVERAL_PAGES,
        Problem.PAGE_ABSENT,
        Problem.ACCOUNT_UNLINKED,
        Problem.POLICY_BLOCK,
    }
)
_KEYRING = frozenset({Problem.SECRET_MISSING, Problem.KEYRING_ABSENT, Problem.KEYRING_LOCKED})
_SERVER = frozenset(
    {
        Problem.ADDRESS_WRONG,
        Problem.HOST_UNKNOWN,
        Problem.CONNECTION_REFUSED,
        Problem.CONNECTION_LOST,
        Problem.TIMED_OUT,
        Problem.CERTIFICATE,
        Problem.PROXY,
        Problem.OFFLINE,
        Problem.NOT_THIS_PLATFORM,
        Problem.ANSWER_UNREADABLE,
        Problem.ANSWER_TOO_LARGE,
        Problem.REDIRECTED,
        Problem.SERVER_BROKEN,
        Problem.RATE_LIMITED,
        Problem.NOT_FOUND,
    }
)


def keyring_place() -> str:
    """Where secrets lie on this system, as the footer says it."""
    if sys.platform == "win32":
        return "in der Anmeldeinformationsverwaltung von Windows"
    if sys.platform == "darwin":
        return "im Schlüsselbund dieses Rechners"
    return "in der Schlüsselverwaltung dieses Rechners"


def what_now(problem: Problem) -> str:
    """The next step after a check that failed."""
    return _NOW.get(problem, texts.PROBLEMS[problem][1])


def said(error: Exception) -> tuple[str, str]:
    """What a check met, and the next step."""
    what, now = texts.sentences(error)
    return what, _NOW.get(error.problem, now) if isinstance(error, AmtDeskError) else now


def at_address(problem: Problem) -> bool:
    """Whether the address is the place to look at."""
    return problem in _SERVER and problem not in (Problem.OFFLINE, Problem.PROXY, Problem.RATE_LIMITED)


def at_secret(problem: Problem) -> bool:
    """Whether name and password are the place to look at."""
    return problem in (Problem.PASSWORD_WRONG, Problem.ACCESS_EXPIRED, Problem.SECRET_MISSING)


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge: words, icon, and the state that lends its colours."""

    words: str
    icon: str
    state: State


def mark(account: Account, kind: Kind, uncertain: int) -> Mark:
    """How a channel stands, the loudest first."""
    if account.standing is Standing.RECONNECT:
        return Mark(_login_words(account.problem), "plug-connected-x", State.FAILED)
    if uncertain:
        return Mark(f"{uncertain} ungeklärt", "help-hexagon", State.UNCERTAIN)
    if grant.by_hand_only(account.settings, kind):
        return Mark("von Hand", "clipboard-text", State.BY_HAND)
    if account.problem is not None:
        return Mark("nicht erreicht", "alert-triangle", State.AWAITING_APPROVAL)
    if account.standing is Standing.UNTESTED:
        return Mark("noch nicht geprüft", "circle-dashed", State.DRAFT)
    return Mark("bereit", "circle-check", State.PUBLISHED)


def _login_words(problem: Problem | None) -> str:
    if problem is Problem.SECRET_MISSING:
        return "Anmeldung fehlt"
    if problem in (Problem.PASSWORD_WRONG, Problem.ACCOUNT_BLOCKED, Problem.PERMISSION_MISSING):
        return "Anmeldung abgelehnt"
    return "Anmeldung abgelaufen"


def address(account: Account, kind: Kind) -> str:
    """Kind and address as the second line of a card."""
    where = account.settings.get("handle") or host_of(account.url) or account.url
    if kind.by_hand:
        return where or "ohne Schnittstelle"
    if not kind.fields:
        return (
            f"{kind.label} · bleibt auf diesem Rechner" if account.name != kind.label else "bleibt auf diesem Rechner"
        )
    return " · ".join(dict.fromkeys(part for part in (kind.label, where) if part and part != account.name))


def short(problem: Problem) -> str:
    """A problem in few words, for a card."""
    if problem in _KEYRING:
        return "Zugang fehlt"
    if problem in _LOGIN:
        return "Anmeldung nötig"
    if problem in _RIGHTS:
        return "Rechte fehlen"
    return "Keine Netzverbindung" if problem is Problem.OFFLINE else "Zuletzt nicht erreicht"


def takes(limits: Limits) -> str:
    """What a channel takes at most; empty when nothing is known."""
    parts = []
    if limits.characters:
        parts.append(f"{texts.thousands(limits.characters)} Zeichen")
    if limits.pictures:
        parts.append(texts.count(limits.pictures, "Bild", "Bilder"))
    return f"Höchstens {', '.join(parts)}" if parts else ""


class Outcome(Enum):
    """How one step of a check ended."""

    GOOD = "geht"
    BAD = "geht nicht"
    WARN = "geht mit Einschränkung"
    OPEN = "nicht geprüft"
    RUNNING = "wird geprüft"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a check."""

    words: str
    outcome: Outcome
    note: str = ""


def steps(
    account: Account,
    kind: Kind,
    found: Connection | None,
    limits: Limits,
    *,
    running: bool,
    reach: Reach | None = None,
    end: str = "",
) -> list[Step]:
    """The check of an account: as it runs, or as it last ended; `reach` is the way to its server, `end` that of its
    access in words.
    """
    stages = _stages(account, kind, found, reach)
    failed = next((at for at, stage in enumerate(stages) if account.problem in stage.problems), None)
    if running:
        return [Step(stage.subject, Outcome.RUNNING) for stage in stages]
    if checked(account) and account.problem is None:
        taken = [Step(takes(limits), Outcome.GOOD, _stand(limits))] if takes(limits) else []
        good = [Step(stage.good, Outcome.GOOD, stage.note) for stage in stages]
        lacking = [_lack(ability, word) for ability, word in grant.missing(account.settings).items()]
        return [*good, *lacking, *taken, *([Step(end, Outcome.WARN)] if end else [])]
    if failed is None or account.problem is None:
        return [Step(f"{stage.subject}: nicht geprüft", Outcome.OPEN) for stage in stages]
    return [
        *(Step(stage.good, Outcome.GOOD, stage.note) for stage in stages[:failed]),
        Step(stages[failed].bad, Outcome.BAD, _why(account.problem, reach)),
        *(Step(f"{stage.subject}: nicht geprüft", Outcome.OPEN) for stage in stages[failed + 1 :]),
    ]


def results(kind: Kind, found: Connection) -> list[Step]:
    """Each ability of a kind: whether this access has it, and what is missing."""
    can = found.abilities or kind.abilities - frozenset(found.missing)
    return [
        Step(f"{word}: ja", Outcome.GOOD)
        if ability in can and ability not in found.missing
        else _lack(ability, found.missing.get(ability, ""))
        for ability, word in ABILITIES.items()
        if ability in kind.abilities
    ]


def nothing_found() -> Connection:
    """Of an access that was not tested."""
    return Connection("")


def _lack(ability: Ability, word: str) -> Step:
    why = f"nein, Berechtigung fehlt: {word}" if word else "nein, dieser Zugang darf es nicht"
    return Step(f"{ABILITIES[ability]}: {why}", Outcome.WARN)


def _why(problem: Problem, reach: Reach | None) -> str:
    said = way.sentences(reach) if reach is not None else None
    return (said or texts.PROBLEMS[problem])[0]


def ending(settings: Mapping[str, str], now: datetime, zone: str) -> str:
    """How long an access still lasts, once that is worth a warning; empty before."""
    end = expiry.expires(settings)
    if end is None or expiry.warns(end, now, zone) is None:
        return ""
    left = expiry.days_left(end, now, zone)
    if end <= now:
        return "Zugang ist abgelaufen"
    return {0: "Zugang endet heute", 1: "Zugang endet morgen"}.get(left, f"Zugang endet in {left} Tagen")


def checked(account: Account) -> bool:
    """Whether a check ever came to an end."""
    return account.checked is not None and (account.standing is not Standing.UNTESTED or account.problem is not None)


def _stand(limits: Limits) -> str:
    year, *rest = limits.stand.split("-")
    return f"Grenzwerte, Stand {'.'.join([*reversed(rest), year])}" if year else ""


@dataclass(frozen=True, slots=True)
class _Stage:
    subject: str
    good: str
    bad: str
    problems: frozenset[Problem]
    note: str = ""


def _stages(account: Account, kind: Kind, found: Connection | None, reach: Reach | None) -> list[_Stage]:
    if not kind.fields:
        ready = "Bereit, es bleibt alles auf diesem Rechner"
        return [_Stage("Ordner auf diesem Rechner", ready, "Ordner auf diesem Rechner fehlt", _SERVER)]
    stages = []
    if any(field.secret for field in kind.fields) or kind.sign_in is not None:
        stages.append(_Stage("Zugang", "Zugang liegt auf diesem Rechner", "Kein Zugang auf diesem Rechner", _KEYRING))
    server = way.note(reach) if reach is not None and reach.stop is None else host_of(account.url)
    stages.append(_Stage("Server", "Server antwortet", "Server antwortet nicht wie erwartet", _SERVER, server))
    stages.append(_Stage("Anmeldung", "Anmeldung angenommen", "Anmeldung nicht angenommen", _LOGIN))
    can = found.abilities if found is not None and found.abilities else grant.able(account.settings, kind)
    words = ", ".join(word for ability, word in ABILITIES.items() if ability in can)
    stages.append(_Stage("Rechte", f"Rechte: {words}", "Rechte reichen nicht", _RIGHTS))
    return stages
