"""The picture with the part that stays, moved and sized by mouse and keyboard."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Box, Crop
from amtdesk.domain.fit import Fit, fit, narrow_words
from amtdesk.domain.media import Media
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

#: Thousandths of the picture, or of the largest part, that one key press or notch changes.
STEP, ZOOM = 20, 50
_PUSHES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS = {Qt.Key.Key_Plus: ZOOM, Qt.Key.Key_Minus: -ZOOM}


class CropView(QWidget):
    """`changed` follows every change of `crop` that a person made."""

    changed = Signal()

    def __init__(self, look: Look, media: Media, limits: Limits, crop: Crop) -> None:
        super().__init__()
        self._look, self._media, self._limits = look, media, limits
        self.crop = crop
        self._pixmap: QPixmap | None = None
        self._pressed: tuple[QPointF, Box] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(280, 180)
        self.setAccessibleName("Ausschnitt")
        self._tell()

    def show_limits(self, limits: Limits) -> None:
        """Lay the ratio of another channel around the same point."""
        self._limits = limits
        self._tell()
        self.update()

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        """The picture is there."""
        self._pixmap = pixmap
        self.update()

    def put(self, crop: Crop) -> None:
        """Take another part."""
        if crop != self.crop:
            self.crop = crop
            self._tell()
            self.changed.emit()
        self.update()

    @property
    def fit(self) -> Fit:
        """What the channel gets of it."""
        one = self._media
        return fit(one.width, one.height, one.mime, self._limits, crop=self.crop)

    @property
    def box(self) -> Box:
        """What stays, in pixels of the picture."""
        return self.fit.box

    @property
    def words(self) -> str:
        """Where the part lies, for eyes and screen readers."""
        left, top, right, bottom = self.box
        wide, high = max(1, self._media.width), max(1, self._media.height)
        across, down = (left + right) * 50 // wide, (top + bottom) * 50 // high
        said = f"Mitte bei {across} % von links und {down} % von oben, Größe {self.crop.bounded_size // 10} %"
        found = self.fit
        if found.too_narrow_for is not None:
            said += f" · {narrow_words(found.width, found.too_narrow_for)}, wird dort unscharf"
        return said

    def _tell(self) -> None:
        self.setAccessibleDescription(f"{self.words}. Pfeiltasten verschieben, Plus und Minus ändern die Größe.")

    def _picture(self) -> QRectF:
        """Where the picture stands in the widget."""
        shown = QSize(self._media.width, self._media.height).scaled(
            self.size() - QSize(8, 8), Qt.AspectRatioMode.KeepAspectRatio
        )
        left, top = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
        return QRectF(left, top, shown.width(), shown.height())

    def _push(self, box: Box, right: float, down: float) -> None:
        self.put(self.crop.moved(self._media.width, self._media.height, box, round(right), round(down)))

    @guarded(QSize(560, 380))
    def sizeHint(self) -> QSize:
        return QSize(560, 380)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PUSHES:
            right, down = _PUSHES[key]
            # never less than a thousandth, however small the picture
            self._push(
                self.box,
                right * max(1, self._media.width * STEP / 1000),
                down * max(1, self._media.height * STEP / 1000),
            )
        elif key in _ZOOMS:
            # plus shows more of the picture
            self.put(self.crop.sized(_ZOOMS[key]))
        elif key == Qt.Key.Key_Home:
            self.put(Crop())
        else:
            super().keyPressEvent(event)

    @guarded()
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.put(self.crop.sized(ZOOM if turned > 0 else -ZOOM))
        event.accept()

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position(), self.box

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        start, box = self._pressed
        scale = self._media.width / max(1.0, self._picture().width())
        way = (event.position() - start) * scale
        self._push(box, way.x(), way.y())

    @guarded()
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, picture = QPainter(self), self._picture()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap is None:
            painter.fillRect(picture, self._look.color("hover"))
        else:
            painter.drawPixmap(picture, self._pixmap, QRectF(self._pixmap.rect()))
        left, top, right, bottom = self.box
        scale = picture.width() / max(1, self._media.width)
        kept = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
        kept.translate(picture.topLeft())
        painter.save()
        painter.setClipRect(picture)
        for outside in (
            QRectF(picture.left(), picture.top(), picture.width(), kept.top() - picture.top()),
            QRectF(picture.left(), kept.bottom(), picture.width(), picture.bottom() - kept.bottom()),
            QRectF(picture.left(), kept.top(), kept.left() - picture.left(), kept.height()),
            QRectF(kept.right(), kept.top(), picture.right() - kept.right(), kept.height()),
        ):
            painter.fillRect(outside, QColor(0, 0, 0, 150))
        painter.restore()
        # dark below white: seen on every picture
        for color, width in ((QColor("black"), 3), (QColor("white"), 1)):
            painter.setPen(QPen(color, width))
            painter.drawRect(kept.adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("focus"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()
