"""What the button of a line on Heute does; loaded when the first one is pressed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from amtdesk.domain.errors import MENDED_THERE
from amtdesk.domain.today import Line, Step, Today
from amtdesk.ui.shell import Shell
from amtdesk.ui.today import words
from amtdesk.ui.today.which import which

if TYPE_CHECKING:
    from amtdesk.services.handover import Depends

#: Steps that are taken on another page.
_PAGES = {Step.RECONNECT: "kanaele", Step.BACK_UP: "einstellungen", Step.ANSWER: "antworten"}


def take(
    shell: Shell, line: Line, today: Today, depends: "Sequence[Depends]", button: QPushButton, parent: QWidget
) -> None:
    """The next step of a line; `depends` is what needs this computer while nobody is there."""
    match line.step:
        case Step.RECONNECT if line.problem not in MENDED_THERE:
            from amtdesk.ui.channels.deeds import connect_anew

            dialog = connect_anew(shell, line.account_ids[0], parent)
            if dialog is not None:
                dialog.open()
        case Step.RECONNECT | Step.BACK_UP | Step.ANSWER:
            shell.show_page(_PAGES[line.step])
        case Step.MOVE_FILE:
            shell.help("sicherung")
        case Step.RELEASE:
            shell.hold_everything()
        case Step.PREPARE:
            by_hand(shell, line, today, button, parent)
        case Step.ARRANGE:
            from amtdesk.ui.today.before_break import arrange

            arrange(shell, line, depends, button, parent)
        case Step.OPEN_PAGE if any(one.url for one in line.deliveries):
            pages = [(_name(one.account_id, today), one.url) for one in line.deliveries if one.url]
            which(parent, button, [(name, partial(shell.open_link, url)) for name, url in pages])
        case _:
            _ask(shell, line, today, parent)


def by_hand(shell: Shell, line: Line, today: Today, button: QPushButton, parent: QWidget) -> None:
    """The assistant for one of the line's channels."""
    every = [(_name(one.account_id, today), one.id) for one in line.deliveries]
    which(parent, button, [(name, partial(shell.publish_by_hand, key)) for name, key in every])


def _ask(shell: Shell, line: Line, today: Today, parent: QWidget) -> None:
    """Steps with a dialog of their own; everything else is done in the editor."""
    match line.step:
        case Step.SETTLE:
            from amtdesk.ui.today.there import settle

            settle(shell, line, parent)
        case Step.LOOK_AT_ACCESS:
            from amtdesk.ui.channels.profile import edit_profile

            edit_profile(shell, line.account_ids[0], parent)
        case Step.CONFIRM:
            from amtdesk.ui.textmodules.confirm import confirm

            confirm(shell, parent)
        case Step.WATCH:
            from amtdesk.ui.watch import explain

            explain(shell, line, parent)
        case Step.CLARIFY:
            from amtdesk.ui.today.clarify import clarify

            clarify(shell, line, parent)
        case Step.DECIDE:
            from amtdesk.ui.today.decide import decide

            decide(shell, line, today, parent)
        case _:
            shell.open_post(line.post_id)


def _name(account_id: int, today: Today) -> str:
    return next(iter(words.names([account_id], today)), "Kanal")
