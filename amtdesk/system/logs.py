"""The log file, from which secrets are blacked out before anything is written."""

import logging
import re
from functools import cache
from pathlib import Path

BLACK = "***"
_SHORTEST = 4
#: Values, not only names: a dict works as a set that several threads may add to.
_secrets: dict[str, None] = {}

_WORDS = (
    r"access_?token|refresh_?token|id_token|token|app_?password|password|passwort|passwd|pwd|secret|client_secret"
    r"|api_?key|authorization|accessJwt|refreshJwt|cookie|set-cookie"
)
#: What looks like a secret, and what stands there instead.
_PATTERNS: tuple[tuple[str, str], ...] = (
    # before the quoted values: an Authorization value may hold blanks and quotes of its own
    (r"\b(Bearer|Basic|DPoP|Negotiate|NTLM)\s+[\w+/=.~:-]{6,}", rf"\1 {BLACK}"),
    (rf"""((["'])(?:{_WORDS})\2\s*[:=,]\s*b?)(["'])(?:\\.|(?!\3).)*\3""", rf"\1\3{BLACK}\3"),
    (r"\b((?:proxy-)?authorization|set-cookie|cookie)(\s*[:=]\s*)[^\r\n]+", rf"\1\2{BLACK}"),
    (rf"\b({_WORDS})(\s*=\s*)[^\s&;,\"')}}\]]+", rf"\1\2{BLACK}"),
    (rf"\b(?!cookie|set-cookie)({_WORDS})(:\s*)(?![\"'\s*])[^\s&;,\"')}}\]]+", rf"\1\2{BLACK}"),
    (r"([?&](?:code|state|sig|signature)=)[^\s&\"']+", rf"\1{BLACK}"),
    # user:password@host
    (r"(://)[^\s/@:]+:[^\s/@]+@", rf"\1{BLACK}@"),
    # app passwords of Bluesky (xxxx-xxxx-xxxx-xxxx) and WordPress (six groups with blanks)
    (r"(?<![\w-])[a-z0-9]{4}(?:-[a-z0-9]{4}){3}(?![\w-])", BLACK),
    (r"(?<!\w)(?=(?:\S*\s){0,5}\S*\d)[a-zA-Z0-9]{4}(?: [a-zA-Z0-9]{4}){5}(?!\w)", BLACK),
    # JSON web tokens; a bot's token in the path of a Telegram call
    (r"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?", BLACK),
    (r"\b(bot)?\d{6,}:[\w-]{30,}", BLACK),
    # what SQLAlchemy appends to its errors is the text of a draft
    (r"\[parameters: [^\n]*", f"[parameters: {BLACK}]"),
)


def register_secret(value: str) -> None:
    """Black out this value from now on, also as it looks in an address, in JSON and in a repr."""
    if len(value) < _SHORTEST:
        return
    from json import dumps
    from urllib.parse import quote, quote_plus

    for form in (
        value,
        quote(value, safe="", errors="replace"),
        quote_plus(value, errors="replace"),
        repr(value)[1:-1],
    ):
        _secrets[form] = None
    for ascii_only in (True, False):
        _secrets[dumps(value, ensure_ascii=ascii_only)[1:-1]] = None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    # compiled when first needed: the start has no time for it
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in _PATTERNS)


def redact(text: str) -> str:
    """The text without registered secrets and without anything that looks like one."""
    for secret in sorted(tuple(_secrets), key=len, reverse=True):
        text = text.replace(secret, BLACK)
    for pattern, replacement in _patterns():
        text = pattern.sub(replacement, text)
    return text


class Redacting(logging.Filter):
    """Blacks out a record in place: message, traceback, stack. One record stays one line plus its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record is changed."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            message = f"{record.msg} (arguments do not fit)"
        record.msg = "".join(_visible(char) for char in redact(message))
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def _visible(char: str) -> str:
    # a comment's author must not be able to write lines of our log
    return char if char.isprintable() else char.encode("unicode_escape").decode("ascii")


def start(folder: Path, name: str = "amtdesk", *, level: int = logging.INFO) -> logging.Handler | None:
    """Log to `<folder>/<name>.log`, at most 5 files of 1 MB; None when the folder takes no files.

    The window and a headless run use different names: Windows cannot rotate a file another process holds.
    """
    from logging.handlers import RotatingFileHandler

    class File(RotatingFileHandler):
        def doRollover(self) -> None:
            try:
                super().doRollover()
            except OSError:
                # another process holds the file: a log too long is better than a record lost
                if self.stream is None:
                    self.stream = self._open()

        def handleError(self, record: logging.LogRecord) -> None:
            # a full disk must not become a second error; stderr may be None without a console
            del record

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = File(
            folder / f"{name}.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return None
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    file.addFilter(Redacting())
    root = logging.getLogger()
    root.addHandler(file)
    root.setLevel(level)
    # addresses of requests and pixels of pictures are nobody's business
    for noisy in ("urllib3", "PIL", "keyring", "sqlalchemy", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return file


def stop(file: logging.Handler | None) -> None:
    """Close what `start` opened."""
    if file is not None:
        logging.getLogger().removeHandler(file)
        file.close()
