"""The log and what must never stand in it."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from amtdesk.system import logs

SECRET = 'geheim/Wört+1 "x"'


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_secrets", {})


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A running log."""
    before = logging.getLogger().level
    file = logs.start(tmp_path / "logs")
    yield tmp_path / "logs"
    logs.stop(file)
    logging.getLogger().setLevel(before)


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.log*")))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abc.DEF-123_456", "abc.DEF"),
        ("{'Authorization': 'Basic ZXZhOmdlaGVpbQ=='}", "ZXZhOmdlaGVpbQ"),
        ('{"access_token":"tok en-77","x":1}', "tok en-77"),
        ('{"accessJwt": "eyJabcdefghij.eyJzdWIiOiJkaWQ.sig-nature"}', "eyJ"),
        ("https://a.example/cb?token=abc123&x=1", "abc123"),
        ("https://a.example/cb?code=xyz987654", "xyz987654"),
        ("password=hallo welt", "hallo"),
        ("password: Sommer2026!", "Sommer2026!"),
        ("client_secret = s3cr3t", "s3cr3t"),
        ("App-Passwort abcd-efgh-ijkl-mn2p abgelehnt", "abcd-efgh-ijkl-mn2p"),
        ("App-Passwort AbCd EfG1 hIjK lMnO pQrS tUv2 abgelehnt", "hIjK"),
        ("https://eva:geheim@proxy.example:8080/", "geheim"),
        ("Cookie: session=abc; other=def", "def"),
        ("POST /bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1/sendMessage", "AAHdqTcv"),
        ("(IntegrityError) x\n[SQL: INSERT]\n[parameters: ('Straße gesperrt',)]\n(Background)", "Straße"),
    ],
)
def test_what_looks_like_a_secret_is_blacked_out(text: str, secret: str) -> None:
    assert secret not in logs.redact(text)
    assert logs.BLACK in logs.redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "published post 12 on account 3 after 2 attempts",
        "HTTP 401 https://mastodon.example/api/v1/statuses",
        '{"code":"rest_forbidden","message":"Sorry"}',
        "550e8400-e29b-41d4-a716-446655440000",
        "Wir sind wie jede Woche hier oben",
        "amtdesk-2026-10-14-0802.sqlite",
    ],
)
def test_what_helps_to_understand_stays(text: str) -> None:
    assert logs.redact(text) == text


def test_a_registered_secret_is_blacked_out_in_every_dress() -> None:
    logs.register_secret(SECRET)
    for dressed in (SECRET, quote(SECRET, safe=""), json.dumps(SECRET), repr(SECRET), f"vor{SECRET}nach"):
        assert "Wört" not in logs.redact(dressed)
        assert "W%C3%B6rt" not in logs.redact(dressed)


def test_a_value_too_short_to_be_a_secret_blacks_out_nothing() -> None:
    logs.register_secret("ab")
    assert logs.redact("aber") == "aber"


def test_message_arguments_and_traceback_are_written_without_secrets(folder: Path) -> None:
    logs.register_secret("hunter2hunter2")
    log = logging.getLogger("test")
    try:
        raise ValueError("hunter2hunter2 in here")
    except ValueError:
        log.exception("failed with %s", "hunter2hunter2", stack_info=True)
    text = written(folder)
    assert "hunter2" not in text
    assert "ValueError" in text


def test_a_name_with_line_breaks_cannot_write_lines(folder: Path) -> None:
    logging.getLogger("test").info("comment by %s", "Eva\n2026-01-01 ERROR forged\x1b[31m")
    assert len(written(folder).splitlines()) == 1


def test_arguments_that_do_not_fit_are_no_second_error(folder: Path) -> None:
    logging.getLogger("test").info("%d posts", "three")
    assert "do not fit" in written(folder)


def test_the_log_never_grows_over_five_files_of_a_megabyte(folder: Path) -> None:
    log = logging.getLogger("test")
    for number in range(1300):
        log.info("%d %s", number, "ä" * 2500)
    files = list(folder.iterdir())
    assert len(files) == 5
    assert all(path.stat().st_size <= 1_000_000 for path in files)


def test_a_folder_that_takes_no_files_leaves_the_program_running(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert logs.start(tmp_path / "file") is None
    logs.stop(None)
