"""A Facebook Page (developers.facebook.com/docs/pages-api), by the token of a system user, a person or the Page."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import graph_own, graph_page
from amtdesk.channels.facebook_figures import Insights
from amtdesk.channels.facebook_inbox import Inbox
from amtdesk.channels.facebook_posts import Posts, numbered
from amtdesk.channels.graph import Found, Graph, node, seconds, text
from amtdesk.channels.graph_comments import MARK, Commented
from amtdesk.channels.graph_token import Token, inspect, tried
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published
from amtdesk.domain.counting import URL
from amtdesk.domain.errors import AccessDenied, ChannelError, NotAllowed, Problem, Rejected, Uncertain
from amtdesk.domain.figures import Figures

#: Nearer or further Facebook refuses (pages-api/posts); the feed's reference says 75 days.
AHEAD, MOST = timedelta(minutes=10), timedelta(days=30)
_WRITES = ("pages_manage_posts",)
_ANSWERS = ("pages_manage_engagement",)
_NEEDS: dict[Ability, tuple[str, ...]] = {
    **dict.fromkeys((Ability.PICTURES, Ability.ALT_TEXT, Ability.SCHEDULE, Ability.WITHDRAW, Ability.EDIT), _WRITES),
    **dict.fromkeys((Ability.ANSWER, Ability.HIDE, Ability.DELETE, Ability.LIKE), _ANSWERS),
    Ability.READ: ("pages_read_engagement", "pages_read_user_content"),
    Ability.FIGURES: ("read_insights",),
}
#: What the person behind the token must be allowed to do on the Page.
_TASKS = {
    **dict.fromkeys((Ability.ANSWER, Ability.HIDE, Ability.DELETE, Ability.LIKE), "MODERATE"),
    Ability.FIGURES: "ANALYZE",
}


class Facebook(Commented):
    """One Page. The Page's own token is asked for each time: it is never older than the access itself."""

    name: ClassVar[str] = "facebook"
    label: ClassVar[str] = "Facebook-Seite"
    icon: ClassVar[str] = "brand-facebook"
    introduction: ClassVar[str] = (
        "Sie brauchen eine eigene kostenlose Meta-App und einen Zugriffsschlüssel für Ihre Seite. Anlegen muss beides, "
        "wer das Business-Portfolio der Gemeinde verwaltet, und diese Person macht die App auch öffentlich. Danach "
        "kopieren Sie nur noch den Schlüssel hierher."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("token", "Zugriffsschlüssel", "Beginnt meist mit EAA. Am besten der eines Systemnutzers.", secret=True),
        Field(
            "page",
            "Seite",
            "Nur nötig, wenn der Schlüssel für mehrere Seiten gilt: Name oder Nummer.",
            required=False,
            placeholder="Gemeinde Musterbach",
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(Ability) - {Ability.BLOCK}
    keeps_time: ClassVar[bool] = True
    kept_secrets: ClassVar[tuple[str, ...]] = ()
    minutes: ClassVar[int] = 45
    guide: ClassVar[str] = "verbinden-facebook"
    hosts: ClassVar[tuple[str, ...]] = ("graph.facebook.com", "www.facebook.com")
    composer: ClassVar[str] = "https://www.facebook.com/{handle}"
    link_hosts: ClassVar[tuple[str, ...]] = ("facebook.com", "www.facebook.com", "m.facebook.com", "fb.watch")
    reads_links: ClassVar[bool] = True

    _entered: Graph | None = None

    # the access

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:
        """Page and number; what begins with pfbid tells nothing."""
        return numbered(link, settings.get("page_id", ""))

    def connect(self) -> Connection:
        """The Page, what the token may do there, and a look at comments and figures."""
        with self.connecting():
            typed = self._typed
            token = inspect(typed, self.secret("token"))
            page = graph_page.choose(typed, self.setting("page"), self.setting("page_id"))
            self._may_publish(token, page)
            missing = token.missing(self.abilities, _NEEDS)
            missing |= {one: task for one, task in _TASKS.items() if page.lacks(task) and one not in missing}
            self._entered = graph_page.enter(typed, page.id)
            trials = {
                Ability.READ: (f"{page.id}/published_posts", {"fields": "id,comments.limit(1){id,message}"}),
                Ability.FIGURES: (f"{page.id}/insights", {"metric": "page_follows", "period": "day"}),
            }
            missing |= tried(self._entered, trials, _NEEDS, missing)
        return Connection(
            name=page.name,
            settings={"page_id": page.id, "handle": page.id},
            abilities=self.abilities - frozenset(missing),
            missing=missing,
            expires=token.expires,
        )

    # publishing

    def upload(self, payload: Payload) -> list[str]:
        """The pictures on Facebook, seen by nobody yet."""
        return [self._place(number, picture) for number, picture in enumerate(payload.pictures, 1)]

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One post; a link that Facebook cannot show as a card stays a link in the text."""
        if payload.target is not None:
            return self._answer(payload, payload.target)
        form = {"message": payload.text, **_pictures(uploaded)}
        link = None if uploaded else URL.search(payload.text)
        if link is not None:
            try:
                return self._posted({**form, "link": link.group(0)})
            except Rejected as error:
                # refused for its link: nothing was posted
                if error.problem is not Problem.LINK_REFUSED:
                    raise
        return self._posted(form)

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        """Facebook keeps the clock, for one picture at most: with more its scheduler fails."""
        self._fits(due)
        waits = {"published": "false", "scheduled_publish_time": seconds(due)}
        if len(payload.pictures) > 1:
            raise NotAllowed("facebook: only one picture is scheduled")
        if not payload.pictures:
            return self._waiting(self._graph.post(f"{self._page}/feed", final=True, message=payload.text, **waits), due)
        picture = payload.pictures[0]
        answer = self._graph.call(
            "POST",
            f"{self._page}/photos",
            form={"caption": payload.text, "alt_text_custom": picture.alt, **waits},
            files={"source": (_name(1, picture), picture.content, picture.mime)},
            final=True,
        )
        # the one uploaded for publishing at once is not used
        with suppress(ChannelError):
            for photo in uploaded or ():
                self._graph.delete(node(photo))
        if text(answer.record(), "post_id"):
            return self._waiting((answer, answer.record()), due)
        found = self._posts.look_up(payload, self.tools.now(), due)
        if found is None:
            raise Uncertain(Problem.ANSWER_UNREADABLE, answer.detail, status=answer.status)
        return found

    def reschedule(self, remote_id: str, due: datetime) -> Published:
        """Another time for a post that waits."""
        self._fits(due)
        self._graph.post(node(remote_id), scheduled_publish_time=seconds(due))
        return Published(remote_id, "", _whole(due))

    def cancel(self, remote_id: str) -> None:
        """Delete it while it waits."""
        shown = self.read_back(remote_id)
        if shown is None or shown.scheduled is None:
            raise Rejected(Problem.NOT_FOUND, f"facebook: {remote_id} does not wait")
        self._graph.delete(node(remote_id))

    def read_back(self, remote_id: str) -> Published | None:
        """The post or answer; what waits has its time."""
        return self._inbox.read_back(remote_id) if remote_id.startswith(MARK) else self._posts.read_back(remote_id)

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:
        """By text and time among what waits and what is public; an answer below what it answers."""
        if payload.target is not None:
            return self._look_up_answer(payload, payload.target, started)
        return self._posts.look_up(payload, started, due)

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Change the words; Facebook lets only posts be changed that were made by the same app."""
        self._graph.post(node(remote_id.removeprefix(MARK)), message=payload.text)
        shown = self.read_back(remote_id)
        return shown or Published(remote_id, "")

    # reading and answering

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Its author and their friends still see it."""
        self._graph.post(self._comment(remote_id), is_hidden="true" if hidden else "false")

    def like(self, remote_id: str, *, liked: bool = True) -> None:
        """As the Page."""
        likes = f"{node(remote_id.removeprefix(MARK))}/likes"
        if liked:
            self._graph.post(likes)
        else:
            self._graph.delete(likes)

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Views and reach arrive about a day late."""
        return Insights(self._graph).posts([one for one in remote_ids if not one.startswith(MARK)])

    def audience(self) -> Figures:
        """Who follows the Page."""
        return Insights(self._graph).page(self._page)

    # calls

    @property
    def _graph(self) -> Graph:
        if self._entered is None:
            self._entered = graph_page.enter(self._typed, self._page)
        return self._entered

    @property
    def _page(self) -> str:
        known = self.setting("page_id")
        return known or graph_page.choose(self._typed, self.setting("page"), "").id

    @property
    def _posts(self) -> Posts:
        return Posts(self._graph, self._page)

    @property
    def _inbox(self) -> Inbox:
        return Inbox(self._graph, self._page, self.tools.now(), graph_own.ours(self.tools.notes))

    def _may_publish(self, token: Token, page: graph_page.Page) -> None:
        lacking = token.lacks(*_WRITES) or ("CREATE_CONTENT" if page.lacks("CREATE_CONTENT") else "")
        if lacking:
            raise AccessDenied(Problem.PERMISSION_MISSING, lacking)

    def _fits(self, due: datetime) -> None:
        if not AHEAD <= due - self.tools.now() <= MOST:
            raise NotAllowed("facebook: scheduled for less than ten minutes or more than thirty days ahead")

    def _place(self, number: int, picture: Picture) -> str:
        answer = self._graph.call(
            "POST",
            f"{self._page}/photos",
            form={"published": "false", "alt_text_custom": picture.alt},
            files={"source": (_name(number, picture), picture.content, picture.mime)},
        )
        return node(answer.id(answer.record()))

    def _posted(self, form: Mapping[str, str]) -> Published:
        answer, record = self._graph.post(f"{self._page}/feed", final=True, **form)
        return Published(answer.made(record, node), "")

    @staticmethod
    def _waiting(found: Found, due: datetime) -> Published:
        answer, record = found
        return Published(answer.made(record, node, "post_id" if "post_id" in record else "id"), "", _whole(due))


def _pictures(uploaded: Any) -> dict[str, str]:
    photos = [{"media_fbid": photo} for photo in uploaded or ()]
    return {"attached_media": json.dumps(photos)} if photos else {}


def _name(number: int, picture: Picture) -> str:
    return f"bild-{number}.{picture.mime.rpartition('/')[2] or 'jpg'}"


def _whole(due: datetime) -> datetime:
    """Facebook knows no fractions of a second."""
    return due.replace(microsecond=0)
