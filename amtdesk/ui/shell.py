"""What a page may ask of the window it stands in."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import SignalInstance

from amtdesk.ui.background import Background
from amtdesk.ui.look import Look

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk


class Shell(Protocol):
    """The window, as a page sees it."""

    look: Look
    background: Background
    #: emits a frozenset of `services.changes.Kind`, on the GUI thread, gathered for 50 ms
    changed: SignalInstance
    #: emitted once, when the services are there
    attached: SignalInstance

    @property
    def desk(self) -> "Desk":
        """The services; pages are built only when they are there."""

    def ready(self) -> bool:
        """Whether the services are there yet."""

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """One quiet sentence in the status bar for 8 seconds, with „Rückgängig“ when `undo` is given (also Strg+Z)."""

    def trouble(self, error: Exception, what: str = "") -> None:
        """A German sentence for an error: what happened, what to do now, raw answer behind „Details kopieren“."""

    def ask(self, question: str, consequence: str, yes: str, *, destructive: bool = False) -> bool:
        """A question whose button names the deed; False is the safe answer."""

    def new_post(self, day: date | None = None) -> None:
        """Begin a draft, at the next free slot of `day`, in the editor."""

    def open_post(self, post_id: int) -> None:
        """Show a post in the editor on the Redaktionsplan."""

    def open_inquiry(self, inquiry_id: int) -> None:
        """Show an Anliegen on Antworten."""

    def show_page(self, name: str) -> None:
        """Go to a page by its name (`heute`, `redaktionsplan`, `kanaele` …)."""

    def publish_by_hand(self, delivery_id: int) -> None:
        """Open the hand-publishing assistant."""

    def connect_channel(self, kind: str | None = None) -> None:
        """Open the connection form, at a kind of channel or at the choice."""

    def kind_icon(self, kind: str) -> str:
        """The name of the icon of a kind of channel."""

    def hold_everything(self) -> None:
        """Ask why, then nothing leaves any more; while that lasts, offer to release."""

    def start_round(self) -> None:
        """Start the clock of the Community-Runde, or go on."""

    def begin_anew(self, first: Callable[[], Any]) -> None:
        """Close the file, do `first` (off the GUI thread), and begin again with a fresh window."""

    def open_link(self, url: str) -> None:
        """Open https (and http on request) in the browser; everything else is refused with a sentence."""

    def open_mail(self, link: str) -> None:
        """Open the mail program with a prepared message (`mailto:`)."""

    def help(self, page: str) -> None:
        """Show a page of the help (`resources/help/<page>.md`)."""

    def help_text(self, page: str) -> str:
        """A page of the help as Markdown; empty when it is not there."""
