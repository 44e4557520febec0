"""A page of the window as a picture, once everything on it is there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEventLoop, QTimer
from PySide6.QtGui import QPixmap

from amtdesk.domain.delivery import EDITABLE
from amtdesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

#: A page is complete when nothing is under way in the background and it looks the same for so long (ms).
QUIET = 400
MOST = 8000


def picture_of(main: MainWindow, desk: "Desk", page: str, width: int, height: int) -> QPixmap:
    """Attach the services, go to the page, wait until it no longer changes, take its picture."""
    main.resize(width, height)
    main.show()
    main.attach(desk)
    _settle(main)
    if page == "editor":
        post_id = _worth_editing(desk)
        if post_id:
            main.open_post(post_id)
    else:
        main.show_page(page)
    _settle(main)
    image = main.grab()
    main.close()
    # whoever still reads would keep the file open, and Windows the folder it lies in
    main.background.wait()
    return image


def _settle(main: MainWindow) -> None:
    loop = QEventLoop()
    seen: list[bytes] = []
    began = QDateTime.currentMSecsSinceEpoch()

    def look() -> None:
        image = main.grab().toImage()
        bits = bytes(image.constBits())
        same = bool(seen) and seen[-1] == bits and main.background.wait(0)
        if same or QDateTime.currentMSecsSinceEpoch() - began > MOST:
            loop.quit()
        seen[:] = [bits]

    timer = QTimer()
    timer.setInterval(QUIET)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()


def _worth_editing(desk: "Desk") -> int:
    """The post with most to see: pictures, versions, still editable."""
    best = max(
        desk.posts.newest(60),
        key=lambda post: (post.overall.state in EDITABLE, len(post.pictures), len(post.variants), len(post.text)),
        default=None,
    )
    return best.id if best else 0
