"""„Ausschnitt wählen“: which part of a picture stays on the channels that must cut it."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.media import Media
from amtdesk.ui.editor.crop_view import ZOOM, CropView
from amtdesk.ui.editor.parts import button, wrapped
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

#: Pixels of the long side it is shown with.
SIDE = 1024


class CropDialog(QDialog):
    """`then(crop)` follows „Übernehmen“; `cutters` are the channels that cut, by name, at least one."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        media: Media,
        crop: Crop | None,
        cutters: Mapping[str, Limits],
        then: Callable[[Crop], None],
    ) -> None:
        super().__init__(parent)
        self._then, look = then, shell.look
        self.setWindowTitle("Ausschnitt wählen")
        self.setProperty("kind", "page")
        names = list(cutters)
        says = f"{', '.join(names)}: Gezeigt wird nur der helle Ausschnitt. Das Bild im Beitrag bleibt ganz."
        self.view = CropView(look, media, cutters[names[0]], crop or Crop())
        self.place = wrapped(words(look, muted=True))
        self.smaller = button(look, "−", lambda: self._size(-ZOOM))
        self.smaller.setAccessibleName("Ausschnitt kleiner")
        self.larger = button(look, "+", lambda: self._size(ZOOM))
        self.larger.setAccessibleName("Ausschnitt größer")
        self.middle = button(look, "In die Mitte", lambda: self.view.put(Crop()))
        controls = QHBoxLayout()
        controls.setSpacing(8)
        for control in (self.smaller, self.larger, self.middle):
            controls.addWidget(control)
        controls.addWidget(self.place, 1)
        self.accepting = button(look, "Übernehmen", self._accepted, primary=True)
        self.accepting.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(wrapped(words(look, "Ziehen oder Pfeiltasten verschieben, + und − ändern die Größe.")), 1)
        buttons.addWidget(button(look, "Abbrechen", self.reject))
        buttons.addWidget(self.accepting)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(wrapped(words(look, says, 10)))
        if len(names) > 1:
            column.addLayout(self._choice(cutters))
        column.addWidget(self.view, 1)
        column.addLayout(controls)
        column.addLayout(buttons)
        self.resize(640, min(560, parent.window().height() - 40))
        self.view.changed.connect(self._show_place)
        self._show_place()
        self.view.setFocus()
        shell.background.run(
            lambda: shell.desk.posts.thumbnail(media, SIDE), self._shown, lambda _error: self._shown(b""), side=True
        )

    def _choice(self, cutters: Mapping[str, Limits]) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, limits in cutters.items():
            one = QToolButton()
            one.setText(name.replace("&", "&&"))
            one.setProperty("kind", "toggle")
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setChecked(row.isEmpty())
            one.clicked.connect(lambda _on, limits=limits: self._look_at(limits))
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _look_at(self, limits: Limits) -> None:
        self.view.show_limits(limits)
        self._show_place()

    def _size(self, step: int) -> None:
        self.view.put(self.view.crop.sized(step))

    def _show_place(self) -> None:
        self.place.setText(self.view.words)

    def _shown(self, content: bytes) -> None:
        pixmap = QPixmap()
        if content and pixmap.loadFromData(content):
            self.view.show_pixmap(pixmap)
        else:
            self.place.setText("Das Bild lässt sich nicht anzeigen.")

    def _accepted(self) -> None:
        self.accept()
        self._then(self.view.crop)
