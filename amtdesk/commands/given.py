"""What a command is given besides its options."""

import sys
from argparse import Namespace
from pathlib import Path


class WrongCall(Exception):
    """The options cannot be meant like that; the words say why."""


def text(wanted: Namespace) -> str:
    """The text of `--text`, of the file of `--text-file`, or of the input (`-`). Raises `WrongCall`."""
    if wanted.text_file == "-":
        return sys.stdin.read()
    if not wanted.text_file:
        return wanted.text or ""
    try:
        return Path(wanted.text_file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WrongCall(f"{wanted.text_file} lässt sich nicht lesen: {error.strerror}") from error
    except UnicodeError as error:
        raise WrongCall(f"{wanted.text_file} ist kein Text in UTF-8.") from error
