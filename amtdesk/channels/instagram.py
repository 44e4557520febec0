"""A professional Instagram account behind a Facebook Page (developers.facebook.com/docs/instagram-platform)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from amtdesk.channels import graph_match, graph_own, graph_page, graph_quota
from amtdesk.channels.graph import Graph, counted, node, text
from amtdesk.channels.graph_comments import MARK, Commented
from amtdesk.channels.graph_container import Container, Containers
from amtdesk.channels.graph_insights import asked
from amtdesk.channels.graph_token import inspect, tried
from amtdesk.channels.instagram_bridge import Bridge
from amtdesk.channels.instagram_inbox import Inbox
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published
from amtdesk.domain.errors import AccessDenied, Problem, Rejected, Unavailable
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.folding import fold

_TALKS = ("instagram_basic", "instagram_manage_comments")
_NEEDS: dict[Ability, tuple[str, ...]] = {
    **dict.fromkeys((Ability.READ, Ability.ANSWER, Ability.HIDE, Ability.DELETE), _TALKS),
    Ability.WITHDRAW: ("instagram_manage_contents",),
    Ability.FIGURES: ("instagram_manage_insights",),
}
_METRICS = {
    "views": Figure.VIEWS,
    "reach": Figure.REACH,
    "likes": Figure.LIKES,
    "comments": Figure.COMMENTS,
    "shares": Figure.SHARES,
    "saved": Figure.SAVES,
}
_PAGES = 3


class Instagram(Commented):
    """One account. Pictures are fetched from the web: they are lent there, or lie unseen on the Page, for a while."""

    name: ClassVar[str] = "instagram"
    label: ClassVar[str] = "Instagram"
    icon: ClassVar[str] = "brand-instagram"
    introduction: ClassVar[str] = (
        "Ihr Instagram-Konto muss ein Unternehmenskonto und mit Ihrer Facebook-Seite verknüpft sein. Sie brauchen "
        "einen Zugriffsschlüssel aus derselben Meta-App wie für die Facebook-Seite; ist die schon verbunden, dauert es "
        "nur zehn Minuten. Den Schlüssel erzeugt, wer das Business-Portfolio der Gemeinde verwaltet."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("token", "Zugriffsschlüssel", "Beginnt meist mit EAA. Am besten der eines Systemnutzers.", secret=True),
        Field(
            "page",
            "Seite",
            "Nur nötig, wenn der Schlüssel für mehrere gilt: Name der Facebook-Seite oder des Instagram-Kontos.",
            required=False,
        ),
        Field(
            "bridge",
            "Bilder holen lassen von",
            "Instagram nimmt Bilder nicht an, sondern holt sie im Netz ab. Danach werden sie dort wieder gelöscht.",
            required=False,
            choices=(
                ("", "AmtDesk entscheidet: von der Website, wenn eine verbunden ist"),
                ("website", "von der eigenen Website (WordPress)"),
                ("facebook", "von der Facebook-Seite, dort unsichtbar"),
            ),
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.WITHDRAW, Ability.READ, Ability.ANSWER}
        | {Ability.HIDE, Ability.DELETE, Ability.FIGURES}
    )
    kept_secrets: ClassVar[tuple[str, ...]] = ()
    minutes: ClassVar[int] = 60
    guide: ClassVar[str] = "verbinden-instagram"
    hosts: ClassVar[tuple[str, ...]] = ("graph.facebook.com", "www.instagram.com")
    composer: ClassVar[str] = "https://www.instagram.com/"
    link_hosts: ClassVar[tuple[str, ...]] = ("instagram.com", "www.instagram.com")

    _entered: Graph | None = None
    _crossing: Bridge | None = None

    # the access

    def connect(self) -> Connection:
        """The account behind the Page, what the token may do there, and a look at comments and figures."""
        with self.connecting():
            typed = self._typed
            token = inspect(typed, self.secret("token"))
            page = graph_page.choose(typed, self.setting("page"), self.setting("page_id"), on_instagram=True)
            website = self._by_website()
            bridges = () if website else ("pages_manage_posts",)
            lacking = token.lacks("instagram_basic", "instagram_content_publish", *bridges)
            if lacking:
                raise AccessDenied(Problem.PERMISSION_MISSING, lacking)
            missing = token.missing(self.abilities, _NEEDS)
            self._entered = graph_page.enter(typed, page.id)
            trials = {
                Ability.READ: (f"{page.instagram}/media", {"fields": "id,comments_count", "limit": "1"}),
                Ability.FIGURES: (f"{page.instagram}/insights", {"metric": "reach", "period": "day"}),
            }
            missing |= tried(self._entered, trials, _NEEDS, missing)
            limits = graph_quota.allowed(self._entered, f"{page.instagram}/content_publishing_limit")
        return Connection(
            name=f"@{page.handle}" if page.handle else page.name,
            settings={"page_id": page.id, "instagram_id": page.instagram, "handle": page.handle},
            limits=limits,
            abilities=self.abilities - frozenset(missing),
            missing=missing,
            expires=token.expires,
        )

    # publishing

    def upload(self, payload: Payload) -> Container:
        """Everything but the last step: Instagram has fetched the pictures and accepted them."""
        if not payload.pictures:
            raise Rejected(Problem.PICTURE_MISSING)
        return self._containers.prepare(payload.token, lambda: self._contained(payload), self._bridge.clean)

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """The last step for what was prepared; what an earlier attempt has sent is found instead of doubled."""
        if payload.target is not None:
            return self._answer(payload, payload.target)
        if not isinstance(uploaded, Container):
            raise Rejected(Problem.PICTURE_MISSING)
        try:
            path = f"{self._me}/media_publish"
            return self._containers.publish(path, uploaded, lambda since: self._newest(payload, since))
        finally:
            # whatever became of it, Instagram has the pictures
            self._bridge.clean()

    def read_back(self, remote_id: str) -> Published | None:
        """The post or answer."""
        if remote_id.startswith(MARK):
            return self._inbox.read_back(remote_id)
        found = self._graph.find(node(remote_id), "id,permalink")
        return None if found is None else Published(remote_id, text(found[1], "permalink"))

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """By caption and time. What Instagram says is published but does not list yet is not given up."""
        if payload.target is not None:
            return self._look_up_answer(payload, payload.target, started)
        found = self._newest(payload, started - graph_match.BEFORE, started)
        return self._containers.looked_up(payload.token, found)

    # reading and answering

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Its author still sees it."""
        self._graph.post(self._comment(remote_id), hide="true" if hidden else "false")

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Late by up to two days."""
        dead: set[str] = set()
        found: dict[str, Figures] = {}
        for remote_id in remote_ids:
            if remote_id.startswith(MARK):
                continue
            shown = self._graph.find(node(remote_id), "like_count,comments_count")
            if shown is not None:
                open_ones = {Figure.LIKES: shown[1].get("like_count"), Figure.COMMENTS: shown[1].get("comments_count")}
                told = {figure: one for figure, value in open_ones.items() if (one := counted(value)) is not None}
                found[remote_id] = told | asked(self._graph, f"{node(remote_id)}/insights", _METRICS, dead)
        return found

    def audience(self) -> Figures:
        """Who follows the account."""
        value = counted(self._graph.get(self._me, "followers_count")[1].get("followers_count"))
        return {} if value is None else {Figure.FOLLOWERS: value}

    # calls

    @property
    def _graph(self) -> Graph:
        if self._entered is None:
            self._entered = graph_page.enter(self._typed, self._place()[0])
        return self._entered

    @property
    def _me(self) -> str:
        return node(self._place()[1])

    def _place(self) -> tuple[str, str]:
        """The Page and the account that hangs on it."""
        page, me = self.setting("page_id"), self.setting("instagram_id")
        if not page or not me:
            found = graph_page.choose(self._typed, self.setting("page"), page, on_instagram=True)
            page, me = found.id, found.instagram
        return page, me

    @property
    def _inbox(self) -> Inbox:
        ours = graph_own.ours(self.tools.notes)
        return Inbox(self._graph, self._me, self.setting("handle"), self.tools.now(), ours)

    @property
    def _containers(self) -> Containers:
        fields = ("status_code", "status")
        return Containers(self._graph, f"{self._me}/media", fields, self.tools.notes, self.tools.http.pause)

    @property
    def _bridge(self) -> Bridge:
        if self._crossing is None:
            lend = self.tools.lend if self._by_website() else None
            self._crossing = Bridge(self._graph, self._place()[0], lend, self.tools.notes)
        return self._crossing

    def _by_website(self) -> bool:
        """Whether pictures are fetched from the own website. Raises `Unavailable` when there is none but should be."""
        wanted = fold(self.setting("bridge"))
        if wanted.startswith("f"):
            return False
        if wanted and self.tools.lend is None:
            raise Unavailable(Problem.WEBSITE_NEEDED)
        return self.tools.lend is not None

    def _contained(self, payload: Payload) -> str:
        self._bridge.clean()
        return self._containers.together(payload.pictures, self._picture, {"caption": payload.text})

    def _picture(self, number: int, picture: Picture) -> dict[str, str]:
        alt = {"alt_text": picture.alt} if picture.alt else {}
        return {"image_url": self._bridge.put(number, picture), **alt}

    def _newest(self, payload: Payload, since: datetime, around: datetime | None = None) -> Published | None:
        fields = "id,caption,timestamp,permalink,children{id}"
        rows = self._graph.rows(f"{self._me}/media", fields, _PAGES, limit="50")
        return graph_match.newest(rows, "caption", payload, since, around)
