"""Mastodon and servers that speak its API (documentation: docs.joinmastodon.org/methods)."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import addresses, mastodon_match, moments
from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.base import Channel
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published
from amtdesk.domain.errors import AccessDenied, ChannelError, NotAllowed, Problem, Rejected, Unavailable

#: Mastodon refuses to schedule anything nearer than this.
AHEAD = timedelta(minutes=5)
#: Looks at a picture the server is still converting, seconds between them.
_LOOKS = 60
_BETWEEN_LOOKS = 1.0
#: Pages of own posts that a look-up reads.
_PAGES = 5
_SCHEDULED = "scheduled:"
_NEEDED = ("write", "write:statuses")
_TOO_LONG = re.compile(r"limit of \d+ exceeded|character limit|too long|max.*characters", re.IGNORECASE)


class Mastodon(Channel):
    """One account on one server. A handed-over post has an id of the scheduler's own, marked as such."""

    name: ClassVar[str] = "mastodon"
    label: ClassVar[str] = "Mastodon"
    icon: ClassVar[str] = "brand-mastodon"
    introduction: ClassVar[str] = (
        "Sie brauchen einen Zugriffstoken. Melden Sie sich bei Ihrem Mastodon-Server im Browser an und öffnen Sie "
        "Einstellungen → Entwicklung → Neue Anwendung. Name: AmtDesk. Setzen Sie den Haken bei read:accounts, "
        "read:statuses, write:statuses und write:media, speichern Sie, öffnen Sie die Anwendung und kopieren Sie "
        "„Ihr Zugriffstoken“ hierher."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("url", "Server", "Die Adresse, unter der Sie sich anmelden.", placeholder="https://social.example"),
        Field("token", "Zugriffstoken", "Wird nur in der Schlüsselverwaltung des Computers abgelegt.", secret=True),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.SCHEDULE, Ability.WITHDRAW}
    )

    def connect(self) -> Connection:
        """The account behind the token, and the limits of its server."""
        with self.connecting():
            me = self._call("GET", "/api/v1/accounts/verify_credentials")
            account = me.record()
            account_id = me.id(account)
            self._check_permissions()
            limits = self._limits()
        handle = f"@{account.get('acct') or account.get('username')}@{addresses.host_of(self._server)}"
        return Connection(
            name=str(account.get("display_name") or handle),
            settings={"account_id": account_id, "handle": handle},
            limits=limits,
            abilities=self.abilities,
        )

    def upload(self, payload: Payload) -> list[str]:
        """The ids of the pictures, converted and ready to be attached."""
        return [self._picture(number, picture) for number, picture in enumerate(payload.pictures, 1)]

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One public status. The key keeps most servers from posting twice; not all, so it is never relied upon."""
        return self._post(payload, self._status(payload, uploaded))

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        """There are servers that take the time and publish at once all the same: the answer says what happened."""
        self._far_enough(due)
        return self._post(payload, {**self._status(payload, uploaded), "scheduled_at": moments.write(due)})

    def reschedule(self, remote_id: str, due: datetime) -> Published:
        """Only the time of a scheduled status can change."""
        self._far_enough(due)
        number = _scheduled_number(remote_id)
        answer = self._call("PUT", f"/api/v1/scheduled_statuses/{number}", json={"scheduled_at": moments.write(due)})
        return _as_published(answer, answer.record())

    def cancel(self, remote_id: str) -> None:
        """Delete it from the scheduler."""
        self._call("DELETE", f"/api/v1/scheduled_statuses/{_scheduled_number(remote_id)}")

    def read_back(self, remote_id: str) -> Published | None:
        """The status, or what waits in the scheduler."""
        place = "statuses"
        if remote_id.startswith(_SCHEDULED):
            place, remote_id = "scheduled_statuses", _scheduled_number(remote_id)
        answer = self._call("GET", f"/api/v1/{place}/{_number(remote_id)}", accept=(404, 410))
        return None if answer.status in (404, 410) else _as_published(answer, answer.record())

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:
        """Among the newest own statuses by text, time and pictures; what was handed over also in the scheduler."""
        if due is not None:
            waiting = self._look_up_scheduled(payload, due)
            if waiting is not None:
                return waiting
        for answer, status in self._own_since(started - mastodon_match.BEFORE):
            at_due = due is not None and mastodon_match.is_ours(status, payload, due)
            if at_due or mastodon_match.is_ours(status, payload, started):
                return _as_published(answer, status)
        return None

    def withdraw(self, remote_id: str) -> None:
        """Delete the status."""
        self._call("DELETE", f"/api/v1/statuses/{_number(remote_id)}", accept=(404, 410))

    # calls

    @property
    def _server(self) -> str:
        return addresses.base(self.address)

    def _call(self, method: str, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        token = self.secret("token")
        if not token.isascii() or " " in token:
            raise AccessDenied(Problem.PASSWORD_WRONG, "token")
        sends = {**(headers or {}), "Authorization": f"Bearer {token}"}
        return self.tools.http.call(method, self._server + path, headers=sends, judge=_verdict, **options)

    def _post(self, payload: Payload, status: dict[str, Any]) -> Published:
        key = {"Idempotency-Key": payload.token}
        answer = self._call("POST", "/api/v1/statuses", headers=key, json=status, final=True)
        return _as_published(answer, answer.record())

    @staticmethod
    def _status(payload: Payload, uploaded: Any) -> dict[str, Any]:
        status: dict[str, Any] = {"status": payload.text, "visibility": "public", "language": payload.language}
        if uploaded:
            status["media_ids"] = list(uploaded)
        return status

    def _far_enough(self, due: datetime) -> None:
        if due - self.tools.now() < AHEAD:
            raise NotAllowed("mastodon: scheduled less than five minutes ahead")

    # connecting

    def _check_permissions(self) -> None:
        """Servers from 4.3 on say what the token may do; where they do not, the first post shows it."""
        try:
            scopes = self._call("GET", "/api/v1/apps/verify_credentials").record().get("scopes")
        except (Rejected, Unavailable):
            return
        if isinstance(scopes, list) and not any(needed in scopes for needed in _NEEDED):
            raise AccessDenied(Problem.PERMISSION_MISSING, f"scopes: {' '.join(map(str, scopes))}")

    def _limits(self) -> dict[str, object]:
        """What this server takes; nothing where it does not say."""
        for version in ("v2", "v1"):
            try:
                instance = self._call("GET", f"/api/{version}/instance").record()
            except ChannelError:
                continue
            found = _limits_of(instance)
            if found:
                return found
        return {}

    # pictures

    def _picture(self, number: int, picture: Picture) -> str:
        ending = picture.mime.rpartition("/")[2] or "jpg"
        answer = self._call(
            "POST",
            "/api/v2/media",
            form={"description": picture.alt},
            files={"file": (f"bild-{number}.{ending}", picture.content, picture.mime)},
            upload=True,
        )
        media_id = answer.id(answer.record())
        if answer.status == 202:
            self._wait_for(media_id)
        return media_id

    def _wait_for(self, media_id: str) -> None:
        for _ in range(_LOOKS):
            answer = self._call("GET", f"/api/v1/media/{_number(media_id)}", accept=(422,))
            if answer.status == 422:
                raise Rejected(Problem.PICTURE_REFUSED, answer.detail, status=422)
            if answer.status != 206:
                return
            self.tools.http.pause(_BETWEEN_LOOKS)
        raise Unavailable(Problem.TIMED_OUT, f"media {media_id}")

    # looking up

    def _own_since(self, start: datetime) -> Iterator[tuple[Answer, dict[str, Any]]]:
        me = self.setting("account_id")
        if not me:
            answer = self._call("GET", "/api/v1/accounts/verify_credentials")
            me = answer.id(answer.record())
        below = ""
        for _ in range(_PAGES):
            params = {"exclude_reblogs": "true", "limit": "40", **({"max_id": below} if below else {})}
            answer = self._call("GET", f"/api/v1/accounts/{_number(me)}/statuses", params=params)
            rows = answer.rows()
            yield from ((answer, row) for row in rows)
            # pinned or edited ones may stand out of order: only a whole page of older ones ends it
            if not any((moments.read(row.get("created_at")) or start) >= start for row in rows):
                return
            below = next((str(row["id"]) for row in reversed(rows) if row.get("id")), "")
            if not below:
                return

    def _look_up_scheduled(self, payload: Payload, due: datetime) -> Published | None:
        answer = self._call("GET", "/api/v1/scheduled_statuses", params={"limit": "40"})
        for row in answer.rows():
            params = _part(row, "params")
            when = moments.read(row.get("scheduled_at"))
            same_time = when is not None and abs(when - due) < timedelta(seconds=90)
            same_text = mastodon_match.sent(str(params.get("text") or "")) == mastodon_match.sent(payload.text)
            same_pictures = len(row.get("media_attachments") or ()) == len(payload.pictures)
            if params.get("idempotency") == payload.token or (same_time and same_text and same_pictures):
                return _as_published(answer, row)
        return None


def _as_published(answer: Answer, record: Mapping[str, Any]) -> Published:
    """A status has an address; what only waits has a time."""
    number = answer.id(record)
    url = record.get("url") or record.get("uri")
    if isinstance(url, str) and url:
        return Published(number, answer.id(record, "url" if record.get("url") else "uri"))
    when = moments.read(record.get("scheduled_at"))
    if when is None:
        raise answer.unreadable()
    return Published(f"{_SCHEDULED}{number}", "", when)


def _number(remote_id: str) -> str:
    """An id as part of a path; ids of some servers are letters and digits."""
    if not re.fullmatch(r"[\w-]+", remote_id, re.ASCII):
        raise NotAllowed(f"mastodon: id {remote_id!r}")
    return remote_id


def _scheduled_number(remote_id: str) -> str:
    if not remote_id.startswith(_SCHEDULED):
        raise NotAllowed("mastodon: not in the scheduler")
    return _number(remote_id.removeprefix(_SCHEDULED))


def _limits_of(instance: Mapping[str, Any]) -> dict[str, object]:
    configuration = _part(instance, "configuration")
    statuses, media = _part(configuration, "statuses"), _part(configuration, "media_attachments")
    facts = {
        "max_chars": statuses.get("max_characters", instance.get("max_toot_chars")),
        "max_images": statuses.get("max_media_attachments"),
        "url_length": statuses.get("characters_reserved_per_url"),
        "alt_text_max": media.get("description_limit"),
        "max_image_bytes": media.get("image_size_limit"),
        "max_pixels": media.get("image_matrix_limit"),
    }
    return {name: value for name, value in facts.items() if isinstance(value, int) and value > 0}


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def _verdict(answer: Answer) -> Verdict | None:
    """What Mastodon means by a refusal; its words are English on every server."""
    words = answer.code("error")
    if answer.status == 403 and "scope" in words:
        return AccessDenied, Problem.PERMISSION_MISSING
    if answer.status == 403 and "login is currently" in words:
        return AccessDenied, Problem.ACCOUNT_BLOCKED
    if answer.status in (400, 422):
        if "not finished processing" in words:
            return Unavailable, Problem.TIMED_OUT
        if _TOO_LONG.search(words):
            return Rejected, Problem.TEXT_TOO_LONG
        if answer.upload:
            return Rejected, Problem.PICTURE_REFUSED
    return None
