"""Moments as platforms write them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from amtdesk.channels import moments

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-11-21T07:00:00.000Z", "2026-11-21T07:00:00", "2026-11-21T08:00:00+01:00", "2026-11-21 07:00:00Z"]
)
def test_a_moment_is_read_as_utc(text: str) -> None:
    assert moments.read(text) == MOMENT
    assert moments.read(text).tzinfo is UTC  # type: ignore[union-attr]


@pytest.mark.parametrize("value", [None, 5, "", "morgen", "2026-13-01T00:00:00Z", {}])
def test_what_is_no_moment_is_none(value: Any) -> None:
    assert moments.read(value) is None


def test_a_moment_is_written_in_utc() -> None:
    berlin = MOMENT.astimezone(timezone(timedelta(hours=1)))
    assert moments.write(berlin) == "2026-11-21T07:00:00.000Z"
