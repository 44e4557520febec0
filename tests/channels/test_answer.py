"""What a platform answered."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from requests.structures import CaseInsensitiveDict

from amtdesk.channels.answer import Answer, until
from amtdesk.domain.errors import NotAllowed, Problem, Rejected, Unavailable, Uncertain

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def answer(body: bytes = b"{}", status: int = 200, *, final: bool = False, **headers: str) -> Answer:
    named = CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})
    return Answer(
        status, named, body, "GET https://a.example/x", final, False, lambda text: text.replace("geheim", "***")
    )


def limits(**headers: str) -> CaseInsensitiveDict[str]:
    return CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "Sat, 21 Nov 2026 08:00:07 GMT"}, 7),
        ({"Retry_After": "Sat, 21 Nov 2026 07:00:00 GMT"}, 0),
        ({"Retry_After": "315360000"}, 86_400),
        ({"Retry_After": "1e400"}, 86_400),
        ({"X_RateLimit_Reset": "2026-11-21T08:05:00.123456Z"}, 300.123456),
        ({"X_RateLimit_Reset": "2026-11-21T09:05:00+01:00"}, 300),
        ({"RateLimit_Reset": str(int(NOW.timestamp()) + 60)}, 60),
        ({"RateLimit_Reset": "60"}, 60),
        ({"Retry_After": "5", "RateLimit_Reset": "60"}, 5),
        ({"Retry_After": "bald", "RateLimit_Reset": "60"}, 60),
    ],
)
def test_the_end_of_a_limit_is_read_in_every_spelling(headers: dict[str, str], seconds: float) -> None:
    assert until(limits(**headers), NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "bald", "-5", "nan", "9999-99-99", "Sat, 99 Nov 2026"])
def test_a_limit_without_a_readable_end_has_none(value: str) -> None:
    assert until(limits(Retry_After=value), NOW) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"[1]", b'"x"', b"null", b'{"a": Infinity}', b"\xff\xfe"])
def test_what_is_no_record_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unavailable):
        answer(body).record()
    with pytest.raises(Uncertain) as caught:
        answer(body, final=True).record()
    assert caught.value.problem is Problem.ANSWER_UNREADABLE


def test_a_byte_order_mark_does_not_matter() -> None:
    assert answer(b'\xef\xbb\xbf{"id": 1}').record() == {"id": 1}


def test_broken_rows_are_left_out() -> None:
    assert answer(b'[{"id": 1}, null, 7, [], {"id": 2}]').rows() == [{"id": 1}, {"id": 2}]
    with pytest.raises(Unavailable):
        answer(b"{}").rows()


@pytest.mark.parametrize(("value", "expected"), [(7, "7"), ("abc", "abc"), (2**70, str(2**70))])
def test_an_id_is_text(value: Any, expected: str) -> None:
    assert answer().id({"id": value}) == expected


@pytest.mark.parametrize("value", [None, "", True, 1.5, [], "Stra\ufffde", "a\nb", "\x00", "x" * 1001])
def test_a_damaged_id_is_refused(value: Any) -> None:
    with pytest.raises(Unavailable):
        answer().id({"id": value})


def _in_digits(text: str) -> str:
    if not text.isdecimal():
        raise NotAllowed(text)
    return text


def test_the_id_of_what_was_made_in_another_shape_leaves_unknown_what_was_made() -> None:
    final = Answer(200, limits(), b"{}", "", True, False, str)
    assert final.made({"id": 7}, _in_digits) == "7"
    for odd in ({"id": "x"}, {"id": None}, {}):
        with pytest.raises(Uncertain):
            final.made(odd, _in_digits)
        with pytest.raises(Unavailable):
            answer().made(odd, _in_digits)


def test_the_detail_is_redacted_before_it_is_cut() -> None:
    detail = answer(b"x" * 1940 + b"geheim" * 20, Content_Type="text/html").detail
    assert len(detail) == 2000
    assert detail.startswith("GET https://a.example/x\n200 text/html\nxxx")
    assert "geh" not in detail


def test_a_word_of_an_error_is_read_carefully() -> None:
    assert answer(b'{"error": "ExpiredToken"}').code("error") == "ExpiredToken"
    assert answer(b'{"error": {"code": 1}}').code("error") == ""
    assert answer(b"<html>").code("error") == ""


def test_a_picture_too_large_is_told_from_a_text_too_large() -> None:
    usual = answer(status=413).error(NOW, None)
    upload = Answer(413, limits(), b"", "", False, True, str).error(NOW, None)
    assert (type(usual), usual.problem) == (Rejected, Problem.REFUSED)
    assert (type(upload), upload.problem) == (Rejected, Problem.PICTURE_TOO_LARGE)
