"""What the page says about a channel: its standing, its address, its abilities. No Qt in here."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amtdesk.domain import expiry, grant
from amtdesk.domain.account import CALLED, Account, Standing
from amtdesk.domain.channel import Ability, Kind, Limits
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import MENDED_THERE, Problem
from amtdesk.domain.link import host_of
from amtdesk.domain.schedule import local
from amtdesk.ui import texts

ABILITIES: dict[Ability, str] = {
    Ability.PUBLISH: "Veröffentlichen",
    Ability.SCHEDULE: "Vorab übergeben",
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
#: What a card shows; the rest is beside it, in the check.
MAIN = (Ability.PUBLISH, Ability.SCHEDULE, Ability.READ, Ability.ANSWER, Ability.HIDE, Ability.ALT_TEXT)
#: Who holds the clock, as the box on the card says it.
KEEPS = "Geplante Beiträge gleich übergeben"
KEEPS_SHORT = "Dann darf der Rechner zum Termin aus sein."
KEEPS_WHY = (
    "Die Plattform bekommt den Beitrag beim Einplanen und veröffentlicht ihn selbst zum Termin, auch bei "
    "ausgeschaltetem Rechner. Ohne Haken sendet AmtDesk, dann muss der Rechner an sein."
)
#: What „Vorab übergeben“ means.
AHEAD_WHY = "Die Plattform nimmt geplante Beiträge vorab und veröffentlicht sie zum Termin. Der Rechner darf aus sein."
LOGIN = frozenset({Problem.PASSWORD_WRONG, Problem.ACCESS_EXPIRED, Problem.ACCOUNT_BLOCKED})
RIGHTS = frozenset(
    {
        Problem.PERMISSION_MISSING,
        Problem.APP_IN_DEVELOPMENT,
        Problem.SEVERAL_PAGES,
        Problem.PAGE_ABSENT,
        Problem.ACCOUNT_UNLINKED,
        Problem.POLICY_BLOCK,
    }
)
KEYRING = frozenset({Problem.SECRET_MISSING, Problem.KEYRING_ABSENT, Problem.KEYRING_LOCKED})
SERVER = frozenset(
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

#: Troubles on the way, as a badge.
_WAY = {Problem.OFFLINE: "ohne Netz", Problem.PROXY: "Proxy sperrt", Problem.CERTIFICATE: "nicht sicher"}


def keyring_place() -> str:
    """Where secrets lie on this system, as the footer says it."""
    if sys.platform == "win32":
        return "in der Anmeldeinformationsverwaltung von Windows"
    if sys.platform == "darwin":
        return "im Schlüsselbund dieses Rechners"
    return "in der Schlüsselverwaltung dieses Rechners"


def at_address(problem: Problem) -> bool:
    """Whether the address is the place to look at."""
    return problem in SERVER and problem not in (Problem.OFFLINE, Problem.PROXY, Problem.RATE_LIMITED)


def at_secret(problem: Problem) -> bool:
    """Whether name and password are the place to look at."""
    return problem in (Problem.PASSWORD_WRONG, Problem.ACCESS_EXPIRED, Problem.SECRET_MISSING)


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge: words, icon, and the state that lends its colours."""

    words: str
    icon: str
    state: State


def mark(account: Account, kind: Kind, uncertain: int, now: datetime, zone: str) -> Mark:
    """How a channel stands, the loudest first."""
    if account.standing is Standing.RECONNECT:
        return Mark(_login_words(account.problem), "plug-connected-x", State.FAILED)
    if uncertain:
        return Mark(f"{uncertain} ungeklärt", "help-hexagon", State.UNCERTAIN)
    if grant.by_hand_only(account.settings, kind):
        return Mark("von Hand", "clipboard-text", State.BY_HAND)
    if account.problem is not None:
        return Mark(_trouble_words(account.problem), "alert-triangle", State.AWAITING_APPROVAL)
    if account.standing is Standing.UNTESTED:
        return Mark("noch nicht geprüft", "circle-dashed", State.DRAFT)
    if ending(account.settings, now, zone):
        return Mark("läuft bald ab", "clock", State.AWAITING_APPROVAL)
    if Ability.PUBLISH in grant.missing(account.settings):
        return Mark("nur lesen", "alert-triangle", State.AWAITING_APPROVAL)
    return Mark("bereit", "circle-check", State.PUBLISHED)


