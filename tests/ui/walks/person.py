"""Somebody at the window: sees what is on the screen, acts by mouse and keys, and by nothing else."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from amtdesk.ui.main_window import MainWindow


class Person:
    """What she does waits until it can be done; what she waits for must come."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        #: what dialogs asked, in their words
        self.asked: list[str] = []

    # looking

    def waits_for(self, condition: Callable[[], object], what: str = "") -> None:
        """Until it holds; else it is said what stood on the screen instead."""
        try:
            self.qtbot.waitUntil(lambda: bool(condition()))
        except TimeoutError:
            windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            raise AssertionError("\n".join([what, *map(read, windows)])) from None

    def waits_to_see(self, words: str, inside: QWidget | None = None) -> None:
        """Until these words stand there."""
        self.waits_for(lambda: self.sees(words, inside), f"not there: {words}")

    def sees(self, words: str, inside: QWidget | None = None) -> bool:
        """Whether these words stand on the screen."""
        return words in read(inside or self.window)

    def finds(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """The button with these words, or with this name where it shows an icon."""
        place = inside or self.window
        found: list[QAbstractButton] = []

        def there() -> bool:
            found[:] = [one for one in place.findChildren(QAbstractButton) if one.isVisible() and _called(one, words)]
            return bool(found)

        self.waits_for(there, f"no button: {words}")
        return found[0]

    # mouse

    def clicks(self, target: QWidget | str, inside: QWidget | None = None) -> None:
        """In the middle of it; what lies further down is scrolled to."""
        widget = self.finds(target, inside) if isinstance(target, str) else target
        ready = f"cannot be clicked: {widget.accessibleName()}"
        self.waits_for(lambda: widget.isVisible() and widget.isEnabled(), ready)
        _scroll_to(widget)
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_middle(widget))

    def clicks_and_answers(self, target: QWidget | str, *yes: str, inside: QWidget | None = None) -> str:
        """Click, and press a button in each dialog that asks; returns what the last one said."""
        self.will_press(*yes)
        self.clicks(target, inside)
        self.waits_for(lambda: len(self.asked) >= self._expected)
        return self.asked[-1]

    def presses_and_answers(self, keys: str, act: Callable[[QDialog], None]) -> None:
        """The same with a key; `act` does what is to be done in the dialog."""
        self._in_dialog(act)
        self.presses(keys)

    # keys

    def types(self, words: str) -> None:
        """Where the cursor is."""
        field = self._focus()
        for letter in words:
            if letter.isascii():
                self.qtbot.keyClicks(field, letter)
            else:
                # Qt's tests know no key for it
                QApplication.sendEvent(
                    field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                )

    def writes(self, field: QLineEdit | QPlainTextEdit, words: str) -> None:
        """Into a field, over what stands there."""
        self.clicks(field)
        self.presses("Ctrl+A")
        self.types(words)

    def presses(self, keys: str) -> None:
        """One combination of keys."""
        QTest.keySequence(self._focus(), QKeySequence(keys))

    def pastes_file(self, path: Path) -> None:
        """A file that was copied in the file manager."""
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path))])
        QApplication.clipboard().setMimeData(carried)
        self.presses("Ctrl+V")

    def _focus(self) -> QWidget:
        # no window system is there to make the next window the active one
        top = QApplication.activeModalWidget() or QApplication.activeWindow() or self.window
        if not top.isActiveWindow():
            top.activateWindow()
            self.waits_for(top.isActiveWindow)
        return QApplication.focusWidget() or top

    # dialogs that hold everything else

    _expected = 0

    def will_press(self, *buttons: str) -> None:
        """One button in each dialog that asks next."""
        self._expected = len(self.asked) + len(buttons)
        waiting = list(buttons)

        def act(dialog: QDialog) -> None:
            self.asked.append(read(dialog))
            self.clicks(waiting.pop(0), dialog)
            if waiting:
                self._in_dialog(act)

        self._in_dialog(act)

    def _in_dialog(self, act: Callable[[QDialog], None]) -> None:
        def take() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                act(dialog)
            else:
                QTimer.singleShot(5, self.window, take)

        QTimer.singleShot(5, self.window, take)


def read(place: QWidget) -> str:
    """All words that stand there."""
    labels = [one.text() for one in place.findChildren(QLabel) if one.isVisible()]
    return "\n".join(filter(None, labels))


def _called(button: QAbstractButton, words: str) -> bool:
    """Dots at the end stand for more words, or for a question that follows."""
    shown, name = button.text().replace("&&", "&").strip(), button.accessibleName()
    if words.endswith("…"):
        return shown.startswith(words[:-1])
    said = {shown.rstrip(" …"), name} if shown else {name, button.toolTip().partition(" (")[0]}
    return words in said


def _middle(widget: QWidget) -> QPoint:
    return widget.rect().center()


def _scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.widget() is not None and around.widget().isAncestorOf(widget):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
