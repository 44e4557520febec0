"""What every page may ask of the window: dialogs, links, help."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from amtdesk.domain.errors import AmtDeskError
from amtdesk.ui import texts
from amtdesk.ui.background import Background
from amtdesk.ui.look import Look

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

log = logging.getLogger(__name__)

#: Before the services are there; those of a brand are called like it.
ICONS = {
    "practice": "note",
    "manual": "clipboard-text",
    "wordpress": "world",
    "website": "world",
    "gazette": "news",
    "notice": "pin",
    "podcast": "microphone",
    "facebook_group": "users-group",
}
#: Where something was taken over from by hand; whatever else she writes there is a voice.
PLACES = {
    "Facebook-Gruppe": "users-group",
    "Facebook": "brand-facebook",
    "Instagram": "brand-instagram",
    "WhatsApp": "brand-whatsapp",
    "E-Mail": "mail",
}
#: This computer itself.
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class ShellWindow(QMainWindow):
    """The window without its parts; dialogs are imported when one is needed."""

    #: begin anew with a fresh window; carries what is done before the file is opened again
    anew = Signal(object)
    #: it is gone for good
    closed = Signal()
    #: a `Today`, each time it was read
    today_shown = Signal(object)

    def __init__(self, look: Look, help_source: Callable[[str], str]) -> None:
        super().__init__()
        self.look = look
        self.background = Background(self)
        self._desk: Desk | None = None
        self._help_source = help_source
        self._crash_said = False
        #: asked before it closes: it may stay, or only hide
        self.may_close: Callable[[], bool] = lambda: True
        #: the session ends: nothing is asked any more
        self.in_haste = False

    @property
    def desk(self) -> "Desk":
        """The services; pages are built only when they are there."""
        assert self._desk is not None
        return self._desk

    def ready(self) -> bool:
        """Whether the services are there yet."""
        return self._desk is not None

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """One quiet sentence with its undo; the window says where."""

    def trouble(self, error: Exception, what: str = "") -> None:
        """What happened and what to do now; the raw answer can be copied."""
        from amtdesk.ui import dialogs

        if not isinstance(error, AmtDeskError):
            log.error("unexpected", exc_info=error)
        sentence, step = texts.sentences(error)
        detail = error.detail if isinstance(error, AmtDeskError) else f"{type(error).__name__}: {error}"
        dialogs.trouble(self, self.look, f"{what} {sentence}".strip(), step, detail)

    def ask(self, question: str, consequence: str, yes: str, *, destructive: bool = False) -> bool:
        """A question whose button names the deed."""
        from amtdesk.ui import dialogs

        return dialogs.ask(self, self.look, question, consequence, yes, destructive)

    def begin_anew(self, first: Callable[[], Any]) -> None:
        """Close the file, do `first`, and begin again with a fresh window."""
        self.anew.emit(first)

    def kind_icon(self, kind: str) -> str:
        """The icon of a kind of channel, or of a place as she wrote it."""
        if self._desk is None:
            return ICONS.get(kind, f"brand-{kind}")
        known = self._desk.accounts.kinds.get(kind)
        return known.icon if known is not None else PLACES.get(kind, "message-circle")

    def open_link(self, url: str) -> None:
        """Only web pages, and the marked page of the Übungskanal, leave for the browser; http asks first."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        target = QUrl(url)
        practice = self._desk is not None and target.isLocalFile() and self._desk.practice_page(target.toLocalFile())
        # as the network sees it: letters that look alike or turn round show their true face
        host = target.host(QUrl.ComponentFormattingOption.FullyEncoded)
        if practice or (host and target.scheme() == "https"):
            QDesktopServices.openUrl(target)
        elif host and target.scheme() == "http":
            question, yes = "Diese Seite ist nicht verschlüsselt. Trotzdem öffnen?", "Öffnen"
            here = host in _HERE or self.ask(question, f"Die Adresse beginnt mit http://{host}", yes)
            if here:
                QDesktopServices.openUrl(target)
        else:
            self.say("Dieser Link führt nicht ins Web und wird nicht geöffnet.")

    def open_mail(self, link: str) -> None:
        """The mail program of this computer, with a message that is not sent yet."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices, QGuiApplication

        if not QDesktopServices.openUrl(QUrl(link)):
            QGuiApplication.clipboard().setText(QUrl(link).toString(QUrl.ComponentFormattingOption.FullyDecoded))
            self.say("Es öffnet sich kein Mailprogramm. Der Text liegt in der Zwischenablage.")

    def crashed(self, report: str) -> None:
        """An error nobody caught: said once, the rest goes on working."""
        from amtdesk.ui import dialogs

        if self._crash_said:
            return
        self._crash_said = True
        dialogs.trouble(self, self.look, *texts.CRASHED, report)

    def help_text(self, page: str) -> str:
        """A page of the help as Markdown; empty when it is not there."""
        try:
            return self._help_source(page)
        except (OSError, KeyError, ValueError):
            log.exception("help page %s", page)
            return ""

    def come_forward(self) -> None:
        """A second start asks for this window."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def unusable(self, error: Exception, again: Callable[[Callable[[], Any] | None], None]) -> None:
        """The services could not be loaded: say why, offer ways out; `again(first)` tries anew after `first`."""
        from amtdesk.ui import rescue

        self.say("Die Daten lassen sich nicht öffnen.")
        rescue.offer(self, self.look, error, again)

    def set_keys(self) -> None:
        """The keys that work everywhere in the window."""
        from amtdesk.ui import shortcuts

        shortcuts.set_keys(self)
