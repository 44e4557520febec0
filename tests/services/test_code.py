"""A link as a QR code."""

from amtdesk.services.code import Squares, squares

FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")


def corner(code: Squares, top: int, left: int) -> tuple[str, ...]:
    return tuple("".join("1" if one else "0" for one in line[left : left + 7]) for line in code[top : top + 7])


def test_a_link_is_a_square_with_its_three_marks() -> None:
    code = squares("https://www.musterbach.example/markt")
    assert len(code) == len(code[0]) == 29
    assert corner(code, 0, 0) == corner(code, 0, 22) == corner(code, 22, 0) == FINDER
    assert code == squares("https://www.musterbach.example/markt") != squares("https://www.musterbach.example/bauhof")


def test_what_no_code_can_hold_has_none() -> None:
    assert squares("https://www.musterbach.example/" + "ä" * 3000) == ()
