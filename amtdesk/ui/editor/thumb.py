"""One small picture in its frame: the middle of it, or all of the part that stays."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from amtdesk.domain.fit import Share
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

WHOLE: Share = (0.0, 0.0, 1.0, 1.0)


class Thumb(QWidget):
    """Fills its frame; with `whole` nothing of the part is cut off to fit. An icon until the picture is there."""

    def __init__(self, look: Look, size: QSize, *, stretch: bool = False, whole: bool = False) -> None:
        super().__init__()
        self._look = look
        self._size = size
        self._whole = whole
        self._pixmap: QPixmap | None = None
        self.part: Share = WHOLE
        if stretch:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setFixedHeight(size.height())
        else:
            self.setFixedSize(size)

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        """The picture is there."""
        self._pixmap = pixmap
        self.update()

    def show_part(self, part: Share) -> None:
        """Only this part of the picture."""
        if part != self.part:
            self.part = part
            self.update()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return self._size

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(self.rect(), 3, 3)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), self._look.color("hover"))
        if self._pixmap is None:
            icon = self._look.pixmap("photo", 20, self._look.color("muted"), self.devicePixelRatioF())
            painter.drawPixmap((self.width() - 20) // 2, (self.height() - 20) // 2, icon)
        else:
            frame, part = QRectF(self.rect()), self._part_of(self._pixmap)
            if self._whole:
                frame = _inside(part, frame)
            else:
                part = _inside(frame, part)
            painter.drawPixmap(frame, self._pixmap, part)
        painter.end()

    def _part_of(self, pixmap: QPixmap) -> QRectF:
        left, top, right, bottom = self.part
        wide, high = pixmap.width(), pixmap.height()
        return QRectF(QPointF(left * wide, top * high), QPointF(right * wide, bottom * high))


def _inside(shape: QRectF, frame: QRectF) -> QRectF:
    """The largest rectangle of this shape in the middle of the frame."""
    size = shape.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    found = QRectF(QPointF(0, 0), size)
    found.moveCenter(frame.center())
    return found
