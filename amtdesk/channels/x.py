"""X, formerly Twitter, by its API v2: paid in advance, each post has its price (docs.x.com/x-api)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from amtdesk.channels import addresses, links, oauth, x_match
from amtdesk.channels.base import Channel
from amtdesk.channels.x_api import Api, number, part, rows, verdict
from amtdesk.channels.x_inbox import Inbox, once_a_day
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published, SignIn
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.message import Batch, Message, OwnPost

_API, _SITE = "https://api.x.com", "https://x.com"
_SCOPES = "tweet.read tweet.write users.read media.write tweet.moderate.write offline.access"
#: What each ability needs besides being signed in.
_NEEDS = {
    Ability.PUBLISH: "tweet.write",
    Ability.ANSWER: "tweet.write",
    Ability.WITHDRAW: "tweet.write",
    Ability.PICTURES: "media.write",
    Ability.ALT_TEXT: "media.write",
    Ability.HIDE: "tweet.moderate.write",
    Ability.READ: "tweet.read",
    Ability.FIGURES: "tweet.read",
}
_OPEN = "public_metrics"
_OWN = "public_metrics,non_public_metrics"
_AT_ONCE = 100


class X(Channel):
    """One account, by a developer app of the municipality's own: a public client with PKCE."""

    name: ClassVar[str] = "x"
    label: ClassVar[str] = "X (Twitter)"
    icon: ClassVar[str] = "brand-x"
    introduction: ClassVar[str] = (
        "X verlangt Geld: im Voraus bezahltes Guthaben, etwa 1,5 Cent je Beitrag und 20 Cent für einen mit Link "
        "(US-Dollar). Sie brauchen einen Entwicklerzugang für das Konto Ihrer Gemeinde, den Sie in etwa zwanzig "
        "Minuten selbst anlegen, und daraus die „Client ID“. Danach melden Sie sich hier einmal im Browser an."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("client_id", "Client ID", "Steht im Entwicklerbereich von X unter „OAuth 2.0 Client ID“."),
    )
    #: blocking somebody is kept for Enterprise contracts (docs.x.com/x-api/users/blocks): that is done on x.com
    abilities: ClassVar[frozenset[Ability]] = frozenset(_NEEDS)
    sign_in: ClassVar[SignIn | None] = SignIn("Bei X anmelden", ports=(8735,), needs=("client_id",))
    minutes: ClassVar[int] = 20
    guide: ClassVar[str] = "verbinden-x"
    hosts: ClassVar[tuple[str, ...]] = ("api.x.com", "x.com")
    composer: ClassVar[str] = "https://x.com/intent/post?text={text}&url={link}"
    link_hosts: ClassVar[tuple[str, ...]] = ("x.com", "twitter.com")
    reads_links: ClassVar[bool] = True

    _opened: Api | None = None

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
        """X' own page on which the account agrees."""
        values = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect,
            "scope": _SCOPES,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return oauth.address(f"{addresses.base(self.address or _SITE)}/i/oauth2/authorize", values)

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
        """The code lives for half a minute."""
        form = {
            "grant_type": "authorization_code",
            "code": oauth.code_of(answer),
            "client_id": self._client_id,
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        gained = oauth.granted(self.tools.http, self._endpoint, form)
        return {name: gained[name] for name in ("access", "refresh", "scope") if gained.get(name)}

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:  # noqa: ARG003
        """`/name/status/1234`."""
        return links.found(link, r"/\w+(?:/web)?/status/(\d+)(?:/.*)?")

    def connect(self) -> Connection:
        """Whose account it is, and whether mentions may be read; costs about a cent."""
        with self.connecting():
            answer = self._api.call("GET", "/2/users/me", params={"user.fields": "username,name"})
            me = part(answer.record(), "data")
            if not me:
                raise answer.unreadable()
            my_id, handle = answer.id(me), answer.id(me, "username")
            missing = self._missing()
            if Ability.PUBLISH in missing:
                raise AccessDenied(Problem.PERMISSION_MISSING, missing[Ability.PUBLISH])
            if Ability.READ not in missing and not self._reads(my_id):
                missing[Ability.READ] = "mentions"
        return Connection(
            name=f"@{handle}",
            settings={"user_id": number(my_id), "handle": handle},
            abilities=self.abilities - set(missing),
            missing=missing,
        )

    def upload(self, payload: Payload) -> list[str]:
        """The pictures with their descriptions; X keeps them for a day."""
        return [self._place(place, picture) for place, picture in enumerate(payload.pictures, 1)]

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One post. X refuses the same words a second time, for a while."""
        post: dict[str, Any] = {"text": payload.text}
        if uploaded:
            post["media"] = {"media_ids": list(uploaded)}
        if payload.target is not None:
            post["reply"] = {"in_reply_to_tweet_id": number(payload.target.parent)}
        answer = self._api.call("POST", "/2/tweets", json=post, final=True)
        return self._published(answer.made(part(answer.record(), "data"), number))

    def read_back(self, remote_id: str) -> Published | None:
        """The post as X has it."""
        answer = self._api.get(f"/2/tweets/{number(remote_id)}", "created_at", accept=(404, 410))
        # what is gone is told with status 200, too
        return self._published(remote_id) if answer.status < 300 and part(answer.record(), "data") else None

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """Among the newest own posts by words, pictures and the moment their ids carry."""
        params = {"max_results": "20", "exclude": "retweets"}
        answer = self._api.get(f"/2/users/{self._me}/tweets", "attachments,entities,note_tweet", params)
        for row in rows(answer):
            if x_match.is_ours(row, payload, started):
                return self._published(answer.id(row))
        return None

    def withdraw(self, remote_id: str) -> None:
        """Delete the post."""
        self._api.call("DELETE", f"/2/tweets/{number(remote_id)}", accept=(404, 410))

    # conversations

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Mentions and answers."""
        return self._inbox.read(cursor, posts)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """As they are now; it costs money, hence once a day for each."""
        return once_a_day(remote_ids, self.tools.notes, self.tools.now(), self._inbox.recheck)

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Below our own posts a reply can be put out of sight."""
        self._api.call("PUT", f"/2/tweets/{number(remote_id)}/hidden", json={"hidden": hidden})

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Clicks are told for thirty days only; then the rest comes without them."""
        found: dict[str, Figures] = {}
        for start in range(0, len(remote_ids), _AT_ONCE):
            params = {"ids": ",".join(number(one) for one in remote_ids[start : start + _AT_ONCE])}
            found |= {str(row.get("id")): _figures(row) for row in self._counted(params)}
        return found

    def audience(self) -> Figures:
        """How many follow the account."""
        answer = self._api.call("GET", "/2/users/me", params={"user.fields": _OPEN})
        count = part(part(answer.record(), "data"), _OPEN).get("followers_count")
        return {Figure.FOLLOWERS: count} if isinstance(count, int) else {}

    # calls

    @property
    def _client_id(self) -> str:
        found = self.setting("client_id")
        if not found or not found.isprintable():
            raise NotAllowed("x: no client id")
        return found

    @property
    def _base(self) -> str:
        return addresses.base(self.address or _API)

    @property
    def _endpoint(self) -> str:
        return f"{self._base}/2/oauth2/token"

    @property
    def _api(self) -> Api:
        if self._opened is None:
            client = {"client_id": self._client_id}
            keep = self.tools.keep_secret
            session = oauth.Session(self.tools.http, self.secrets, keep, self._endpoint, client, verdict)
            self._opened = Api(session, self._base)
        return self._opened

    @property
    def _inbox(self) -> Inbox:
        return Inbox(self._api, self._me, self.setting("handle"), self.tools.now())

    @property
    def _me(self) -> str:
        known = self.setting("user_id")
        if known:
            return number(known)
        answer = self._api.call("GET", "/2/users/me")
        return number(answer.id(part(answer.record(), "data")))

    def _missing(self) -> dict[Ability, str]:
        """By what was agreed to when signing in, as far as X said it."""
        given = self.setting("scope").split()
        return {ability: scope for ability, scope in _NEEDS.items() if given and scope not in given}

    def _reads(self, my_id: str) -> bool:
        try:
            self._api.call("GET", f"/2/users/{number(my_id)}/mentions", params={"max_results": "5"})
        except (AccessDenied, Rejected) as error:
            if error.problem is Problem.ACCESS_EXPIRED:
                raise
            return False
        return True

    def _place(self, place: int, picture: Picture) -> str:
        ending = {"image/jpeg": "jpg"}.get(picture.mime, picture.mime.rpartition("/")[2])
        answer = self._api.call(
            "POST",
            "/2/media/upload",
            form={"media_category": "tweet_image"},
            files={"media": (f"bild-{place}.{ending}", picture.content, picture.mime)},
            upload=True,
        )
        media_id = number(answer.id(part(answer.record(), "data")))
        if picture.alt:
            words = {"id": media_id, "metadata": {"alt_text": {"text": picture.alt}}}
            self._api.call("POST", "/2/media/metadata", json=words)
        return media_id

    def _counted(self, params: Mapping[str, str]) -> list[dict[str, Any]]:
        try:
            return rows(self._api.get("/2/tweets", _OWN, params))
        except (AccessDenied, Rejected) as error:
            if error.problem is Problem.ACCESS_EXPIRED:
                raise
        return rows(self._api.get("/2/tweets", _OPEN, params))

    def _published(self, remote_id: str) -> Published:
        return Published(number(remote_id), f"https://x.com/{self.setting('handle') or 'i'}/status/{remote_id}")


_COUNTS = {
    "impression_count": Figure.VIEWS,
    "like_count": Figure.LIKES,
    "reply_count": Figure.COMMENTS,
    "bookmark_count": Figure.SAVES,
    "url_link_clicks": Figure.CLICKS,
}


def _figures(row: Mapping[str, Any]) -> dict[Figure, int]:
    told = {**part(row, "public_metrics"), **part(row, "non_public_metrics")}
    found = {figure: told[name] for name, figure in _COUNTS.items() if isinstance(told.get(name), int)}
    shares = [told[name] for name in ("retweet_count", "quote_count") if isinstance(told.get(name), int)]
    return {**found, Figure.SHARES: sum(shares)} if shares else found
