"""A scroll area as high as what it shows, as long as there is room."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.ui.guard import guarded


class Fitting(QScrollArea):
    """Holds sections one below the other; `most` bounds its wish, `least` is what it never gives up."""

    def __init__(self, name: str, most: int = 1 << 20, least: int = 60) -> None:
        super().__init__()
        self._most, self._least = most, least
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.setWidget(self.content)
        self.content.installEventFilter(self)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(200, min(self._most, self._wish()))

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(self._least, self._wish()))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _wish(self) -> int:
        if self.column.hasHeightForWidth():
            return self.column.totalHeightForWidth(self.viewport().width())
        return self.content.sizeHint().height()
