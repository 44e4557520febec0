"""Any place without an interface: the person publishes by hand, AmtDesk lays everything ready and keeps the link."""

from typing import ClassVar
from urllib.parse import urlsplit

from amtdesk.channels import addresses
from amtdesk.channels.base import Channel
from amtdesk.domain import copy_date
from amtdesk.domain.channel import Ability, Connection, Field, Receipt
from amtdesk.domain.errors import Problem, Rejected

#: The limit of characters that a person sets; kept over those of resources/limits.json.
CHARACTERS = "characters"


class ByHand(Channel):
    """A place that no program may write to. Publishes nothing itself."""

    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.PICTURES, Ability.ALT_TEXT})
    by_hand: ClassVar[bool] = True
    receipt: ClassVar[Receipt] = Receipt.MAYBE

    def connect(self) -> Connection:
        """Nothing to log in to; only what was typed is looked at. Raises `Rejected` for what cannot be read."""
        page = _page(self.address)
        settings = {}
        typed = self.setting(copy_date.SETTING)
        if typed:
            rule = copy_date.read(typed)
            if rule is None:
                raise Rejected(Problem.FIELD_UNREADABLE, typed)
            settings[copy_date.SETTING] = str(rule)
        limits = _characters(self.setting(CHARACTERS))
        name = addresses.host_of(page) if self.own_name else ""
        return Connection(name=name or self.label, settings=settings, limits=limits, abilities=self.abilities)


class Manual(ByHand):
    """Any place at all, called as its person likes."""

    name: ClassVar[str] = "manual"
    label: ClassVar[str] = "Anderer Kanal"
    icon: ClassVar[str] = "clipboard-text"
    introduction: ClassVar[str] = (
        "Für jeden Auftritt, den es hier sonst nicht gibt; er heißt, wie Sie ihn nennen. Zur geplanten Zeit legt "
        "AmtDesk den Text in die Zwischenablage und öffnet die Seite. Sie veröffentlichen selbst und fügen danach den "
        "Link ein, wenn es einen gibt."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "url",
            "Adresse der Seite",
            "Wird beim Veröffentlichen im Browser geöffnet.",
            required=False,
            placeholder="https://www.beispiel.example/gruppe",
        ),
    )
    own_name: ClassVar[bool] = True


def _characters(typed: str) -> dict[str, object]:
    plain = typed.replace(".", "").replace("\u00a0", "").replace(" ", "")
    if not plain:
        return {}
    if not (plain.isascii() and plain.isdigit() and int(plain)):
        raise Rejected(Problem.FIELD_UNREADABLE, typed)
    return {"max_chars": int(plain), "count_method": "graphemes"}


def _page(typed: str) -> str:
    """The page to open as an https address, or an empty text. Raises `Rejected` with `ADDRESS_WRONG`."""
    text = typed.strip()
    if not text:
        return ""
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise Rejected(Problem.ADDRESS_WRONG, typed) from None
    plain = text.isprintable() and not any(char.isspace() for char in text)
    if parts.scheme != "https" or "." not in host or parts.username or not plain:
        raise Rejected(Problem.ADDRESS_WRONG, host)
    return text
