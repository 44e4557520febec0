"""What a person does with an answer that is decided already: send it again, take it back, say it is online."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from amtdesk.domain.delivery import Delivery
from amtdesk.domain.errors import AmtDeskError
from amtdesk.ui.answers import words
from amtdesk.ui.answers.sent import Step
from amtdesk.ui.editor.link_dialog import LinkDialog
from amtdesk.ui.history import show_history
from amtdesk.ui.shell import Shell


class Afterwards:
    """`taken_back` follows with the words of an answer whose Anliegen is open again."""

    def __init__(self, shell: Shell, parent: QWidget, taken_back: Callable[[str], None]) -> None:
        self._shell = shell
        self._parent = parent
        self._taken_back = taken_back

    def do(self, step: Step, delivery: Delivery) -> None:
        """One step with one answer."""
        planning, worker = self._shell.desk.planning, self._shell.desk.worker
        match step:
            case Step.PAGE:
                self._shell.open_link(delivery.url or "")
            case Step.LOG:
                show_history(self._shell, delivery, self._channel(delivery), self._parent)
            case Step.ONLINE:
                self._ask_link(delivery)
            case Step.CHANGE | Step.DROP:
                self._withdraw(delivery)
            case Step.AGAIN | Step.NOW:
                self._run(lambda: planning.retry(delivery.id), worker.poke)

    def _withdraw(self, delivery: Delivery) -> None:
        try:
            said = self._shell.desk.answers.withdraw(delivery.id)
        except AmtDeskError as error:
            self._shell.say(words.refusal(error))
            return
        self._taken_back(said)
        self._shell.say("Zurückgenommen. Der Text steht wieder im Antwortfeld.")

    def _ask_link(self, delivery: Delivery) -> None:
        planning = self._shell.desk.planning

        def online(url: str) -> None:
            self._run(lambda: planning.is_online(delivery.id, url))

        LinkDialog(self._parent, self._shell.look, self._channel(delivery), online, what="Die Antwort").open()

    def _channel(self, delivery: Delivery) -> str:
        account = self._shell.desk.accounts.get(delivery.account_id)
        return account.name if account is not None else "dem Kanal"

    def _run(self, work: Callable[[], Any], then: Callable[[], None] = lambda: None) -> None:
        self._shell.background.run(work, lambda _done: then(), self._shell.trouble)
