"""One button for several channels: the deed at once where there is one, else a menu of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


def which(parent: QWidget, button: QPushButton, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
    """Do the only deed, or ask below the button which by the names of the channels."""
    if len(choices) == 1:
        choices[0][1]()
        return
    # the first screen has none, and naming it takes long (`ui/ink.py`)
    from PySide6.QtCore import Qt

    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, deed in choices:
        action = menu.addAction(name.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False, deed=deed: deed())
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
