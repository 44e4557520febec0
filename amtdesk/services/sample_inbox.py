"""What citizens wrote to the sample office: a morning's worth of comments."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from amtdesk.domain.inquiry import Kind
from amtdesk.domain.message import Message, Source
from amtdesk.domain.response import due
from amtdesk.domain.schedule import local
from amtdesk.services.desk import Desk
from amtdesk.store import contacts, cursors, inquiries, messages, tour
from amtdesk.store.messages import Judged

_OFFICES = (("Bauhof", "bauhof@musterbach.example"), ("Ordnungsamt", "ordnungsamt@musterbach.example"))
_STOPS = (
    ("Gruppe „Musterbach hilft“", "https://www.facebook.com/groups/musterbach.example", "Nur als Gemeinde schreiben."),
    ("Nachbarschaft Oberdorf", "https://nachbarschaft.example/oberdorf", ""),
)


def fill_inbox(desk: Desk, content: Mapping[str, Any], lay: Callable[[int, Message], None]) -> None:
    """Lay the comments of resources/sample/comments.json in; `minutes` count from now.

    `lay` (account id, message) puts each where its channel will find it when it is asked again.
    """
    now, office = desk.now(), desk.offices.get()
    year = local(now, office.zone).year
    by_name = {account.name: account for account in desk.accounts.every()}
    facts = {one["id"]: one for one in content["comments"]}

    def judge(message: Message) -> Judged:
        one = facts[message.remote_id]
        kind = Kind(one["kind"]) if "kind" in one else Kind.QUESTION
        return Judged(kind, bool(one.get("urgent")), due(message.created, office.hours, lambda _day: False))

    with desk.database.writing() as connection:
        for name, account in by_name.items():
            found = [message for one in facts.values() if one["account"] == name for message in _messages(one, now)]
            for message in found:
                lay(account.id, message)
            if found:
                messages.keep(connection, account.id, account.kind, found, now, judge, year)
                cursors.put(connection, account.id, fetched=now, tried=now)
        for inquiry in inquiries.newest(connection):
            place = facts.get(inquiry.thread, {}).get("place")
            if place:
                inquiries.change(connection, inquiry.id, place=place)
        for office_name, email in _OFFICES:
            contacts.add(connection, office_name, email)
        for stop, url, rules in _STOPS:
            tour.add(connection, stop, url, "", rules)


def _messages(one: Mapping[str, Any], now: Any) -> list[Message]:
    asked = Message(
        one["id"],
        one.get("thread", one["id"]),
        one["text"],
        now + timedelta(minutes=one["minutes"]),
        Source(one.get("source", "comment")),
        parent=one.get("parent", ""),
        author=one["author"],
        post="1" if one.get("post") else "",
        post_text=one.get("post", ""),
    )
    if "answer" not in one:
        return [asked]
    own = Message(
        f"{one['id']}-a",
        asked.thread,
        one["answer"],
        asked.created + timedelta(minutes=90),
        parent=one["id"],
        own=True,
    )
    return [asked, own]
