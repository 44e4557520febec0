"""Settings of the office and how they stand in the file."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.schedule import USUAL_HOURS, Hours
from amtdesk.domain.settings import LAENDER, Office, from_json, to_json

#: Times as a person sets them, to the minute.
WALL = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (USUAL_HOURS, "Mo–Fr 8–12 Uhr"),
        ((Hours(0, time(8), time(12)), Hours(1, time(8), time(12))), "Mo und Di 8–12 Uhr"),
        ((*USUAL_HOURS, Hours(3, time(14), time(17, 30))), "Mo–Fr 8–12 Uhr, Do 14–17:30 Uhr"),
        ((Hours(0, time(9), time(11)), Hours(2, time(9), time(11))), "Mo, Mi 9–11 Uhr"),
        ((), ""),
    ],
)
def test_servicezeiten_read_as_one_would_say_them(hours: tuple[Hours, ...], words: str) -> None:
    assert Office(hours=hours).hours_text == words


@given(
    st.builds(
        Office,
        name=st.text(),
        land=st.sampled_from(["", *LAENDER]),
        phone=st.text(),
        short_sign=st.text(max_size=5),
        away=st.none() | st.tuples(st.dates(), st.dates()),
        zone=st.sampled_from(["Europe/Berlin", "Europe/Vienna"]),
        round_minutes=st.integers(5, 60),
        fetch_minutes=st.integers(0, 120),
        round_slots=st.none() | st.lists(WALL, max_size=4).map(tuple),
        set_up=st.booleans(),
        sample=st.booleans(),
        hours=st.just(USUAL_HOURS) | st.just(()),
    )
)
def test_what_is_kept_comes_back(office: Office) -> None:
    assert from_json(to_json(office)) == office


def test_a_file_of_an_older_or_newer_program_keeps_the_usual_values() -> None:
    assert from_json({}) == Office()
    assert from_json({"name": "Musterbach", "from the future": 1}).name == "Musterbach"


def test_there_are_sixteen_laender() -> None:
    assert len(LAENDER) == 16
