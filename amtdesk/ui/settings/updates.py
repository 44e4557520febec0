"""Einstellungen, Neue Fassungen: looking for them when allowed, and fetching what is offered. Nothing is started."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.schedule import ZONE
from amtdesk.services.changes import Kind
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, ink, text

if TYPE_CHECKING:
    from amtdesk.services.updates import Outlook

_BY_OTHERS = "Neue Fassungen richtet Ihre IT ein. AmtDesk fragt dafür nirgends nach."
_FORBIDDEN = "Das Nachsehen nach neuen Fassungen hat Ihre IT abgeschaltet. AmtDesk fragt nirgends nach."
_NO_ADDRESS = (
    "Ohne Adresse fragt AmtDesk nirgends nach. Wer Ihnen AmtDesk gegeben hat, kennt sie; eine allgemeine gibt es nicht."
)
_HOW = (
    "Zum Einrichten AmtDesk beenden, auch das Zeichen neben der Uhr, und die Datei öffnen. Ihre Daten bleiben. Beim "
    "ersten Start der neuen Fassung werden sie gesichert."
)
_ASKED = "Gefragt wird nur diese Adresse. Sie erfährt die Nummer Ihrer Fassung, sonst nichts aus AmtDesk."
_FROM_IT = "Die Adresse hat Ihre IT vorgegeben."


class UpdatesSection(QWidget):
    """Reads and asks in the background; where the IT takes care of it, it says so and offers nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        look = shell.look
        updates = shell.desk.updates
        self._known: Outlook | None = None
        self._busy = False
        self.state = text(look, f"AmtDesk {updates.ground.version}.", 9.5, wrap=True)
        self.allowed = QCheckBox("Einmal am Tag nachsehen")
        self.allowed.setFont(look.font(9.5))
        self.allowed.clicked.connect(self._allow)
        self.address = QLineEdit()
        self.address.setPlaceholderText("keine Adresse")
        self.address.setAccessibleName("Adresse für neue Fassungen")
        self.address.setReadOnly(updates.ground.address is not None)
        self.address.editingFinished.connect(self._set_address)
        self.why = text(look, "", 9, muted=True, wrap=True)
        self.look_now = button(look, "Jetzt nachsehen", "refresh")
        self.look_now.clicked.connect(self._look)
        self.notes = text(look, "", 9.5, wrap=True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fetch = button(look, "Herunterladen und prüfen", "database-export")
        self.fetch.clicked.connect(self._download)
        self.open = button(look, "Ordner öffnen", "external-link")
        self.open.clicked.connect(self._open)
        self._lay_out()
        if not updates.possible:
            self._offer_nothing(_FORBIDDEN if updates.ground.forbidden else _BY_OTHERS)
            return
        self._show_parts()
        look.changed.connect(self._show_again)
        shell.changed.connect(self._told)
        self.read()

    def read(self) -> None:
        """Show what is known; nobody is asked."""
        self._shell.background.run(self._shell.desk.updates.outlook, self._show, self._shell.trouble)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.state)
        column.addWidget(self.notes)
        column.addLayout(_row(self.fetch, self.open))
        column.addWidget(self.allowed)
        self.label = QLabel("&Adresse")
        self.label.setFont(self._shell.look.font(9.5))
        self.label.setBuddy(self.address)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.address, 1)
        row.addWidget(self.look_now)
        column.addLayout(row)
        column.addWidget(self.why)

    def _offer_nothing(self, words: str) -> None:
        self.state.setText(f"{self.state.text()} {words}")
        for part in (
            self.notes,
            self.fetch,
            self.open,
            self.allowed,
            self.label,
            self.address,
            self.look_now,
            self.why,
        ):
            part.hide()

    def _show(self, known: "Outlook") -> None:
        self._known = known
        self.allowed.setChecked(known.allowed)
        # what she is writing stays
        if not self.address.isModified():
            self.address.setText(known.address)
        self._show_parts()

    def _show_again(self) -> None:
        if self._known is not None:
            self._show(self._known)

    def _show_parts(self) -> None:
        known = self._known
        decided = self._shell.desk.updates.ground.address is not None
        there = known is not None and bool(known.address)
        self.allowed.setEnabled(there)
        self.look_now.setEnabled(there and not self._busy)
        self.why.setText(f"{_FROM_IT if decided else ''} {_ASKED if there else _NO_ADDRESS}".strip())
        offered = known.offered if known else None
        self.notes.setText(offered.notes if offered else "")
        self.notes.setVisible(bool(offered and offered.notes.strip()))
        fetched = known.fetched if known else None
        self.fetch.setVisible(offered is not None and fetched is None)
        self.fetch.setEnabled(not self._busy)
        self.open.setVisible(fetched is not None)
        if known is not None and not self._busy:
            self._say(self._words(known), wrong=known.problem is not None and offered is None)

    def _words(self, known: "Outlook") -> str:
        here = f"AmtDesk {self._shell.desk.updates.ground.version}."
        if known.offered and known.fetched:
            place = known.fetched
            return f"Fassung {known.offered.version} ist geprüft: {place.name} im Ordner „{place.parent.name}“. {_HOW}"
        if known.offered:
            day = texts.short_date(known.offered.published, self._now().date())
            return f"{here} Fassung {known.offered.version} vom {day} ist da. Sie entscheiden, ob und wann."
        if known.looked is None:
            return f"{here} Noch nicht nachgesehen." if known.address else here
        when = texts.when(known.looked, ZONE, self._now())
        if known.problem is not None:
            return f"{here} Nachgesehen {when}, ohne Erfolg. {texts.problem(known.problem)}"
        return f"{here} Nachgesehen {when}: Es gibt keine neuere Fassung."

    def _say(self, words: str, *, wrong: bool = False) -> None:
        look = self._shell.look
        self.state.setText(words)
        ink(self.state, look, look.alarm if wrong else "text")

    def _now(self) -> datetime:
        return self._shell.desk.now()

    def _allow(self, on: bool) -> None:
        updates = self._shell.desk.updates

        def done(_kept: object) -> None:
            self._shell.say("Einstellungen gespeichert.")
            self._poke(on)

        self._shell.background.run(lambda: updates.allow(on=on), done, self._failed)

    def _poke(self, on: bool) -> None:
        for carer in self._shell.desk.carers if on else ():
            carer.poke()

    def _set_address(self) -> None:
        wish = self.address.text().strip()
        if not self.address.isModified():
            return
        self.address.setModified(False)
        updates = self._shell.desk.updates
        self._shell.background.run(
            lambda: updates.set_address(wish), lambda _done: self._shell.say("Einstellungen gespeichert."), self._failed
        )

    def _look(self) -> None:
        self._begin("Wird nachgesehen …")
        self._shell.background.run(self._shell.desk.updates.look, self._ended, self._look_failed, side=True)

    def _look_failed(self, _error: Exception) -> None:
        # the problem is kept and shown in place
        self._busy = False
        self.read()

    def _download(self) -> None:
        self._begin("Wird heruntergeladen und geprüft. Sie können weiterarbeiten.")
        updates = self._shell.desk.updates

        def work() -> "Outlook":
            updates.download()
            return updates.outlook()

        self._shell.background.run(work, self._ended, self._failed, side=True)

    def _open(self) -> None:
        if self._known is not None and self._known.fetched is not None:
            folder = Path(self._known.fetched).parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _begin(self, words: str) -> None:
        self._busy = True
        self._show_parts()
        self._say(words)

    def _ended(self, known: "Outlook") -> None:
        self._busy = False
        self._show(known)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._show_again()
        self._say(" ".join(texts.sentences(error)), wrong=True)

    def _told(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and Kind.UPDATES in kinds and not self._busy:
            self.read()


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
