"""The Kanal-Steckbrief."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.profile import Comments, Gap, Holder, Profile, from_json, to_json

FULL = Profile(
    purpose="Kurze Nachrichten",
    audience="alle",
    holders=(Holder("Frau Muster", True), Holder("Herr Beispiel", True)),
    checked=date(2025, 11, 1),
    imprint="https://musterbach.example/impressum",
    netiquette="https://musterbach.example/netiquette",
    privacy="https://musterbach.example/datenschutz",
    hours="Mo 8–12 Uhr",
    comments=Comments.MODERATED,
    contract="Agentur Nord",
)
words = st.text(max_size=30)


@given(
    st.builds(
        Profile,
        purpose=words,
        holders=st.lists(st.builds(Holder, words, st.booleans()), max_size=4).map(tuple),
        checked=st.none() | st.dates(),
        comments=st.sampled_from(Comments),
        contract=words,
    )
)
def test_it_comes_back_from_the_file_as_it_was(profile: Profile) -> None:
    assert from_json(to_json(profile)) == profile


def test_what_is_empty_takes_no_room_and_what_is_foreign_does_no_harm() -> None:
    assert to_json(Profile()) == {} and from_json({}) == Profile() and Profile().is_empty
    assert from_json({"comments": "by_moonlight"}).comments is Comments.UNSAID


def test_a_full_one_has_no_gaps_and_an_empty_one_all() -> None:
    assert FULL.gaps() == ()
    assert set(Profile().gaps()) == set(Gap)


@pytest.mark.parametrize(
    ("holders", "gaps"),
    [
        ((), {Gap.SECOND_PERSON, Gap.TWO_FACTOR}),
        ((Holder("Frau Muster", True),), {Gap.SECOND_PERSON}),
        ((Holder("Frau Muster", True), Holder("  ", True)), {Gap.SECOND_PERSON}),
        ((Holder("Frau Muster", True), Holder("Herr Beispiel")), {Gap.TWO_FACTOR}),
    ],
)
def test_one_person_is_too_few_and_each_has_a_second_factor(holders: tuple[Holder, ...], gaps: set[Gap]) -> None:
    from dataclasses import replace

    assert set(replace(FULL, holders=holders).gaps()) == gaps


@pytest.mark.parametrize(
    ("today", "due"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True), (date(2027, 1, 1), True)]
)
def test_after_a_year_somebody_should_look_again(today: date, due: bool) -> None:
    assert FULL.to_check(today) is due
    assert not Profile().to_check(today), "what nobody began is no reminder"
