from datetime import UTC, date, datetime, timedelta

import pytest

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.settings import Office
from amtdesk.domain.today import Due, Today, Waiting, lines, with_inquiries
from amtdesk.ui.today import outlook, words

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
ACCOUNTS = {
    1: Account(1, "wordpress", "Website", ""),
    2: Account(2, "mastodon", "Mastodon", ""),
    3: Account(3, "bluesky", "Bluesky", ""),
    4: Account(4, "manual", "WhatsApp-Kanal", ""),
}


def at(hour: int, minute: int = 0, day: int = 14) -> datetime:
    return datetime(2026, 10, day, hour - 2, minute, tzinfo=UTC)


def delivery(account: int, state: State, due: datetime, **values: object) -> Delivery:
    return Delivery(account, 1, account, state, due, "Europe/Berlin", "", **values)  # type: ignore[arg-type]


def said(*deliveries: Delivery, stage: State = State.PLANNED) -> words.Words:
    due = deliveries[0].due if deliveries else None
    found = lines([Due(1, "Herbstmarkt", stage, due, deliveries)], ACCOUNTS, NOW, "Europe/Berlin")
    return words.of(found[0], Today(NOW, accounts=ACCOUNTS, lines=found))


def test_a_failed_line_names_the_platform_and_where_the_post_is_online():
    found = said(
        delivery(3, State.FAILED, at(7, 30), problem=Problem.ACCESS_EXPIRED),
        delivery(1, State.PUBLISHED, at(7, 30), ended=at(7, 30)),
        delivery(2, State.PUBLISHED, at(7, 30), ended=at(7, 30)),
    )
    assert found.lead == "Nicht veröffentlicht"
    assert found.rest == (" um 7:30 Uhr: Bluesky nimmt die Anmeldung nicht mehr an. Website und Mastodon sind online.")
    assert found.button == "Bearbeiten"


def test_an_uncertain_line_says_who_looks():
    waiting = said(delivery(2, State.UNCERTAIN, at(8), started=at(8), waits=Waits.LOOK_UP, next_try=at(8, 36)))
    assert waiting.rest == " um 8:00 Uhr gesendet, keine Antwort. AmtDesk sieht um 8:36 Uhr von selbst nach."
    asking = said(delivery(2, State.UNCERTAIN, at(8), started=at(8), waits=Waits.PERSON, problem=Problem.TIMED_OUT))
    assert asking.rest.endswith("bitte klären.")
    assert asking.button == "Klären …"


def test_a_missed_line_gives_the_day():
    found = said(delivery(2, State.MISSED, at(16, day=13), problem=Problem.TOO_LATE))
    assert (found.lead, found.button) == ("Verpasst:", "Entscheiden …")
    assert found.rest.startswith(" war für Di 13.10., 16:00 Uhr fällig")


def test_what_was_missed_by_hand_is_no_fault_of_the_computer():
    found = said(delivery(4, State.MISSED, at(16, day=13), problem=Problem.LEFT_UNDONE))
    assert found.rest == " war für Di 13.10., 16:00 Uhr von Hand fällig, nicht als erledigt eingetragen."


def test_planned_and_handed_over_say_whether_the_computer_must_be_on():
    assert said(delivery(1, State.PLANNED, at(10))).rest == (
        " für 10:00 Uhr · AmtDesk sendet selbst, der Rechner muss an sein"
    )
    assert said(delivery(2, State.HANDED_OVER, at(10))).rest == (
        " für 10:00 Uhr · Mastodon veröffentlicht selbst, der Rechner darf aus sein"
    )


@pytest.mark.parametrize("state", list(State))
def test_every_state_on_heute_has_its_words(state: State):
    due = NOW - timedelta(minutes=5)
    found = lines(
        [Due(1, "Herbstmarkt", state, due, (delivery(1, state, due, ended=due),))], ACCOUNTS, NOW, "Europe/Berlin"
    )
    for line in found:
        spoken = words.of(line, Today(NOW, accounts=ACCOUNTS, lines=found))
        assert spoken.lead
        assert spoken.button
        assert "Website" in spoken.spoken


def test_the_head_counts_what_is_open_and_says_the_hours_of_today():
    open_one = lines([Due(1, "x", State.PLANNED, at(10), (delivery(1, State.PLANNED, at(10)),))], {}, NOW, "UTC")
    assert outlook.head(Today(NOW, lines=open_one)) == "1 Punkt · Servicezeit heute 8–12 Uhr"
    assert outlook.head(Today(NOW, Office(hours=()))) == "Heute keine Servicezeit"


def test_the_horizon_in_words():
    assert outlook.ahead(Today(NOW)) == "Noch nichts vorgeplant"
    assert outlook.ahead(Today(NOW, planned_days=(date(2026, 10, 14),))) == "Vorgeplant nur bis heute"
    assert outlook.ahead(Today(NOW, planned_days=(date(2026, 10, 30),))) == "Vorgeplant bis Fr 30.10. (16 Tage)"


def test_gaps_are_gathered():
    days = [date(2026, 10, day) for day in (19, 20, 21, 22, 28)]
    assert outlook.gap_list(days) == "19.–22.10., 28.10."
    assert outlook.gap_list([date(2026, 10, 31), date(2026, 11, 1)]) == "31.10.–1.11."
    assert outlook.gap_list([date(2026, 10, day) for day in (1, 3, 5, 7, 9, 11)], most=2).endswith("4 weitere")


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (Waiting(6, 1, 0, NOW), "1 dringend: 6 Anliegen offen, das älteste seit heute, 8:30 Uhr."),
        (Waiting(2, 0, 1, NOW, 1), "1 überfällig: 2 Anliegen offen, 1 davon heute fällig, das älteste seit heute"),
        (Waiting(unsent=(3,)), "1 Antwort nicht gesendet. Der Grund steht bei der Antwort."),
        (Waiting(1, 0, 0, NOW, unsent=(3, 4)), "2 Antworten nicht gesendet: 1 Anliegen offen, das älteste seit"),
        (Waiting(returned=1), "1 Wiedervorlage zu heute."),
        (Waiting(3, 0, 0, NOW, 2, 2), "3 Anliegen offen, 2 davon heute fällig, das älteste seit heute, 8:30 Uhr. 2 Wi"),
    ],
)
def test_what_citizens_wait_for_is_due_overdue_back_or_not_sent(waiting: Waiting, said: str):
    today = Today(NOW, inquiries=waiting, lines=with_inquiries((), waiting))
    found = words.of(today.lines[0], today)
    assert f"{found.lead}{found.rest}".strip().startswith(said)
