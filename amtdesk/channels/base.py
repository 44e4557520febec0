"""The contract of a channel, and what all of them share."""

# ruff: noqa: ARG002, ARG003 - the contract names arguments that a refused step does not use

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import (
    Ability,
    Connection,
    Extra,
    Field,
    Kind,
    Lent,
    Payload,
    Picture,
    Published,
    Receipt,
    SignIn,
)
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected, Unavailable
from amtdesk.domain.figures import Figures
from amtdesk.domain.message import Batch, Message, OwnPost


@dataclass(frozen=True, slots=True)
class Tools:
    """What a channel is handed besides its account: it opens nothing by itself."""

    http: Http
    now: Callable[[], datetime]
    #: keeps a secret that changed (name, value), e.g. a rotated refresh token, before the old one is dropped
    keep_secret: Callable[[str, str], None]
    #: the folder of the Übungskanal
    practice: Path
    #: puts a picture on the municipality's own website, for platforms that fetch pictures instead of taking them;
    #: None: there is no such website
    lend: Callable[[Picture], Lent] | None = None
    #: what the account remembers between two calls, e.g. what has yet to be tidied up; nothing secret
    notes: MutableMapping[str, str] = field(default_factory=dict)


class Channel:
    """One platform. Class attributes say what it is; methods only where it differs.

    Every method may raise the errors of `domain/errors.py`; a step the platform does not have is `NotAllowed`.
    `upload` and the reading ones may be repeated freely. `publish` and `hand_over` are the irreversible calls:
    `Unavailable` only when the request certainly never arrived, `Uncertain` whenever it may have.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    icon: ClassVar[str]
    introduction: ClassVar[str] = ""
    fields: ClassVar[tuple[Field, ...]] = ()
    abilities: ClassVar[frozenset[Ability]] = frozenset()
    by_hand: ClassVar[bool] = False
    #: its scheduler is reliable: unless a person says otherwise it is handed what is planned
    keeps_time: ClassVar[bool] = False
    #: publishing again with the same token cannot make a second post, by the platform's own rules
    repeatable: ClassVar[bool] = False
    #: it can keep pictures on the web for a while, for platforms that fetch them there
    lends: ClassVar[bool] = False
    #: it fetches pictures from such a channel and has no other way
    borrows: ClassVar[bool] = False
    #: secrets kept besides those of the form, e.g. what is renewed
    kept_secrets: ClassVar[tuple[str, ...]] = ("access", "refresh")
    sign_in: ClassVar[SignIn | None] = None
    minutes: ClassVar[int] = 0
    guide: ClassVar[str] = ""
    hosts: ClassVar[tuple[str, ...]] = ()
    composer: ClassVar[str] = ""
    link_hosts: ClassVar[tuple[str, ...]] = ()
    receipt: ClassVar[Receipt] = Receipt.LINK
    note_label: ClassVar[str] = ""
    titled: ClassVar[bool] = False
    cards: ClassVar[bool] = False
    reads_links: ClassVar[bool] = False
    extras: ClassVar[frozenset[Extra]] = frozenset()
    checklist: ClassVar[tuple[str, ...]] = ()
    hint: ClassVar[str] = ""
    own_name: ClassVar[bool] = False

    def __init__(self, account: Account, secrets: Mapping[str, str], tools: Tools) -> None:
        self.account = account
        self.secrets = secrets
        self.tools = tools
        tools.http.hide(*secrets.values())

    @classmethod
    def kind(cls) -> Kind:
        """The facts about this channel for window and rules."""
        return Kind(
            name=cls.name,
            label=cls.label,
            icon=cls.icon,
            fields=cls.fields,
            abilities=cls.abilities,
            by_hand=cls.by_hand,
            introduction=cls.introduction,
            keeps_time=cls.keeps_time,
            sign_in=cls.sign_in,
            lends=cls.lends,
            borrows=cls.borrows,
            kept_secrets=cls.kept_secrets,
            minutes=cls.minutes,
            guide=cls.guide,
            hosts=cls.hosts,
            composer=cls.composer,
            link_hosts=cls.link_hosts,
            receipt=cls.receipt,
            note_label=cls.note_label,
            titled=cls.titled,
            cards=cls.cards,
            reads_links=cls.reads_links,
            extras=cls.extras,
            checklist=cls.checklist,
            hint=cls.hint,
            own_name=cls.own_name,
            remote_id_of=cls.remote_id_of,
        )

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:
        """The platform's id of a post of ours, from its address alone; empty where that does not tell."""
        return ""

    # the access

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
        """The address to open in the browser. `challenge`: PKCE, S256 of the verifier, base64url (RFC 7636)."""
        self._has_not("begin_sign_in")

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
        """What the browser brought back becomes settings and secrets, by the names of fields and `kept_secrets`.

        `answer` is the query of the redirect without `state`, which was compared already.
        """
        self._has_not("end_sign_in")

    def renew(self) -> datetime | None:
        """Make the access last longer where the platform lets it, keeping what changed; called about once a day.

        Returns when it ends now (UTC); None: never, or nobody knows.
        """
        return None

    def connect(self) -> Connection:
        """Test the access for real, without publishing anything."""
        self._has_not("connect")

    def upload(self, payload: Payload) -> Any:
        """Bring the pictures to the platform; returns what `publish` needs. May be repeated."""
        return None

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """The one final call. The url may still be empty; `read_back` gives it. With `payload.target` it answers."""
        self._has_not("publish")

    def read_back(self, remote_id: str) -> Published | None:
        """The post as the platform shows it now, or None when it is not there.

        One that still waits in the platform's scheduler has `scheduled`; only without it is it public.
        """
        self._has_not("read_back")

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:
        """Find the post whose final call began at `started` (UTC) and whose outcome is unknown; None: not found.

        `due` is given for a post that was handed over to the platform's scheduler for that moment.
        """
        self._has_not("look_up")

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        """Give the post to the platform's own scheduler. Without `scheduled` in what comes back it is live already."""
        self._has_not("hand_over")

    def reschedule(self, remote_id: str, due: datetime) -> Published:
        """Move a handed-over post to another moment."""
        self._has_not("reschedule")

    def cancel(self, remote_id: str) -> None:
        """Take a handed-over post back before it is published.

        Raises `Rejected` with `Problem.NOT_FOUND` when it no longer waits there: it may be public, look it up.
        """
        self._has_not("cancel")

    def withdraw(self, remote_id: str) -> None:
        """Delete a published post; fine when it is gone already."""
        self._has_not("withdraw")

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Change the text of what is public already."""
        self._has_not("edit")

    def lend(self, picture: Picture) -> Published:
        """Put a picture where everybody who knows its address can fetch it."""
        self._has_not("lend")

    def take_back(self, remote_id: str) -> None:
        """Delete a picture that was lent; fine when it is gone already."""
        self._has_not("take_back")

    # reading and answering

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """What came since `cursor`, a JSON object of this channel's own (empty at first), with 24–48 h of overlap.

        `posts` are our posts of the last 30 days, for platforms that show comments only post by post. Messages of
        the account itself have `own`. Foreign HTML becomes plain text here.
        """
        self._has_not("read")

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """Messages as they are on the platform now; None for one that is gone."""
        self._has_not("recheck")

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Hide a foreign comment under our post from the public, or show it again."""
        self._has_not("hide")

    def delete(self, remote_id: str) -> None:
        """Delete a foreign comment under our post; fine when it is gone already."""
        self._has_not("delete")

    def block(self, handle: str) -> None:
        """Keep somebody from writing to us."""
        self._has_not("block")

    def like(self, remote_id: str, *, liked: bool = True) -> None:
        """Say thank you with the platform's own sign, or take it back; doing the same again changes nothing."""
        self._has_not("like")

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """How often each of our posts was seen, liked, shared, as far as the platform says; gone ones are left out."""
        self._has_not("figures")

    def audience(self) -> Figures:
        """Figures of the account as a whole, e.g. how many follow it."""
        self._has_not("audience")

    def setting(self, name: str) -> str:
        """What the form was filled with, without blanks around it."""
        return self.account.settings.get(name, "").strip()

    @property
    def address(self) -> str:
        """The address of the platform as typed, wherever it is kept."""
        return self.account.url.strip() or self.setting("url")

    def secret(self, name: str) -> str:
        """A secret without blanks around it. Raises `AccessDenied` when it is missing or cannot be sent."""
        value = self.secrets.get(name, "").strip()
        if not value:
            raise AccessDenied(Problem.SECRET_MISSING, name)
        if not value.isprintable():
            raise AccessDenied(Problem.PASSWORD_WRONG, name)
        return value

    @contextmanager
    def connecting(self) -> Iterator[None]:
        """Errors as they are meant while the access is being set up: what does not answer right is something else."""
        try:
            yield
        except AccessDenied as error:
            if error.problem is not Problem.ACCESS_EXPIRED:
                raise
            raise AccessDenied(Problem.PASSWORD_WRONG, error.detail, status=error.status) from None
        except Rejected as error:
            if error.status not in (404, 405, 410):
                raise
            raise Unavailable(Problem.NOT_THIS_PLATFORM, error.detail, status=error.status) from None
        except Unavailable as error:
            if error.problem is not Problem.ANSWER_UNREADABLE:
                raise
            raise Unavailable(Problem.NOT_THIS_PLATFORM, error.detail, status=error.status) from None

    def _has_not(self, step: str) -> NoReturn:
        raise NotAllowed(f"{self.name}: {step}")
