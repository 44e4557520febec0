"""Comments of a Telegram channel: the discussion group, read without losing or doubling anything."""

from collections.abc import Callable, Iterator

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.telegram_call import Bot
from amtdesk.channels.telegram_inbox import Inbox
from amtdesk.domain.message import Batch, OwnPost, Source
from tests.channels.contract import NOW
from tests.channels.servers.telegram import BOT, CHANNEL, GROUP, NAME, TOKEN, TelegramServer

POST = OwnPost("p411,412", "https://t.me/musterbach/411", "Wochenmarkt", NOW)
SETTINGS = {"chat_id": str(CHANNEL), "group": str(GROUP), "handle": NAME, "bot_id": str(BOT)}
Reads = Callable[..., Batch]


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def read(http: Http, server: TelegramServer) -> Reads:
    return lambda cursor=None: Inbox(Bot(http, server.url, TOKEN, NOW), SETTINGS, [POST]).read(cursor or {})


def test_a_comment_hangs_under_its_post(server: TelegramServer, read: Reads) -> None:
    root = server.forwarded(412)
    asked = server.wrote("Wann genau?", to=root, root=root)
    below = server.wrote("Um acht!", to=asked, root=root, **{"from": {"id": BOT, "first_name": "AmtDesk"}})
    first, second = read().messages
    assert (first.remote_id, first.thread, first.parent) == (f"{GROUP}:{asked}", f"{GROUP}:{asked}", "")
    assert (first.post, first.post_text, first.author, first.handle) == ("p411,412", "Wochenmarkt", "Jane Doe", "9")
    assert first.url == f"https://t.me/musterbach/412?comment={asked}"
    assert (first.source, first.own) == (Source.COMMENT, False)
    assert (second.parent, second.thread, second.own) == (first.remote_id, first.thread, True)
    assert second.post == "p411,412"
    assert below > asked


def test_the_thread_is_known_in_the_next_reading(server: TelegramServer, read: Reads) -> None:
    root = server.forwarded(411)
    asked = server.wrote("Wann?", to=root, root=root)
    batch = read()
    middle = server.wrote("Frage ich mich auch.", to=asked, root=root)
    batch = read(batch.cursor)
    server.wrote("Und ich.", to=middle, root=root)
    (last,) = read(batch.cursor).messages
    assert (last.thread, last.post) == (f"{GROUP}:{asked}", "p411,412")


def test_nothing_is_confirmed_before_it_was_kept(server: TelegramServer, read: Reads) -> None:
    server.wrote("Eins")
    lost = read()
    assert len(read().messages) == len(lost.messages) == 1
    kept = read()
    assert read(kept.cursor).messages == ()
    assert server.updates == []


def test_after_a_quiet_week_the_numbers_may_begin_anew(server: TelegramServer, read: Reads) -> None:
    server.wrote("Eins")
    cursor = read(read().cursor).cursor
    server._update = 3
    server.wrote("Zwei")
    assert [one.text for one in read(cursor).messages] == ["Zwei"]


def test_more_than_fit_at_once_come_with_the_next_reading(server: TelegramServer, read: Reads) -> None:
    for number in range(230):
        server.wrote(f"Nachricht {number}")
    found, cursor = [], {}
    for _ in range(4):
        batch = read(cursor)
        found += [one.text for one in batch.messages]
        cursor = dict(batch.cursor)
    assert found == [f"Nachricht {number}" for number in range(230)]


def test_a_changed_message_is_the_same_one(server: TelegramServer, read: Reads) -> None:
    number = server.wrote("Wan?")
    server.changed(number, "Wann?")
    (message,) = read().messages
    assert (message.text, message.edited is not None) == ("Wann?", True)


def test_who_wrote_it(server: TelegramServer, read: Reads) -> None:
    server.wrote("Wir", sender_chat={"id": CHANNEL, "title": "Gemeinde"})
    server.wrote("Wir auch", sender_chat={"id": GROUP, "title": "Gruppe"})
    server.wrote("Ein Verein", sender_chat={"id": -1007, "title": "TSV"})
    assert [(one.own, one.handle) for one in read().messages] == [
        (True, str(CHANNEL)),
        (True, str(GROUP)),
        (False, "-1007"),
    ]


def test_a_private_message_is_private_and_a_command_is_none(server: TelegramServer, read: Reads) -> None:
    server.wrote("/start", chat={"id": 9, "type": "private"})
    server.wrote("Meine Frage", chat={"id": 9, "type": "private"})
    (message,) = read().messages
    assert (message.source, message.url, message.remote_id.partition(":")[0]) == (Source.PRIVATE, "", "9")


def test_a_picture_without_words_and_broken_rows(server: TelegramServer, read: Reads) -> None:
    server.updates += [{"update_id": 1}, {"update_id": 2, "message": {"message_id": "x"}}, {"update_id": "3"}]
    server.wrote("", photo=[{}])
    server.wrote("", new_chat_members=[{}])
    server.wrote("Andere Gruppe", chat={"id": -1005, "type": "supergroup"})
    server.wrote("Ohne Zeit", date="gestern")
    assert [one.text for one in read().messages] == ["[Bild]"]
