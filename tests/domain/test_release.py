"""What a version file must say."""

import json
from datetime import date
from typing import Any

import pytest

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.release import LONGEST_NOTES, is_address, numbers, read

ADDRESS = "https://amtdesk.example/fassung.json"
GOOD = {
    "version": "1.2.0",
    "url": "https://amtdesk.example/AmtDesk-1.2.0-Setup.exe",
    "sha256": "AB" * 32,
    "published": "2026-10-01",
    "notes": "Neu: Kalenderwoche.",
}


def said(**changes: Any) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_a_whole_file_is_read() -> None:
    found = read(said(), ADDRESS)
    assert (found.version, found.sha256, found.published) == ("1.2.0", "ab" * 32, date(2026, 10, 1))
    assert found.file_name == "AmtDesk-1.2.0-Setup.exe"
    assert len(read(said(notes="x" * 9000), ADDRESS).notes) == LONGEST_NOTES


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        said(version="neu"),
        said(version="1"),
        said(version="../../x"),
        said(version=3),
        said(sha256="ab"),
        said(sha256=None),
        said(published="gestern"),
        said(url="https://anderer.example/AmtDesk.exe"),
        said(url="https://amtdesk.example:8443/AmtDesk.exe"),
        said(url="http://amtdesk.example/AmtDesk.exe"),
        said(url="file:///C:/AmtDesk.exe"),
        said(url="https://amtdesk.example@anderer.example/AmtDesk.exe"),
        said(url="https://amtdesk.example:x/AmtDesk.exe"),
        json.dumps({key: value for key, value in GOOD.items() if key != "url"}).encode(),
    ],
)
def test_what_is_incomplete_or_points_elsewhere_is_refused(content: bytes) -> None:
    with pytest.raises(AmtDeskError) as refused:
        read(content, ADDRESS)
    assert refused.value.problem is Problem.RELEASE_WRONG


@pytest.mark.parametrize(("older", "newer"), [("0.9.1", "0.10"), ("1.0", "1.0.1"), ("0.1.0", "1"), ("1.2rc1", "1.3")])
def test_versions_compare_by_their_numbers(older: str, newer: str) -> None:
    assert numbers(older) < numbers(newer)


def test_zeros_at_the_end_make_no_difference() -> None:
    assert numbers("1.0") == numbers("1.0.0") == numbers("1")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (ADDRESS, True),
        ("http://127.0.0.1:8080/fassung.json", True),
        ("http://amtdesk.example/fassung.json", False),
        ("https://amtdesk.example", False),
        ("https://amtdesk.example/fassung.json?x=1", False),
        ("https://ich:geheim@amtdesk.example/fassung.json", False),
        ("https://amtdesk.example:port/fassung.json", False),
        (r"\\server\freigabe\fassung.json", False),
        ("", False),
    ],
)
def test_only_encrypted_addresses_count(text: str, good: bool) -> None:
    assert is_address(text) is good
