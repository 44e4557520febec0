"""The parser of the command line, in German: argparse has no words but English ones."""

import re
import sys
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Iterable
from typing import Any, NoReturn

#: What argparse says, and what is said instead.
_WORDS = (
    (r"the following arguments are required: (.+)", r"Es fehlt: \1."),
    (r"one of the arguments (.+) is required", r"Eine dieser Angaben muss sein: \1."),
    (r"argument (.+): expected (?:one|at least one) argument", r"\1 braucht eine Angabe."),
    (r"argument (.+): invalid (?:int|float) value: (.+)", r"\1: \2 ist keine Zahl."),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1: \2 gibt es nicht. Möglich: \3."),
    (r"argument (.+): not allowed with argument (.+)", r"\1 und \2 gehen nicht zusammen."),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 nimmt keine Angabe, auch nicht \2."),
    (r"ambiguous option: (.+) could match (.+)", r"\1 ist nicht eindeutig. Möglich: \2."),
    (r"unrecognized arguments: (.+)", r"Unbekannt: \1."),
)


class _Formatter(RawDescriptionHelpFormatter):
    """Nothing but the first word of the usage is English."""

    def add_usage(self, usage: Any, actions: Iterable[Action], groups: Any, prefix: str | None = None) -> None:
        """As argparse, beginning with „Aufruf“."""
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class _Commands(_SubParsersAction):  # type: ignore[type-arg]
    """What the list of commands says about one stands above its own help too."""

    def add_parser(self, name: str, **settings: Any) -> Any:
        """As argparse."""
        words = settings.get("help") or ""
        settings.setdefault("description", f"{words[:1].upper()}{words[1:]}.")
        return super().add_parser(name, **settings)


class Parser(ArgumentParser):
    """Says in German what it takes and what was wrong. Parents of it are plain parsers of argparse."""

    def __init__(self, **settings: Any) -> None:
        own_help = settings.pop("add_help", True)
        settings.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, **settings)
        self._positionals.title = "Angaben"
        self._optionals.title = "Optionen"
        if own_help:
            self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def add_subparsers(self, **settings: Any) -> Any:
        """As argparse."""
        return super().add_subparsers(action=_Commands, title="Befehle", **settings)

    def error(self, message: str) -> NoReturn:
        """The usage and one sentence, then the exit code of a wrong call."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{in_german(message)}\nMehr mit: {self.prog} --help\n")


def in_german(message: str) -> str:
    """A sentence of argparse; one it did not have when this was written comes back as it is."""
    for pattern, said in _WORDS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return found.expand(said)
    return message
