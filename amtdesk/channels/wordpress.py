"""A website that runs WordPress 5.6 or later, by application password."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import addresses, links, moments, wordpress_access
from amtdesk.channels.answer import Answer
from amtdesk.channels.base import Channel
from amtdesk.channels.slugs import slug
from amtdesk.channels.wordpress_comments import MARK, Comments
from amtdesk.channels.wordpress_html import Placed, content, headline, title
from amtdesk.channels.wordpress_media import Library
from amtdesk.channels.wordpress_site import Site, discover
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published, SignIn
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.message import Batch, Message, OwnPost

#: WordPress publishes at once what lies in its past, and its clock is not ours.
_AHEAD = timedelta(minutes=2)
_GONE = (404, 410)
#: Kept by WordPress, and seen by nobody.
_HIDDEN = ("draft", "pending", "private", "trash", "auto-draft")


class WordPress(Channel):
    """One site. The slug follows from the token: WordPress does not refuse a second one, but it can be found by it."""

    name: ClassVar[str] = "wordpress"
    label: ClassVar[str] = "Website (WordPress)"
    icon: ClassVar[str] = "world"
    # get_default_post_to_edit() of WordPress takes both from the address
    composer: ClassVar[str] = "{url}/wp-admin/post-new.php?post_title={title}&content={text}"
    titled: ClassVar[bool] = True
    introduction: ClassVar[str] = (
        "Sie brauchen die Adresse Ihrer Website und ein Benutzerkonto dort, das veröffentlichen darf. Ab WordPress 7 "
        "melden Sie sich nur im Browser an, sonst legen Sie in drei Minuten ein Anwendungspasswort an, unter "
        "Benutzer → Profil. Fehlt der Abschnitt dort, hilft die Stelle, die Ihre Website betreut."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("url", "Adresse der Website", placeholder="https://www.musterbach.example"),
        Field("user", "Benutzername", "Mit dem Sie sich bei der Website anmelden."),
        Field(
            "password", "Anwendungspasswort", "Wird nur in der Schlüsselverwaltung des Computers abgelegt.", secret=True
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(Ability) - {Ability.BLOCK, Ability.LIKE, Ability.FIGURES}
    kept_secrets: ClassVar[tuple[str, ...]] = ()
    sign_in: ClassVar[SignIn | None] = SignIn("Bei der Website anmelden", needs=("url",))
    minutes: ClassVar[int] = 3
    guide: ClassVar[str] = "verbinden-wordpress"
    hosts: ClassVar[tuple[str, ...]] = ("{url}",)
    keeps_time: ClassVar[bool] = True
    lends: ClassVar[bool] = True

    _opened: Site | None = None

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:  # noqa: ARG002
        """The page of the site on which its user agrees."""
        with self.connecting():
            return wordpress_access.page(self.tools.http, addresses.base(self.address), redirect, state)

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:  # noqa: ARG002
        """User and application password, as the site sent them."""
        return wordpress_access.gained(answer)

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:  # noqa: ARG003
        """`?p=12`; the usual addresses only name the headline."""
        return links.query(link, "p") or links.found(link, r"/archives/(\d+)")

    def connect(self) -> Connection:
        """The site's name, and whether this user may publish there."""
        with self.connecting():
            site = addresses.base(self.address)
            found = discover(self.tools.http, site)
            self._opened = self._site_at(found.root)
            answer = self._opened.call("GET", "wp/v2/users/me", params={"context": "edit"})
            rights = answer.record().get("capabilities")
        missing = wordpress_access.missing(rights if isinstance(rights, dict) else {})
        name = found.name or addresses.host_of(site)
        abilities = self.abilities - set(missing)
        return Connection(name=name, settings={"rest": found.root}, abilities=abilities, missing=missing)

    def upload(self, payload: Payload) -> list[Placed]:
        """The pictures in the media library; those of an earlier attempt are used again."""
        shelf = Library(self._site)
        return [shelf.place(payload.token, number, one) for number, one in enumerate(payload.pictures, 1)]

    def lend(self, picture: Picture) -> Published:
        """In the media library, under a name of its own."""
        return Library(self._site).lend(picture)

    def take_back(self, remote_id: str) -> None:
        """Out of the media library, for good."""
        Library(self._site).take_back(_number(remote_id))

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One post. What an earlier attempt left under this slug is published rather than doubled."""
        if payload.target is not None:
            return self._comments.answer(payload, payload.target)
        post: dict[str, Any] = {**self._post(payload, uploaded), "status": "publish"}
        there = self._find(payload)
        if there is None:
            answer = self._site.call("POST", "wp/v2/posts", json=post, final=True)
        elif there["status"] == "publish":
            return _published(there)
        else:
            post["date_gmt"] = _gmt(self.tools.now())
            answer = self._site.call("POST", f"wp/v2/posts/{there['id']}", json=post, final=True)
        return self._accepted(answer)

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        """A post with status `future`; WordPress publishes it when the site is visited after that time."""
        self._far_enough(due)
        post = {**self._post(payload, uploaded), "status": "future", "date_gmt": _gmt(due)}
        there = self._find(payload)
        if there is not None and there["status"] == "publish":
            return _published(there)
        path = "wp/v2/posts" if there is None else f"wp/v2/posts/{there['id']}"
        return self._accepted(self._site.call("POST", path, json=post, final=True))

    def reschedule(self, remote_id: str, due: datetime) -> Published:
        """Another date for a post that waits."""
        self._far_enough(due)
        self._waiting(remote_id)
        change = {"status": "future", "date_gmt": _gmt(due)}
        return self._accepted(self._site.call("POST", f"wp/v2/posts/{_number(remote_id)}", json=change))

    def cancel(self, remote_id: str) -> None:
        """Made a draft first: if deleting fails, it is at least not published."""
        if self._waiting(remote_id) is None:
            return
        path = f"wp/v2/posts/{_number(remote_id)}"
        self._site.call("POST", path, json={"status": "draft"}, accept=_GONE)
        self._site.call("DELETE", path, params={"force": "true"}, accept=_GONE)

    def read_back(self, remote_id: str) -> Published | None:
        """The post, if it is public or will be; its address changes when it is published."""
        if remote_id.startswith(MARK):
            return self._comments.read_back(remote_id)
        post = self._get(remote_id)
        if post is None or post.get("status") not in ("publish", "future"):
            return None
        return _published({**post, "id": remote_id})

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """By the slug. What waits counts only for a post that was handed over."""
        if payload.target is not None:
            return self._comments.look_up(payload, payload.target)
        post = self._find(payload)
        if post is None:
            return None
        wanted = ("publish",) if due is None else ("publish", "future")
        return _published(post) if post["status"] in wanted else None

    def withdraw(self, remote_id: str) -> None:
        """Into the site's own bin, from which its people can take it back; deleted where there is no bin."""
        if remote_id.startswith(MARK):
            self._comments.delete(remote_id)
            return
        path = f"wp/v2/posts/{_number(remote_id)}"
        answer = self._site.call("DELETE", path, accept=(*_GONE, 501))
        if answer.status == 501:
            self._site.call("DELETE", path, params={"force": "true"}, accept=_GONE)

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Another title, text and pictures; the address stays."""
        post = self._post(payload, self.upload(payload))
        del post["slug"]
        return self._accepted(self._site.call("POST", f"wp/v2/posts/{_number(remote_id)}", json=post))

    # comments

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:  # noqa: ARG002
        """Held and public comments of the whole site."""
        return self._comments.read(cursor)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """Comments as they are on the site now."""
        return self._comments.recheck(remote_ids)

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Back into moderation, or approved again."""
        self._comments.set_status(remote_id, "hold" if hidden else "approve")

    def delete(self, remote_id: str) -> None:
        """Into the site's own bin."""
        self._comments.delete(remote_id)

    # calls

    @property
    def _comments(self) -> Comments:
        return Comments(self._site, self.tools.now())

    @property
    def _site(self) -> Site:
        if self._opened is None:
            site = addresses.base(self.address)
            root = self.setting("rest")
            # an address that was changed since is asked again: the password goes to no other site
            if not root or addresses.origin(root) != addresses.origin(site):
                root = discover(self.tools.http, site).root
            self._opened = self._site_at(root)
        return self._opened

    def _site_at(self, root: str) -> Site:
        user = self.setting("user")
        if not user:
            raise AccessDenied(Problem.PASSWORD_WRONG, "user")
        return Site(self.tools.http, root, user, self.secret("password"))

    def _get(self, remote_id: str) -> dict[str, Any] | None:
        path, params = f"wp/v2/posts/{_number(remote_id)}", {"context": "edit"}
        answer = self._site.call("GET", path, params=params, accept=_GONE)
        return None if answer.status in _GONE else answer.record()

    def _find(self, payload: Payload) -> dict[str, Any] | None:
        """The post with our slug, the public one first; WordPress appends -2 when a slug is taken."""
        own = _slug(payload)
        params = {
            "slug": f"{own},{own}-2",
            "status": "publish,future,draft,pending",
            "context": "edit",
            "orderby": "id",
            "order": "asc",
        }
        rows = self._site.call("GET", "wp/v2/posts", params=params).rows()
        order = ("publish", "future", "pending", "draft")
        found = [row for row in rows if row.get("status") in order and isinstance(row.get("id"), int)]
        return min(found, key=lambda row: order.index(row["status"]), default=None)

    def _waiting(self, remote_id: str) -> dict[str, Any] | None:
        """The post that waits, or None when it is gone; one that does not wait any more is refused."""
        post = self._get(remote_id)
        if post is None or post.get("status") == "trash":
            return None
        if post.get("status") in ("publish", "private"):
            raise Rejected(Problem.NOT_FOUND, f"wordpress: {remote_id} is {post.get('status')}")
        return post

    def _accepted(self, answer: Answer) -> Published:
        post = answer.record()
        answer.made(post, _number)
        if post.get("status") in _HIDDEN:
            # a plug-in or missing rights made it wait for somebody's review
            raise Rejected(Problem.PERMISSION_MISSING, answer.detail, status=answer.status)
        if post.get("status") not in ("publish", "future"):
            raise answer.unreadable()
        return _published(post)

    def _post(self, payload: Payload, uploaded: Any) -> dict[str, Any]:
        pictures: list[Placed] = list(uploaded or ())
        post: dict[str, Any] = {
            "title": title(headline(payload.title, payload.text)),
            "content": content(payload.text, pictures),
            "slug": _slug(payload),
        }
        if pictures:
            post["featured_media"] = pictures[0].id
        return post

    def _far_enough(self, due: datetime) -> None:
        if due - self.tools.now() < _AHEAD:
            raise NotAllowed("wordpress: scheduled less than two minutes ahead would be published at once")


def _slug(payload: Payload) -> str:
    return slug(headline(payload.title, payload.text), payload.token)


def _published(post: Mapping[str, Any]) -> Published:
    scheduled = moments.read(post.get("date_gmt")) if post.get("status") == "future" else None
    link = post.get("link")
    return Published(str(post["id"]), link if isinstance(link, str) else "", scheduled, _mark(post))


def _mark(post: Mapping[str, Any]) -> str:
    """Another title or text, written by whomever, is another mark; empty when WordPress does not show them."""
    parts = [post.get("title"), post.get("content")]
    raw = [part["raw"] for part in parts if isinstance(part, dict) and isinstance(part.get("raw"), str)]
    if len(raw) < len(parts):
        return ""
    return hashlib.sha256("\n".join(raw).encode("utf-8", "replace")).hexdigest()[:16]


def _number(remote_id: str) -> str:
    if not re.fullmatch(r"\d{1,20}", remote_id, re.ASCII):
        raise NotAllowed(f"wordpress: id {remote_id!r}")
    return remote_id


def _gmt(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
