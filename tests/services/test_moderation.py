"""Moderation leaves a record before it does anything."""

from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels import practice_inbox
from amtdesk.domain.channel import Ability, Connection
from amtdesk.domain.errors import AmtDeskError, NotAllowed
from amtdesk.domain.grant import noted
from amtdesk.domain.inquiry import Decision
from amtdesk.domain.measure import Outcome, Rung
from amtdesk.store import accounts
from tests.services.test_inbox import Office, comment


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path)
    found.writes(
        comment("a1", "Frage"), comment("a2", "Ihr seid alle …", thread="a1", author="Grob", url="https://x.example/2")
    )
    found.fetch()
    return found


def test_hiding_is_recorded_with_its_context_and_can_be_taken_back(office: Office) -> None:
    desk = office.desk
    (one,) = desk.inbox.queue()
    rude = desk.inbox.lines(one.id)[1]
    decided = desk.moderation.take(one.id, rude, Rung.HIDE, "Beleidigung", reason="Wortwahl")
    assert decided.what is Decision.HIDE and decided.reason == "Beleidigung: Wortwahl"
    hidden = practice_inbox.get(office.place, "a2")
    assert hidden is not None and hidden.hidden and desk.inbox.lines(one.id)[1].hidden
    (measure,) = desk.moderation.of(one.id)
    assert (measure.outcome, measure.clause) == (Outcome.DONE, "Beleidigung")
    assert measure.snapshot["text"] == "Ihr seid alle …" and measure.snapshot["author"] == "Grob"
    assert [line["text"] for line in measure.snapshot["context"]] == ["Frage"]
    desk.moderation.show_again(measure.id)
    shown = practice_inbox.get(office.place, "a2")
    assert shown is not None and not shown.hidden
    with pytest.raises(NotAllowed):
        desk.moderation.show_again(measure.id)


def test_deleting_needs_the_head_of_the_house_and_keeps_the_words(office: Office) -> None:
    desk = office.desk
    (one,) = desk.inbox.queue()
    rude = desk.inbox.lines(one.id)[1]
    with pytest.raises(NotAllowed):
        desk.moderation.take(one.id, rude, Rung.DELETE, "Drohung")
    assert desk.moderation.of(one.id) == []
    desk.moderation.take(one.id, rude, Rung.DELETE, "Drohung", approved_by="Bürgermeisterin")
    assert practice_inbox.get(office.place, "a2") is None
    assert desk.inbox.lines(one.id)[1].gone is not None
    assert desk.moderation.since(office.clock() - timedelta(hours=1))[0].approved_by == "Bürgermeisterin"


def test_a_refusal_of_the_platform_stays_in_the_record(office: Office) -> None:
    desk = office.desk
    (one,) = desk.inbox.queue()
    rude = desk.inbox.lines(one.id)[1]
    practice_inbox.remove(office.place, "a2")
    with pytest.raises(AmtDeskError):
        desk.moderation.take(one.id, rude, Rung.HIDE, "Werbung")
    assert [measure.outcome for measure in desk.moderation.of(one.id)] == [Outcome.FAILED]


def test_an_access_without_the_permission_does_not_hide_and_says_what_is_missing(office: Office) -> None:
    desk = office.desk
    (one,) = desk.inbox.queue()
    assert desk.moderation.lacks(one, Rung.HIDE) == desk.moderation.lacks(one, Rung.HINT) == ""
    found = Connection("Übung", abilities=frozenset({Ability.READ}), missing={Ability.HIDE: "pages_manage_engagement"})
    with desk.database.writing() as connection:
        (account,) = accounts.every(connection)
        accounts.change(connection, account.id, settings={**account.settings, **noted(found)})
    assert not desk.moderation.able(one, Rung.HIDE)
    assert desk.moderation.lacks(one, Rung.HIDE) == "pages_manage_engagement"


def test_what_no_program_can_do_is_recorded_as_done_by_hand(office: Office) -> None:
    desk = office.desk
    one = desk.inbox.capture("Ihr …", channel="Facebook-Gruppe")
    assert not desk.moderation.able(one, Rung.HIDE)
    desk.moderation.take(one.id, desk.inbox.lines(one.id)[0], Rung.HIDE, "Beleidigung")
    assert [measure.outcome for measure in desk.moderation.of(one.id)] == [Outcome.DONE]
    with pytest.raises(NotAllowed):
        desk.moderation.take(one.id, desk.inbox.lines(one.id)[0], Rung.HINT, " ")
