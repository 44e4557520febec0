"""What is said about Textbausteine; no Qt in here."""

from collections.abc import Mapping
from datetime import date

from amtdesk.domain.delivery import State
from amtdesk.domain.schedule import local
from amtdesk.domain.standing import Agreement, Approval, Standing, expires
from amtdesk.domain.textmodule import TextModule
from amtdesk.ui import texts

STANDINGS: dict[Standing, str] = {
    Standing.NOT_AGREED: "nicht abgestimmt",
    Standing.AGREED: "abgestimmt",
    Standing.DUE: "Prüfung fällig",
    Standing.EXPIRED: "abgelaufen",
}
ICONS: dict[Standing, str] = {
    Standing.NOT_AGREED: "circle-dashed",
    Standing.AGREED: "circle-check",
    Standing.DUE: "hourglass",
    Standing.EXPIRED: "clock-x",
}
#: Whose colours a standing takes.
COLORS: dict[Standing, State] = {
    Standing.NOT_AGREED: State.DRAFT,
    Standing.AGREED: State.PUBLISHED,
    Standing.DUE: State.AWAITING_APPROVAL,
    Standing.EXPIRED: State.MISSED,
}
APPROVALS: dict[str, str] = {
    Approval.FREE.value: "frei verwenden",
    Approval.OFFICE.value: "jedes Mal das Fachamt fragen",
    Approval.HEAD.value: "jedes Mal die Leitung fragen",
}
KINDS: dict[str, str] = {"kommentar": "Kommentar", "nachricht": "Nachricht", "beitrag": "Beitrag"}


def day(one: date) -> str:
    """`1.10.2026`; agreements last longer than a year, so the year is always said."""
    return f"{one.day}.{one.month}.{one.year}"


def agreed(agreement: Agreement) -> str:
    """`am 1.10.2026 von Petra Beispiel, Bauamt`."""
    if agreement.on is None:
        return ""
    who = ", ".join(filter(None, (agreement.by, agreement.office)))
    return f"am {day(agreement.on)}" + (f" von {who}" if who else "")


def standing(module: TextModule) -> str:
    """One sentence: who stands behind it and until when, or who should be asked."""
    agreement, office = module.agreement, module.agree_with
    if agreement.on is not None and module.standing is not Standing.NOT_AGREED:
        end = expires(agreement.on, module.review_months)
        until = f"Abgelaufen am {day(end)}." if module.standing is Standing.EXPIRED else f"Gilt bis {day(end)}."
        return f"Bestätigt {agreed(agreement)}. {until}{asked(agreement)}"
    if agreement.denied_on is not None:
        return f"Am {day(agreement.denied_on)} nicht bestätigt. Bitte die Fassung ändern."
    who = f"Zuständig: {office}." if office else "Noch niemand im Haus hat zugestimmt."
    return f"{who}{asked(agreement)}"


def asked(agreement: Agreement) -> str:
    """` Angefragt am 2.11.2026.`"""
    return f" Angefragt am {day(agreement.asked_on)}." if agreement.asked_on is not None else ""


def warning(module: TextModule) -> str:
    """The quiet line when it is used; nothing when the house stands behind it and anyone may use it."""
    parts = []
    if not module.agreed:
        parts.append(f"Dieser Text ist {STANDINGS[module.standing]}. Das wird vermerkt.")
    if module.approval == Approval.OFFICE.value:
        parts.append("Vor dem Senden das Fachamt fragen.")
    elif module.approval == Approval.HEAD.value:
        parts.append("Vor dem Senden die Leitung fragen.")
    return " ".join(parts)


def spoken(module: TextModule) -> str:
    """For screen readers: title, standing, favourite."""
    return ", ".join(filter(None, (module.title, STANDINGS[module.standing], "Favorit" if module.favourite else "")))


def used(module: TextModule, zone: str) -> str:
    """`12-mal verwendet, zuletzt Mi 14.10.`"""
    if not module.uses or module.used is None:
        return "Noch nicht verwendet."
    last = local(module.used, zone).date()
    return f"{texts.thousands(module.uses)}-mal verwendet, zuletzt {texts.short_date(last)}{last.year}"


def kinds(module: TextModule) -> str:
    """`Kommentar, Nachricht`."""
    return ", ".join(KINDS.get(one, one) for one in module.kinds)


def lengths(found: Mapping[str, tuple[int, int | None]]) -> str:
    """`Mastodon 312/500 · Bluesky 312/300, 12 zu viel`; by channel: characters, and how many it takes."""
    parts = []
    for name, (characters, most) in found.items():
        limit = f"/{texts.thousands(most)}" if most else ""
        over = f", {texts.thousands(characters - most)} zu viel" if most and characters > most else ""
        parts.append(f"{name} {texts.thousands(characters)}{limit}{over}")
    return " · ".join(parts)
