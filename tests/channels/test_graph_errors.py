"""What Meta's codes mean; the table of each channel is beside it."""

import pytest

from amtdesk.channels.answer import Answer
from amtdesk.channels.graph_errors import brakes, fault_of, verdict
from amtdesk.domain.errors import AccessDenied, Problem, Rejected, Unavailable, Uncertain
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import Reply


def _answer(reply: Reply, *, final: bool = False) -> Answer:
    body = reply.wire().partition(b"\r\n\r\n")[2]
    return Answer(reply.status, {}, body, "POST /x", final, False, lambda text: text)


@pytest.mark.parametrize(
    ("code", "sub", "meant"),
    [
        (9004, 2207052, (Rejected, Problem.PICTURE_UNREACHABLE)),
        (36000, 2207004, (Rejected, Problem.PICTURE_TOO_LARGE)),
        (36001, 2207005, (Rejected, Problem.PICTURE_REFUSED)),
        (36003, 2207009, (Rejected, Problem.PICTURE_REFUSED)),
        (100, 2207010, (Rejected, Problem.TEXT_TOO_LONG)),
        (100, 2207028, (Rejected, Problem.PICTURE_REFUSED)),
        (-2, 2207003, (Unavailable, Problem.TIMED_OUT)),
        (-2, 2207020, (Unavailable, Problem.TIMED_OUT)),
        (-1, 2207032, (Unavailable, Problem.SERVER_BROKEN)),
        (-1, 2207053, (Unavailable, Problem.SERVER_BROKEN)),
        (9007, 2207027, (Unavailable, Problem.TIMED_OUT)),
        (4, 2207051, (Rejected, Problem.POLICY_BLOCK)),
        (25, 2207050, (AccessDenied, Problem.ACCOUNT_BLOCKED)),
        (4279013, 0, (Rejected, Problem.POLICY_BLOCK)),
        (803, 0, (Rejected, Problem.NOT_FOUND)),
        (100, 1609005, (Rejected, Problem.LINK_REFUSED)),
    ],
)
def test_codes_and_subcodes(code: int, sub: int, meant: tuple[type[Exception], Problem]) -> None:
    assert verdict(_answer(error(400, code, "x", sub=sub))) == meant
    assert verdict(_answer(error(400, code, "x", sub=sub), final=True)) == meant


def test_what_is_asked_for_too_early_was_not_published() -> None:
    reply = error(400, 24, "The requested resource does not exist", sub=2207006)
    assert verdict(_answer(reply)) == (Rejected, Problem.NOT_FOUND)
    assert verdict(_answer(reply, final=True)) == (Unavailable, Problem.NOT_FOUND)


@pytest.mark.parametrize(("code", "transient"), [(1, False), (2, False), (-1, False), (999, True)])
def test_troubles_of_meta_say_nothing_about_what_was_done(code: int, transient: bool) -> None:
    reply = error(400, code, "x", is_transient=transient)
    assert verdict(_answer(reply)) == (Unavailable, Problem.SERVER_BROKEN)
    assert verdict(_answer(reply, final=True)) == (Uncertain, Problem.SERVER_BROKEN)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"error":"x"}', b'{"data":[]}'])
def test_what_is_no_error_of_metas_is_judged_by_its_status(body: bytes) -> None:
    assert fault_of(_answer(Reply(400, body))) is None
    assert verdict(_answer(Reply(400, body))) is None


def test_a_spammers_brake_is_no_brake_to_wait_for() -> None:
    assert brakes(fault_of(_answer(error(400, 4, "x"))))
    assert brakes(fault_of(_answer(error(400, 9, "x", sub=2207042))))
    assert not brakes(fault_of(_answer(error(400, 4, "x", sub=2207051))))
    assert not brakes(None)
