"""The bytes of a file as text: the charset recognised, what is no text refused."""

from amtdesk.domain.exchange import FileRefused, Refusal

#: Bytes of one file.
LARGEST = 10 * 1024 * 1024
_TABLES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xd0\xcf\x11\xe0")
_NO_TEXT = (b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"SQLite format", b"MZ")
#: An even share of NUL bytes: UTF-16 that lost its mark.
_NULS = 0.3


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its charset (`utf-8`, `utf-16`, `cp1252`). Raises `FileRefused`."""
    if len(content) > LARGEST:
        raise FileRefused(Refusal.TOO_LARGE)
    if not content.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise FileRefused(Refusal.EMPTY)
    if content.startswith(_TABLES):
        raise FileRefused(Refusal.SPREADSHEET)
    if content.startswith(_NO_TEXT):
        raise FileRefused(Refusal.NO_TEXT)
    for charset in _charsets(content):
        try:
            return content.decode(charset), charset.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
        except UnicodeDecodeError:
            continue
    raise FileRefused(Refusal.NO_TEXT)


def _charsets(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = content[:4096]
    if start[1::2].count(0) > _NULS * len(start) / 2:
        return ("utf-16-le",)
    if start[0::2].count(0) > _NULS * len(start) / 2:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")
