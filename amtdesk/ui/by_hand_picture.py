"""A picture of the assistant for publishing by hand that can be pulled into the page as a file."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from amtdesk.ui.guard import guarded

#: Side of the square it stands in (px).
SIDE = 44


class HandPicture(QLabel):
    """Some pages take pictures only as files; `pulled` when a page took it. Keys have the folder and the clipboard."""

    pulled = Signal()

    def __init__(self, path: Path, image: QImage) -> None:
        super().__init__()
        self._path = path
        self._pressed: QPointF | None = None
        self.setFixedSize(SIDE, SIDE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPixmap(QPixmap.fromImage(image))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip("In die Seite ziehen")

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(self._path))])
        drag.setMimeData(carried)
        drag.setPixmap(self.pixmap())
        # a copy: the page must not take the file away
        if drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.CopyAction:
            self.pulled.emit()
