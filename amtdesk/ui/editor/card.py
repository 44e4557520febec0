"""The card below the link of a post: read from its page once the link stands, to be changed or left out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.card import LinkCard, first_link, host
from amtdesk.domain.channel import Kind
from amtdesk.domain.checks import Target
from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.link import host_of
from amtdesk.domain.media import Media
from amtdesk.ui import texts
from amtdesk.ui.editor.afterwards import afterwards
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.gallery import Gallery
from amtdesk.ui.editor.parts import link as link_button
from amtdesk.ui.editor.parts import says, wrapped
from amtdesk.ui.editor.pictures import FILTER
from amtdesk.ui.editor.thumb import Thumb
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

#: Milliseconds without a change after which a link counts as written to its end.
WRITTEN_AFTER = 1200
_HERE = ("127.0.0.1", "localhost", "::1")


class CardBox(QWidget):
    """`changed` follows every change of the card, also when its page was read."""

    changed = Signal()

    def __init__(self, shell: Shell, gallery: Gallery) -> None:
        super().__init__()
        self._shell, self._gallery = shell, gallery
        self._draft: Draft | None = None
        self._targets: Mapping[int, Target] = {}
        self._shown: Media | None = None
        #: the link that was there when the post was opened is read only on demand
        self._known = self._reading = ""
        self._written = QTimer(self)
        self._written.setSingleShot(True)
        self._written.setInterval(WRITTEN_AFTER)
        self._written.timeout.connect(self.read)
        look = shell.look
        self.setAccessibleName("Link-Vorschau")
        self._says = wrapped(words(look, muted=True))
        self.on = QCheckBox("mitsenden")
        self.on.setFont(look.font(9))
        self.on.setAccessibleName("Link-Vorschau mitsenden")
        self.on.toggled.connect(lambda on: self._change(shown=on))
        self.thumb = Thumb(look, QSize(60, 46))
        self.title = self._line("Titel der Link-Vorschau", "title")
        self.description = self._line("Beschreibung der Link-Vorschau", "description")
        self.again = link_button(look, "Seite lesen", self.read)
        self.other = link_button(look, "Bild wählen …", self._choose)
        self.without = link_button(look, "Ohne Bild", lambda: self._change(picture=None))
        self._lay_out()
        self.hide()

    def _line(self, name: str, field: str) -> QLineEdit:
        line = QLineEdit()
        line.setFont(self._shell.look.font(9.5))
        line.setAccessibleName(name)
        line.setPlaceholderText(name.partition(" ")[0])
        line.textEdited.connect(lambda text: self._change(**{field: text}))
        return line

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(self._shell.look, "Link-Vorschau", 9.5, bold=True))
        head.addWidget(self._says, 1)
        head.addWidget(self.on)
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(10)
        for one in (self.again, self.other, self.without):
            self._deeds.addWidget(one)
        self._deeds.addStretch(1)
        self._fields = QWidget()
        right = QVBoxLayout()
        right.setSpacing(3)
        right.addWidget(self.title)
        right.addWidget(self.description)
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.thumb)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._fields)
        column.addLayout(self._deeds)

    def show_draft(self, draft: Draft, targets: Mapping[int, Target]) -> None:
        """Another post."""
        self._written.stop()
        self._draft, self._targets = draft, targets
        self._known = self._page() if draft.post.id else ""
        self.follow(targets)

    def follow(self, targets: Mapping[int, Target]) -> None:
        """Text, pictures or channels are others now."""
        draft, self._targets = self._draft, targets
        if draft is None:
            return
        link, locked = self._link(), draft.locks.pictures
        card = draft.post.card if draft.post.card is not None and draft.post.card.url == link else None
        self.setVisible(bool(link) and not draft.post.pictures and (card is not None or not locked))
        page = self._page()
        if card is not None or page in ("", self._known, self._reading, draft.page.url if draft.page else ""):
            self._written.stop()
        else:
            # begins anew while the link is still being typed
            self._written.start()
        if link:
            self._show(link, card, locked)

    def _show(self, link: str, card: LinkCard | None, locked: bool) -> None:
        reading = link == self._reading or self._written.isActive()
        reads = self._shell.desk.posts.cards.reads_pages
        self._says.setText(_words(link, card, reading=reading, reads=reads))
        self._fields.setVisible(card is not None and card.shown)
        self.on.setVisible(card is not None)
        self.on.setEnabled(not locked)
        self.again.setText("Neu lesen" if card is not None else "Seite lesen" if reads else "Titel und Bild eintragen")
        self.again.setVisible(not locked and not reading and (card is None or (reads and card.shown)))
        self.other.setVisible(not locked and card is not None and card.shown)
        self.without.setVisible(not locked and card is not None and card.shown and card.picture is not None)
        if card is None:
            return
        blocked = self.on.blockSignals(True)
        self.on.setChecked(card.shown)
        self.on.blockSignals(blocked)
        for line, text in ((self.title, card.title), (self.description, card.description)):
            line.setReadOnly(locked)
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
                says(line, text)
        if card.picture != self._shown:
            self._shown = wanted = card.picture
            self.thumb.show_pixmap(None)
            if wanted is not None:
                # one that comes late is not shown on another card
                self._gallery.show(wanted, lambda made: self.thumb.show_pixmap(made) if self._shown == wanted else None)

    # reading the page

    def read(self) -> None:
        """Read the page of the link in front, in the background."""
        draft, link = self._draft, self._page()
        if draft is None or not link:
            return
        self._reading = link
        self.follow(self._targets)
        posts, local = self._shell.desk.posts, self._tested_here()

        def done(card: LinkCard) -> None:
            self._read_done(link)
            draft.page = card
            self._put(draft, card)

        def failed(_error: Exception) -> None:
            self._read_done(link)
            self.follow(self._targets)

        self._shell.background.run(lambda: posts.cards.read(link, local=local), done, failed, side=True)

    def _read_done(self, link: str) -> None:
        if self._reading == link:
            self._reading, self._known = "", link

    def _put(self, draft: Draft, card: LinkCard) -> None:
        def change(one: Draft) -> None:
            written = {first_link(one.post.text_for(account_id)) for account_id in one.chosen}
            if card.url in written and not one.locks.pictures:
                one.set(card=card)

        if draft is not self._draft:
            # she went on to another post meanwhile
            afterwards(self._shell, draft, change)
            return
        change(draft)
        self.follow(self._targets)
        self.changed.emit()

    def _tested_here(self) -> bool:
        """Whether a chosen channel is a test server on this computer; only then may a page lie here, too."""
        chosen = self._draft.chosen if self._draft is not None else ()
        accounts = self._shell.desk.accounts.every()
        return any(account.id in chosen and host_of(account.url) in _HERE for account in accounts)

    # changing it

    def _change(self, **values: Any) -> None:
        draft = self._draft
        if draft is None or draft.post.card is None:
            return
        draft.set(card=replace(draft.post.card, **values))
        self.follow(self._targets)
        self.changed.emit()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Bild für die Link-Vorschau", "", FILTER)
        draft = self._draft
        if not path or draft is None or draft.post.card is None:
            return
        card, posts = draft.post.card, self._shell.desk.posts

        def refused(error: Exception) -> None:
            reason = texts.problem(error) if isinstance(error, AmtDeskError) else "Das Bild ließ sich nicht übernehmen."
            self._says.setText(reason)

        self._shell.background.run(
            lambda: posts.take_picture_file(path),
            lambda media: self._put(draft, replace(draft.post.card or card, picture=media)),
            refused,
        )

    def _link(self) -> str:
        """The first link of a text for a channel that takes a card."""
        return self._first(lambda kind: kind.cards)

    def _page(self) -> str:
        """The link whose page is worth reading: for our card, else for what the platform will show of it."""
        draft = self._draft
        if draft is None or draft.post.pictures or draft.locks.pictures:
            return ""
        return self._link() or self._first(lambda kind: kind.reads_links and self._shell.desk.posts.cards.reads_pages)

    def _first(self, fits: Callable[[Kind], bool]) -> str:
        draft = self._draft
        chosen = draft.chosen if draft is not None else ()
        accounts = [one for one in chosen if one in self._targets and fits(self._targets[one].kind)]
        links = (first_link(draft.post.text_for(one)) for one in accounts) if draft is not None else ()
        return next((one for one in links if one), "")


def _words(link: str, card: LinkCard | None, *, reading: bool, reads: bool) -> str:
    """What is to be said of the card beside its heading."""
    if not reads:
        return "Zum Üben wird keine Seite gelesen, bitte selbst eintragen."
    if card is None:
        return "Die Seite wird gelesen …" if reading else host(link)
    silent = card.shown and card.says_nothing
    return "Von der Seite kam nichts. Selbst eintragen oder neu lesen." if silent else host(link)
