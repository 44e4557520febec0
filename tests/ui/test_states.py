"""Every state of a post is seen in the window with its sentence, its next step, and a way out of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import PUBLIC, State
from amtdesk.domain.errors import Problem
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries, posts
from amtdesk.system import resources
from amtdesk.ui import texts
from amtdesk.ui.editor.bottom_bar import BottomBar
from amtdesk.ui.editor.deliveries import Deliveries
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.today.row import Row
from tests.builders import MORNING, by_hand, draft, practice

AGO, AHEAD = MORNING - timedelta(minutes=5), MORNING + timedelta(hours=2)
SENT: tuple[State, dict[str, Any]] = (State.SENDING, {"attempts": 1, "started": AGO, "final": AGO})


THERE: dict[str, Any] = {"clock": "platform", "remote_id": "1", "scheduled": AHEAD}
UNCLEAR: dict[str, Any] = {"problem": Problem.TIMED_OUT.value}


@dataclass(frozen=True)
class Case:
    """How a post comes to a state, and what the window says of it; `heute` empty: it needs nobody there."""

    state: State
    heute: str
    button: str
    editor: str
    steps: set[str]
    bar: set[str]
    way: tuple[tuple[State, dict[str, Any]], ...] = ()
    due_ahead: bool = False
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.state.value


DRAFT_BAR, BACK = {"Speichern", "Einplanen", "Jetzt veröffentlichen …"}, {"Speichern", "Auf Entwurf zurück"}
TOO_LONG = "Der Text ist für diesen Kanal zu lang."
CASES = [
    Case(State.DRAFT, "", "", "", set(), DRAFT_BAR),
    Case(State.AWAITING_APPROVAL, "Wartet auf Freigabe · Termin heute, 10:30 Uhr.", "Ansehen", "", set(), DRAFT_BAR),
    Case(State.APPROVED, "", "", "", set(), DRAFT_BAR),
    Case(
        State.PLANNED,
        "Geplant für 10:30 Uhr · AmtDesk sendet selbst, der Rechner muss an sein.",
        "Ansehen",
        "heute, 10:30 Uhr. Der Rechner muss an sein.",
        set(),
        {*BACK, "Jetzt veröffentlichen …"},
        due_ahead=True,
    ),
    Case(
        State.PLANNED,
        "Der Server nimmt keine Verbindung an, nächster Versuch um 8:33 Uhr.",
        "Ansehen",
        "nächster Versuch 8:33 Uhr Der Server nimmt keine Verbindung an.",
        {"Verlauf …"},
        {*BACK, "Jetzt veröffentlichen …"},
        (SENT, (State.PLANNED, {"problem": "connection_refused", "next_try": MORNING + timedelta(minutes=3)})),
        name="tried again",
    ),
    Case(
        State.SENDING,
        "Wird gesendet, begonnen um 8:25 Uhr.",
        "Ansehen",
        "begonnen 8:25 Uhr",
        {"Verlauf …"},
        {"Speichern"},
        (SENT,),
    ),
    Case(
        State.HANDED_OVER,
        "Übungskanal veröffentlicht selbst, der Rechner darf aus sein.",
        "Ansehen",
        "der Rechner darf aus sein.",
        {"Verlauf …"},
        BACK,
        (SENT, (State.HANDED_OVER, THERE)),
        due_ahead=True,
    ),
    Case(
        State.HANDED_OVER,
        "Dort gilt jetzt heute, 11:30 Uhr statt heute, 10:30 Uhr.",
        "Klären …",
        "Bitte entscheiden: den Termin von dort übernehmen oder den eigenen wieder setzen.",
        {"Klären …", "Verlauf …"},
        BACK,
        (
            SENT,
            (State.HANDED_OVER, THERE | {"problem": "moved_there", "scheduled": AHEAD + timedelta(hours=1)}),
        ),
        due_ahead=True,
        name="moved there",
    ),
    Case(
        State.BY_HAND,
        "Von Hand um 10:30 Uhr · alles liegt bereit.",
        "Vorbereiten",
        "heute, 10:30 Uhr",
        {"Vorbereiten"},
        BACK,
        due_ahead=True,
    ),
    Case(
        State.PUBLISHED,
        "Veröffentlicht um 8:30 Uhr.",
        "Öffnen",
        "heute, 8:30 Uhr",
        {"Öffnen", "Verlauf …", "Text ändern …", "Dort löschen …"},
        {"Speichern", "Auf Übungskanal öffnen"},
        (SENT, (State.PUBLISHED, {"ended": MORNING, "url": "https://musterbach.example/1", "remote_id": "1"})),
    ),
    Case(
        State.PUBLISHED_BY_HAND,
        "Von Hand veröffentlicht um 8:30 Uhr.",
        "Öffnen",
        "heute, 8:30 Uhr",
        {"Öffnen"},
        {"Speichern", "Auf Mitteilungsblatt öffnen"},
        ((State.PUBLISHED_BY_HAND, {"ended": MORNING, "url": "https://musterbach.example/1"}),),
    ),
    Case(
        State.FAILED,
        f"Nicht veröffentlicht um 8:25 Uhr: {TOO_LONG}",
        "Bearbeiten",
        f"{TOO_LONG} Bitte kürzen oder für den Kanal anpassen.",
        {"Erneut senden", "Von Hand veröffentlichen", "Verlauf …"},
        {"Speichern", "Neu einplanen"},
        (SENT, (State.FAILED, {"problem": Problem.TEXT_TOO_LONG.value, "ended": MORNING})),
    ),
    Case(
        State.UNCERTAIN,
        "AmtDesk sieht um 8:32 Uhr von selbst nach.",
        "Klären …",
        "wird nachgesehen 8:32 Uhr",
        {"Ist online …", "Verlauf …"},
        {"Speichern"},
        (
            SENT,
            (State.UNCERTAIN, UNCLEAR | {"waits": "look_up", "next_try": MORNING + timedelta(minutes=2)}),
        ),
        name="looked up",
    ),
    Case(
        State.UNCERTAIN,
        "Nachgesehen und nicht gefunden, bitte klären.",
        "Klären …",
        "Bitte auf der Plattform nachsehen.",
        {"Ist online …", "Erneut senden", "Von Hand", "Verwerfen", "Verlauf …"},
        {"Speichern"},
        (SENT, (State.UNCERTAIN, UNCLEAR | {"waits": "person", "looks": 2})),
    ),
    Case(
        State.MISSED,
        "Verpasst: war für heute, 8:25 Uhr fällig, AmtDesk lief nicht oder war ohne Netz.",
        "Entscheiden …",
        "Bitte entscheiden: jetzt senden, neu planen oder verwerfen.",
        {"Jetzt senden", "Von Hand veröffentlichen", "Neu planen", "Verwerfen"},
        {"Speichern", "Neu einplanen"},
        ((State.MISSED, {"problem": Problem.TOO_LATE.value}),),
    ),
    Case(
        State.HELD,
        "Angehalten: war für heute, 8:25 Uhr geplant.",
        "Entscheiden …",
        "war für heute, 8:25 Uhr geplant",
        {"Freigeben …", "Jetzt senden", "Verwerfen"},
        BACK,
        ((State.HELD, {"before_hold": "planned"}),),
    ),
    Case(
        State.WITHDRAWN,
        "",
        "",
        "heute, 8:30 Uhr",
        {"Wieder aufnehmen"},
        {"Speichern"},
        ((State.WITHDRAWN, {"ended": MORNING}),),
    ),
    Case(
        State.WITHDRAWN,
        "war für heute, 8:25 Uhr geplant und sollte später nicht mehr erscheinen.",
        "Ansehen",
        "sollte nach seinem Termin nicht mehr erscheinen",
        {"Wieder aufnehmen"},
        {"Speichern"},
        (
            (
                State.WITHDRAWN,
                {"problem": Problem.TOO_LATE.value, "late_policy": "lapse", "ended": MORNING},
            ),
        ),
        name="lapsed",
    ),
]
_STAGES = {State.DRAFT, State.AWAITING_APPROVAL, State.APPROVED}


def test_no_state_is_left_out() -> None:
    assert {case.state for case in CASES} == set(State)


def laid(desk: Desk, case: Case) -> int:
    """A post in the state of the case; returns its id."""
    hand = case.state in (State.BY_HAND, State.PUBLISHED_BY_HAND)
    account = by_hand(desk) if hand else practice(desk)
    post = draft(desk, [account], due=AHEAD)
    with desk.database.writing() as connection:
        if case.state in _STAGES:
            posts.change(connection, post.id, stage=case.state.value)
            return post.id
        key = deliveries.add(
            connection,
            post_id=post.id,
            account_id=account,
            state=State.BY_HAND if hand else State.PLANNED,
            due=AHEAD if case.due_ahead else AGO,
            zone=post.zone,
            token="t",
            late_policy=post.late_policy,
            late_limit=post.late_limit,
        )
        delivery = deliveries.get(connection, key)
        assert delivery is not None
        for state, values in case.way:
            delivery = deliveries.move(connection, delivery, state, **values)
    return post.id


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    found = request.param
    assert isinstance(found, Case)
    return found


@pytest.fixture
def post_id(case: Case, desk: Desk) -> int:
    return laid(desk, case)


@pytest.fixture
def window(qtbot: QtBot, look: Look, desk: Desk, post_id: int) -> Iterator[MainWindow]:
    made = MainWindow(look, desk.glance(), resources.help_page)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.first_paint):
        made.show()
    made.attach(desk)
    yield made
    made.close()
    desk.database.close()


def reachable(buttons: list[QPushButton]) -> set[str]:
    """The words of those that are on and have a stop for Tab."""
    found = [one for one in buttons if one.isVisible() and one.isEnabled()]
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in found)
    # what is read aloud is what is written, with the channel behind it or not
    assert all(
        one.text().strip(" …") in (one.accessibleName() or one.text()) for one in found if one.text() != "Öffnen"
    )
    return {one.text().strip() for one in found}


def test_each_state_has_its_sentence_its_next_step_and_a_way_out(
    qtbot: QtBot, window: MainWindow, case: Case, post_id: int
) -> None:
    rows = [one for one in window.findChildren(Row) if one.shown.words.title == "Herbstmarkt"]
    assert [case.heute in one.shown.words.spoken for one in rows] == ([True] if case.heute else [])
    assert [one.button.text() for one in rows] == ([case.button] if case.button else [])
    window.open_post(post_id)
    editor = window.page("redaktionsplan").editor
    shown = editor.findChild(Deliveries)
    qtbot.waitUntil(lambda: editor.post_id == post_id)
    said = " ".join(one.text() for one in shown.findChildren(QLabel) if one.text())
    assert case.editor in said and (not said or texts.STATES[case.state] in said)
    steps = reachable(shown.findChildren(QPushButton))
    below = editor.findChild(BottomBar)
    bar = reachable(below.findChildren(QPushButton))
    # in a narrow editor it stands under „Mehr“ alone
    bar |= {"Auf Entwurf zurück"} & case.bar & {one.text() for one in below.menu.actions()}
    assert steps == case.steps and bar == case.bar
    by_itself = case.state is State.SENDING or case.state in PUBLIC
    assert by_itself or (steps | bar) - {"Speichern", "Verlauf …"}, "nobody could get out of it"
