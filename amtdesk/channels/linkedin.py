"""A LinkedIn page, by the Community Management API (learn.microsoft.com/linkedin/marketing/community-management)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from amtdesk.channels import addresses, linkedin_page, moments, oauth
from amtdesk.channels.answer import Answer
from amtdesk.channels.base import Channel
from amtdesk.channels.linkedin_api import (
    Api,
    comment_parts,
    elements,
    encoded,
    is_comment,
    is_post,
    named_in,
    named_post,
    part,
    post_urn,
    verdict,
)
from amtdesk.channels.linkedin_inbox import Inbox
from amtdesk.channels.linkedin_match import is_ours, record
from amtdesk.channels.linkedin_media import place, place_all
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Published, SignIn
from amtdesk.domain.errors import Problem
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.little_text import escape
from amtdesk.domain.message import Batch, OwnPost

_API, _SITE = "https://api.linkedin.com", "https://www.linkedin.com"
#: Where the end of an access stands among the settings.
EXPIRES = "expires"
_AT_ONCE = 20
_GONE = (404, 410)
_COUNTS = {
    "impressionCount": Figure.VIEWS,
    "uniqueImpressionsCount": Figure.REACH,
    "clickCount": Figure.CLICKS,
    "likeCount": Figure.LIKES,
    "commentCount": Figure.COMMENTS,
    "shareCount": Figure.SHARES,
}


class LinkedIn(Channel):
    """One page, in the name of somebody who administers it."""

    name: ClassVar[str] = "linkedin"
    label: ClassVar[str] = "LinkedIn-Seite"
    icon: ClassVar[str] = "brand-linkedin"
    introduction: ClassVar[str] = (
        "LinkedIn lässt Programme nur nach einer Prüfung zu: Wer die Seite verwaltet, beantragt die „Community "
        "Management API“, das dauert einige Tage bis Wochen. Ist sie bewilligt, brauchen Sie aus dem "
        "Entwicklerbereich von LinkedIn ein Zugriffstoken. Es gilt 60 Tage, AmtDesk erinnert vor dem Ablauf."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("token", "Zugriffstoken", "Aus dem „OAuth token generator“ von LinkedIn.", secret=True),
        Field(
            "page",
            "Seite",
            "Nur nötig, wenn der Zugang für mehrere Seiten gilt: Name oder Nummer.",
            required=False,
            placeholder="gemeinde-musterbach",
        ),
        Field("client_id", "Client ID", "Nur nötig, um sich im Browser anzumelden.", required=False),
        Field(
            "client_secret", "Client Secret", "Nur nötig, um sich im Browser anzumelden.", secret=True, required=False
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.WITHDRAW, Ability.EDIT}
        | {Ability.READ, Ability.ANSWER, Ability.DELETE, Ability.LIKE, Ability.FIGURES}
    )
    kept_secrets: ClassVar[tuple[str, ...]] = ("refresh",)
    cards: ClassVar[bool] = True
    sign_in: ClassVar[SignIn | None] = SignIn("Bei LinkedIn anmelden", (8736,), needs=("client_id", "client_secret"))
    minutes: ClassVar[int] = 45
    guide: ClassVar[str] = "verbinden-linkedin"
    hosts: ClassVar[tuple[str, ...]] = ("api.linkedin.com", "www.linkedin.com")
    composer: ClassVar[str] = "https://www.linkedin.com/sharing/share-offsite/?url={link}"
    link_hosts: ClassVar[tuple[str, ...]] = ("linkedin.com", "lnkd.in")

    _opened: Api | None = None
    _held: oauth.Session | None = None

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:  # noqa: ARG002
        """LinkedIn's own page; it knows no PKCE for such apps, hence the secret."""
        return linkedin_page.agreed(self._www, self.setting("client_id"), _local(redirect), state)

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:  # noqa: ARG002
        """A token for 60 days; one to renew it only where LinkedIn allows it."""
        code = oauth.code_of(answer)
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": _local(redirect), **self._client}
        gained = oauth.granted(self.tools.http, self._endpoint, form)
        end = oauth.ends(gained, self.tools.now())
        found = {"token": gained["access"], "refresh": gained.get("refresh", "")}
        return {name: value for name, value in found.items() if value} | ({EXPIRES: moments.write(end)} if end else {})

    def renew(self) -> datetime | None:
        """By the refresh token where there is one; else it says when a person has to sign in anew."""
        return self._ends()

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:  # noqa: ARG003
        """Of a share or ugcPost; an activity is another number."""
        return named_in(link)

    def connect(self) -> Connection:
        """Which page it is, and what this access may do there."""
        token = self.secret("token")
        with self.connecting():
            page, name = linkedin_page.choose(self._api, self.setting("page"))
            missing = linkedin_page.missing(self._api, page)
        client = self._client
        asked = linkedin_page.ends(self.tools.http, self._www, client, token) if len(client) == 2 else None
        end = asked or self._ends()
        return Connection(
            name=name,
            settings={"organization": page},
            abilities=self.abilities - set(missing),
            missing=missing,
            expires=end,
        )

    def upload(self, payload: Payload) -> list[str]:
        """The pictures by their URNs, or that of the card; what is not used vanishes."""
        place_one = partial(place, self._api.call, self._session.call, self._base, self._page)
        return place_all(payload, lambda one: place_one(one, self.tools.http.pause))

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One post. A duplicate that LinkedIn names is proof of an earlier attempt, if it is from then."""
        if payload.target is not None:
            return self._inbox.answer(payload, payload.target)
        post = record(self._page, payload, list(uploaded or ()))
        answer = self._api.call("POST", "posts", json=post, final=True, accept=(422,))
        if answer.status == 422:
            return self._there_already(answer, payload)
        urn = answer.headers.get("x-restli-id", "")
        if not is_post(urn):
            raise answer.unreadable()
        return _published(urn)

    def read_back(self, remote_id: str) -> Published | None:
        """The post; while LinkedIn is at work on its pictures it is not public yet."""
        if is_comment(remote_id):
            return self._inbox.read_back(remote_id)
        post = self._get(remote_id)
        return _published(remote_id) if post and post.get("lifecycleState") == "PUBLISHED" else None

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """Among the newest posts of the page by words, pictures and time."""
        if payload.target is not None:
            return self._inbox.look_up(payload, payload.target)
        path = f"posts?q=author&author={encoded(self._page)}&count=20&sortBy=LAST_MODIFIED"
        for row in elements(self._api.call("GET", path, finder="FINDER")):
            if is_ours(row, payload, started):
                return _published(post_urn(str(row.get("id"))))
        return None

    def withdraw(self, remote_id: str) -> None:
        """Delete the post; LinkedIn says yes also when it is gone."""
        if is_comment(remote_id):
            self._inbox.delete(remote_id)
        else:
            self._api.call("DELETE", f"posts/{encoded(post_urn(remote_id))}", finder="DELETE", accept=_GONE)

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Other words; pictures stay."""
        patch = {"patch": {"$set": {"commentary": escape(payload.text)}}}
        self._api.call("POST", f"posts/{encoded(post_urn(remote_id))}", finder="PARTIAL_UPDATE", json=patch)
        return _published(remote_id)

    # comments

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Below each post, at a pace its age allows."""
        return self._inbox.read(cursor, [one for one in posts if is_post(one.remote_id)])

    def delete(self, remote_id: str) -> None:
        """A comment below a post of ours."""
        self._inbox.delete(remote_id)

    def like(self, remote_id: str, *, liked: bool = True) -> None:
        """In the name of the page."""
        comment_parts(remote_id)
        if liked:
            reaction = {"root": remote_id, "reactionType": "LIKE"}
            self._api.call("POST", f"reactions?actor={encoded(self._page)}", json=reaction, accept=(409,))
        else:
            key = f"(actor:{encoded(self._page)},entity:{encoded(remote_id)})"
            self._api.call("DELETE", f"reactions/{key}", finder="DELETE", accept=(404,))

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Of the last twelve months."""
        found: dict[str, Figures] = {}
        for kind, word in (("shares", ":share:"), ("ugcPosts", ":ugcPost:")):
            urns = [post_urn(one) for one in remote_ids if word in one]
            for start in range(0, len(urns), _AT_ONCE):
                path = linkedin_page.statistics(self._page, kind, tuple(urns[start : start + _AT_ONCE]))
                for row in elements(self._api.call("GET", path, finder="FINDER")):
                    told = part(row, "totalShareStatistics")
                    urn = str(row.get("share") or row.get("ugcPost") or "")
                    found[urn] = {
                        figure: told[key] for key, figure in _COUNTS.items() if isinstance(told.get(key), int)
                    }
        return found

    def audience(self) -> Figures:
        """How many follow the page."""
        path = f"networkSizes/{encoded(self._page)}?edgeType=COMPANY_FOLLOWED_BY_MEMBER"
        count = self._api.call("GET", path).record().get("firstDegreeSize")
        return {Figure.FOLLOWERS: count} if isinstance(count, int) else {}

    # calls

    @property
    def _base(self) -> str:
        return addresses.base(self.address or _API)

    @property
    def _www(self) -> str:
        return addresses.base(self.address or _SITE)

    @property
    def _endpoint(self) -> str:
        return f"{self._www}/oauth/v2/accessToken"

    @property
    def _client(self) -> dict[str, str]:
        found = {"client_id": self.setting("client_id"), "client_secret": self.secrets.get("client_secret", "").strip()}
        return {name: value for name, value in found.items() if value}

    @property
    def _session(self) -> oauth.Session:
        if self._held is None:
            tokens = {"access": self.secret("token"), "refresh": self.secrets.get("refresh", "")}
            self._held = oauth.Session(self.tools.http, tokens, self._keep, self._endpoint, self._client, verdict)
        return self._held

    @property
    def _api(self) -> Api:
        if self._opened is None:
            self._opened = Api(self.tools.http, self._session, self._base, self.tools.now())
        return self._opened

    @property
    def _inbox(self) -> Inbox:
        return Inbox(self._api, self._page, self.tools.now())

    @property
    def _page(self) -> str:
        return self.setting("organization") or linkedin_page.choose(self._api, self.setting("page"))[0]

    def _keep(self, name: str, value: str) -> None:
        self.tools.keep_secret("token" if name == "access" else name, value)

    def _ends(self) -> datetime | None:
        return moments.read(self.setting(EXPIRES))

    def _get(self, remote_id: str) -> dict[str, Any] | None:
        answer = self._api.call("GET", f"posts/{encoded(post_urn(remote_id))}", accept=_GONE)
        return None if answer.status in _GONE else answer.record()

    def _there_already(self, answer: Answer, payload: Payload) -> Published:
        refusal = self.tools.http.refused(answer, verdict)
        urn = named_post(answer)
        if refusal.problem is not Problem.DUPLICATE or not urn:
            raise refusal
        # one that was deleted is named for a day or two all the same
        post = self._get(urn)
        if post is None or not is_ours(post, payload, payload.created or self.tools.now(), late=timedelta(days=1)):
            raise refusal
        return _published(urn)


def _published(urn: str) -> Published:
    return Published(urn, f"https://www.linkedin.com/feed/update/{urn}/")


def _local(redirect: str) -> str:
    """LinkedIn takes no bare address of this computer, but its name."""
    return redirect.replace("//127.0.0.1:", "//localhost:", 1)
