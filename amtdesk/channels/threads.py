"""Threads (developers.facebook.com/docs/threads), by a token made for a tester of the municipality's own app."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import addresses, graph_match, graph_quota, moments
from amtdesk.channels.base import Channel
from amtdesk.channels.graph import Graph, counted, node, part, root, seconds, text
from amtdesk.channels.graph_container import Container, Containers
from amtdesk.channels.graph_insights import asked
from amtdesk.channels.graph_token import tried
from amtdesk.channels.threads_inbox import Inbox
from amtdesk.domain import grant
from amtdesk.domain.channel import Ability, Connection, Field, Lent, Payload, Picture, Published
from amtdesk.domain.errors import AccessDenied, AmtDeskError, Problem, Rejected, Unavailable
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.message import Batch, Message, OwnPost

BASE, VERSION = "https://graph.threads.net", "v1.0"
#: How long a token lasts that was just made; nobody tells how old one is.
_LASTS = timedelta(days=60)
#: A token that is younger cannot be renewed.
_RIPE = timedelta(hours=24)
_SEEN = "token seen"
_PUBLISHES = "threads_content_publish"
_NEEDS: dict[Ability, tuple[str, ...]] = {
    Ability.PUBLISH: (_PUBLISHES,),
    Ability.READ: ("threads_read_replies",),
    Ability.FIGURES: ("threads_manage_insights",),
}
_METRICS = {
    "views": Figure.VIEWS,
    "likes": Figure.LIKES,
    "replies": Figure.COMMENTS,
    "reposts": Figure.SHARES,
    "quotes": Figure.SHARES,
    "shares": Figure.SHARES,
}
_PAGES = 3
_QUOTA = "me/threads_publishing_limit"


class Threads(Channel):
    """One account. A post is prepared in a container; pictures are fetched from the own website, or there are none."""

    name: ClassVar[str] = "threads"
    label: ClassVar[str] = "Threads"
    icon: ClassVar[str] = "brand-threads"
    introduction: ClassVar[str] = (
        "Sie brauchen eine eigene kostenlose Meta-App für Threads und einen Zugriffsschlüssel daraus. Anlegen muss "
        "sie, wer das Business-Portfolio der Gemeinde verwaltet, und Sie bestätigen in Threads eine Einladung als "
        "Tester. AmtDesk verlängert den Schlüssel danach von selbst."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("token", "Zugriffsschlüssel", "Beginnt meist mit THAA und gilt 60 Tage.", secret=True),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.WITHDRAW, Ability.READ, Ability.ANSWER}
        | {Ability.HIDE, Ability.FIGURES}
    )
    kept_secrets: ClassVar[tuple[str, ...]] = ("access",)
    borrows: ClassVar[bool] = True
    minutes: ClassVar[int] = 30
    guide: ClassVar[str] = "verbinden-threads"
    hosts: ClassVar[tuple[str, ...]] = ("graph.threads.net", "www.threads.net", "www.threads.com")
    composer: ClassVar[str] = "https://www.threads.net/intent/post?text={text}&url={link}"
    link_hosts: ClassVar[tuple[str, ...]] = ("threads.net", "www.threads.net", "threads.com", "www.threads.com")
    reads_links: ClassVar[bool] = True

    _lent: tuple[Lent, ...] = ()

    # the access

    def connect(self) -> Connection:
        """The account behind the token, and what it may do there."""
        with self.connecting():
            answer, me = self._graph.get("me", "id,username,name")
            number = node(answer.id(me))
            trials = {
                Ability.PUBLISH: (_QUOTA, {"fields": "quota_usage,config"}),
                Ability.READ: ("me/replies", {"fields": "id", "limit": "1"}),
                Ability.FIGURES: ("me/threads_insights", {"metric": "likes"}),
            }
            missing = tried(self._graph, trials, _NEEDS)
            if Ability.PUBLISH in missing:
                raise AccessDenied(Problem.PERMISSION_MISSING, _PUBLISHES)
            limits = graph_quota.allowed(self._graph, _QUOTA)
        if self.tools.lend is None:
            missing |= dict.fromkeys(grant.LENT, grant.WEBSITE)
        handle = text(me, "username")
        return Connection(
            name=f"@{handle}" if handle else text(me, "name") or number,
            settings={"user_id": number, "handle": handle},
            limits=limits,
            abilities=self.abilities - frozenset(missing),
            missing=missing,
            expires=self._ends or self.tools.now() + _LASTS,
        )

    def renew(self) -> datetime | None:
        """Another 60 days, once the token is a day old; no secret of the app is needed."""
        now, seen = self.tools.now(), moments.read(self.tools.notes.get(_SEEN))
        if seen is None or not now - seen >= _RIPE:
            if seen is None or seen > now:
                self.tools.notes[_SEEN] = moments.write(now)
            return self._ends
        try:
            found = self._renewed()
        except (Rejected, AccessDenied):
            # refused as too young, as after connecting anew, it is as good as before; else this raises, too
            self._graph.get("me", "id")
            return self._ends
        access, lasts = text(found, "access_token"), counted(found.get("expires_in"))
        if not access:
            raise Unavailable(Problem.ANSWER_UNREADABLE)
        self.tools.http.hide(access)
        self.tools.keep_secret("access", access)
        self.tools.notes[_SEEN] = moments.write(now)
        return now + timedelta(seconds=lasts) if lasts else None

    # publishing

    def upload(self, payload: Payload) -> Container:
        """Everything but the last step, for a post with pictures: Threads has fetched them."""
        return self._containers.prepare(payload.token, lambda: self._contained(payload), self._take_back)

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """The last step; what an earlier attempt has sent is found instead of doubled."""
        ready: Container = uploaded or self.upload(payload)
        try:
            path = f"{self._me}/threads_publish"
            return self._containers.publish(path, ready, lambda since: self._newest(payload, since))
        finally:
            # whatever became of it, Threads has the pictures
            self._take_back()

    def read_back(self, remote_id: str) -> Published | None:
        """The post or answer."""
        found = self._graph.find(node(remote_id), "id,permalink")
        return None if found is None else Published(remote_id, text(found[1], "permalink"))

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """By text and time. What Threads says is published but does not list yet is not given up."""
        found = self._newest(payload, started - graph_match.BEFORE, started)
        return self._containers.looked_up(payload.token, found)

    def withdraw(self, remote_id: str) -> None:
        """Delete the post or answer."""
        self._graph.delete(node(remote_id))

    # reading and answering

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Answers below posts, and mentions."""
        return self._inbox.read(cursor, posts)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """Each as Threads shows it now."""
        return self._inbox.recheck(remote_ids)

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Whoever answers it is hidden along."""
        self._graph.post(f"{node(remote_id)}/manage_reply", hide="true" if hidden else "false")

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """What Threads counts of each post."""
        dead: set[str] = set()
        found: dict[str, Figures] = {}
        for remote_id in remote_ids:
            if self._graph.find(node(remote_id), "id") is not None:
                found[remote_id] = asked(self._graph, f"{node(remote_id)}/insights", _METRICS, dead)
        return found

    def audience(self) -> Figures:
        """Who follows the account."""
        return asked(self._graph, f"{self._me}/threads_insights", {"followers_count": Figure.FOLLOWERS}, set())

    # calls

    @property
    def _graph(self) -> Graph:
        token = self.secrets.get("access", "").strip() or self.secret("token")
        return Graph(self.tools.http, root(self.account.url, BASE, VERSION), token, self.tools.now())

    @property
    def _me(self) -> str:
        known = self.setting("user_id")
        if known:
            return node(known)
        answer, me = self._graph.get("me", "id")
        return node(answer.id(me))

    @property
    def _ends(self) -> datetime | None:
        """When the token ends, as far as it is known."""
        return moments.read(self.setting("expires"))

    @property
    def _inbox(self) -> Inbox:
        return Inbox(self._graph, self._me, self.setting("handle"), self.tools.now())

    @property
    def _containers(self) -> Containers:
        fields = ("status", "error_message")
        return Containers(self._graph, f"{self._me}/threads", fields, self.tools.notes, self.tools.http.pause)

    def _renewed(self) -> Mapping[str, Any]:
        """The documentation has the token in the address; in a header it is written down nowhere, so first there."""
        graph, kind = self._graph, {"grant_type": "th_refresh_token"}
        place = Graph(self.tools.http, addresses.base(self.account.url or BASE), graph.token, self.tools.now())
        try:
            return place.get("refresh_access_token", **kind)[1]
        except Rejected:
            return place.get("refresh_access_token", **kind, access_token=graph.token)[1]

    def _contained(self, payload: Payload) -> str:
        answers = {"reply_to_id": node(payload.target.parent)} if payload.target is not None else {}
        words = {"text": payload.text, **answers}
        if not payload.pictures:
            return self._containers.make({"media_type": "TEXT", **words})
        return self._containers.together(payload.pictures, self._picture, words)

    def _picture(self, _number: int, picture: Picture) -> dict[str, str]:
        if self.tools.lend is None:
            raise Rejected(Problem.WEBSITE_NEEDED)
        lent = self.tools.lend(picture)
        self._lent += (lent,)
        alt = {"alt_text": picture.alt} if picture.alt else {}
        return {"media_type": "IMAGE", "image_url": lent.url, **alt}

    def _take_back(self) -> None:
        """What does not go now, the website is told the next time something is lent there."""
        for lent in self._lent:
            with suppress(AmtDeskError):
                lent.take_back()
        self._lent = ()

    def _newest(self, payload: Payload, since: datetime, around: datetime | None = None) -> Published | None:
        place = "threads" if payload.target is None else "replies"
        fields = "id,text,timestamp,permalink,replied_to,children{id}"
        rows = self._graph.rows(f"{self._me}/{place}", fields, _PAGES, limit="50", since=seconds(since))
        below = ("", payload.target.parent) if payload.target is not None else None
        ours = (row for row in rows if below is None or text(part(row, "replied_to"), "id") in below)
        return graph_match.newest(ours, "text", payload, since, around)
