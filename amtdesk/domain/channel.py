"""What a kind of channel can do and what it asks for; the facts, without any HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from amtdesk.domain.payload import Card as Card
from amtdesk.domain.payload import Lent as Lent
from amtdesk.domain.payload import Payload as Payload
from amtdesk.domain.payload import Picture as Picture
from amtdesk.domain.payload import Published as Published


class Ability(StrEnum):
    """What a channel may be able to do."""

    PUBLISH = "publish"
    PICTURES = "pictures"
    ALT_TEXT = "alt_text"
    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    #: comments, replies, mentions can be read
    READ = "read"
    ANSWER = "answer"
    HIDE = "hide"
    #: delete what others wrote on our page
    DELETE = "delete"
    BLOCK = "block"
    LIKE = "like"
    FIGURES = "figures"


class Receipt(StrEnum):
    """What a person keeps of a post published by hand."""

    LINK = "link"
    #: the place shows a link sometimes, or to some
    MAYBE = "maybe"
    #: no link at all: a few words such as the number of the issue
    NOTE = "note"


class Extra(StrEnum):
    """What is laid ready for the hand besides text, pictures and page."""

    #: text, pictures and their captions in one ZIP file
    BUNDLE = "bundle"
    #: an e-mail with the text
    MAIL = "mail"
    #: a printable page A4
    SHEET = "sheet"


class Count(StrEnum):
    """How a platform counts the characters of a text (`domain/counting.py`)."""

    NONE = "none"
    GRAPHEMES = "graphemes"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    UTF16 = "utf16"
    X = "x"
    THREADS = "threads"
    #: UTF-16 units after the marks of its own writing were escaped
    LINKEDIN = "linkedin"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the connection form. A secret one goes to the keyring and nowhere else."""

    name: str
    label: str
    hint: str = ""
    secret: bool = False
    required: bool = True
    placeholder: str = ""
    #: what may be chosen instead of typed: value and words, the usual one first
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SignIn:
    """Signing in with the system's browser, which comes back to this computer (RFC 8252)."""

    #: on the button
    label: str = "Im Browser anmelden"
    #: the platform wants to know the whole address beforehand: one of these; empty: any free port will do
    ports: tuple[int, ...] = ()
    path: str = "/callback"
    #: fields that must be filled before the browser opens
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What the platform charges for one post, in US dollars."""

    post: float
    with_link: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes; None means no limit known. Sizes in bytes, characters by `count`."""

    count: Count = Count.NONE
    characters: int | None = None
    text_bytes: int | None = None
    pictures: int | None = 4
    least_pictures: int = 0
    #: as MIME types; empty: whatever we keep
    picture_types: tuple[str, ...] = ()
    #: width divided by height, least and most
    picture_ratio: tuple[float, float] | None = None
    #: pixels; narrower ones are enlarged there
    picture_least_width: int | None = None
    picture_width: int | None = None
    picture_sides: int | None = None
    picture_bytes: int | None = None
    picture_pixels: int | None = None
    #: the pictures of one post are all shown in the shape of the first
    pictures_alike: bool = False
    alt_text: int | None = None
    url_length: int | None = None
    title: int | None = None
    caption: int | None = None
    comment: int | None = None
    #: more is refused; more than `warn_hashtags` may be
    hashtags: int | None = None
    warn_hashtags: int | None = None
    #: within any 24 hours
    posts_a_day: int | None = None
    price: Price | None = None
    #: the platform's own scheduler: how near and how far a time may lie, how many pictures it takes
    schedule_ahead: timedelta | None = None
    schedule_most: timedelta | None = None
    schedule_pictures: int | None = None
    stand: str = ""

    @property
    def of_answers(self) -> "Limits":
        """What it takes as an answer; those are plain text everywhere."""
        if self.comment is None:
            return self
        count = Count.UTF16 if self.count is Count.LINKEDIN else self.count
        # bytes are told for posts; where an answer may be longer than one they say nothing
        roomy = self.characters is not None and self.comment > self.characters
        return replace(self, count=count, characters=self.comment, text_bytes=None if roomy else self.text_bytes)

    @classmethod
    def of(cls, facts: Mapping[str, Any], stand: str = "") -> "Limits":
        """From one entry of resources/limits.json, possibly overlaid with what the platform itself says."""
        method = str(facts.get("count_method") or "none")
        native = facts.get("schedule_safe") or facts.get("native_schedule")
        ratio, sides, price = facts.get("image_ratio"), facts.get("image_px") or {}, facts.get("price_usd")
        return cls(
            count=Count(method) if method in {one.value for one in Count} else Count.UTF16,
            characters=facts.get("max_chars"),
            text_bytes=facts.get("max_bytes"),
            pictures=facts.get("max_images"),
            least_pictures=facts.get("min_images") or 0,
            picture_types=tuple(facts.get("image_formats") or ()),
            picture_ratio=(ratio["min"], ratio["max"]) if ratio else None,
            picture_least_width=sides.get("min_width"),
            picture_width=sides.get("max_width"),
            picture_sides=sides.get("max_width_plus_height"),
            picture_bytes=facts.get("recommended_image_bytes") or facts.get("max_image_bytes"),
            picture_pixels=facts.get("max_pixels"),
            pictures_alike=bool(facts.get("ratio_of_first_image")),
            alt_text=facts.get("alt_text_max"),
            url_length=facts.get("url_length"),
            title=facts.get("title_max"),
            caption=facts.get("caption_max"),
            comment=facts.get("max_comment_chars"),
            hashtags=facts.get("max_hashtags"),
            warn_hashtags=facts.get("warn_hashtags"),
            posts_a_day=facts.get("max_posts_per_24h"),
            price=Price(price["post"], price["post_with_url"]) if price else None,
            schedule_ahead=timedelta(seconds=native["min_s"]) if native else None,
            schedule_most=timedelta(seconds=native["max_s"]) if native and native.get("max_s") else None,
            schedule_pictures=1 if facts.get("schedule_multi_image") is False else None,
            stand=stand,
        )


