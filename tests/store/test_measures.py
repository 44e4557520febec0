"""Records of moderation in the file; most is tested through `services/moderation.py`."""

from datetime import timedelta

from sqlalchemy import Connection

from amtdesk.domain.errors import Problem
from amtdesk.domain.measure import Measure, Outcome, Rung
from amtdesk.store import measures
from tests.store.test_messages import NOW, connection, keep, message

__all__ = ["connection"]


def test_a_record_comes_back_and_its_outcome_follows(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    key = measures.add(connection, Measure(0, 1, Rung.HIDE, NOW, "MK", "Beleidigung", snapshot={"text": "…"}))
    measures.change(connection, key, state=Outcome.FAILED.value, problem=Problem.TIMED_OUT.value)
    found = measures.get(connection, key)
    assert found is not None and found.problem is Problem.TIMED_OUT and found.snapshot == {"text": "…"}
    assert measures.of(connection, 1) == [found] == measures.since(connection, NOW)
    assert measures.since(connection, NOW + timedelta(seconds=1)) == [] and measures.get(connection, 99) is None
