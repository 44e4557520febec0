"""The steps of a check, and what an access may do, as rows. No Qt in here."""

from dataclasses import dataclass
from enum import Enum

from amtdesk.domain import grant
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Connection, Kind, Limits
from amtdesk.domain.errors import Problem
from amtdesk.domain.link import host_of
from amtdesk.domain.reach import Reach, Stop
from amtdesk.ui.channels import way
from amtdesk.ui.channels.words import ABILITIES, KEYRING, LOGIN, RIGHTS, SERVER, checked, takes

#: The step at which the check ended, by what it met.
_BAD: dict[Problem, str] = {
    Problem.KEYRING_LOCKED: "Schlüsselverwaltung ist gesperrt",
    Problem.KEYRING_ABSENT: "Schlüsselverwaltung fehlt",
    Problem.OFFLINE: "Kein Netz",
    Problem.PROXY: "Proxy lässt nicht durch",
    Problem.HOST_UNKNOWN: "Name des Servers ist unbekannt",
    Problem.ADDRESS_WRONG: "Adresse stimmt nicht",
    Problem.CERTIFICATE: "Verbindung ist nicht sicher",
    Problem.CONNECTION_REFUSED: "Server nimmt keine Verbindung an",
    Problem.CONNECTION_LOST: "Verbindung ist abgerissen",
    Problem.TIMED_OUT: "Server antwortet nicht",
    Problem.SERVER_BROKEN: "Server hat eine Störung",
    Problem.RATE_LIMITED: "Server bremst gerade",
    Problem.REDIRECTED: "Server schickt auf eine andere Adresse",
    Problem.ACCOUNT_BLOCKED: "Konto ist dort gesperrt",
    Problem.ACCESS_EXPIRED: "Anmeldung gilt nicht mehr",
    Problem.APP_IN_DEVELOPMENT: "App ist noch nicht öffentlich",
    Problem.SEVERAL_PAGES: "Seite ist nicht eindeutig",
    Problem.PAGE_ABSENT: "Seite fehlt im Zugang",
    Problem.ACCOUNT_UNLINKED: "Konto ist nicht verknüpft",
}
_STOPPED: dict[Stop, str] = {
    Stop.ADDRESS: "Adresse stimmt nicht",
    Stop.PROXY_SILENT: "Proxy antwortet nicht",
    Stop.PROXY_LOGIN: "Proxy verlangt eine Anmeldung",
    Stop.PROXY_REFUSES: "Proxy lässt nicht durch",
    Stop.NAME_UNKNOWN: "Name des Servers ist unbekannt",
    Stop.NO_NETWORK: "Kein Netz",
    Stop.BLOCKED: "Server nicht erreicht, andere schon",
    Stop.SILENT: "Server antwortet nicht",
    Stop.EXPIRED: "Zertifikat ist abgelaufen",
    Stop.OTHER_NAME: "Zertifikat gilt für einen anderen Namen",
    Stop.NOT_TRUSTED: "Zertifikat ist hier unbekannt",
    Stop.NO_TLS: "Verbindung ist nicht verschlüsselt",
}


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
    #: a right is missing: the guide says where it is given
    lacks: bool = False


def steps(
    account: Account,
    kind: Kind,
    found: Connection | None,
    limits: Limits,
    *,
    running: bool,
    reach: Reach | None = None,
    ends: str = "",
    soon: bool = False,
) -> list[Step]:
    """The check of an account: as it runs, or as it last ended; `reach` is the way to its server, `ends` says until
    when its access holds, `soon` that this is worth a warning of its own.
    """
    stages = _stages(account, kind, found, reach)
    failed = next((at for at, stage in enumerate(stages) if account.problem in stage.problems), None)
    if running:
        return [Step(stage.subject, Outcome.RUNNING) for stage in stages]
    if checked(account) and account.problem is None:
        taken = [Step(takes(limits), Outcome.GOOD, _stand(limits))] if takes(limits) else []
        good = [Step(stage.good, Outcome.GOOD, stage.note) for stage in stages]
        lacking = [_lack(ability, word) for ability, word in grant.missing(account.settings).items()]
        holds = [Step(ends, Outcome.GOOD)] if ends and not soon else []
        return [*good, *lacking, *_not_there(kind), *taken, *holds]
    if failed is None or account.problem is None:
        return [Step(f"{stage.subject}: nicht geprüft", Outcome.OPEN) for stage in stages]
    note = ends if account.problem is Problem.ACCESS_EXPIRED and soon else stages[failed].note
    return [
        *(Step(stage.good, Outcome.GOOD, stage.note) for stage in stages[:failed]),
        Step(_bad(stages[failed], account.problem, reach), Outcome.BAD, note, lacks=account.problem in RIGHTS),
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


def lacking(found: Connection) -> list[Step]:
    """What an access may not do though the platform can."""
    return [_lack(ability, word) for ability, word in found.missing.items()]


def _lack(ability: Ability, word: str) -> Step:
    why = f"nein, Berechtigung fehlt: {word}" if word else "nein, dieser Zugang darf es nicht"
    return Step(f"{ABILITIES[ability]}: {why}", Outcome.WARN, lacks=True)


def _not_there(kind: Kind) -> list[Step]:
    """What the platform itself does not have, so that nobody looks for it."""
    absent = [word for ability, word in ABILITIES.items() if ability not in kind.abilities]
    return [Step(f"Gibt es dort nicht: {', '.join(absent)}", Outcome.OPEN)] if absent and kind.fields else []


def _bad(stage: "_Stage", problem: Problem, reach: Reach | None) -> str:
    if reach is not None and reach.stop is not None:
        return _STOPPED[reach.stop]
    return _BAD.get(problem, stage.bad)


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
        return [_Stage("Ordner auf diesem Rechner", ready, "Ordner auf diesem Rechner fehlt", SERVER)]
    stages = []
    if any(field.secret for field in kind.fields) or kind.sign_in is not None:
        stages.append(_Stage("Zugang", "Zugang liegt auf diesem Rechner", "Kein Zugang auf diesem Rechner", KEYRING))
    server = way.note(reach) if reach is not None and reach.stop is None else host_of(account.url)
    stages.append(_Stage("Server", "Server antwortet", "Server antwortet nicht wie erwartet", SERVER, server))
    stages.append(_Stage("Anmeldung", "Anmeldung angenommen", "Anmeldung nicht angenommen", LOGIN))
    can = found.abilities if found is not None and found.abilities else grant.able(account.settings, kind)
    words = ", ".join(word for ability, word in ABILITIES.items() if ability in can)
    stages.append(_Stage("Rechte", f"Rechte: {words}", "Rechte reichen nicht", RIGHTS))
    return stages
