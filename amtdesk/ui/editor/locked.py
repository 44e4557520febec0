"""Why something may no longer change, in a sentence; no Qt in here."""

from collections.abc import Mapping

from amtdesk.domain.delivery import State
from amtdesk.ui import texts
from amtdesk.ui.editor.draft import Locks

_ANEW = "Für eine neue Fassung: Mehr, Duplizieren."
_LATER = f"Den Text dort ändern: beim Kanal unter Versand. {_ANEW}"
_WHY = {
    State.SENDING: "Der Beitrag wird gerade gesendet. Text, Bilder und Termin ändern sich nicht mehr.",
    State.UNCERTAIN: "Noch ist ungeklärt, ob der Beitrag online ist. Bis dahin bleibt er, wie er ist.",
    State.PUBLISHED: f"Veröffentlicht: Text, Bilder und Termin bleiben, wie sie hinausgegangen sind. {_LATER}",
    State.PUBLISHED_BY_HAND: f"Veröffentlicht: Text, Bilder und Termin bleiben, wie sie hinausgegangen sind. {_ANEW}",
}


def why(locks: Locks, chosen: tuple[int, ...], names: Mapping[int, str]) -> str:
    """The sentence, naming the channels when it holds for some only; empty when everything may change."""
    if locks.state is None:
        return ""
    sentence = _WHY[locks.state]
    if set(chosen) <= locks.accounts:
        return sentence
    held = texts.listing([names.get(one, "Entfernter Kanal") for one in sorted(locks.accounts)])
    return f"{held}: Text, Bilder und Termin ändern sich nicht mehr. Andere Kanäle lassen sich noch anpassen."
