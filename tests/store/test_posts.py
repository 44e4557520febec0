"""Posts with their versions and pictures."""

from dataclasses import replace
from datetime import UTC, datetime

from amtdesk.domain.card import LinkCard
from amtdesk.domain.crop import Crop
from amtdesk.domain.delivery import LatePolicy, State
from amtdesk.domain.message import Source, Target
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.store import accounts, media, posts
from amtdesk.store.database import Database

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_everything_of_a_post_comes_back(database: Database) -> None:
    with database.writing() as connection:
        for name in ("A", "B"):
            accounts.add(connection, "practice", name, "", {})
        known = [
            media.add(connection, NOW, sha256=name, mime="image/png", width=1, height=1, size=1, name=name)
            for name in ("a", "b")
        ]
        post = Post(
            id=0,
            title="Märkte",
            text="Text 😀",
            language="en",
            due=NOW,
            zone="Europe/Lisbon",
            stage=State.AWAITING_APPROVAL,
            late_policy=LatePolicy.LAPSE,
            late_limit=7,
            variants=(Variant(1), Variant(2, "")),
            pictures=(
                Attached(known[1], "zwei"),
                Attached(known[0], "", True, Crop(400, 0, 900)),
                Attached(known[1], "noch einmal"),
            ),
        )
        key = posts.add(connection, post, NOW)
        found = posts.get(connection, key)
        assert found == replace(post, id=key, changed=NOW)
        posts.save(connection, replace(post, id=key, pictures=(), variants=(Variant(2),)), NOW)
        found = posts.get(connection, key)
    assert found is not None and found.pictures == () and found.variants == (Variant(2),)


def test_the_card_of_a_link_comes_back(database: Database) -> None:
    with database.writing() as connection:
        picture = media.add(connection, NOW, sha256="a", mime="image/png", width=1, height=1, size=1, name="a")
        for card in (LinkCard("https://a.example", "A", "B", picture), LinkCard("https://a.example", "A", shown=False)):
            found = posts.get(connection, posts.add(connection, Post(0, "", "", card=card), NOW))
            assert found is not None and found.card == card


def test_deleted_ones_are_not_found_and_pages_go_on(database: Database) -> None:
    with database.writing() as connection:
        ids = [posts.add(connection, Post(0, str(n), ""), NOW) for n in range(5)]
        posts.change(connection, ids[2], deleted=NOW)
        assert posts.get(connection, ids[2]) is None
        first = posts.newest(connection, 2)
        rest = posts.newest(connection, 9, before=first[-1].id)
    assert [one.title for one in (*first, *rest)] == ["4", "3", "1", "0"]


def test_answers_are_kept_apart(database: Database) -> None:
    target = {"parent": "a", "thread": "a", "post": "p", "handle": "@j", "source": "mention"}
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO inquiry (id, number, channel, source, status, kind, opened, newest, author, snippet, urgent,"
            " reason, note, place, post, post_text, post_url, url)"
            " VALUES (4, '26-0001', 'x', 'comment', 'new', 'other',"
            " '2026-10-14T08:00:00Z', '2026-10-14T08:00:00Z', '', '', 0, '', '', '', '', '', '', '')"
        )
        key = posts.add(connection, Post(0, "", "Danke"), NOW)
        posts.change(connection, key, inquiry_id=4, target=target)
        assert posts.newest(connection, 9) == []
        (found,) = posts.of_inquiry(connection, 4)
    assert found.target == Target("a", "a", "p", "@j", Source.MENTION)
