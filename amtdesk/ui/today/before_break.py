"""Before nobody is there for a while: what depends on this computer, and what can be done about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from amtdesk.domain.schedule import local
from amtdesk.domain.today import Line, Section, Step
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.handover import Depends


def lines(found: "Sequence[Depends]", known: Sequence[Line]) -> tuple[Line, ...]:
    """A line for each post and state, without those that have one already."""
    there = {(line.post_id, line.state) for line in known}
    groups: dict[tuple[int, object], list[Depends]] = {}
    for one in found:
        key = (one.post.id, one.delivery.state)
        if key not in there:
            groups.setdefault(key, []).append(one)
    return tuple(
        Line(
            Section.DEPENDS,
            Step.ARRANGE,
            group[0].post.words,
            group[0].delivery.state,
            group[0].post.id,
            tuple(one.delivery for one in group),
            tuple(one.delivery.account_id for one in group),
            due=group[0].delivery.due,
        )
        for group in groups.values()
    )


def arrange(shell: Shell, line: Line, found: "Sequence[Depends]", button: QPushButton, parent: QWidget) -> QMenu:
    """Hand it over, bring it forward, or look at it."""
    # the first screen has none, and naming it takes long (`ui/ink.py`)
    from PySide6.QtCore import Qt

    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    mine = [one for one in found if one.post.id == line.post_id]
    desk = shell.desk
    keys = [one.delivery.id for one in mine if one.may_hand_over]
    if keys:
        accounts = [desk.accounts.get(one.delivery.account_id) for one in mine if one.may_hand_over]
        names = texts.listing([one.name for one in accounts if one is not None])
        hand_over = menu.addAction(f"An {names} übergeben".replace("&", "&&"))
        hand_over.triggered.connect(lambda _checked=False: _hand_over(shell, keys))
    today = local(desk.now(), desk.offices.get().zone).date()
    slot = desk.planning.free_slot(today, but=line.post_id)
    if local(slot, desk.offices.get().zone).date() == today:
        at = texts.when(slot, desk.offices.get().zone, desk.now())
        menu.addAction(f"Vorziehen auf {at}").triggered.connect(lambda _checked=False: _move(shell, line, slot))
    menu.addAction("Ansehen").triggered.connect(lambda _checked=False: shell.open_post(line.post_id))
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    return menu


def _hand_over(shell: Shell, keys: Sequence[int]) -> None:
    handover, worker = shell.desk.handover, shell.desk.worker

    def work() -> None:
        for key in keys:
            handover.to_platform(key)

    def done(_result: object) -> None:
        worker.poke()
        shell.say("Wird übergeben, der Rechner darf dann aus sein.")

    shell.background.run(work, done, shell.trouble)


def _move(shell: Shell, line: Line, due: datetime) -> None:
    planning, before = shell.desk.planning, line.due

    def back() -> None:
        if before is not None:
            shell.background.run(lambda: planning.move(line.post_id, before), None, shell.trouble)

    at = texts.when(due, shell.desk.offices.get().zone, shell.desk.now())
    shell.background.run(
        lambda: planning.move(line.post_id, due), lambda _moved: shell.say(f"Vorgezogen auf {at}.", back), shell.trouble
    )
