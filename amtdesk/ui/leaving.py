"""What closing the window means: going on behind the clock, or the end, asked where a post would miss its time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.job import Registered
from amtdesk.ui import dialogs, texts
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow

#: What is due so soon is named before the program ends.
SOON = timedelta(hours=1)
#: Milliseconds the last words may take when the session ends; Windows ends a program after five seconds.
AT_MOST = 1500
KEEP, EXPLAINED = "tray.keep", "tray.explained"
NAMED = 3


class Leaving(QObject):
    """Decides for one window; `kept` says whether something is there to bring it back."""

    def __init__(self, main: MainWindow, kept: Callable[[], bool]) -> None:
        super().__init__(main)
        self._main, self._kept = main, kept
        self._sure = False
        main.may_close = self.may_close
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.commitDataRequest.connect(self.commit)

    def may_close(self) -> bool:
        """Whether the window may really go; otherwise it is hidden, or she stays."""
        if self._main.in_haste or self._sure:
            return True
        if self._kept() and self._main.desk.offices.recall(KEEP, True):
            return self._hide()
        return self.asked()

    def end(self) -> None:
        """Leave the program, whatever closing the window means."""
        if not self.asked():
            return
        self._sure = True
        self._main.close()
        self._sure = False

    def asked(self) -> bool:
        """True when nothing waits for this computer within the hour, or she wants to leave all the same."""
        desk = self._main.desk
        state = desk.jobs.last
        timed = state is not None and state.registered is Registered.ON
        if timed or desk.offices.get().sample:
            # the operating system's own timer sends it, or nothing of it is real
            return True
        found = desk.watchdog.depending(SOON)
        if not found:
            return True
        zone, now = desk.offices.get().zone, desk.now()
        named = [
            f"„{one.words}“ wird gerade gesendet."
            if one.delivery.state is State.SENDING
            else f"„{one.words}“ ist {texts.when(one.delivery.due, zone, now)} dran."
            for one in found[:NAMED]
        ]
        if len(found) > NAMED:
            named.append(f"Dazu {texts.count(len(found) - NAMED, 'weiterer Beitrag', 'weitere Beiträge')}.")
        question = (
            "Ein Beitrag braucht diesen Rechner noch in dieser Stunde. Trotzdem beenden?"
            if len(found) == 1
            else f"{len(found)} Beiträge brauchen diesen Rechner noch in dieser Stunde. Trotzdem beenden?"
        )
        after = (
            "Läuft AmtDesk dann nicht, steht er beim nächsten Start unter „verpasst“ und geht nicht von selbst hinaus."
        )
        if len(found) > 1:
            after = after.replace("steht er", "stehen sie").replace("geht nicht", "gehen nicht")
        return self._main.ask(question, " ".join((*named, after)), "Beenden")

    @Slot(object)
    def commit(self, _session: Any = None) -> None:
        """The user logs off or the computer shuts down: keep the text on the screen, quickly, and ask nothing."""
        self._main.keep_text(AT_MOST)
        self._main.in_haste = True

    def _hide(self) -> bool:
        offices = self._main.desk.offices
        if not offices.recall(EXPLAINED, False):
            offices.remember(EXPLAINED, True)
            dialog = Explanation(self._main, self._main.look)
            goes_on = dialog.exec() == QDialog.DialogCode.Accepted
            dialog.deleteLater()
            if not goes_on:
                return self.asked()
        self._main.keep_text(0)
        self._main.hide()
        return False


class Explanation(dialogs.HouseDialog):
    """Said once, before the window goes for the first time."""

    def __init__(self, parent: QWidget | None, look: Look) -> None:
        super().__init__(parent, look, "AmtDesk sendet weiter, auch wenn das Fenster zu ist", icon="clock")
        self.say(
            "Geplante Beiträge gehen zu ihrer Zeit hinaus. Das Fenster holen Sie mit einem Klick auf das Zeichen von "
            "AmtDesk unten rechts neben der Uhr zurück, dort lässt sich AmtDesk auch beenden."
        )
        self.say("Wer das nicht möchte, schaltet es in den Einstellungen unter „Weiter senden“ aus.", muted=True)
        self.end = self.button("Ganz beenden")
        self.end.clicked.connect(lambda _checked=False: self.reject())
        self.go_on = self.button("Verstanden", primary=True, default=True)
        self.go_on.clicked.connect(lambda _checked=False: self.accept())
        self.go_on.setFocus()
