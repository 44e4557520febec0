"""The steps of publishing by hand: text, pictures with their Bildbeschreibung, page."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.link import host_of
from amtdesk.ui import texts
from amtdesk.ui.by_hand_picture import SIDE, HandPicture
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Button, Elided, button, hairline, text

_SHOWN_CHARACTERS = 600


class HandStep(QWidget):
    """One step: a mark that turns to a tick, a heading, its key, and what belongs to it."""

    def __init__(self, look: Look, heading: str, key: str, deed: Button | None = None) -> None:
        super().__init__()
        self._look = look
        self.is_done = False
        self._mark = QLabel()
        self._mark.setFixedWidth(20)
        self.heading = Elided(look, heading, 10, bold=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.heading, 1)
        if key:
            row.addWidget(text(look, key, 8.5, muted=True))
        if deed is not None:
            deed.setToolTip(f"{deed.accessibleName()} ({key})")
            row.addWidget(deed)
            self._mark.setMinimumHeight(deed.sizeHint().height())
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addLayout(row)
        lines.addLayout(self.body)
        across = QHBoxLayout()
        across.setContentsMargins(0, 8, 0, 8)
        across.setSpacing(8)
        across.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(lines, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across)
        column.addWidget(hairline())
        self._show()
        look.changed.connect(self._show)

    def mark_done(self) -> None:
        """Tick it off; it may be done again."""
        self.is_done = True
        self._show()

    def _show(self) -> None:
        icon, state = ("circle-check", State.PUBLISHED) if self.is_done else ("circle-dashed", State.DRAFT)
        self._mark.setPixmap(self._look.pixmap(icon, 18, self._look.ink(state)))
        self._mark.setAccessibleName("erledigt" if self.is_done else "offen")


class TextStep(HandStep):
    """The text, on the clipboard from the start; the headline beside it where there is one."""

    def __init__(self, look: Look) -> None:
        self.copy = button(look, "Text erneut kopieren", "copy")
        super().__init__(look, "Text in die Zwischenablage", "Alt+1", self.copy)
        self.preview = text(look, muted=True, wrap=True)
        self.hint = text(look, muted=True, wrap=True)
        self.hint.hide()
        self.headline = Elided(look)
        self.copy_title = button(look, "Überschrift kopieren")
        self.copy_title.setToolTip("Überschrift kopieren (Alt+6)")
        self._titled = QWidget()
        row = QHBoxLayout(self._titled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.headline, 1)
        row.addWidget(text(look, "Alt+6", 8.5, muted=True))
        row.addWidget(self.copy_title)
        self._titled.hide()
        self.body.addWidget(self.preview)
        self.body.addWidget(self.hint)
        self.body.addWidget(self._titled)

    def show_text(self, words: str, title: str = "", hint: str = "") -> None:
        """Its beginning, so that one sees what is being pasted."""
        lines = [line for line in words.splitlines() if line.strip()]
        short = "\n".join(lines[:3])[:_SHOWN_CHARACTERS]
        self.preview.setText(short + (" …" if len(short) < len("\n".join(lines)) else ""))
        self.headline.setText(title)
        self._titled.setVisible(bool(title))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def mark_done(self) -> None:
        """The text is there."""
        super().mark_done()
        self.heading.setText("Der Text liegt in der Zwischenablage")


class PicturesStep(HandStep):
    """The pictures one by one and as files; `alt_wanted` and `picture_wanted` carry the place from 0."""

    alt_wanted = Signal(int)
    picture_wanted = Signal(int)

    def __init__(self, look: Look) -> None:
        self.open = button(look, "Bildordner öffnen", "photo")
        super().__init__(look, "Bilder", "Alt+5", self.open)
        self._number = 0
        self._next = self._next_picture = 0
        self._with_alt: list[int] = []
        self.copies: list[tuple[Button, Button]] = []

    def show_pictures(
        self, pictures: Sequence[tuple[Path, str]], small: Sequence[QImage], fates: Sequence[str]
    ) -> None:
        """One line for each; `fates` say what was made of it for this place, empty where it is as it was."""
        self._number = len(pictures)
        self.heading.setText(f"{texts.count(len(pictures), 'Bild', 'Bilder')} einfügen")
        self._with_alt = [place for place, (_, alt) in enumerate(pictures) if alt]
        for place, ((path, alt), image, fate) in enumerate(zip(pictures, small, fates, strict=True)):
            thumb = HandPicture(path, image)
            thumb.pulled.connect(lambda place=place: self.copied(place))
            self.body.addLayout(self._row(place, thumb, (path.name, fate), alt))
        if pictures:
            many = len(pictures) > 1
            first = "der Reihe nach die Bilder" if many else "das Bild"
            then = ", Alt+3 die Bildbeschreibung dazu" if self._with_alt else ""
            pull = "Die kleinen Bilder lassen" if many else "Das kleine Bild lässt"
            said = f"Alt+2 kopiert {first}{then}. {pull} sich auch in die Seite ziehen."
            self.body.addWidget(text(self._look, said, 8.5, muted=True, wrap=True))

    def next_picture(self) -> None:
        """The next picture in turn."""
        if self._number:
            self.picture_wanted.emit(self._next_picture % self._number)

    def next_alt(self) -> None:
        """The Bildbeschreibung of the picture copied last, or of the next in turn."""
        if self._with_alt:
            self.alt_wanted.emit(self._with_alt[self._next % len(self._with_alt)])

    def copied(self, place: int) -> None:
        """A picture is on the clipboard; its Bildbeschreibung is the next one."""
        self._next_picture = place + 1
        if place in self._with_alt:
            self._next = self._with_alt.index(place)
        self.mark_done()

    def described(self, place: int) -> None:
        """A Bildbeschreibung is on the clipboard."""
        self._next = self._with_alt.index(place) + 1

    def _row(self, place: int, thumb: HandPicture, named: tuple[str, str], alt: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        name, fate = named
        words.addWidget(Elided(self._look, name))
        if fate:
            words.addWidget(Elided(self._look, fate, muted=True))
        words.addWidget(Elided(self._look, alt or "ohne Bildbeschreibung, nur Schmuck", muted=True))
        copy = button(self._look, "Bild kopieren")
        copy.setAccessibleName(f"Bild {place + 1} kopieren")
        copy.setToolTip("Bild kopieren (Alt+2, der Reihe nach)")
        copy.clicked.connect(lambda: self.picture_wanted.emit(place))
        describe = button(self._look, "Bildbeschreibung kopieren")
        describe.setAccessibleName(f"Bildbeschreibung {place + 1} kopieren")
        describe.setToolTip("Bildbeschreibung kopieren (Alt+3)")
        describe.setEnabled(bool(alt))
        describe.clicked.connect(lambda: self.alt_wanted.emit(place))
        self.copies.append((copy, describe))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(thumb)
        row.addLayout(words, 1)
        row.addWidget(copy)
        row.addWidget(describe)
        return row


class PageStep(HandStep):
    """The page on which one publishes."""

    def __init__(self, look: Look) -> None:
        self.open = button(look, "Seite öffnen", "external-link")
        super().__init__(look, "Seite öffnen, Text und Bilder einfügen, veröffentlichen", "Alt+4", self.open)
        self._host = Elided(look, muted=True)
        self.body.addWidget(self._host)

    def show_page(self, url: str, *, filled: bool = False) -> None:
        """Its host, and what is left to do there."""
        self._host.setText(host_of(url))
        if filled:
            self.heading.setText("Seite öffnen: Der Text steht schon dort")


def thumbnails(paths: Iterable[Path]) -> list[QImage]:
    """Small pictures; safe off the GUI thread. An unreadable one is an empty picture."""
    found = []
    for path in paths:
        reader = QImageReader(str(path))
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
        found.append(reader.read())
    return found
