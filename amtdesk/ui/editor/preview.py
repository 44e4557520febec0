"""The post as a plain card, for one channel at a time; no imitation of a platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.domain.channel import Ability, Limits
from amtdesk.domain.checks import Target
from amtdesk.domain.fit import each, fit
from amtdesk.domain.post import Attached
from amtdesk.ui import texts
from amtdesk.ui.editor.card_preview import CardPreview, below
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.gallery import Gallery
from amtdesk.ui.editor.parts import clear, link, restyle, unbroken, wrapped
from amtdesk.ui.editor.thumb import Thumb
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

SHORT = 160
MOST = 10_000
#: Pictures shown; heights of several and of one alone (px).
MOST_PICTURES, SEVERAL, ALONE = 4, 64, 120


@dataclass(frozen=True, slots=True)
class Setting:
    """Who publishes where and what time it is now."""

    office: str
    now: datetime
    names: Mapping[int, str]
    targets: Mapping[int, Target]


class Preview(QWidget):
    """Text as it goes out, pictures, name and time."""

    def __init__(self, shell: Shell, gallery: Gallery) -> None:
        super().__init__()
        self._shell, self._gallery = shell, gallery
        self._draft: Draft | None = None
        self._setting: Setting | None = None
        self._whole = False
        self._shown: tuple[object, ...] | None = None
        self._thumbs: list[Thumb] = []
        self.setAccessibleName("Vorschau")
        look = shell.look
        self.channel = QComboBox()
        self.channel.setFont(look.font(9))
        self.channel.setAccessibleName("Vorschau für")
        self.channel.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.channel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.channel.setMinimumContentsLength(6)
        self.channel.setFixedHeight(self.channel.fontMetrics().height() + 6)
        self.channel.currentIndexChanged.connect(lambda _: self.refresh())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(look, "Vorschau", 9.5, bold=True))
        head.addStretch(1)
        head.addWidget(self.channel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._card())
        column.addStretch(1)

    def _card(self) -> QFrame:
        look = self._shell.look
        self._sign = Sign(self._shell)
        self._name = wrapped(words(look, bold=True))
        self._when = wrapped(words(look, points=8.5, muted=True))
        self._text = wrapped(words(look, points=9))
        self._more = link(look, "Mehr anzeigen", self._toggle)
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(2)
        self._frame = QFrame()
        self._frame.setObjectName("card")
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._name)
        beside.addWidget(self._when)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._sign)
        top.addLayout(beside, 1)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._text)
        column.addWidget(self._more)
        column.addLayout(self._pictures)
        self.card = CardPreview(look, self._gallery)
        column.addWidget(self.card)
        return self._frame

    def show_draft(self, draft: Draft, setting: Setting) -> None:
        """Another post, or other channels of it."""
        if draft is not self._draft:
            self._whole = False
        self._draft, self._setting = draft, setting
        chosen = [(setting.names[one], one) for one in draft.chosen if one in setting.names]
        known = [(self.channel.itemText(row), self.channel.itemData(row)) for row in range(self.channel.count())]
        if chosen != known:
            current = self.channel.currentData()
            self.channel.blockSignals(True)
            self.channel.clear()
            for name, account_id in chosen:
                self.channel.addItem(name, account_id)
            self.channel.setCurrentIndex(max(0, self.channel.findData(current)))
            self.channel.blockSignals(False)
        self.channel.setVisible(len(chosen) > 1)
        self.refresh()

    def refresh(self) -> None:
        """The card as the draft stands now."""
        draft, setting = self._draft, self._setting
        if draft is None or setting is None:
            return
        post, account_id = draft.post, self.channel.currentData()
        text = (post.text if account_id is None else post.text_for(account_id)).strip()
        shown = text[:MOST] if self._whole else shortened(text)
        self._text.setText(unbroken(shown) or "Noch kein Text.")
        restyle(self._text, None if shown else "muted")
        self._more.setVisible(len(shown) < len(text) or (self._whole and len(text) > SHORT))
        self._more.setText("Weniger anzeigen" if self._whole else "Mehr anzeigen")
        name = setting.office or setting.names.get(account_id or 0, "") or "AmtDesk"
        self._name.setText(name)
        self._sign.show_letter(_letter(name))
        self._when.setText(texts.when(post.due, post.zone, setting.now) if post.due else "ohne Termin")
        line, ink = self._shell.look.hex("line"), self._shell.look.hex("link")
        quiet = f"QComboBox {{ border: 1px solid transparent; background: transparent; color: {ink}; padding: 0 2px }}"
        ring = f"QComboBox:focus {{ border: 2px solid {self._shell.look.hex('focus')} }}"
        self.channel.setStyleSheet(quiet + ring)
        self._frame.setStyleSheet(f"#card {{ border: 1px solid {line}; border-radius: 4px }}")
        target = setting.targets.get(account_id)
        self._show_pictures(post.pictures, target)
        self.card.show_card(*below(draft, target))

    def _show_pictures(self, pictures: tuple[Attached, ...], target: Target | None) -> None:
        """Each as the channel cuts it."""
        if target is not None and Ability.PICTURES not in target.kind.abilities:
            pictures = ()
        limits = target.limits if target is not None else Limits()
        shown = tuple((one.media.sha256, one.crop) for one in pictures), limits.picture_ratio, limits.pictures_alike
        if shown != self._shown:
            self._shown = shown
            self._lay_out(pictures, limits)
        for thumb, attached in zip(self._thumbs, pictures, strict=False):
            thumb.setAccessibleName(attached.alt or attached.media.name)

    def _lay_out(self, pictures: tuple[Attached, ...], limits: Limits) -> None:
        clear(self._pictures)
        self._thumbs = []
        takes = each([(one.media.width, one.media.height) for one in pictures], limits)
        for attached, taken in list(zip(pictures, takes, strict=True))[:MOST_PICTURES]:
            media = attached.media
            high = SEVERAL if len(pictures) > 1 else ALONE
            thumb = Thumb(self._shell.look, QSize(40, high), stretch=True, whole=True)
            kept = fit(media.width, media.height, media.mime, taken, crop=attached.crop)
            thumb.show_part(kept.share(media.width, media.height))
            self._gallery.show(media, thumb.show_pixmap)
            self._pictures.addWidget(thumb, 1)
            self._thumbs.append(thumb)
        if len(pictures) > MOST_PICTURES:
            self._pictures.addWidget(words(self._shell.look, f" +{len(pictures) - MOST_PICTURES}", muted=True))

    def _toggle(self) -> None:
        self._whole = not self._whole
        self.refresh()


def shortened(text: str) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= SHORT:
        return text
    cut = text[:SHORT]
    return (cut.rsplit(None, 1)[0] if " " in cut else cut) + " …"


def _letter(name: str) -> str:
    """What stands in the circle: `M` for „Gemeinde Musterbach“."""
    parts = [part for part in name.split() if part[:1].isalnum()]
    kinds = {"gemeinde", "stadt", "markt", "ortsgemeinde", "samtgemeinde", "verbandsgemeinde", "amt"}
    rest = [part for part in parts if part.casefold() not in kinds] or parts
    return rest[0][0].upper() if rest else "A"


class Sign(QWidget):
    """A circle with a letter in place of a profile picture."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._look = shell.look
        self._letter = "A"
        self.setFont(shell.look.font(11, bold=True))
        self.setFixedSize(28, 28)

    def show_letter(self, letter: str) -> None:
        """Another one."""
        self._letter = letter
        self.update()

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("accent"))
        painter.drawEllipse(self.rect())
        painter.setPen(self._look.color("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.end()