def _login_words(problem: Problem | None) -> str:
    if problem is Problem.SECRET_MISSING:
        return "Anmeldung fehlt"
    if problem is Problem.ACCOUNT_BLOCKED:
        return "Konto gesperrt"
    if problem is Problem.APP_IN_DEVELOPMENT:
        return "App nicht öffentlich"
    if problem in RIGHTS:
        return "Rechte fehlen"
    return "Anmeldung abgelehnt" if problem is Problem.PASSWORD_WRONG else "Anmeldung abgelaufen"


def _trouble_words(problem: Problem) -> str:
    if problem in KEYRING:
        return "Zugang nicht lesbar"
    if problem in RIGHTS:
        return "Rechte fehlen"
    return _WAY.get(problem, "nicht erreicht" if problem in SERVER else "gestört")


def address(account: Account, kind: Kind) -> str:
    """Kind and address as the second line of a card."""
    where = _handle(account) or host_of(account.url) or account.url
    if not kind.connects:
        return where or "ohne Verbindung"
    where = where or account.settings.get(CALLED, "")
    if not kind.fields:
        return (
            f"{kind.label} · bleibt auf diesem Rechner" if account.name != kind.label else "bleibt auf diesem Rechner"
        )
    known = " · ".join(dict.fromkeys(part for part in (kind.label, where) if part and part != account.name))
    return known or ("ohne Anmeldung" if grant.by_hand_only(account.settings, kind) else "")


def wants_login(account: Account) -> bool:
    """Whether connecting anew is what helps; what is put right on the platform is only checked again afterwards."""
    return account.standing is Standing.RECONNECT and account.problem not in MENDED_THERE


def proven(account: Account, kind: Kind) -> bool:
    """Whether a check ever said what this access may do; what stays on this computer or goes by hand needs none."""
    return account.standing is not Standing.UNTESTED or grant.ABLE in account.settings or not kind.fields


def _handle(account: Account) -> str:
    handle = account.settings.get("handle", "")
    # a page without a name of its own has its number there
    return "" if handle.isdigit() else handle


def short(problem: Problem) -> str:
    """A problem in few words, for a card."""
    if problem in KEYRING:
        return "Zugang fehlt" if problem is Problem.SECRET_MISSING else "Schlüsselverwaltung prüfen"
    if problem in LOGIN:
        return "Anmeldung nötig"
    if problem in RIGHTS:
        return "Rechte fehlen"
    return {
        Problem.OFFLINE: "Keine Netzverbindung",
        Problem.PROXY: "Proxy lässt nicht durch",
        Problem.CERTIFICATE: "Verbindung nicht sicher",
    }.get(problem, "Zuletzt nicht erreicht")


def takes(limits: Limits) -> str:
    """What a channel takes at most; empty when nothing is known."""
    parts = []
    if limits.characters:
        parts.append(f"{texts.thousands(limits.characters)} Zeichen")
    if limits.pictures:
        parts.append(texts.count(limits.pictures, "Bild", "Bilder"))
    return f"Höchstens {', '.join(parts)}" if parts else ""


def ending(settings: Mapping[str, str], now: datetime, zone: str) -> str:
    """How long an access still lasts, once that is worth a warning; empty before."""
    end = expiry.expires(settings)
    if end is None or expiry.warns(end, now, zone) is None:
        return ""
    left = expiry.days_left(end, now, zone)
    if end <= now:
        return "Zugang ist abgelaufen"
    return {0: "Zugang endet heute", 1: "Zugang endet morgen"}.get(left, f"Zugang endet in {left} Tagen")


def last_day(settings: Mapping[str, str], zone: str) -> str:
    """The day on which an access ends; empty where nobody knows."""
    end = expiry.expires(settings)
    return f"{local(end, zone):%d.%m.%Y}" if end is not None else ""


def lasts(settings: Mapping[str, str], now: datetime, zone: str) -> str:
    """Until when an access holds, as far as that is known; empty else."""
    end = expiry.expires(settings)
    if end is None:
        return ""
    day, left = last_day(settings, zone), expiry.days_left(end, now, zone)
    if end <= now:
        return f"Zugang endete am {day}"
    return f"Zugang bis {day}, noch {texts.count(left, 'Tag', 'Tage')}" if left else f"Zugang bis heute, {day}"


def checked(account: Account) -> bool:
    """Whether a check ever came to an end."""
    return account.checked is not None and (account.standing is not Standing.UNTESTED or account.problem is not None)
