"""One small picture, cropped to its frame."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look


class Thumb(QWidget):
    """Shows the middle of a picture; an icon until it is there."""

    def __init__(self, look: Look, size: QSize, *, stretch: bool = False) -> None:
        super().__init__()
        self._look = look
        self._size = size
        self._pixmap: QPixmap | None = None
        if stretch:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setFixedHeight(size.height())
        else:
            self.setFixedSize(size)

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        """The picture is there."""
        self._pixmap = pixmap
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
            painter.drawPixmap(self.rect(), self._pixmap, _middle(self._pixmap.size(), self.size()))
        painter.end()


def _middle(picture: QSize, frame: QSize) -> QRect:
    shown = frame.scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (picture.width() - shown.width()) // 2, (picture.height() - shown.height()) // 2
    return QRect(left, top, shown.width(), shown.height())
