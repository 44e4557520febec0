"""Any place without an interface: the person publishes by hand, AmtDesk lays everything ready and keeps the link."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from amtdesk.channels import addresses
from amtdesk.channels.base import Channel
from amtdesk.domain.channel import Ability, Connection, Field, Payload
from amtdesk.domain.errors import Problem, Rejected

#: Platforms show the same page under these names.
_FRONTS = ("www.", "m.", "mobile.", "web.", "de-de.")


@dataclass(frozen=True, slots=True)
class Errand:
    """What the assistant needs: text for the clipboard, Bildbeschreibungen in order, page to open (may be empty)."""

    text: str
    alts: tuple[str, ...]
    page: str


class Manual(Channel):
    """Publishes nothing itself."""

    name: ClassVar[str] = "manual"
    label: ClassVar[str] = "Anderer Kanal von Hand"
    icon: ClassVar[str] = "clipboard-text"
    introduction: ClassVar[str] = (
        "Für Auftritte ohne Anschluss, zum Beispiel eine Facebook-Gruppe oder einen WhatsApp-Kanal. Zur geplanten Zeit "
        "legt AmtDesk den Text in die Zwischenablage und öffnet die Seite; Sie veröffentlichen selbst und fügen danach "
        "den Link ein."
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
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.PICTURES, Ability.ALT_TEXT})
    by_hand: ClassVar[bool] = True

    def connect(self) -> Connection:
        """Nothing to log in to; only the address is looked at."""
        page = check_page(self.address)
        return Connection(name=addresses.host_of(page) or self.label, abilities=self.abilities)


def errand(payload: Payload, page: str) -> Errand:
    """What is to be done by hand for this post."""
    return Errand(payload.text, tuple(picture.alt for picture in payload.pictures), check_page(page))


def check_page(page: str) -> str:
    """The page to open as an https address, or an empty text. Raises `Rejected` with `ADDRESS_WRONG`."""
    return _address(page) if page.strip() else ""


def check_link(link: str, page: str = "") -> str:
    """The link a person pasted: https, and on the host of the page if one is given. Raises `Rejected`."""
    found = _address(link)
    expected, host = _plain_host(page if "://" in page else f"https://{page}"), _plain_host(found)
    if page.strip() and host != expected and not host.endswith(f".{expected}"):
        raise Rejected(Problem.ADDRESS_WRONG, f"{host} ≠ {expected}")
    return found


def _address(typed: str) -> str:
    text = typed.strip()
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


def _plain_host(address: str) -> str:
    host = addresses.host_of(address.strip())
    for front in _FRONTS:
        host = host.removeprefix(front)
    return host
