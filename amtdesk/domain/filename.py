"""File names that every system takes, from names that came from outside."""

import re
import unicodedata

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_EDGES = re.compile(r"^[\s.]+|[\s.]+$")
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def file_name(name: str, *, fallback: str = "Bild", longest: int = 80) -> str:
    """The last part of a path as a harmless file name: no separators, control or direction signs, reserved names."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(
        char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    plain = _EDGES.sub("", _FORBIDDEN.sub("_", visible))
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    if len(plain) > longest:
        stem, dot, suffix = plain.rpartition(".")
        keep = dot + suffix if stem and len(suffix) <= 5 else ""
        plain = _EDGES.sub("", plain[: longest - len(keep)]) + keep
    return plain or fallback
