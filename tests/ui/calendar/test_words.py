from dataclasses import replace
from datetime import date

import pytest

from amtdesk.domain.delivery import MOVABLE, State
from amtdesk.domain.errors import Problem
from amtdesk.ui.calendar import words
from tests.ui.calendar.tiles import tile

TODAY = date(2026, 10, 14)
NAMES = {1: "Website", 2: "Mastodon"}


def test_a_tile_is_spoken_with_everything_it_shows() -> None:
    draft = tile(state=State.DRAFT, channels=((1, State.DRAFT), (2, State.DRAFT)), pictures=1)
    assert words.spoken(draft, NAMES, TODAY) == (
        "Fr 16.10., 9:00 Uhr, Herbstmarkt auf dem Rathausplatz, Entwurf, Website, Mastodon, mit Bild"
    )


def test_a_post_without_time_is_spoken_without_one() -> None:
    assert words.spoken(tile(due=None, channels=(), state=State.DRAFT), NAMES, TODAY).startswith("Herbstmarkt")


def test_the_tooltip_says_who_holds_the_clock() -> None:
    handed = tile(state=State.HANDED_OVER, channels=((2, State.HANDED_OVER),), runs_without_pc=True)
    assert words.details(handed, NAMES, TODAY)[-2:] == ["Mastodon: übergeben", "läuft auch bei ausgeschaltetem PC"]
    assert words.details(tile(), NAMES, TODAY)[-1] == "PC muss an sein"
    assert words.clock_holder(tile(state=State.PUBLISHED, channels=((1, State.PUBLISHED),))) == ""


def test_foreign_text_in_a_tooltip_is_no_markup() -> None:
    tip = words.tip(tile(words="<img src='file:///etc/passwd'> & mehr"), NAMES, TODAY)
    assert "<img" not in tip
    assert "&amp; mehr" in tip
    assert "<script" not in words.label_tip(TODAY, ["<script>"])


@pytest.mark.parametrize("state", [state for state in State if state not in MOVABLE])
def test_each_state_that_may_not_move_says_why(state: State) -> None:
    assert words.locked(tile(state=state, channels=((1, state),))).endswith(".")


@pytest.mark.parametrize("state", sorted(MOVABLE))
def test_what_may_move_says_nothing(state: State) -> None:
    assert words.locked(tile(state=state, channels=((1, state),))) == ""


def test_partly_published_says_that_one_channel_is_out() -> None:
    mixed = tile(channels=((1, State.PUBLISHED), (2, State.PLANNED)))
    assert words.locked(mixed).startswith("Auf einem Kanal schon veröffentlicht")


def test_titles() -> None:
    assert words.month_title(TODAY) == "Oktober 2026"
    assert words.week_title(date(2026, 10, 12)) == "KW 42 · 12.–18. Oktober 2026"
    assert words.week_title(date(2026, 9, 28)) == "KW 40 · 28. Sept. – 4. Okt. 2026"
    assert words.week_number(date(2027, 1, 1)) == 53


def test_day_numbers() -> None:
    assert words.day_number(TODAY, with_month=False) == "14."
    assert words.day_number(date(2026, 9, 28), with_month=True) == "28. Sept."


def test_the_word_on_a_tile_gets_shorter_in_steps() -> None:
    published = tile(state=State.PUBLISHED_BY_HAND)
    assert words.state_word(published) == "von Hand veröffentlicht"
    assert words.state_word(published, short=True) == "veröffentlicht"
    assert words.shortest_state_word(published) == "veröff."
    assert words.state_word(tile(partly=True)) == "teilweise veröffentlicht"


def test_an_empty_past_month_invites_nobody() -> None:
    assert "klicken" in words.empty("month", past=False)
    assert "klicken" not in words.empty("month", past=True)


def test_what_somebody_did_there_is_on_the_tile() -> None:
    noticed = replace(
        tile(state=State.HANDED_OVER, channels=((2, State.HANDED_OVER),), runs_without_pc=True),
        notices=((2, Problem.MOVED_THERE),),
    )
    assert words.state_word(noticed) == "bitte klären"
    assert words.state_word(noticed, short=True) == "klären"
    assert words.looks(noticed) is State.HANDED_OVER
    assert words.looks(replace(noticed, state=State.PUBLISHED)) is State.UNCERTAIN
    lines = words.details(noticed, {2: "Website"}, TODAY)
    assert "Website: Jemand hat den Termin auf der Plattform geändert." in lines
    assert words.spoken(noticed, {2: "Website"}, TODAY).endswith("läuft auch bei ausgeschaltetem PC")
