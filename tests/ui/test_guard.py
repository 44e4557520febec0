"""Exceptions in Qt virtuals."""

import logging

import pytest

from amtdesk.ui.guard import guarded


class Thing:
    @guarded(7)
    def sizeHint(self, *, fail: bool) -> int:
        """As Qt calls it."""
        if fail:
            raise ValueError("kaputt")
        return 3


def test_an_exception_is_logged_and_something_harmless_returned(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert Thing().sizeHint(fail=True) == 7
    assert "Thing.sizeHint" in caplog.text and "kaputt" in caplog.text


def test_without_one_nothing_changes() -> None:
    assert Thing().sizeHint(fail=False) == 3
    assert Thing.sizeHint.__doc__ == "As Qt calls it."
