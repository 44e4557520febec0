"""Errors carry a word for the window and a raw answer for those who ask."""

from datetime import UTC, datetime

from amtdesk.domain.errors import AccessDenied, ChannelError, NotAllowed, Problem, RateLimited, Unavailable, Uncertain


def test_the_raw_answer_stands_behind_the_word() -> None:
    error = AccessDenied(Problem.PASSWORD_WRONG, "401 Unauthorized", status=401)
    assert (error.problem, error.detail, error.status) == (Problem.PASSWORD_WRONG, "401 Unauthorized", 401)
    assert str(error) == "password_wrong: 401 Unauthorized"
    assert str(Uncertain(Problem.TIMED_OUT)) == "timed_out"


def test_a_brake_is_certainly_not_sent_and_says_until_when() -> None:
    until = datetime(2026, 10, 14, 8, tzinfo=UTC)
    error = RateLimited("slow", until=until)
    assert isinstance(error, Unavailable) and error.until == until and error.problem is Problem.RATE_LIMITED


def test_what_the_table_refuses_is_no_matter_of_the_platform() -> None:
    assert not isinstance(NotAllowed("published -> planned"), ChannelError)


def test_a_word_of_a_newer_program_is_something_unexpected() -> None:
    assert Problem("invented later") is Problem.UNEXPECTED


def test_words_are_unique() -> None:
    assert len({problem.value for problem in Problem}) == len(Problem)
