"""The command line speaks German: what it takes, and what was wrong with a call."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator

import pytest

from amtdesk.cli import USAGE, main, parser
from amtdesk.commands.speaking import Parser, in_german


def every(one: ArgumentParser) -> Iterator[ArgumentParser]:
    yield one
    for action in one._actions:
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                yield from every(below)


@pytest.mark.parametrize("one", tuple(every(parser())), ids=lambda one: one.prog)
def test_every_help_is_german_and_leaves_nothing_unsaid(one: ArgumentParser) -> None:
    shown = one.format_help()
    assert isinstance(one, Parser)
    assert one.description, one.prog
    for word in ("usage", "positional", "options", "show this", "argument", "exit"):
        assert word not in shown, word
    for action in one._actions:
        if isinstance(action, _SubParsersAction):
            continue
        assert action.help, f"{one.prog}: {action.dest}"
        if action.nargs != 0 and not action.choices:
            assert action.metavar, f"{one.prog}: {action.dest}"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["frob"], "BEFEHL: 'frob' gibt es nicht. Möglich: "),
        (["post"], "Es fehlt: AKTION."),
        (["post", "show", "x"], "ID: 'x' ist keine Zahl."),
        (["--frob"], "Unbekannt: --frob."),
        (["publish-due", "--wait", "x"], "--wait: 'x' ist keine Zahl."),
        (["post", "add", "--at"], "--at/--due braucht eine Angabe."),
        (["post", "add", "--text", "a", "--text-file", "b"], "--text-file und --text gehen nicht zusammen."),
        (["post", "add", "--draft=3"], "--draft nimmt keine Angabe, auch nicht '3'."),
        (["post", "add", "--t", "a"], "--t ist nicht eindeutig. Möglich: "),
        (["inbox", "reply", "1"], "Eine dieser Angaben muss sein: --text --text-file."),
    ],
)
def test_a_wrong_call_is_said_in_german(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == USAGE
    shown = capsys.readouterr().err
    assert shown.startswith("Aufruf: amtdesk")
    assert f"\n{said}" in shown
    assert "--help" in shown


def test_what_argparse_says_newly_comes_as_it_is() -> None:
    assert in_german("something else") == "something else"
