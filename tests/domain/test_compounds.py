"""Taking compounds apart."""

from amtdesk.domain.compounds import parts

KNOWN = {"mullabfuhr", "kalend", "strass", "latern", "mull", "bus"}


def test_known_words_at_both_ends_are_found() -> None:
    assert parts("mullabfuhrkalend", KNOWN) == ("mull", "kalend", "mullabfuhr")


def test_sounds_between_the_parts_do_not_hide_them() -> None:
    assert parts("strassenlatern", KNOWN) == ("latern", "strass")


def test_what_nobody_says_by_itself_stays_whole() -> None:
    assert parts("donaudampfschiff", KNOWN) == ()
    assert parts("mull", KNOWN) == ()
    assert "bus" not in parts("busbahnhof", KNOWN)
