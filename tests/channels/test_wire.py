"""Connections under one deadline."""

import socket
import ssl
from contextlib import closing
from time import monotonic

import pytest

from amtdesk.channels.wire import CALL, Adapter, Call, _Timed, trusted


@pytest.fixture
def pair() -> object:
    one, other = socket.socketpair()
    with closing(one), closing(other):
        yield one, other


def test_time_left_ends_in_an_error() -> None:
    assert 0 < Call(monotonic() + 5).left() <= 5
    with pytest.raises(TimeoutError):
        Call(monotonic() - 1).left()


def test_the_first_byte_that_leaves_is_noticed(pair: tuple[socket.socket, socket.socket]) -> None:
    call = Call(monotonic() + 5)
    place = CALL.set(call)
    timed = _Timed(pair[0])
    assert not call.sent
    timed.sendall(b"Hallo")
    assert call.sent
    assert pair[1].recv(10) == b"Hallo"
    CALL.reset(place)


def test_sending_to_somebody_who_does_not_read_ends_at_the_deadline(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    place = CALL.set(Call(monotonic() + 0.2))
    with pytest.raises(TimeoutError):
        _Timed(pair[0]).sendall(b"x" * 50_000_000)
    CALL.reset(place)


def test_time_outs_of_single_reads_do_not_count(pair: tuple[socket.socket, socket.socket]) -> None:
    place = CALL.set(Call(monotonic() + 0.2))
    timed = _Timed(pair[0])
    timed.settimeout(60)
    begun = monotonic()
    with timed.makefile("rb") as incoming, pytest.raises(TimeoutError):
        incoming.read(1)
    assert monotonic() - begun < 2
    CALL.reset(place)


def test_certificates_are_those_of_this_computer() -> None:
    context = trusted()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    adapter = Adapter(context)
    assert adapter.max_retries.total == 0
    adapter.close()
