"""„Ausschnitt wählen“: which part of a picture stays on the channels that must cut it."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.fit import Fit, fit, ratio_words
from amtdesk.domain.media import Media
from amtdesk.ui import texts
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
        groups = alike(media, cutters)
        self.view = CropView(look, media, next(iter(groups.values())), crop or Crop())
        self.place = wrapped(words(look, muted=True))
        self.ratios: list[QToolButton] = []
        self.smaller = button(look, "−", lambda: self._size(-ZOOM))
        self.smaller.setAccessibleName("Ausschnitt kleiner")
        self.larger = button(look, "+", lambda: self._size(ZOOM))
        self.larger.setAccessibleName("Ausschnitt größer")
        self.middle = button(look, "In die Mitte", lambda: self.view.put(Crop()))
        self.accepting = button(look, "Übernehmen", self._accepted, primary=True)
        self.accepting.setDefault(True)
        if len(groups) > 1:
            says = "Jeder dieser Kanäle zeigt nur seinen hellen Ausschnitt. Das Bild im Beitrag bleibt ganz."
        else:
            says = f"{next(iter(groups))}: Gezeigt wird nur der helle Ausschnitt. Das Bild im Beitrag bleibt ganz."
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(wrapped(words(look, says, 10)))
        if len(groups) > 1:
            column.addLayout(self._choice(groups))
        column.addWidget(self.view, 1)
        column.addLayout(self._controls())
        column.addLayout(self._buttons(shell))
        self.resize(640, min(560, parent.window().height() - 40))
        self.view.changed.connect(self._show_place)
        self._show_place()
        self.view.setFocus()
        shell.background.run(
            lambda: shell.desk.posts.thumbnail(media, SIDE), self._shown, lambda _error: self._shown(b""), side=True
        )

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for control in (self.smaller, self.larger, self.middle):
            row.addWidget(control)
        row.addWidget(self.place, 1)
        return row

    def _buttons(self, shell: Shell) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(wrapped(words(shell.look, "Ziehen oder Pfeiltasten verschieben, + und − ändern die Größe.")), 1)
        row.addWidget(button(shell.look, "Abbrechen", self.reject))
        row.addWidget(self.accepting)
        return row

    def _choice(self, groups: Mapping[str, Limits]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, limits in groups.items():
            one = QToolButton()
            one.setText(name.replace("&", "&&"))
            one.setProperty("kind", "toggle")
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setChecked(not self.ratios)
            one.toggled.connect(lambda on, limits=limits: self._look_at(limits) if on else None)
            self.ratios.append(one)
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _look_at(self, limits: Limits) -> None:
        self.view.show_limits(limits)
        self._show_place()

    def _size(self, step: int) -> None:
        self.view.put(self.view.crop.sized(step))

    def _show_place(self) -> None:
        # the colour of a button alone would not say whose part it is
        name = next((one.text().replace("&&", "&") for one in self.ratios if one.isChecked()), "")
        self.place.setText(f"{name}: {self.view.words}" if name else self.view.words)

    def _shown(self, content: bytes) -> None:
        pixmap = QPixmap()
        if content and pixmap.loadFromData(content):
            self.view.show_pixmap(pixmap)
        else:
            self.place.setText("Das Bild lässt sich nicht anzeigen.")

    def _accepted(self) -> None:
        self.accept()
        self._then(self.view.crop)


def alike(media: Media, cutters: Mapping[str, Limits]) -> dict[str, Limits]:
    """The channels that cut it in the same ratio together, as `Instagram, Threads (4:5)`."""
    groups: dict[tuple[object, ...], list[str]] = {}
    fits: dict[str, Fit] = {name: fit(media.width, media.height, media.mime, one) for name, one in cutters.items()}
    for name, one in fits.items():
        groups.setdefault((one.box, one.cut), []).append(name)
    return {
        f"{texts.listing(names)} ({ratio_words(fits[names[0]].cut or 1.0)})": cutters[names[0]]
        for names in groups.values()
    }
