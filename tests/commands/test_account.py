"""A channel from the command line alone: connected, published to, read and answered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.channels.servers import oauth, telegram, x
from tests.channels.servers.telegram import TelegramServer
from tests.channels.servers.x import XServer
from tests.test_cli import Shell


def _on_telegram(server: TelegramServer) -> None:
    ((_, number), _message) = next(iter(server.messages.items()))
    root = server.forwarded(number)
    server.wrote("Wann geht es los?", to=root, root=root)


def _on_x(server: XServer) -> None:
    server.wrote(f"@{x.HANDLE} wann geht es los?", to=server.posts[0]["id"])


@pytest.mark.parametrize(
    ("platform", "kind", "setting", "secrets", "asks"),
    [
        (TelegramServer, "telegram", "channel=@musterbach", [telegram.TOKEN], _on_telegram),
        (XServer, "x", f"client_id={x.CLIENT}", [oauth.ACCESS, oauth.REFRESH], _on_x),
    ],
)
def test_a_channel_from_the_command_line(
    tmp_path: Path,
    platform: Callable[[], Any],
    kind: str,
    setting: str,
    secrets: list[str],
    asks: Callable[[Any], None],
) -> None:
    shell = Shell(tmp_path / "amt")
    with platform() as server:
        add = ["account", "add", kind, "--url", server.url, "--set", setting, "--secret-stdin"]
        made = shell(*add, given="".join(f"{secret}\n" for secret in secrets))
        assert made.code == 0, made.words
        shell("post", "add", "--text", "Herbstmarkt am Sonntag", "--title", "A", "--account", "1", "--now")
        assert shell("publish-due").code == 0
        assert len(server.public) == 1
        asks(server)
        assert shell("sync").code == 0
        (asked,) = shell("inbox", "list").value
        answered = shell("inbox", "reply", str(asked["id"]), "--text", "Um neun Uhr.")
        assert answered.code == 0, answered.words
        for secret in secrets:
            assert all(secret.encode() not in file.read_bytes() for file in shell.data.rglob("*") if file.is_file())
