"""Enter presses the button that has the focus, as everywhere on this computer: Qt by itself lets only Space do that."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from amtdesk.ui.guard import guarded

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Enter(QObject):
    """Listens to the one button with the focus, in the windows and dialogs of `application`.

    In a dialog Enter would else press the default button, whichever has the focus: `autoDefault` is off on ours,
    so that Enter in a field does not press the first of them.
    """

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        # what stays pressed is a choice, no deed
        if isinstance(now, QAbstractButton) and not now.isCheckable():
            now.installEventFilter(self)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.key() not in _ENTER:
            return False
        pad = Qt.KeyboardModifier.KeypadModifier
        if event.isAutoRepeat() or event.modifiers() & ~pad or not isinstance(watched, QAbstractButton):
            return False
        watched.click()
        return True
