"""A YouTube channel: videos are published by hand in Studio, comments are read and answered from here.

What a program uploads stays private until Google has audited it, hence no upload (developers.google.com/youtube/v3).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import addresses, moments, oauth
from amtdesk.channels.base import Channel
from amtdesk.channels.youtube_api import Api, part, verdict
from amtdesk.channels.youtube_inbox import HELD, Inbox, video_of
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Published, SignIn
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.message import Batch, Message, OwnPost

_API, _SITE, _TOKENS = "https://www.googleapis.com", "https://accounts.google.com", "https://oauth2.googleapis.com"
_SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
#: Where the end of an access stands among the settings.
EXPIRES = "expires"
_BEFORE = timedelta(minutes=2)
_AT_ONCE = 50


class YouTube(Channel):
    """One channel. Without signing in it is a channel by hand like any other."""

    name: ClassVar[str] = "youtube"
    label: ClassVar[str] = "YouTube"
    icon: ClassVar[str] = "brand-youtube"
    introduction: ClassVar[str] = (
        "Videos laden Sie selbst in YouTube Studio hoch, AmtDesk legt Titel und Beschreibung bereit: Dafür ist nichts "
        "nötig. Sollen auch Kommentare hier ankommen, legt jemand mit Zugang zum YouTube-Kanal einmal ein kostenloses "
        "Google-Projekt an, etwa dreißig Minuten. Danach melden Sie sich im Browser an."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("client_id", "Client-ID", "Nur für Kommentare. Endet auf apps.googleusercontent.com.", required=False),
        Field("client_secret", "Clientschlüssel", "Nur für Kommentare.", secret=True, required=False),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.READ, Ability.ANSWER, Ability.HIDE, Ability.DELETE, Ability.FIGURES}
    )
    by_hand: ClassVar[bool] = True
    sign_in: ClassVar[SignIn | None] = SignIn("Bei Google anmelden", needs=("client_id", "client_secret"))
    minutes: ClassVar[int] = 30
    guide: ClassVar[str] = "verbinden-youtube"
    hosts: ClassVar[tuple[str, ...]] = ("www.googleapis.com", "oauth2.googleapis.com", "accounts.google.com")
    composer: ClassVar[str] = "https://studio.youtube.com/"
    link_hosts: ClassVar[tuple[str, ...]] = ("youtube.com", "youtu.be")
    titled: ClassVar[bool] = True
    checklist: ClassVar[tuple[str, ...]] = (
        "Hat das Video Untertitel, und stimmen sie?",
        "Ist „Nein, nicht speziell für Kinder“ richtig gewählt?",
        "Steht die Sichtbarkeit auf „Öffentlich“?",
    )

    _opened: Api | None = None

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
        """Google's own page."""
        values = {
            "response_type": "code",
            "client_id": self.setting("client_id"),
            "redirect_uri": redirect,
            "scope": _SCOPE,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            # only then there is a token to renew the access with
            "access_type": "offline",
            "prompt": "consent",
        }
        return oauth.address(f"{self._place(_SITE)}/o/oauth2/v2/auth", values)

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
        """An access for an hour, and what renews it; that ends after a week while the project is being tested."""
        form = {
            "grant_type": "authorization_code",
            "code": oauth.code_of(answer),
            "redirect_uri": redirect,
            "code_verifier": verifier,
            **self._client,
        }
        gained = oauth.granted(self.tools.http, self._endpoint, form)
        if "refresh" not in gained:
            raise AccessDenied(Problem.PERMISSION_MISSING, "refresh_token")
        end = oauth.ends({"seconds": gained.get("refresh_seconds", "")}, self.tools.now())
        found = {name: gained[name] for name in ("access", "refresh", "scope")}
        return found | ({EXPIRES: moments.write(end)} if end else {})

    def renew(self) -> datetime | None:
        """The token that renews lasts; or it says when a person has to sign in anew."""
        return moments.read(self.setting(EXPIRES))

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:  # noqa: ARG003
        """The video's."""
        return video_of(link)

    def connect(self) -> Connection:
        """Whose channel it is; nothing at all where nobody signed in."""
        if not self._signed_in:
            missing = dict.fromkeys(self.abilities, _SCOPE.rpartition("/")[2])
            return Connection(self.label, abilities=frozenset(), missing=missing)
        with self.connecting():
            mine = {"part": "snippet", "mine": "true"}
            channel = next(self._api.items("channels", mine), None)
            if channel is None:
                raise Rejected(Problem.PAGE_ABSENT, "channels: mine")
            my_id = str(channel.get("id") or "")
            reads = {"part": "id", "allThreadsRelatedToChannelId": my_id, "maxResults": "1"}
            missing = self._missing(lambda: list(self._api.items("commentThreads", reads)))
        return Connection(
            name=str(part(channel, "snippet").get("title") or self.label),
            settings={"channel_id": my_id},
            abilities=self.abilities - set(missing),
            missing=missing,
            expires=self.renew(),
        )

    def publish(self, payload: Payload, uploaded: Any) -> Published:  # noqa: ARG002
        """Only answers; a video is published by hand."""
        if payload.target is None:
            self._has_not("publish")
        return self._inbox.answer(payload, payload.target)

    def read_back(self, remote_id: str) -> Published | None:
        """An answer of ours."""
        return self._inbox.read_back(remote_id)

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """An answer of ours by its words."""
        if payload.target is None:
            self._has_not("look_up")
        return self._inbox.look_up(payload, payload.target, started - _BEFORE)

    def withdraw(self, remote_id: str) -> None:
        """Delete an answer of ours."""
        self._inbox.delete(remote_id)

    # comments

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Public and held comments of the whole channel."""
        return self._inbox.read(cursor, posts) if self._signed_in else Batch((), cursor)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """As they are now."""
        return self._inbox.recheck(remote_ids)

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Back into moderation, or shown again."""
        self._inbox.moderate(remote_id, HELD if hidden else "published")

    def delete(self, remote_id: str) -> None:
        """Rejected, which is for good."""
        self._inbox.moderate(remote_id, "rejected")

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Of videos, by their ids or addresses: what was published by hand is known by its link."""
        videos = {one: video_of(one) or one for one in remote_ids}
        wanted, found = sorted(set(videos.values())), {}
        for start in range(0, len(wanted), _AT_ONCE):
            params = {"part": "statistics", "id": ",".join(wanted[start : start + _AT_ONCE])}
            for row in self._api.items("videos", params):
                found[str(row.get("id"))] = _counts(part(row, "statistics"), _OF_VIDEO)
        return {one: found[video] for one, video in videos.items() if video in found}

    def audience(self) -> Figures:
        """How many follow the channel, unless it hides that."""
        row = next(self._api.items("channels", {"part": "statistics", "mine": "true"}), {})
        told = part(row, "statistics")
        return _counts({} if told.get("hiddenSubscriberCount") is True else told, _OF_CHANNEL)

    # calls

    @property
    def _signed_in(self) -> bool:
        return any(self.secrets.get(name, "").strip() for name in self.kept_secrets)

    @property
    def _client(self) -> dict[str, str]:
        return {"client_id": self.setting("client_id"), "client_secret": self.secret("client_secret")}

    @property
    def _endpoint(self) -> str:
        return f"{self._place(_TOKENS)}/token"

    @property
    def _api(self) -> Api:
        if self._opened is None:
            http, keep = self.tools.http, self.tools.keep_secret
            if not self._signed_in:
                raise AccessDenied(Problem.SECRET_MISSING, "access")
            session = oauth.Session(http, self.secrets, keep, self._endpoint, self._client, verdict)
            self._opened = Api(http, session, self._place(_API), self.tools.now())
        return self._opened

    @property
    def _inbox(self) -> Inbox:
        me = self.setting("channel_id")
        if not me:
            raise NotAllowed("youtube: no channel")
        return Inbox(self._api, me, self.tools.now())

    def _place(self, usual: str) -> str:
        """The address of a channel by hand is that of its page, unless it is a server on this computer."""
        typed = self.address
        return addresses.base(typed) if addresses.is_loopback(addresses.host_of(typed)) else usual

    def _missing(self, attempt: Any) -> dict[Ability, str]:
        """By trying to read, and by what was agreed to."""
        about = self.abilities - {Ability.FIGURES}
        scopes = self.setting("scope").split()
        if scopes and _SCOPE not in scopes:
            return dict.fromkeys(about, "youtube.force-ssl")
        try:
            attempt()
        except (AccessDenied, Rejected) as error:
            if error.problem is Problem.ACCESS_EXPIRED:
                raise
            return dict.fromkeys(about, "commentThreads.list")
        return {}


_OF_VIDEO = {"viewCount": Figure.VIEWS, "likeCount": Figure.LIKES, "commentCount": Figure.COMMENTS}
_OF_CHANNEL = {"subscriberCount": Figure.FOLLOWERS}


def _counts(told: Mapping[str, Any], names: Mapping[str, Figure]) -> dict[Figure, int]:
    """Numbers come as text."""
    return {figure: int(told[name]) for name, figure in names.items() if str(told.get(name, "")).isdecimal()}
