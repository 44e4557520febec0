"""A text with an open placeholder never leaves the program, by any door; only paper for the house may show one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels import practice_inbox
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.post import Attached, Post
from amtdesk.services.answers import Words
from amtdesk.services.desk import Desk
from amtdesk.services.planning import Refused
from tests.builders import by_hand, draft, practice
from tests.services.test_inbox import Office, comment
from tests.services.test_pictures import photo, saved

#: Whole, with blanks, empty, broken off, half.
OPEN = ["Am {{datum}} ist Markt", "{{ ort }}", "{{}}", "Am {{datum ist Markt", "{{ {a} }}", "}} {{"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def in_text(desk: Desk, post: Post, said: str) -> Post:
    return replace(post, text=said)


def in_version(desk: Desk, post: Post, said: str) -> Post:
    return replace(post, variants=tuple(replace(one, text=said) for one in post.variants))


def in_title(desk: Desk, post: Post, said: str) -> Post:
    return replace(post, title=said)


def in_picture(desk: Desk, post: Post, said: str) -> Post:
    return replace(post, pictures=(Attached(desk.posts.take_picture(saved(photo(), "JPEG"), "a.jpg"), said),))


PLACES: list[Callable[[Desk, Post, str], Post]] = [in_text, in_version, in_title, in_picture]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("said", OPEN)
def test_planning_and_publishing_at_once_refuse_it(office: Office, place: Callable[..., Post], said: str) -> None:
    desk = office.desk
    post = draft(desk, [office.account], due=desk.now() + timedelta(hours=1))
    post = desk.posts.save(place(desk, post, said))
    for deed in (desk.planning.plan, desk.planning.publish_now):
        with pytest.raises(Refused):
            deed(post.id)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("said", OPEN)
def test_what_was_planned_all_the_same_stops_at_the_publisher_and_by_hand(
    office: Office, place: Callable[..., Post], said: str
) -> None:
    desk = office.desk
    accounts = [office.account, by_hand(desk)]
    post = draft(desk, accounts, due=desk.now() + timedelta(hours=1))
    post = desk.planning.plan(desk.posts.save(place(desk, post, "Alles ausgefüllt")).id)
    with desk.database.writing() as connection:
        for table, column in (("post", "text"), ("post", "title"), ("variant", "text"), ("attached", "alt")):
            connection.exec_driver_sql(
                f"UPDATE {table} SET {column} = ? WHERE {column} = 'Alles ausgefüllt'",
                (said,),
            )
    office.clock.on(hours=1)
    desk.publisher.run_due()
    found = desk.posts.get(post.id)
    assert found is not None
    sent, waits = sorted(found.deliveries, key=lambda one: accounts.index(one.account_id))
    assert (sent.state, sent.problem) == (State.FAILED, Problem.PLACEHOLDER_OPEN)
    assert not [one for one in office.place.glob("**/*.html") if said in one.read_text(encoding="utf-8")]
    with pytest.raises(Rejected) as refused:
        desk.hand.prepare(waits.id)
    assert refused.value.problem is Problem.PLACEHOLDER_OPEN


@pytest.mark.parametrize("said", OPEN)
def test_answers_refuse_it(office: Office, said: str) -> None:
    office.writes(comment("a1"))
    office.fetch()
    (inquiry,) = office.desk.inbox.newest()
    with pytest.raises(Rejected) as refused:
        office.desk.answers.answer(inquiry.id, Words(said))
    assert refused.value.problem is Problem.PLACEHOLDER_OPEN
    office.clock.on(hours=1)
    office.desk.publisher.run_due()
    assert not [one for one in practice_inbox.read(office.place) if one.own]


def test_every_shipped_textbaustein_is_stopped_as_it_is(office: Office) -> None:
    desk = office.desk
    channel = practice(desk, "Zweiter")
    asked = [text for one in desk.library.find() for text in (one.text, one.text_familiar) if "{{" in text]
    assert len(asked) > 40
    for text in asked:
        post = desk.posts.save(replace(draft(desk, [channel], due=desk.now() + timedelta(hours=1)), text=text))
        with pytest.raises(Refused):
            desk.planning.plan(post.id)
