"""Mastodon and servers that speak its API (documentation: docs.joinmastodon.org/methods)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import addresses, links, mastodon_access, mastodon_figures, mastodon_match, moments
from amtdesk.channels.answer import Answer
from amtdesk.channels.base import Channel
from amtdesk.channels.mastodon_access import Registration
from amtdesk.channels.mastodon_errors import verdict
from amtdesk.channels.mastodon_inbox import Inbox
from amtdesk.channels.mastodon_limits import part, read_limits
from amtdesk.channels.mastodon_media import upload
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Published, SignIn
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem
from amtdesk.domain.figures import Figures
from amtdesk.domain.message import Batch, Message, OwnPost, Target

#: Mastodon refuses to schedule anything nearer than this.
AHEAD = timedelta(minutes=5)
#: Pages of own posts that a look-up reads.
_PAGES = 5
_SCHEDULED = "scheduled:"


class Mastodon(Channel):
    """One account on one server. A handed-over post has an id of the scheduler's own, marked as such."""

    name: ClassVar[str] = "mastodon"
    label: ClassVar[str] = "Mastodon"
    icon: ClassVar[str] = "brand-mastodon"
    composer: ClassVar[str] = "{url}/share?text={text}"
    reads_links: ClassVar[bool] = True
    introduction: ClassVar[str] = (
        "Sie brauchen die Adresse Ihres Servers und die Anmeldung für das Konto Ihrer Gemeinde. Das dauert zwei "
        "Minuten: Es öffnet sich der Browser, Sie melden sich an und stimmen zu. Wo das nicht geht, nehmen Sie ein "
        "Zugriffstoken aus den Einstellungen von Mastodon."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("url", "Server", "Die Adresse, unter der Sie sich anmelden.", placeholder="https://social.example"),
        Field("token", "Zugriffstoken", "Wird nur in der Schlüsselverwaltung des Computers abgelegt.", secret=True),
    )
    sign_in: ClassVar[SignIn | None] = SignIn("Bei Mastodon anmelden", needs=("url",))
    minutes: ClassVar[int] = 2
    guide: ClassVar[str] = "verbinden-mastodon"
    hosts: ClassVar[tuple[str, ...]] = ("{url}",)
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.SCHEDULE, Ability.WITHDRAW}
        | {Ability.READ, Ability.ANSWER, Ability.LIKE, Ability.BLOCK, Ability.EDIT, Ability.FIGURES}
    )

    _registered: Registration | None = None

    def begin_sign_in(self, redirect: str, state: str, challenge: str) -> str:
        """This installation registers itself at the server; what it gets there serves this once."""
        self._registered = Registration(self.tools.http, self._server, verdict)
        with self.connecting():
            return self._registered.page(redirect, state, challenge)

    def end_sign_in(self, answer: Mapping[str, str], redirect: str, verifier: str) -> Mapping[str, str]:
        """A token that never ends by itself."""
        if self._registered is None:
            raise NotAllowed("mastodon: not begun")
        return {"token": self._registered.token(answer, redirect, verifier)}

    @classmethod
    def remote_id_of(cls, link: str, settings: Mapping[str, str]) -> str:  # noqa: ARG003
        """`/@name/1234`; a post seen through another server has another number there."""
        return links.found(link, r"(?:/web)?/@\w+/(\d+)", r"/users/\w+/statuses/(\d+)")

    def connect(self) -> Connection:
        """The account behind the token, and the limits of its server."""
        with self.connecting():
            me = self._call("GET", "/api/v1/accounts/verify_credentials")
            account = me.record()
            account_id = me.id(account)
            missing = mastodon_access.missing(self._call)
            limits = read_limits(self._call)
        handle = f"@{account.get('acct') or account.get('username')}@{addresses.host_of(self._server)}"
        return Connection(
            name=str(account.get("display_name") or handle),
            settings={"account_id": account_id, "handle": handle},
            limits=limits,
            abilities=self.abilities - set(missing),
            missing=missing,
        )

    def upload(self, payload: Payload) -> list[str]:
        """The ids of the pictures, converted and ready to be attached."""
        return [
            upload(self._call, number, picture, self.tools.http.pause)
            for number, picture in enumerate(payload.pictures, 1)
        ]

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """One public status. The key keeps most servers from posting twice; not all, so it is never relied upon."""
        if payload.target is not None:
            return self._post(payload, self._answer(payload, payload.target))
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
        if payload.target is not None:
            payload = replace(payload, text=_addressed(payload.text, payload.target.handle))
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

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Other words; the pictures there stay, and get the descriptions of now where their number is the same."""
        there = self._call("GET", f"/api/v1/statuses/{_number(remote_id)}").record()
        found = there.get("media_attachments")
        media = [str(one["id"]) for one in (found if isinstance(found, list) else ()) if one.get("id")]
        change: dict[str, Any] = {"status": payload.text, "language": payload.language, "media_ids": media}
        if len(media) == len(payload.pictures):
            change["media_attributes"] = [
                {"id": key, "description": one.alt} for key, one in zip(media, payload.pictures, strict=True)
            ]
        answer = self._call("PUT", f"/api/v1/statuses/{_number(remote_id)}", json=change)
        return _as_published(answer, answer.record())

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """One by one: only new servers tell of several at once."""
        found: dict[str, Figures] = {}
        for one in remote_ids:
            answer = self._call("GET", f"/api/v1/statuses/{_number(one)}", accept=(404, 410))
            if answer.status not in (404, 410):
                found[one] = mastodon_figures.of_status(answer.record())
        return found

    def audience(self) -> Figures:
        """How many follow the account."""
        return mastodon_figures.of_account(self._call("GET", "/api/v1/accounts/verify_credentials").record())

    # conversations

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:  # noqa: ARG002
        """What mentions this account, wherever it was written."""
        return Inbox(self._call, _number(self._me()), self.tools.now()).read(cursor)

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """Each as its server shows it now."""
        return Inbox(self._call, _number(self._me()), self.tools.now()).recheck([_number(one) for one in remote_ids])

    def like(self, remote_id: str, *, liked: bool = True) -> None:
        """The server's own star."""
        self._call("POST", f"/api/v1/statuses/{_number(remote_id)}/{'favourite' if liked else 'unfavourite'}")

    def block(self, handle: str) -> None:
        """They see and mention us no more."""
        answer = self._call("GET", "/api/v1/accounts/lookup", params={"acct": handle})
        self._call("POST", f"/api/v1/accounts/{_number(answer.id(answer.record()))}/block")

    def _answer(self, payload: Payload, target: Target) -> dict[str, Any]:
        """Seen by those who saw the question: what was written privately is answered privately."""
        asked = self._call("GET", f"/api/v1/statuses/{_number(target.parent)}").record()
        seen_by = asked.get("visibility")
        return {
            "status": _addressed(payload.text, target.handle),
            "in_reply_to_id": target.parent,
            "visibility": seen_by if seen_by in ("public", "unlisted", "private", "direct") else "public",
            "language": payload.language,
        }

    def _me(self) -> str:
        me = self.setting("account_id")
        if not me:
            answer = self._call("GET", "/api/v1/accounts/verify_credentials")
            me = answer.id(answer.record())
        return me

    # calls

    @property
    def _server(self) -> str:
        return addresses.base(self.address)

    def _call(self, method: str, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        token = self.secret("token")
        if not token.isascii() or " " in token:
            raise AccessDenied(Problem.PASSWORD_WRONG, "token")
        sends = {**(headers or {}), "Authorization": f"Bearer {token}"}
        return self.tools.http.call(method, self._server + path, headers=sends, judge=verdict, **options)

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

    # looking up

    def _own_since(self, start: datetime) -> Iterator[tuple[Answer, dict[str, Any]]]:
        me, below = self._me(), ""
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
            params = part(row, "params")
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


def _addressed(text: str, handle: str) -> str:
    """Answers name whom they answer, or they would not be told."""
    name = f"@{handle}"
    return text if not handle or name in text else f"{name} {text}"


def _number(remote_id: str) -> str:
    """An id as part of a path; ids of some servers are letters and digits."""
    if not re.fullmatch(r"[\w-]+", remote_id, re.ASCII):
        raise NotAllowed(f"mastodon: id {remote_id!r}")
    return remote_id


def _scheduled_number(remote_id: str) -> str:
    if not remote_id.startswith(_SCHEDULED):
        raise NotAllowed("mastodon: not in the scheduler")
    return _number(remote_id.removeprefix(_SCHEDULED))
