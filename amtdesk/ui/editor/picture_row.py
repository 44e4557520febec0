"""One picture of a post: thumbnail, Bildbeschreibung, order."""

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.fit import Fit
from amtdesk.domain.post import Attached
from amtdesk.ui import texts
from amtdesk.ui.editor.gallery import Gallery
from amtdesk.ui.editor.parts import icon, link, says, tool, wrapped
from amtdesk.ui.editor.thumb import WHOLE, Thumb
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text as words

MIME = "application/x-amtdesk-position"
MISSING = "Noch keine Bildbeschreibung – zwei Sätze reichen."


class PictureRow(QWidget):
    """Tells what a person did with it; `position` counts from 0."""

    described = Signal(int, str)
    decorated = Signal(int, bool)
    removed = Signal(int)
    moved = Signal(int, int)
    cropping = Signal(int)

    def __init__(self, look: Look, gallery: Gallery, position: int, attached: Attached, most_alt: int | None) -> None:
        super().__init__()
        self._look, self._position, self._most = look, position, most_alt
        self._pressed: QPointF | None = None
        self.setAcceptDrops(True)
        self._media = attached.media
        self.thumb = Thumb(look, QSize(60, 46), whole=True)
        gallery.show(attached.media, self.thumb.show_pixmap)
        self.alt = self._field(attached.alt)
        self.decorative = QCheckBox("nur Schmuck")
        self.decorative.setFont(look.font(9))
        self.decorative.setToolTip("Das Bild sagt nichts, was nicht im Text steht. Es braucht keine Beschreibung.")
        self.decorative.setAccessibleName(f"Bild {position + 1}: nur Schmuck")
        self.decorative.setChecked(attached.decorative)
        self.decorative.toggled.connect(self._decorated)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(self._head())
        right.addWidget(self.alt)
        self.fate = wrapped(words(look, muted=True))
        self.fate.setVisible(False)
        right.addWidget(self.fate)
        choose = "wählen" if attached.crop is None else "ändern"
        self.crop = link(look, f"Ausschnitt {choose} …", lambda: self.cropping.emit(position))
        self.crop.setAccessibleName(f"Ausschnitt von Bild {position + 1} {choose}")
        self.crop.setVisible(False)
        right.addWidget(self.crop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self._show_missing()

    def _field(self, alt: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setFont(self._look.font(9.5))
        field.setTabChangesFocus(True)
        # a picture dropped here is meant for the post
        field.setAcceptDrops(False)
        field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere if _long(alt) else field.wordWrapMode())
        field.document().setDocumentMargin(1)
        field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        field.setAccessibleName(f"Bildbeschreibung von Bild {self._position + 1}")
        field.setPlaceholderText(MISSING)
        field.setPlainText(alt)
        field.textChanged.connect(self._described)
        return field

    def _head(self) -> QHBoxLayout:
        look, position = self._look, self._position
        self._warning = icon(look, "alert-triangle", 14)
        self._warning.setPixmap(look.pixmap("alert-triangle", 14, look.ink(State.AWAITING_APPROVAL)))
        self._label = words(look)
        self._count = words(look, muted=True)
        self.up = tool(look, "chevron-up", "Weiter nach vorn (Alt+↑)", lambda: self._move(-1), 14)
        self.down = tool(look, "chevron-down", "Weiter nach hinten (Alt+↓)", lambda: self._move(1), 14)
        self.remove = tool(look, "x", "Bild herausnehmen", lambda: self.removed.emit(position), 14)
        head = QHBoxLayout()
        head.setSpacing(4)
        for label in (self._warning, self._label, self._count):
            head.addWidget(label)
        head.addStretch(1)
        for control in (self.decorative, self.up, self.down, self.remove):
            head.addWidget(control)
        return head

    def show_place(self, count: int, locked: bool) -> None:
        """How many pictures there are, and whether they may still change."""
        self.up.setVisible(count > 1 and not locked)
        self.down.setVisible(count > 1 and not locked)
        self.up.setEnabled(self._position > 0)
        self.down.setEnabled(self._position < count - 1)
        self.remove.setVisible(not locked)
        self.decorative.setEnabled(not locked)
        self.alt.setReadOnly(locked)

    def show_fate(self, sentence: str, cuts: Mapping[str, Fit], locked: bool) -> None:
        """What each channel makes of it; `cuts` are those that cut it, by name: the smallest part is shown."""
        self.crop.setVisible(bool(cuts) and not locked)
        self.fate.setText(sentence)
        self.fate.setVisible(bool(sentence))
        media = self._media
        # one that cuts it alike stands for all of them
        name = min(cuts, key=lambda one: cuts[one].area, default="")
        self.thumb.show_part(cuts[name].share(media.width, media.height) if name else WHOLE)
        said = f"{media.name}, Ausschnitt für {name}" if name else media.name
        says(self.thumb, said)
        self.thumb.setAccessibleName(said)

    def _move(self, step: int) -> None:
        self.moved.emit(self._position, self._position + step)

    def _described(self) -> None:
        self.described.emit(self._position, self.alt.toPlainText())
        self._show_missing()

    def _decorated(self, on: bool) -> None:
        self.decorated.emit(self._position, on)
        self._show_missing()

    def _show_missing(self) -> None:
        length, decorative = len(self.alt.toPlainText()), self.decorative.isChecked()
        missing = not self.alt.toPlainText().strip() and not decorative
        self._warning.setVisible(missing)
        self._label.setText("Bildbeschreibung fehlt" if missing else "Bildbeschreibung")
        warning = self._look.ink(State.AWAITING_APPROVAL).name()
        self._label.setStyleSheet(f"color: {warning if missing else self._look.hex('muted')}")
        frame = f"QPlainTextEdit {{ border-color: {warning} }}" if missing else ""
        if self.alt.styleSheet() != frame:
            self.alt.setStyleSheet(frame)
        self.alt.setVisible(not decorative or length > 0)
        self._fit()
        near = self._most is not None and length >= 0.8 * self._most
        self._count.setVisible(near)
        if near and self._most is not None:
            over = f", {texts.thousands(length - self._most)} zu viel" if length > self._most else ""
            self._count.setText(f"{texts.thousands(length)}/{texts.thousands(self._most)}{over}")
            self._count.setStyleSheet(f"color: {self._look.alarm.name()}" if over else "")

    def _fit(self) -> None:
        """As high as its lines, up to three."""
        lines = min(3, max(1, round(self.alt.document().size().height())))
        self.alt.setFixedHeight(self.alt.fontMetrics().lineSpacing() * lines + 12)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # the lines break anew once the field has its width
        QTimer.singleShot(0, self, self._fit)

    # taking it by the thumbnail

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        inside = self.thumb.geometry().contains(event.position().toPoint())
        self._pressed = event.position() if inside and not self.alt.isReadOnly() else None

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        carried = QMimeData()
        carried.setData(MIME, str(self._position).encode())
        drag.setMimeData(carried)
        drag.setPixmap(self.thumb.grab())
        drag.exec(Qt.DropAction.MoveAction)

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.moved.emit(int(event.mimeData().data(MIME).toStdString()), self._position)


def _long(text: str) -> bool:
    return any(len(word) > 1000 for word in text.split())
