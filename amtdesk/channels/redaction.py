"""Blacking out secrets in what a platform answered, before anybody gets to see it."""

import re
from base64 import b64encode
from collections.abc import Iterable
from json import dumps
from urllib.parse import quote, quote_plus

BLACK = "***"
#: Shorter ones would black out half of every text.
_SHORTEST = 4

_NAMES = r"access_?token|refresh_?token|accessJwt|refreshJwt|token|app_?password|password|passwort|client_secret|secret"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(Bearer|Basic|DPoP|Negotiate|NTLM)\s+[\w+/=.~:-]{4,}", re.IGNORECASE), rf"\1 {BLACK}"),
    (re.compile(r"\b((?:proxy-)?authorization|set-cookie|cookie)(\s*[:=]\s*)[^\r\n]+", re.IGNORECASE), rf"\1\2{BLACK}"),
    (re.compile(rf'("(?:{_NAMES})"\s*:\s*")(?:\\.|[^"\\])*"', re.IGNORECASE), rf'\1{BLACK}"'),
    (re.compile(rf"\b({_NAMES})=[^\s&;,\"']+", re.IGNORECASE), rf"\1={BLACK}"),
    (re.compile(r"(://)[^\s/@]+@"), rf"\1{BLACK}@"),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"), BLACK),
)


def redact(text: str, secrets: Iterable[str]) -> str:
    """The text without the given secrets, in whatever shape they appear, and without what looks like one."""
    shapes = {shape for secret in secrets if len(secret) >= _SHORTEST for shape in _shapes(secret)}
    for shape in sorted(shapes, key=len, reverse=True):
        text = text.replace(shape, BLACK)
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def _shapes(secret: str) -> Iterable[str]:
    raw = secret.encode("utf-8", "replace")
    yield secret
    yield secret.replace(" ", "")
    yield quote(secret, safe="", errors="replace")
    yield quote_plus(secret, errors="replace")
    yield dumps(secret)[1:-1]
    yield dumps(secret, ensure_ascii=False)[1:-1]
    yield b64encode(raw).decode("ascii")
