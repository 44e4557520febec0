"""The steps of connecting a channel, and where one is among them."""

from enum import IntEnum

from amtdesk.domain.channel import Kind
from amtdesk.ui.channels.form import explained


class Page(IntEnum):
    """The steps, in their order."""

    CHOICE = 0
    NEEDS = 1
    ACCESS = 2
    RESULT = 3


_NAMES = {Page.CHOICE: "Kanal wählen", Page.NEEDS: "Was Sie brauchen", Page.ACCESS: "Zugang", Page.RESULT: "Ergebnis"}


def place(page: Page, kind: Kind | None, *, anew: bool) -> str:
    """„Schritt 3 von 4: Zugang“; empty where there is only one. `anew`: the channel is known already."""
    steps = [one for one in Page if not anew or one in (Page.ACCESS, Page.RESULT)]
    names = _NAMES
    if page is not Page.CHOICE and kind is not None and not explained(kind):
        steps = [one for one in steps if one in (Page.CHOICE, Page.ACCESS)]
        names = {**_NAMES, Page.ACCESS: "Name und Seite"}
    return f"Schritt {steps.index(page) + 1} von {len(steps)}: {names[page]}" if len(steps) > 1 else ""


def done(name: str, kind: Kind | None) -> str:
    """What is said when a new channel is kept."""
    return f"{name} ist {'eingerichtet' if kind is not None and kind.by_hand else 'verbunden'}."
