"""Makes the card of a link while its post is written."""

import logging
from collections.abc import Callable
from typing import Protocol

from amtdesk.domain import card
from amtdesk.domain.card import LinkCard
from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.link import is_safe
from amtdesk.domain.media import Media

log = logging.getLogger(__name__)

_PAGE = "text/html,application/xhtml+xml"
_PICTURE = "image/*"


class Fetches(Protocol):
    """Content and type of what lies at an address. Raises `ChannelError`."""

    def __call__(self, url: str, accept: str, *, local: bool = False) -> tuple[bytes, str]: ...


class Cards:
    """`fetch` None: of a sample office, where no page is ever asked. `take` keeps a picture."""

    def __init__(self, fetch: Fetches | None, take: Callable[[bytes, str], Media]) -> None:
        self._fetch = fetch
        self._take = take

    @property
    def reads_pages(self) -> bool:
        """Whether pages may be asked here."""
        return self._fetch is not None

    def read(self, url: str, *, local: bool = False) -> LinkCard:
        """The card as the page describes itself; the name of its host where that says nothing or is silent.

        Takes up to 20 seconds, so never on the GUI thread. `local`: this computer may be asked (test servers).
        """
        bare = LinkCard(url, card.host(url))
        if self._fetch is None:
            return bare
        try:
            body, kind = self._fetch(url, _PAGE, local=local)
        except AmtDeskError as error:
            log.info("no page for the card: %s", error)
            return bare
        if kind and "html" not in kind.lower():
            return bare
        page = card.read(card.decode(body, kind), url)
        return LinkCard(url, page.title or bare.title, page.description, self._picture(page.picture, local))

    def _picture(self, url: str, local: bool) -> Media | None:
        if self._fetch is None or not (is_safe(url) or (local and url)):
            return None
        try:
            content, _ = self._fetch(url, _PICTURE, local=local)
            return self._take(content, "Linkbild.jpg")
        except (AmtDeskError, OSError) as error:
            log.info("no picture for the card: %s", error)
            return None
