"""Why something held is not proposed for release."""

from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Delivery, LatePolicy, State
from amtdesk.domain.hold import Late, late
from tests.builders import MORNING

HELD = Delivery(1, 1, 1, State.HELD, MORNING, "Europe/Berlin", "t")


@pytest.mark.parametrize(
    ("policy", "minutes", "reason"),
    [
        (LatePolicy.PUBLISH, 29, None),
        (LatePolicy.PUBLISH, 31, Late.TOO_LATE),
        (LatePolicy.ASK, 1, None),
        (LatePolicy.ASK, 5, Late.ASKS),
        (LatePolicy.LAPSE, -60, None),
        (LatePolicy.LAPSE, 5, Late.LAPSED),
    ],
)
def test_what_is_too_late_says_why(policy: LatePolicy, minutes: int, reason: Late | None) -> None:
    delivery = HELD._replace(late_policy=policy)
    assert late(delivery, MORNING + timedelta(minutes=minutes)) is reason
