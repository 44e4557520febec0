"""A Beitrag: one text, pictures, and a version for each chosen channel."""

from dataclasses import dataclass
from datetime import datetime

from amtdesk.domain.card import LinkCard
from amtdesk.domain.crop import Crop
from amtdesk.domain.delivery import Delivery, LatePolicy, Overall, State, overall
from amtdesk.domain.errors import Problem
from amtdesk.domain.media import Media
from amtdesk.domain.message import Target
from amtdesk.domain.textmodule import unfilled
from amtdesk.domain.title import first_words as first_words


@dataclass(frozen=True, slots=True)
class Variant:
    """A chosen channel of a post; `text` None means the shared text."""

    account_id: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture of a post with its Bildbeschreibung, or decorative with a reason."""

    media: Media
    alt: str = ""
    decorative: bool = False
    #: for channels that must cut it; None: nobody has looked at the part yet
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `due` is aware UTC or None; `zone` is the wall clock it was chosen in."""

    id: int
    title: str
    text: str
    language: str = "de"
    due: datetime | None = None
    zone: str = "Europe/Berlin"
    #: before planning: draft, awaiting_approval or approved
    stage: State = State.DRAFT
    late_policy: LatePolicy = LatePolicy.PUBLISH
    late_limit: int = 30
    variants: tuple[Variant, ...] = ()
    pictures: tuple[Attached, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    changed: datetime | None = None
    #: what it answers; None for a post of the Redaktionsplan
    target: Target | None = None
    #: below its first link; None while nobody has read the page
    card: LinkCard | None = None

    def text_for(self, account_id: int) -> str:
        """The text this channel gets."""
        for variant in self.variants:
            if variant.account_id == account_id and variant.text is not None:
                return variant.text
        return self.text

    def card_for(self, account_id: int) -> LinkCard | None:
        """The card that goes out with the text of this channel where it takes one; None for none."""
        card = self.card
        # one thing is shown below a text: its pictures or its card
        if card is None or self.pictures or self.target is not None:
            return None
        # a placeholder, of hers or of the page, never leaves
        if unfilled(card.title, card.description) is not None:
            return None
        return card if card.belongs_to(self.text_for(account_id)) else None

    @property
    def overall(self) -> Overall:
        """The state of the whole post: the stage before planning, else the loudest delivery."""
        return overall(self.states.values()) if self.states else Overall(self.stage)

    @property
    def states(self) -> dict[int, State]:
        """State for each chosen channel, by account id."""
        by_account = {delivery.account_id: delivery.state for delivery in self.deliveries}
        chosen = {variant.account_id: by_account.get(variant.account_id, self.stage) for variant in self.variants}
        return chosen | by_account

    @property
    def words(self) -> str:
        """The internal title, else the first words of the text."""
        return first_words(self.title, self.text)


@dataclass(frozen=True, slots=True)
class Tile:
    """One post as the calendar and the lists show it; read as columns, without pictures and texts."""

    post_id: int
    due: datetime | None
    zone: str
    words: str
    state: State
    partly: bool
    #: (account id, state) for each chosen channel
    channels: tuple[tuple[int, State], ...] = ()
    pictures: int = 0
    #: the platform's own scheduler holds the clock on every open channel
    runs_without_pc: bool = False
    #: (account id, problem) of what somebody did on a platform and nobody has decided about
    notices: tuple[tuple[int, Problem], ...] = ()