def _not_told(link: str, settings: Mapping[str, str]) -> str:  # noqa: ARG001
    return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel as the window shows it: from the class attributes of its file in `channels/`."""

    name: str
    label: str
    icon: str
    fields: tuple[Field, ...]
    abilities: frozenset[Ability]
    by_hand: bool = False
    #: shown above the form: what is needed and where to find it
    introduction: str = ""
    #: it keeps times reliably: unless a person says otherwise it is handed what is planned
    keeps_time: bool = False
    sign_in: SignIn | None = None
    #: it keeps pictures on the web for others; it fetches them there and has no other way
    lends: bool = False
    borrows: bool = False
    #: secrets kept besides those of the form
    kept_secrets: tuple[str, ...] = ("access", "refresh")
    #: how long connecting takes, in minutes; 0: nothing to speak of
    minutes: int = 0
    #: the page of help that shows step by step how to connect, without its ending
    guide: str = ""
    #: hosts that must be reachable; `{url}` stands for the host of the account
    hosts: tuple[str, ...] = ()
    #: where a person writes by hand: `{url}` the address of the account, `{handle}` its name there; `{title}`,
    #: `{text}` and `{link}` what is taken over, percent-encoded
    composer: str = ""
    #: hosts on which its posts are seen; empty: that of the account's own address
    link_hosts: tuple[str, ...] = ()
    receipt: Receipt = Receipt.LINK
    #: what the words kept instead of a link say, e.g. the number of the issue
    note_label: str = ""
    #: the title is published as a headline
    titled: bool = False
    #: the card below a link comes from us
    cards: bool = False
    #: the platform reads the page of a link itself and shows what that says of itself
    reads_links: bool = False
    extras: frozenset[Extra] = frozenset()
    #: questions before a person publishes
    checklist: tuple[str, ...] = ()
    #: how a text is dressed there, in one sentence
    hint: str = ""
    #: what it is called is up to its person: the label says nothing
    own_name: bool = False
    #: the platform's id in the address of a post of ours, by the settings of the account; empty where it does not tell
    remote_id_of: Callable[[str, Mapping[str, str]], str] = _not_told

    @property
    def connects(self) -> bool:
        """Whether there is an access to test and renew; also where only comments go by program."""
        return not self.by_hand or self.sign_in is not None


@dataclass(frozen=True, slots=True)
class Connection:
    """What a successful test found out."""

    name: str
    #: to be kept with the account: the real host of a Bluesky account, the id of the user, …
    settings: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, object] = field(default_factory=dict)
    #: what this access may really do
    abilities: frozenset[Ability] = frozenset()
    #: what it may not do though the platform can, and the platform's word for what is missing
    missing: Mapping[Ability, str] = field(default_factory=dict)
    #: when the access ends (UTC); None: never, or nobody knows
    expires: datetime | None = None
