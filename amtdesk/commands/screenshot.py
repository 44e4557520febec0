"""amtdesk screenshot: a page as a picture, without a display."""

import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from amtdesk.commands.output import DONE, FAILED, USAGE, give, guarded, say
from amtdesk.system.paths import Paths

PAGES = ("heute", "antworten", "redaktionsplan", "editor", "textbausteine", "kanaele", "einstellungen")


def run(wanted: Namespace) -> int:
    """Returns 0 when the picture is written."""
    width, _, height = wanted.size.partition("x")
    if wanted.page not in PAGES or not (width.isdigit() and height.isdigit()):
        say(f"Seiten: {', '.join(PAGES)}. Größe zum Beispiel 1280x800.")
        return USAGE
    if not os.environ.get("DISPLAY") and sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return guarded(wanted, lambda: _run(wanted, int(width), int(height)))


def _run(wanted: Namespace, width: int, height: int) -> int:
    if not wanted.demo:
        return _shoot(wanted, Paths.find(getattr(wanted, "data", None)), width, height)
    with tempfile.TemporaryDirectory(prefix="amtdesk-demo-", ignore_cleanup_errors=True) as folder:
        return _shoot(wanted, Paths(Path(folder)), width, height)


def _shoot(wanted: Namespace, paths: Paths, width: int, height: int) -> int:
    from amtdesk.app import build
    from amtdesk.commands.window import sample_desk
    from amtdesk.help_pages import page as help_page
    from amtdesk.start import application, complete
    from amtdesk.ui.main_window import MainWindow
    from amtdesk.ui.picture import picture_of

    app, look = application(dark=bool(wanted.dark))
    complete(app)
    desk = sample_desk(paths) if wanted.demo else build(paths)
    try:
        main = MainWindow(look, desk.glance(), help_page)
        image = picture_of(main, desk, wanted.page, width, height)
    finally:
        desk.database.close()
    if not image.save(wanted.out, "PNG"):
        say(f"{wanted.out} lässt sich nicht schreiben.")
        return FAILED
    give(wanted, {"path": wanted.out, "width": image.width(), "height": image.height()}, f"Gespeichert: {wanted.out}")
    return DONE
