"""What stands below the text of a post for its link: picture, title, description and host, as platforms show it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from amtdesk.domain.card import LONGEST_DESCRIPTION, LONGEST_TITLE, LinkCard, first_link, host
from amtdesk.domain.checks import Target
from amtdesk.domain.media import Media
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.gallery import Gallery
from amtdesk.ui.editor.parts import unbroken, wrapped
from amtdesk.ui.editor.thumb import Thumb
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text as words

_WIDE, _HIGH = 150, 84
#: From this width on the picture stands beside the words (px).
_BESIDE = 320


class CardPreview(QWidget):
    """Hidden while there is nothing to say; the words are those of a foreign page, so plain text."""

    def __init__(self, look: Look, gallery: Gallery) -> None:
        super().__init__()
        self._look, self._gallery = look, gallery
        self._shown: Media | None = None
        self.setAccessibleName("Link-Vorschau im Beitrag")
        self.thumb = Thumb(look, QSize(_WIDE, _HIGH), stretch=True)
        self.title = wrapped(words(look, bold=True))
        self.description = wrapped(words(look, points=8.5, muted=True))
        self.host = wrapped(words(look, points=8.5, muted=True))
        self.note = wrapped(words(look, points=8.5, muted=True))
        self._frame = QFrame()
        self._frame.setObjectName("link")
        lines = QVBoxLayout()
        lines.setContentsMargins(8, 5, 8, 6)
        lines.setSpacing(1)
        for line in (self.host, self.title, self.description):
            lines.addWidget(line)
        lines.addStretch(1)
        self._inner = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._frame)
        self._inner.setContentsMargins(1, 1, 1, 1)
        self._inner.setSpacing(0)
        self._inner.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        self._inner.addLayout(lines, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._frame)
        column.addWidget(self.note)
        self.hide()

    def show_card(self, card: LinkCard | None, note: str) -> None:
        """A card or none, and what is to be said about it."""
        self.setVisible(card is not None or bool(note))
        self._frame.setVisible(card is not None)
        self._frame.setStyleSheet(f"#link {{ border: 1px solid {self._look.hex('line')}; border-radius: 4px }}")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if card is None:
            return
        self.host.setText(host(card.url))
        self.title.setText(unbroken(card.title.strip()[:LONGEST_TITLE]))
        description = unbroken(card.description.strip()[:LONGEST_DESCRIPTION])
        self.description.setText(description)
        self.description.setVisible(bool(description))
        self.thumb.setVisible(card.picture is not None)
        if card.picture != self._shown:
            self._shown = card.picture
            self.thumb.show_pixmap(None)
            if card.picture is not None:
                self._gallery.show(card.picture, self._picture(card.picture))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE
        self._inner.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.thumb.setMaximumWidth(_WIDE if beside else 1 << 20)

    def _picture(self, wanted: Media) -> Callable[[QPixmap | None], None]:
        def there(pixmap: QPixmap | None) -> None:
            # one that comes late is not shown below another card
            if self._shown == wanted:
                self.thumb.show_pixmap(pixmap)

        return there


def below(draft: Draft, target: Target | None) -> tuple[LinkCard | None, str]:
    """What a channel shows below the text, as far as anybody can know, and a sentence on it."""
    if target is None:
        return None, ""
    post, kind = draft.post, target.kind
    if kind.cards:
        return post.card_for(target.account_id), ""
    link = first_link(post.text_for(target.account_id))
    if not kind.reads_links or not link or post.pictures:
        return None, ""
    page = draft.page
    if page is not None and page.url == link and not page.says_nothing:
        return page, "Die Plattform liest die Seite selbst und kann sie etwas anders zeigen."
    return None, f"Die Plattform liest {host(link)} selbst und zeigt hier meist Titel und Bild der Seite."
