"""amtdesk and amtdesk demo: the window. Nothing slow is imported before it paints."""

import gc
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from amtdesk.system import resources
from amtdesk.system.paths import Paths

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from types import SimpleNamespace

    from amtdesk.services.desk import Desk


def run(wanted: "Namespace | SimpleNamespace") -> int:
    """Run until the window is closed; returns the exit code."""
    if wanted.command == "demo":
        return _demo(wanted)
    paths = Paths.find(getattr(wanted, "data", None))
    return _show(wanted, paths, partial(_load, paths))


def _demo(wanted: "Namespace | SimpleNamespace") -> int:
    """A sample office in a folder that goes away with the window, or in --data."""
    import shutil
    import tempfile

    kept = getattr(wanted, "data", None)
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="amtdesk-demo-"))
    paths = Paths(folder.absolute())
    try:
        if not paths.database.exists():
            sample_desk(paths).database.close()
        return _show(wanted, paths, partial(_load, paths, sample=True))
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _show(wanted: "Namespace | SimpleNamespace", paths: Paths, load: "partial[Desk]") -> int:
    # what is made while starting stays; looking for rubbish in it only costs time. The first paint ends this
    gc.disable()
    from amtdesk.start import window

    code = window(
        paths,
        load,
        now=lambda: datetime.now(UTC),
        watch=partial(_watch, paths),
        dark=True if wanted.dark else None,
        quit_after_paint=wanted.quit_after_paint,
    )
    if code:
        sys.stderr.write("AmtDesk läuft schon mit diesem Datenverzeichnis, antwortet aber nicht.\n")
    return code


def _watch(paths: Paths, show: "Callable[[str, Path | None], None]") -> None:
    """Log and crash reports, behind the first paint too."""
    from amtdesk import __version__
    from amtdesk.system import crash, logs

    logs.start(paths.logs)
    watch = crash.Crashes(paths.logs, __version__, lambda: datetime.now(UTC))
    watch.show = show
    watch.install()


def _load(paths: Paths, *, sample: bool = False) -> "Desk":
    """Imported behind the first paint."""
    from amtdesk.app import build
    from amtdesk.system.secrets import MemorySecrets

    return build(paths, secrets=MemorySecrets("uebung"), practice_only=True) if sample else build(paths)


def sample_desk(paths: Paths) -> "Desk":
    """The services of a fresh sample office; nothing of it can leave this computer."""
    from amtdesk.channels import practice_inbox
    from amtdesk.services import sample, sample_inbox

    desk = _load(paths, sample=True)
    sample.fill(desk, resources.json("sample/posts.json"), lambda name: resources.content(f"sample/{name}"))
    sample_inbox.fill_inbox(
        desk,
        resources.json("sample/comments.json"),
        lambda account_id, message: practice_inbox.write(paths.practice / str(account_id), message),
    )
    # what is planned for the website waits there from the first look on
    desk.publisher.run_due()
    return desk
