"""When the file cannot be opened at the start: what happened, what would be lost, and the ways out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.schedule import ZONE
from amtdesk.services.rescue import FileDamaged, Harm
from amtdesk.ui import dialogs, texts
from amtdesk.ui.look import Look

Again = Callable[[Callable[[], Any] | None], None]

_TITLES = {
    Harm.DAMAGED: "Die Datei mit Ihren Beiträgen ist beschädigt.",
    Harm.OLDER: "Die Datei ist älter als Ihre jüngste Sicherung.",
}
_GONE = "Die Datei mit Ihren Beiträgen ist nicht mehr da."
_WHY = {
    Harm.DAMAGED: "Sie wurde nicht verändert und bleibt in jedem Fall aufgehoben.",
    Harm.OLDER: "Die letzten Änderungen fehlen darin. Vielleicht ist der Rechner ausgegangen, oder ein anderes "
    "Programm hat eine alte Fassung zurückgelegt. Die Datei wurde nicht verändert und bleibt aufgehoben.",
}
_AFTER = "Danach sendet AmtDesk nichts, bis Sie es freigeben: Vielleicht ist manches schon veröffentlicht."


def offer(window: Any, look: Look, error: Exception, again: Again) -> None:
    """Ask what to do, then open again after it, or end."""
    dialog: dialogs.HouseDialog
    if isinstance(error, FileDamaged):
        dialog = RescueDialog(window, look, error)
        if dialog.exec() == RescueDialog.DialogCode.Accepted:
            window.say("Wird geöffnet …")
            again(dialog.first)
        else:
            QApplication.exit(0)
    else:
        dialog = NotOpened(window, look, error)
        if dialog.exec() == NotOpened.DialogCode.Accepted:
            window.say("Wird geöffnet …")
            again(None)
    dialog.deleteLater()


def lost_words(lost: Sequence[str] | None, most: int = 3) -> str:
    """What would be missing after going back to a backup."""
    if lost is None:
        return "Was danach geschrieben wurde, ist nicht mehr lesbar und fehlt."
    if not lost:
        return "Danach wurde an den Beiträgen nichts geändert."
    named = [f"„{title[:60]}“" for title in lost[:most]]
    if len(lost) > most:
        named.append(texts.count(len(lost) - most, "weiterer", "weitere"))
    return f"Danach geändert, das fehlt dann: {texts.listing(named)}."


class NotOpened(dialogs.Trouble):
    """The file is whole but cannot be opened now; trying again is one click."""

    def __init__(self, window: Any, look: Look, error: Exception) -> None:
        newer = isinstance(error, AmtDeskError) and error.problem is Problem.FILE_NEWER
        what, step = texts.UNUSABLE
        detail = f"{type(error).__name__}: {error}"
        if isinstance(error, AmtDeskError):
            what, step = texts.sentences(error)
            detail = error.detail
        super().__init__(window, look, what, step, detail)
        if not newer:
            self.again = self.button("Noch einmal versuchen")
            self.again.clicked.connect(lambda _checked=False: self.accept())


class RescueDialog(dialogs.HouseDialog):
    """Open the newest good backup, start fresh, or leave; the texts can be saved first. `first` is what was chosen."""

    def __init__(self, window: Any, look: Look, error: FileDamaged) -> None:
        found = error.findings
        gone = not error.rescue.there()
        title = _GONE if gone else _TITLES[found.harm]
        super().__init__(window, look, title, icon="alert-octagon", state=State.FAILED)
        self.setMinimumWidth(560)
        self._window, self._rescue, self._found = window, error.rescue, found
        self.first: Callable[[], Any] | None = None
        if not gone:
            self.say(_WHY[found.harm])
        self.say(self._offer_words())
        if found.copy is not None:
            self.say(_AFTER, muted=True)
        self.said = self.say("", muted=True)
        self.said.hide()
        if not gone:
            self.save = dialogs.push(look, "Texte in eine Textdatei retten …")
            self.save.setProperty("kind", "link")
            self.save.clicked.connect(lambda _checked=False: self._ask_where())
            self.body.addWidget(self.save)
        self._add_buttons(found.harm)

    def _add_buttons(self, harm: Harm) -> None:
        self.leave = self.button("Beenden", safe=True, default=False)
        whole = harm is Harm.OLDER
        copy = self._found.copy
        other = self._rescue.keep_older if whole else self._rescue.start_fresh
        self.other = self.button("Mit dieser Datei weiter" if whole else "Neu anfangen", primary=copy is None)
        self.other.clicked.connect(lambda _checked=False: self._choose(other))
        if copy is not None:
            self.restore = self.button("Sicherung öffnen", primary=True, default=True)
            self.restore.clicked.connect(lambda _checked=False: self._choose(partial(self._rescue.restore, copy)))
            self.restore.setFocus()
        else:
            self.leave.setFocus()

    def _offer_words(self) -> str:
        copy = self._found.copy
        if copy is None:
            return (
                "Eine gute Sicherung gibt es nicht. Mit „Neu anfangen“ beginnt AmtDesk leer, die alte Datei bleibt "
                "daneben liegen, und die IT kann versuchen, sie zu retten."
            )
        when = texts.when(copy.at, ZONE, self._rescue.now())
        posts = f" mit {texts.count(copy.posts, 'Beitrag', 'Beiträgen')}" if copy.posts is not None else ""
        return f"Die jüngste gute Sicherung ist von {when}{posts}. {lost_words(self._found.lost)}"

    def _choose(self, first: Callable[[], Any]) -> None:
        self.first = first
        self.accept()

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Texte retten", "AmtDesk-Texte.txt", "Text (*.txt)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write what can be read to this file, and say how much it was."""
        self.save.setEnabled(False)
        self._window.background.run(
            lambda: self._rescue.save_texts(path),
            lambda number: self._told(f"{texts.count(number, 'Text', 'Texte')} gespeichert: {path}"),
            lambda error: self._told(f"Das ging nicht. {texts.sentences(error)[0]}"),
            side=True,
        )

    def _told(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
        self.save.setEnabled(True)
        self.fit()
