"""What is said about a hold and about a file that waits for a person. No Qt in here."""

from collections.abc import Collection, Sequence

from amtdesk.domain.hold import Cause, Freeze, Hold, Late
from amtdesk.domain.today import Today
from amtdesk.ui import texts

LATE = {
    Late.LAPSED: "sollte nach seinem Termin nicht mehr erscheinen",
    Late.ASKS: "sollte bei Verspätung erst nachfragen",
    Late.TOO_LATE: "Termin länger vorbei als erlaubt",
}
#: What the bar calls the step it offers.
RELEASE, CONFIRM = "Freigeben …", "Prüfen und bestätigen …"


def counted(posts: int, answers: int) -> str:
    """`2 Beiträge und 1 Antwort`; empty for none."""
    said = [texts.count(posts, "Beitrag", "Beiträge")] if posts else []
    return texts.listing([*said, texts.count(answers, "Antwort", "Antworten")] if answers else said)


def proposed(answers: Collection[bool]) -> str:
    """How the times came about; `answers` says whether there are posts (False), answers (True), or both."""
    said = []
    if False in answers:
        said.append("Vorgeschlagen ist der alte Termin, sonst der nächste freie in Ihrer Servicezeit.")
    if True in answers:
        said.append("Antworten gehen in der nächsten Viertelstunde hinaus.")
    # answers wait where answers are
    where = ["auf Heute"] if False in answers else []
    where += ["unter Antworten"] if True in answers else []
    return " ".join([*said, f"Was nicht angekreuzt ist, bleibt angehalten und steht {texts.listing(where)}."])


def held(hold: Hold, today: Today) -> tuple[str, str]:
    """The bar of a hold: since when and why, and what that means."""
    zone, now = today.office.zone, today.now
    who = f" von {hold.by}" if hold.by else ""
    since = f"Alles angehalten{who}, {texts.when(hold.started, zone, now)}: {hold.reason}"
    held = counted(today.held, today.held_answers)
    verb = "wartet" if today.held + today.held_answers == 1 else "warten"
    waiting = [f"{held} {verb} auf Freigabe"] if held else []
    if today.at_platforms:
        there = "einer Plattform" if today.at_platforms == 1 else "Plattformen"
        waiting.append(f"{today.at_platforms} {'liegt' if today.at_platforms == 1 else 'liegen'} noch auf {there}")
    rest = " ".join(filter(None, ("Nichts geht hinaus.", f"{', '.join(waiting)}." if waiting else "")))
    return since, rest


def frozen(freeze: Freeze) -> tuple[str, str]:
    """The bar of a restored or copied file."""
    if freeze.cause is Cause.RESTORED:
        return "Diese Daten stammen aus einer Sicherung.", "Bis Sie das bestätigen, geht nichts von selbst hinaus."
    return (
        "Diese Daten kommen von einem anderen Rechner oder aus einem anderen Ordner.",
        "Bis Sie das bestätigen, geht nichts von selbst hinaus.",
    )


def frozen_story(freeze: Freeze, today: Today) -> str:
    """What happened, for the dialog."""
    if freeze.cause is Cause.RESTORED:
        at = f" {texts.when(freeze.since, today.office.zone, today.now)}" if freeze.since else ""
        source = f" aus „{freeze.source}“" if freeze.source else ""
        return (
            f"Die Daten wurden{at}{source} zurückgeholt. Was danach geschrieben oder gesendet wurde, steht hier "
            "nicht. Mancher Beitrag, der hier noch geplant ist, kann also schon online sein."
        )
    return (
        "Die Datei wurde zuletzt auf einem anderen Rechner oder in einem anderen Ordner benutzt. Sendet dort noch "
        "ein AmtDesk mit denselben Daten, erscheint jeder Beitrag doppelt. Bitte dort zuerst beenden."
    )


def frozen_then(due: int, ahead: int) -> str:
    """What happens once someone confirms."""
    if due:
        was = "war" if due == 1 else "waren"
        first = (
            f"{texts.count(due, 'Beitrag', 'Beiträge')} {was} inzwischen fällig: AmtDesk sucht zuerst auf den "
            "Plattformen. Was dort steht, gilt als veröffentlicht. Was fehlt, steht danach auf Heute unter „Verpasst“ "
            "und wird nur gesendet, wenn Sie es dort anklicken."
        )
    else:
        first = "Inzwischen war nichts fällig."
    if not ahead:
        return first
    go = "geht zu seiner" if ahead == 1 else "gehen zu ihrer"
    return f"{first} {texts.count(ahead, 'späterer Beitrag', 'spätere Beiträge')} {go} Zeit hinaus."


def channels(names: Sequence[str]) -> str:
    """The channels of a row, briefly."""
    return texts.listing(names) or "Entfernter Kanal"
