"""What a card says about a place one writes to by hand. No Qt in here."""

from amtdesk.domain import copy_date
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Extra, Kind, Receipt


def sentences(kind: Kind) -> tuple[str, str]:
    """What lies ready, and when it counts as published."""
    if Extra.SHEET in kind.extras:
        ready = "Ein Blatt A4 zum Ausdrucken liegt bereit"
    elif Extra.BUNDLE in kind.extras:
        ready = "Text, Bilder und E-Mail an den Verlag liegen bereit"
    else:
        ready = "Text, Bilder und Seite liegen bereit"
    if kind.receipt is Receipt.NOTE:
        return ready, "Zählt als veröffentlicht, sobald Sie es eintragen"
    return ready, "Link eintragen, dann gilt der Beitrag als veröffentlicht"


def place(account: Account, address: str) -> str:
    """The second line: the address, or until when a text is taken."""
    rule = copy_date.of_account(account)
    return address if rule is None else f"Redaktionsschluss {rule} Uhr"
