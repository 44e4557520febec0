"""The pictures of a post, and taking new ones: from a file, by dropping, from the clipboard."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.channel import Ability, Limits
from amtdesk.domain.checks import Target
from amtdesk.domain.crop import Crop
from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.fit import Fit, each, fates, fit
from amtdesk.ui import texts
from amtdesk.ui.editor.afterwards import afterwards
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.gallery import Gallery
from amtdesk.ui.editor.parts import clear, link, wrapped
from amtdesk.ui.editor.picture_row import PictureRow
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

if TYPE_CHECKING:
    from amtdesk.domain.media import Media

FILTER = "Bilder (*.jpg *.jpeg *.png *.webp *.gif *.heic *.heif);;Alle Dateien (*)"


class Pictures(QWidget):
    """`changed` follows every change a person made; adding goes to the draft it was begun for."""

    changed = Signal()

    def __init__(self, shell: Shell, gallery: Gallery) -> None:
        super().__init__()
        self._shell, self._gallery = shell, gallery
        self._draft: Draft | None = None
        self._targets: Mapping[int, Target] = {}
        self._taking = 0
        self.setAccessibleName("Bilder")
        look = shell.look
        self._count = wrapped(words(look, muted=True))
        self.add = link(look, "Bild hinzufügen …", self.choose)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(look, "Bilder", 9.5, bold=True))
        head.addWidget(self._count, 1)
        head.addWidget(self.add)
        self._trouble = wrapped(words(look))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addLayout(self._rows)
        #: for what takes the place of pictures where there are none
        self.below = QVBoxLayout()
        column.addLayout(self.below)

    def show_draft(self, draft: Draft, targets: Mapping[int, Target]) -> None:
        """The pictures as they stand in the draft."""
        if draft is not self._draft:
            self._say("")
        typed_in = self._focused() if draft is self._draft else None
        self._draft, self._targets = draft, targets
        clear(self._rows)
        pictures, locked = draft.post.pictures, draft.locks.pictures
        most_alt = min((one.limits.alt_text for one in self._takers() if one.limits.alt_text), default=None)
        for position, attached in enumerate(pictures):
            row = PictureRow(self._shell.look, self._gallery, position, attached, most_alt)
            row.show_place(len(pictures), locked)
            row.described.connect(self._described)
            row.decorated.connect(self._decorated)
            row.removed.connect(self._removed)
            row.moved.connect(self._moved)
            row.cropping.connect(self._cropping)
            self._rows.addWidget(row)
        self.add.setVisible(not locked)
        self._show_count()
        self._show_fates()
        same = self.row(typed_in) if typed_in is not None else None
        if same is not None:
            # a picture came in while another was being described
            same.alt.setFocus(Qt.FocusReason.OtherFocusReason)
            same.alt.moveCursor(QTextCursor.MoveOperation.End)

    def show_targets(self, targets: Mapping[int, Target]) -> None:
        """Other channels were chosen: only the line above and what they make of each picture change."""
        self._targets = targets
        self._show_count()
        self._show_fates()

    def row(self, position: int) -> PictureRow | None:
        """One row, to put the focus there."""
        item = self._rows.itemAt(position)
        widget = item.widget() if item is not None else None
        return widget if isinstance(widget, PictureRow) else None

    # taking pictures

    def choose(self) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(self, "Bild hinzufügen", "", FILTER)
        self.take_files(paths)

    def take_files(self, paths: list[str]) -> None:
        """Take files of this computer, in the background."""
        posts = self._shell.desk.posts
        for path in paths:
            self._take(partial(posts.take_picture_file, path), path.replace("\\", "/").rsplit("/", 1)[-1])

    def take_mime(self, source: QMimeData) -> None:
        """Take what was pasted or dropped."""
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            self.take_files(files)
            return
        image = QImage(source.imageData())
        if image.isNull():
            return
        posts = self._shell.desk.posts
        self._take(lambda: posts.take_picture(_png(image), "Zwischenablage.png"), "Das Bild aus der Zwischenablage")

    def _take(self, work: Callable[[], "Media"], name: str) -> None:
        draft = self._draft
        if draft is None or draft.locks.pictures:
            return
        self._taking += 1
        self._say("")
        self._show_count()

        def taken(media: "Media") -> None:
            self._taking -= 1
            self._change(draft, lambda one: one.add_picture(media))

        def refused(error: Exception) -> None:
            self._taking -= 1
            reason = texts.problem(error) if isinstance(error, AmtDeskError) else "Das Bild ließ sich nicht übernehmen."
            self._say(f"{name}: {reason}")
            self._show_count()

        self._shell.background.run(work, taken, refused)

    def _change(self, draft: Draft, change: Callable[[Draft], object]) -> None:
        if draft is not self._draft:
            # she went on to another post meanwhile
            afterwards(self._shell, draft, change)
            return
        change(draft)
        self.show_draft(draft, self._targets)
        self.changed.emit()

    # changing them

    def _described(self, position: int, alt: str) -> None:
        if self._draft is not None:
            self._draft.describe(position, alt=alt)
            self.changed.emit()

    def _decorated(self, position: int, on: bool) -> None:
        if self._draft is not None:
            self._draft.describe(position, decorative=on)
            self.changed.emit()

    def _moved(self, position: int, target: int) -> None:
        if self._draft is not None and self._draft.move_picture(position, target):
            self.show_draft(self._draft, self._targets)
            self.changed.emit()
            row = self.row(target)
            if row is not None:
                row.alt.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cropping(self, position: int) -> None:
        from amtdesk.ui.editor.crop_dialog import CropDialog

        draft = self._draft
        if draft is None or not (cutters := self._cutters(position)):
            return
        attached = draft.post.pictures[position]

        def keep(crop: Crop | None) -> None:
            self._change(draft, lambda one: one.crop_picture(attached.media, crop))

        def chosen(crop: Crop) -> None:
            keep(crop)
            row = self.row(position)
            if row is not None:
                row.crop.setFocus(Qt.FocusReason.OtherFocusReason)
            self._shell.say(f"Ausschnitt von Bild {position + 1} gewählt.", lambda: keep(attached.crop))

        dialog = CropDialog(self, self._shell, attached.media, attached.crop, cutters, chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _cutters(self, position: int) -> dict[str, Limits]:
        """What the channels take that must cut it, by their names."""
        takes = self._takes()
        return {name: takes[name][position] for name, one in self._fits(takes, position).items() if one.cut is not None}

    def _fits(self, takes: Mapping[str, Sequence[Limits]], position: int) -> dict[str, Fit]:
        assert self._draft is not None
        one = self._draft.post.pictures[position]
        shape = one.media.width, one.media.height, one.media.mime
        return {name: fit(*shape, limits[position], one.media.size, one.crop) for name, limits in takes.items()}

    def _takes(self) -> dict[str, list[Limits]]:
        """What each channel takes of every picture, by its name."""
        pictures = self._draft.post.pictures if self._draft is not None else ()
        shapes = [(one.media.width, one.media.height) for one in pictures]
        return {one.name: each(shapes, one.limits) for one in self._takers()}

    def _removed(self, position: int) -> None:
        draft = self._draft
        if draft is None:
            return
        attached = draft.post.pictures[position]
        self._change(draft, lambda one: one.remove_picture(position))

        def back() -> None:
            self._change(draft, lambda one: one.put_picture(position, attached))

        self._shell.say(f"Bild {position + 1} herausgenommen.", back)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        position = self._focused()
        if step is None or position is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        self._moved(position, position + step)

    def _focused(self) -> int | None:
        for position in range(self._rows.count()):
            row = self.row(position)
            if row is not None and row.isAncestorOf(self.focusWidget() or self):
                return position
        return None

    # words

    def _chosen(self) -> list[Target]:
        chosen = self._draft.chosen if self._draft is not None else ()
        return [self._targets[one] for one in chosen if one in self._targets]

    def _takers(self) -> list[Target]:
        return [one for one in self._chosen() if Ability.PICTURES in one.kind.abilities]

    def _show_count(self) -> None:
        assert self._draft is not None
        count = len(self._draft.post.pictures)
        limited = [one for one in self._takers() if one.limits.pictures is not None]
        strictest = min(limited, key=lambda one: one.limits.pictures or 0, default=None)
        if self._taking:
            said = "wird übernommen …"
        elif not count:
            said = "Noch kein Bild. Hierher ziehen oder auswählen."
        elif strictest is None:
            said = str(count)
        else:
            said = f"{count} von höchstens {strictest.limits.pictures} ({strictest.name})"
        self._count.setText(said)

    def _show_fates(self) -> None:
        assert self._draft is not None
        takes = self._takes()
        for position in range(len(self._draft.post.pictures)):
            row = self.row(position)
            if row is not None:
                fits = self._fits(takes, position)
                cuts = {name: one for name, one in fits.items() if one.cut is not None}
                told = {one.name: fits.get(one.name) for one in self._chosen()}
                row.show_fate(fates(told), cuts, self._draft.locks.pictures)

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setStyleSheet(f"color: {self._shell.look.alarm.name()}")
        self._trouble.setVisible(bool(sentence))


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # the stub wants bytes for the format, Qt takes both
    save: Any = image.save
    save(buffer, "PNG")
    return bytes(content.data())
