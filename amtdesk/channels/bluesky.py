"""Bluesky and other servers of the AT protocol (lexicons app.bsky.feed.post, com.atproto.repo)."""

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from amtdesk.channels import addresses, bluesky_figures, links, moments
from amtdesk.channels.base import Channel
from amtdesk.channels.bluesky_facets import facets
from amtdesk.channels.bluesky_gate import Gates
from amtdesk.channels.bluesky_inbox import Inbox
from amtdesk.channels.bluesky_session import Identity, Session
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published
from amtdesk.domain.errors import ChannelError, NotAllowed, Problem, Rejected
from amtdesk.domain.figures import Figures
from amtdesk.domain.message import Batch, Message, OwnPost, Target

log = logging.getLogger(__name__)

_DEFAULT_SERVER = "https://bsky.social"
_POSTS, _LIKES, _BLOCKS = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.graph.block"
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
#: Record keys carry a time in microseconds: ours lie in a past that nobody minds, spread by the token.
_KEYS_FROM, _KEYS_SPAN = 1_672_531_200_000_000, 94_000_000_000_000


class Bluesky(Channel):
    """One account. The record key follows from the token, so putting a post again replaces it by itself."""

    name: ClassVar[str] = "bluesky"
    label: ClassVar[str] = "Bluesky"
    icon: ClassVar[str] = "brand-bluesky"
    # bsky-docs, advanced guides, intent links
    composer: ClassVar[str] = "https://bsky.app/intent/compose?text={text}"
    link_hosts: ClassVar[tuple[str, ...]] = ("bsky.app",)
    introduction: ClassVar[str] = (
        "Sie brauchen ein App-Passwort, nicht das Passwort, mit dem Sie sich anmelden. Das legen Sie in Bluesky in "
        "drei Minuten selbst an, unter Einstellungen → Datenschutz und Sicherheit → App-Passwörter. Den Zugriff auf "
        "Direktnachrichten lassen Sie dabei aus."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("handle", "Name des Profils", "Wie er in Bluesky hinter dem @ steht.", placeholder="musterbach.example"),
        Field("password", "App-Passwort", "Wird nur in der Schlüsselverwaltung des Computers abgelegt.", secret=True),
        Field(
            "server",
            "Server",
            "Nur ausfüllen, wenn das Profil nicht bei bsky.social liegt.",
            required=False,
            placeholder=_DEFAULT_SERVER,
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.WITHDRAW}
        | {Ability.READ, Ability.ANSWER, Ability.LIKE, Ability.BLOCK, Ability.HIDE, Ability.FIGURES}
    )
    minutes: ClassVar[int] = 3
    guide: ClassVar[str] = "verbinden-bluesky"
    hosts: ClassVar[tuple[str, ...]] = ("bsky.social", "{url}")
    repeatable: ClassVar[bool] = True
    cards: ClassVar[bool] = True

    _opened: Session | None = None

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:
        """The record's key, in our own repository."""
        return _own_uri(link, settings)

    def connect(self) -> Connection:
        """Who logs in, and which server keeps the account."""
        with self.connecting():
            self._session.renew()
            me = self._session.identity()
        return Connection(
            name=f"@{me.handle}",
            settings={"did": me.did, "pds": me.host, "handle": me.handle},
            abilities=self.abilities,
        )

    def upload(self, payload: Payload) -> list[dict[str, Any]]:
        """The pictures as blobs, or that of the card; unused ones vanish from the server by themselves."""
        if payload.card is None or payload.card.picture is None or payload.pictures:
            return [self._blob(picture) for picture in payload.pictures]
        try:
            return [self._blob(payload.card.picture)]
        except ChannelError as error:
            # no post waits for the picture of its card
            log.warning("the card goes without its picture: %s", error.problem)
            return []

    def _blob(self, picture: Picture) -> dict[str, Any]:
        answer = self._session.call(
            "POST",
            "com.atproto.repo.uploadBlob",
            content=picture.content,
            headers={"Content-Type": picture.mime},
            upload=True,
        )
        assert answer is not None
        blob = answer.record().get("blob")
        if not isinstance(blob, dict):
            raise answer.unreadable()
        return blob

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One record under its own key. What is there already stays as it is, with its time and its answers."""
        there = self._get(record_key(payload.token))
        if there is not None:
            return there
        me, key = self._session.identity(), record_key(payload.token)
        body = {"repo": me.did, "collection": _POSTS, "rkey": key, "record": self._record(payload, uploaded)}
        answer = self._session.call("POST", "com.atproto.repo.putRecord", json=body, final=True)
        assert answer is not None
        record = answer.record()
        answer.made(record, _key_of, "uri")
        return _published(me, answer.id(record, "uri"))

    def read_back(self, remote_id: str) -> Published | None:
        """The record as the own server has it."""
        return self._get(_key_of(remote_id))

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """By the key, which is proof either way."""
        return self._get(record_key(payload.token))

    def withdraw(self, remote_id: str) -> None:
        """Delete the record; the server says yes also when it is gone."""
        body = {"repo": self._session.identity().did, "collection": _POSTS, "rkey": _key_of(remote_id)}
        self._session.call("POST", "com.atproto.repo.deleteRecord", json=body)

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """What answers or names the account."""
        return self._inbox.read(cursor, posts)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """As the network shows them now."""
        return self._inbox.recheck(remote_ids)

    def like(self, remote_id: str, *, liked: bool = True) -> None:
        """A heart. Its key follows from the post, so that there is one of ours however often it is sent."""
        where = {"repo": self._session.identity().did, "collection": _LIKES, "rkey": record_key(f"like {remote_id}")}
        if not liked:
            self._session.call("POST", "com.atproto.repo.deleteRecord", json=where)
            return
        subject = self._inbox.references(Target(remote_id, remote_id))["parent"]
        record = {"$type": _LIKES, "subject": subject, "createdAt": moments.write(self.tools.now())}
        self._session.call("POST", "com.atproto.repo.putRecord", json={**where, "record": record})

    def block(self, handle: str) -> None:
        """They can neither answer nor mention us any more."""
        did = handle if handle.startswith("did:") else self._did_of(handle)
        if did is None:
            raise Rejected(Problem.NOT_FOUND, handle)
        block = {"$type": _BLOCKS, "subject": did, "createdAt": moments.write(self.tools.now())}
        body = {"repo": self._session.identity().did, "collection": _BLOCKS, "record": block}
        self._session.call("POST", "com.atproto.repo.createRecord", json=body)

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Below our own posts only; it stays in the network, but stands under them no more."""
        Gates(self._session.call, self._session.identity(), self.tools.now()).hide(remote_id, hidden=hidden)

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Likes, answers, shares."""
        return bluesky_figures.of_posts(self._session.call, remote_ids)

    def audience(self) -> Figures:
        """How many follow the account."""
        return bluesky_figures.of_account(self._session.call, self._session.identity())

    @property
    def _inbox(self) -> Inbox:
        return Inbox(self._session.call, self._session.identity(), self.tools.now())

    @property
    def _session(self) -> Session:
        if self._opened is None:
            server = addresses.base(self.address or self.setting("server") or _DEFAULT_SERVER)
            did, host = self.setting("did"), self.setting("pds")
            handle = self.setting("handle").removeprefix("@")
            if not handle:
                raise NotAllowed("bluesky: no handle")
            known = Identity(did, handle, addresses.base(host)) if did and host else None
            self._opened = Session(
                self.tools.http,
                server,
                handle,
                lambda: self.secret("password"),
                self.tools.keep_secret,
                self.secrets,
                known,
            )
        return self._opened

    def _get(self, key: str) -> Published | None:
        me = self._session.identity()
        where = {"repo": me.did, "collection": _POSTS, "rkey": key}
        answer = self._session.call("GET", "com.atproto.repo.getRecord", params=where, accept_missing=True)
        return None if answer is None else _published(me, answer.id(answer.record(), "uri"))

    def _record(self, payload: Payload, blobs: list[dict[str, Any]] | None) -> dict[str, Any]:
        record: dict[str, Any] = {
            "$type": _POSTS,
            "text": payload.text,
            "createdAt": moments.write(payload.created or self.tools.now()),
            "langs": [payload.language],
        }
        marked = facets(payload.text, self._did_of)
        if marked:
            record["facets"] = marked
        if payload.target is not None:
            record["reply"] = self._inbox.references(payload.target)
        embed = _embed(payload, blobs or [])
        if embed:
            record["embed"] = embed
        return record

    def _did_of(self, handle: str) -> str | None:
        """The identity behind a handle; when it cannot be found the mention stays plain text."""
        try:
            answer = self._session.call("GET", "com.atproto.identity.resolveHandle", params={"handle": handle})
            return answer.id(answer.record(), "did") if answer else None
        except ChannelError:
            return None


def record_key(token: str) -> str:
    """The key of the post with this token: a valid TID, the same for every attempt."""
    digest = int.from_bytes(sha256(f"amtdesk {token}".encode()).digest()[:16])
    clock, rest = digest & 0x3FF, digest >> 10
    number = (_KEYS_FROM + rest % _KEYS_SPAN) << 10 | clock
    return "".join(_LETTERS[number >> shift & 31] for shift in range(60, -1, -5))


def _embed(payload: Payload, blobs: list[dict[str, Any]]) -> dict[str, Any]:
    """The one thing below the text: its pictures, else the card of its link (app.bsky.embed.external)."""
    if payload.pictures and blobs:
        images = [
            {"alt": one.alt, "image": blob, "aspectRatio": {"width": one.width, "height": one.height}}
            for one, blob in zip(payload.pictures, blobs, strict=True)
        ]
        return {"$type": "app.bsky.embed.images", "images": images}
    card = payload.card
    if card is None or payload.pictures:
        return {}
    external: dict[str, Any] = {"uri": card.url, "title": card.title, "description": card.description}
    if blobs:
        external["thumb"] = blobs[0]
    return {"$type": "app.bsky.embed.external", "external": external}


def _key_of(remote_id: str) -> str:
    found = re.fullmatch(rf"at://[^/]+/{re.escape(_POSTS)}/([a-zA-Z0-9._:~-]+)", remote_id)
    if found is None:
        raise Rejected(Problem.NOT_FOUND, remote_id)
    return found.group(1)


def _published(me: Identity, uri: str) -> Published:
    return Published(uri, f"https://bsky.app/profile/{me.handle}/post/{_key_of(uri)}")


def _own_uri(link: str, settings: Mapping[str, str]) -> str:
    """The record of ours an address of the app leads to, or an empty text."""
    did = settings.get("did", "")
    owners = "|".join(re.escape(one) for one in (did, settings.get("handle", "")) if one)
    key = links.found(link, rf"/profile/(?:{owners})/post/([a-zA-Z0-9._:~-]+)") if owners else ""
    return f"at://{did}/{_POSTS}/{key}" if did and key else ""
