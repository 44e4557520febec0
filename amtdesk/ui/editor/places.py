"""Leads from a finding to its place in the editor."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from amtdesk.domain.checks import FALSE_LETTERS
from amtdesk.domain.finding import Finding, Note, Place
from amtdesk.ui import texts
from amtdesk.ui.editor.field import TextField
from amtdesk.ui.editor.folds import Section
from amtdesk.ui.editor.panes import Panes
from amtdesk.ui.shell import Shell


class Places:
    """Puts the cursor where something is missing, and says what."""

    def __init__(self, shell: Shell, panes: Panes) -> None:
        self._shell = shell
        self._panes = panes

    def go_to(self, note: Note) -> None:
        """To the place of a finding; its sentence stands in the status bar."""
        match note.place:
            case Place.TITLE:
                self._panes.head.title.setFocus(Qt.FocusReason.OtherFocusReason)
            case Place.CHANNELS:
                self._panes.folds.open(None)
                self._panes.channels.focus_first(note.account_id)
            case Place.TEXT:
                self._to_text(note)
            case Place.PICTURES:
                self._to_picture(note)
            case Place.TIME:
                self.go_to_time()
        self._shell.say(texts.finding(note))

    def go_to_time(self) -> None:
        """To the date."""
        self._panes.open(Section.TIME)
        self._panes.schedule.focus_first()

    def _to_text(self, note: Note) -> None:
        self._panes.texts.turn_to(note.account_id)
        field = self._panes.texts.field
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        match note.finding:
            case Finding.PLACEHOLDER_OPEN:
                self._mark_placeholder(field)
            case Finding.TEXT_TOO_LONG:
                text = field.text()
                field.mark(max(0, len(text) - note.number), len(text))
            case Finding.FALSE_LETTERS:
                text = field.text()
                at = next((at for at, char in enumerate(text) if _false(char)), None)
                if at is not None:
                    field.mark(at, at + 1)

    def _mark_placeholder(self, field: TextField) -> None:
        text = field.text()
        start = text.find("{{")
        if start >= 0:
            end = text.find("}}", start)
            field.mark(start, end + 2 if end >= 0 else start + 2)

    def _to_picture(self, note: Note) -> None:
        self._panes.open(Section.PICTURES)
        row = self._panes.pictures.row(note.number - 1) if note.finding is not Finding.TOO_MANY_PICTURES else None
        target: QWidget = row.alt if row is not None else self._panes.pictures.add
        if row is not None and note.finding is Finding.PICTURE_CUT:
            target = row.crop
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._panes.show_part(target)


def _false(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in FALSE_LETTERS)
