"""Ids and refusals of X."""

from datetime import UTC, datetime

import pytest

from amtdesk.channels.x_api import made, number
from amtdesk.domain.errors import NotAllowed


def test_an_id_carries_its_moment() -> None:
    assert made("1212092628029698048") == datetime(2019, 12, 31, 19, 26, 16, 771_000, UTC)
    assert made("x") is None


@pytest.mark.parametrize("wrong", ["", "x", "1/2", "-1", "1" * 20])
def test_only_numbers_become_part_of_an_address(wrong: str) -> None:
    with pytest.raises(NotAllowed):
        number(wrong)
