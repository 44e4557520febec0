"""Reading the channels from the page: in the background, and in one line what came of it."""

from collections.abc import Callable
from datetime import datetime

from amtdesk.domain.inquiry import Inquiry
from amtdesk.services.fetching import Fetched
from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.answers.liking import Offer
from amtdesk.ui.answers.queue_pane import QueuePane
from amtdesk.ui.answers.thread import Conversation
from amtdesk.ui.shell import Shell


class Reading:
    """`then` follows each reading, also one that failed."""

    def __init__(self, shell: Shell, queue: QueuePane, then: Callable[[], None]) -> None:
        self._shell = shell
        self._queue = queue
        self._then = then

    def fetch(self) -> None:
        """Read all channels in the background."""
        if not self._shell.desk.inbox.readable():
            return
        self._queue.show_state("wird abgerufen …")
        self._shell.background.run(self._shell.desk.inbox.fetch, self._fetched, self._not_fetched, side=True)

    def show_state(self, zone: str, now: datetime) -> None:
        """When the channels were read last, or which could not be read."""
        desk = self._shell.desk
        cursors = desk.inbox.cursors()
        readable = {account.id: account.name for account in desk.inbox.readable()}
        lost = [name for key, name in readable.items() if key in cursors and cursors[key].problem is not None]
        read = [one.fetched for key, one in cursors.items() if key in readable and one.fetched is not None]
        if lost:
            self._queue.show_state(f"Nicht gelesen: {texts.listing(lost)}")
        else:
            self._queue.show_state(f"Abgerufen {texts.when(max(read), zone, now)}" if read else "")

    def seen(self, zone: str, now: datetime) -> str:
        """When anything was read last; empty: never."""
        read = [one.fetched for one in self._shell.desk.inbox.cursors().values() if one.fetched is not None]
        return texts.when(max(read), zone, now) if read else ""

    def conversation(self, inquiry: Inquiry, offer: Offer) -> Conversation:
        """What the middle of the page shows of an Anliegen."""
        desk = self._shell.desk
        account = desk.accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        channel = account.name if account is not None else inquiry.channel
        lines, answers = tuple(desk.inbox.lines(inquiry.id)), tuple(desk.answers.deliveries(inquiry.id))
        return Conversation(inquiry, lines, answers, channel, desk.offices.get().zone, desk.now(), offer)

    def _fetched(self, found: Fetched) -> None:
        self._then()
        said = words.fetched(found, {one.id: one.name for one in self._shell.desk.accounts.every()})
        if said:
            self._shell.say(said)

    def _not_fetched(self, error: Exception) -> None:
        self._then()
        self._shell.trouble(error)
