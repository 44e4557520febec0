"""One Textbaustein to read: what the house says to it, its versions filled, where and how to use it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain.channel import Limits
from amtdesk.domain.counting import length
from amtdesk.domain.textmodule import TextModule
from amtdesk.ui.library.filling import label
from amtdesk.ui.library.reading import Reading
from amtdesk.ui.look import Look
from amtdesk.ui.textmodules import words
from amtdesk.ui.widgets.badge import Badge
from amtdesk.ui.widgets.frame import scrolling
from amtdesk.ui.widgets.words import button, hairline, text


class Detail(QWidget):
    """Only tells what is wanted; the page does it."""

    edit_wanted = Signal()
    copy_wanted = Signal()
    agree_wanted = Signal()
    asked_wanted = Signal()
    liked = Signal(bool)
    trail_wanted = Signal()
    duplicate_wanted = Signal()
    archive_wanted = Signal()
    source_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._limits: Mapping[str, Limits] = {}
        self._archived = False
        self.title = text(look, "", 13.5, bold=True, wrap=True)
        self.star = QToolButton()
        self.star.setCheckable(True)
        self.star.setText("Favorit")
        self.star.setProperty("kind", "toggle")
        self.star.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.star.clicked.connect(self.liked)
        self.badge = Badge(look)
        self.standing = text(look, "", 9, muted=True, wrap=True)
        self.agree = button(look, "Zustimmung eintragen …", "rubber-stamp")
        self.agree.clicked.connect(lambda _on=False: self.agree_wanted.emit())
        self.reading = Reading(look)
        self.reading.changed.connect(self._count)
        self.reading.done.connect(self.copy_wanted)
        self.lengths = text(look, "", 9, muted=True, wrap=True)
        self.open_names = text(look, "", 9, wrap=True)
        self.facts = text(look, "", 9, muted=True, wrap=True)
        self.uses = button(look, "", "")
        self.uses.setProperty("kind", "link")
        self.uses.clicked.connect(lambda _on=False: self.trail_wanted.emit())
        self.source = button(look, "Quelle öffnen", "external-link")
        self.source.clicked.connect(self._open_source)
        self.copy = button(look, "Kopieren", "copy", primary=True)
        self.copy.setToolTip("Gefüllt in die Zwischenablage")
        self.copy.clicked.connect(lambda _on=False: self.copy_wanted.emit())
        self.edit = button(look, "Bearbeiten", "pencil")
        self.edit.setToolTip("Text, Suchwörter und Beispielfragen ändern (F2)")
        self.edit.clicked.connect(lambda _on=False: self.edit_wanted.emit())
        self.more = button(look, "Mehr", "dots")
        menu = QMenu(self.more)
        menu.addAction("&Beispielfragen …", self.asked_wanted.emit)
        menu.addAction("Duplizieren", self.duplicate_wanted.emit)
        menu.addAction("Verlauf und Verwendung …", self.trail_wanted.emit)
        self.put_away = menu.addAction("Ins Archiv legen", self.archive_wanted.emit)
        self.more.setMenu(menu)
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()

    def show_module(
        self, module: TextModule, shelf: str, limits: Mapping[str, Limits], zone: str, *, archived: bool
    ) -> None:
        """Another one, or the same one changed."""
        self._limits, self._archived = limits, archived
        self.title.setText(module.title or "Ohne Titel")
        self.star.setChecked(module.favourite)
        self.badge.show_state(
            words.STANDINGS[module.standing], words.ICONS[module.standing], words.COLORS[module.standing]
        )
        self.standing.setText(words.standing(module))
        self.agree.setVisible(not archived)
        self.star.setVisible(not archived)
        self.put_away.setText("Aus dem Archiv holen" if archived else "Ins Archiv legen")
        self.facts.setText(facts(module, shelf))
        self.uses.say(words.used(module, zone))
        self.source.setVisible(bool(module.source_url))
        self.source.setToolTip(module.source_url.replace("<", "‹"))
        self.reading.show_module(module)
        # asked at once: here is room
        self.reading.ask()

    def _count(self) -> None:
        said = self.reading.text()
        found = {name: (length(said, limits).characters, limits.characters) for name, limits in self._limits.items()}
        self.lengths.setText(words.lengths(found))
        self.lengths.setVisible(bool(found))
        left = self.reading.open_names()
        self.open_names.setText(f"Noch auszufüllen: {', '.join(label(name) for name in left)}" if left else "")
        self.open_names.setVisible(bool(left))

    def _open_source(self) -> None:
        if self.reading.module is not None:
            self.source_wanted.emit(self.reading.module.source_url)

    def _dress(self) -> None:
        self.star.setIcon(self._look.icon("star", 16, "link"))
        self.reading.restyle()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
        stands = QHBoxLayout()
        stands.setSpacing(10)
        stands.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        stands.addWidget(self.standing, 1)
        stands.addWidget(self.agree, 0, Qt.AlignmentFlag.AlignTop)
        versions = QHBoxLayout()
        versions.addLayout(self.reading.versions)
        versions.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(8)
        for part in (self.copy, self.edit, self.more, self.source):
            below.addWidget(part)
        below.addStretch(1)
        self.uses.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.reading.preview.setFixedHeight(self.reading.preview.fontMetrics().lineSpacing() * 7 + 16)
        inside = QWidget()
        scrolled = QVBoxLayout(inside)
        scrolled.setContentsMargins(0, 0, 10, 0)
        scrolled.setSpacing(8)
        scrolled.addLayout(versions)
        parts: tuple[QWidget, ...] = (self.reading, self.open_names, self.lengths, hairline(), self.facts)
        for one in parts:
            scrolled.addWidget(one)
        scrolled.addWidget(self.uses, 0, Qt.AlignmentFlag.AlignLeft)
        scrolled.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(stands)
        column.addWidget(hairline())
        column.addWidget(scrolling(inside), 1)
        column.addLayout(below)


def facts(module: TextModule, shelf: str) -> str:
    """Shelf, kinds, who may use it, note on use, search words: one line each."""
    lines = [" · ".join(filter(None, (shelf, words.kinds(module), words.APPROVALS.get(module.approval, ""))))]
    if module.usage:
        lines.append(module.usage)
    if module.keywords:
        lines.append(f"Suchwörter: {', '.join(module.keywords)}")
    return "\n".join(filter(None, lines))
