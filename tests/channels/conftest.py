"""What the tests of the channels are handed: a way to loopback, and a picture."""

import struct
import zlib
from collections.abc import Iterator

import pytest

from amtdesk.channels.http import Http
from amtdesk.domain.channel import Picture


@pytest.fixture
def http() -> Iterator[Http]:
    """The way to the network with short deadlines; nothing waits for real."""
    http = Http(connect_within=2, deadline=5, upload_deadline=5, pause=lambda _seconds: None)
    yield http
    http.close()


def png(width: int = 8, height: int = 6) -> bytes:
    """A real picture of one colour."""
    rows = b"".join(b"\0" + b"\x33\x66\x99" * width for _ in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def picture() -> Picture:
    return Picture(png(), "image/png", 8, 6, "Stände auf dem Marktplatz", "Wochenmarkt Übersicht.png")
