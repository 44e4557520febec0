"""Small pictures for the editor, made in the background and kept while the window is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap

from amtdesk.domain.media import Media

if TYPE_CHECKING:
    from amtdesk.ui.shell import Shell

#: Pixels of the long side; enough for every place that shows one, also at 200 %.
SIDE = 480
MOST = 60


class Gallery(QObject):
    """Pixmaps by picture; `None` for one that cannot be shown."""

    def __init__(self, shell: "Shell", parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._pixmaps: dict[str, QPixmap | None] = {}
        self._asked: dict[str, list[Callable[[QPixmap | None], None]]] = {}

    def show(self, media: Media, then: Callable[[QPixmap | None], None]) -> None:
        """Call `then` with the picture, at once when it is there."""
        key = media.sha256
        if key in self._pixmaps:
            then(self._pixmaps[key])
            return
        self._asked.setdefault(key, []).append(then)
        if len(self._asked[key]) > 1:
            return
        posts = self._shell.desk.posts
        self._shell.background.run(
            lambda: posts.thumbnail(media, SIDE),
            lambda content: self._made(key, content),
            lambda _error: self._made(key, b""),
            side=True,
        )

    def _made(self, key: str, content: bytes) -> None:
        pixmap = QPixmap()
        known = pixmap if content and pixmap.loadFromData(content) else None
        while len(self._pixmaps) >= MOST:
            self._pixmaps.pop(next(iter(self._pixmaps)))
        self._pixmaps[key] = known
        for then in self._asked.pop(key, []):
            try:
                then(known)
            except RuntimeError:
                # the row that asked is gone
                continue
