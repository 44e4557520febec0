"""Comments of a real WordPress: read, answered, moderated, told from our own."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amtdesk.domain.channel import Payload
from amtdesk.domain.message import Message, Target
from tests.counterparts.test_wordpress import Office, office, payload

__all__ = ["office"]


@pytest.fixture
def post(office: Office) -> str:
    channel = office.open()
    return channel.publish(payload(), None).remote_id


def comment(office: Office, post: str, text: str, *, parent: int = 0) -> int:
    """A comment of somebody else; an editor lays it in, WordPress brakes visitors."""
    other = office.site.request("GET", "users/me", "autor").json()
    body: dict[str, Any] = {"post": int(post), "content": text, "parent": parent, "author": other["id"]}
    answer = office.site.request("POST", "comments", json=body)
    assert answer.ok, answer.text
    return int(answer.json()["id"])


def read(office: Office, post: str, cursor: dict[str, Any] | None = None) -> dict[str, Message]:
    batch = office.open().read(cursor or {}, ())
    return {one.remote_id: one for one in batch.messages if one.post == post}


def answer_to(message: Message, text: str) -> Payload:
    target = Target(message.remote_id, message.thread, message.post)
    return Payload("", text, "de", uuid.uuid4().hex, target=target)


def test_comments_are_read_with_thread_and_post_and_no_markup(office: Office, post: str) -> None:
    first = comment(office, post, f"Wann & <b>wo</b>? {uuid.uuid4().hex}")
    second = comment(office, post, f"Das frage ich auch „sehr“. {uuid.uuid4().hex}", parent=first)
    found = read(office, post)
    one, two = found[f"comment:{first}"], found[f"comment:{second}"]
    assert one.text.startswith("Wann & wo?") and one.thread == one.remote_id and not one.own
    assert two.thread == one.remote_id and two.parent == one.remote_id
    assert one.post_text.startswith("Straßenfest & ") and one.post_url and one.author
    assert abs(one.created - datetime.now(UTC)) < timedelta(minutes=5)


def test_the_cursor_leads_on_with_an_overlap(office: Office, post: str) -> None:
    first = comment(office, post, f"eins {uuid.uuid4().hex}")
    batch = office.open().read({}, ())
    second = comment(office, post, f"zwei {uuid.uuid4().hex}")
    found = read(office, post, dict(batch.cursor))
    assert {f"comment:{first}", f"comment:{second}"} <= set(found)


def test_an_answer_is_there_once_below_the_comment(office: Office, post: str) -> None:
    first = comment(office, post, f"Wann? {uuid.uuid4().hex}")
    message = read(office, post)[f"comment:{first}"]
    text = 'Am "Montag" – um 9 <Uhr> & später … 🙂'
    sent = answer_to(message, text)
    assert office.open().look_up(sent, datetime.now(UTC)) is None
    published = office.open().publish(sent, None)
    assert office.open().publish(sent, None).remote_id == published.remote_id
    found = office.open().look_up(sent, datetime.now(UTC))
    assert found is not None and found.remote_id == published.remote_id
    shown = office.open().read_back(published.remote_id)
    assert shown is not None and shown.url.startswith("http")
    rows = [row for row in office.site.get("comments", post=post, status="all") if row["parent"] == first]
    assert len(rows) == 1 and rows[0]["content"]["raw"].count("&lt;Uhr&gt;") == 1
    again = read(office, post)
    assert again[published.remote_id].own and again[published.remote_id].thread == message.remote_id


def test_hiding_and_deleting_follow_on_the_site(office: Office, post: str) -> None:
    key = comment(office, post, f"grob {uuid.uuid4().hex}")
    name = f"comment:{key}"
    office.open().hide(name, hidden=True)
    hidden = office.open().recheck([name])[name]
    assert hidden is not None and hidden.hidden
    office.open().hide(name, hidden=False)
    shown = office.open().recheck([name])[name]
    assert shown is not None and not shown.hidden
    office.open().delete(name)
    office.open().delete(name)
    assert office.open().recheck([name]) == {name: None}
