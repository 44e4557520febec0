"""What `verify` proves about an office PC: opening at logon, CSV for Excel, scaling, newer files, newer versions."""

import shutil
import sqlite3
from base64 import b64encode
from contextlib import closing
from datetime import date
from pathlib import Path

from nacl.signing import SigningKey

from installer.proof import POLICIES, RUN, Installed, need
from installer.release import announce
from installer.wine import Prefix
from tests.channels.servers.loopback import Loopback, Reply, Request

#: The makers' key while something is proven.
MAKERS = SigningKey(b"\7" * 32)
PUBLIC_KEY = b64encode(bytes(MAKERS.verify_key)).decode()
_APPROVED = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_LOGON = "import sys; from pathlib import Path; from amtdesk.system.logon import logon_for; print('state', {})"


def keeps_paths_short(payload: Path) -> None:
    """Windows takes 260 characters, of which a long user's name and the folder of programs need a hundred."""
    longest = max((one.relative_to(payload).as_posix() for one in payload.rglob("*")), key=len)
    need(len(longest) <= 150, f"{len(longest)} characters: {longest}")


def needs_no_writing(app: Installed, payload: Path) -> None:
    """The program's folder is as it was installed, after everything it was used for."""
    found = {one.relative_to(app.folder) for one in app.folder.rglob("*") if one.is_file()}
    wanted = {one.relative_to(payload) for one in payload.rglob("*") if one.is_file()}
    own = {Path("Entfernen.exe")}
    need(found - own == wanted, f"written into the program's folder: {sorted(found - own - wanted)[:5]}")


def opens_at_logon(app: Installed, prefix: Prefix) -> None:
    """The entry is what Windows says, also when the Task Manager overrules it."""
    data = app.data.relative_to(prefix.drive).as_posix()
    made = f"logon_for(Path(r'C:/{data}'))"
    need(_logon(app, f"{made}.switch(on=True)") == "on", "not entered")
    need(prefix.values(RUN).get("AmtDesk", "").strip('"') == app.program, str(prefix.values(RUN)))
    off = ["/v", "AmtDesk", "/t", "REG_BINARY", "/d", "030000000000000000000000", "/f"]
    prefix.run(["reg", "add", _APPROVED, *off])
    need(_logon(app, f"{made}.state()") == "other", "what the Task Manager switched off looks switched on")
    need(_logon(app, f"{made}.switch(on=True)") == "on", "not entered anew")
    need(_logon(app, f"{made}.switch(on=False)") == "off", "not removed")
    need("AmtDesk" not in prefix.values(RUN), str(prefix.values(RUN)))


def _logon(app: Installed, expression: str) -> str:
    done = app.prefix.run([app.folder / "runtime" / "python.exe", "-c", _LOGON.format(expression)])
    return next(
        (line.split()[-1].strip() for line in done.stdout.splitlines() if line.startswith("state ")), done.stdout
    )


def takes_the_job(app: Installed) -> None:
    """The Task Scheduler takes the task. Wine's cannot be asked for it; only that it was there is seen when it goes."""
    name = next(iter(app.call("job", "print"))).removesuffix(".xml")
    removing = ["schtasks", "/Delete", "/TN", name, "/F"]
    need(app.prefix.run(removing).returncode != 0, "it was there before")
    app.prefix.run([app.program, "job", "on"])
    need(app.prefix.run(removing).returncode == 0, "it was not entered")


def writes_csv_for_excel(app: Installed, file: Path, name: str) -> None:
    """Semicolons, a mark for UTF-8, Windows' line ends. `name` is the file as Windows names it."""
    file.unlink(missing_ok=True)
    app.call("textmodules", "export", "--out", name)
    content = file.read_bytes()
    first = content.partition(b"\r\n")[0]
    need(content.startswith(b"\xef\xbb\xbf") and first.count(b";") > 2, str(content[:200]))


def refuses_a_newer_file(app: Installed) -> None:
    """A sentence, and not one byte changed."""
    file = app.data / "amtdesk.sqlite"
    before = _revision(file, "9999")
    content = file.read_bytes()
    said = app.call("post", "list", code=1)
    need("neueren Fassung" in said["message"], str(said))
    need(file.read_bytes() == content, "the file was changed")
    _revision(file, before)


def _revision(file: Path, wanted: str) -> str:
    with closing(sqlite3.connect(file)) as opened, opened:
        found = opened.execute("select version_num from alembic_version").fetchone()[0]
        opened.execute("update alembic_version set version_num = ?", (wanted,))
    return str(found)


def asks_nobody(app: Installed) -> None:
    """What the IT installed leaves newer versions to the IT."""
    said = app.call("update", code=1)
    need(said["offered"] is None, str(said))
    shutil.rmtree(app.data)


def finds_a_newer_version(app: Installed, setup: Path, work: Path) -> None:
    """A signed version file is believed, its setup fetched and verified; one spoiled byte and nothing is believed.

    The program must know `PUBLIC_KEY`; `setup` is any file with the right name.
    """
    folder = work / "server"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    offered = folder / "AmtDesk-99.0-Setup.exe"
    offered.write_bytes(setup.read_bytes())
    with Loopback(lambda request: _served(folder, request)) as server:
        announce(offered, MAKERS, f"{server.url}/{offered.name}", date(2026, 10, 12), "Neu.")
        app.prefix.set_value(POLICIES, "UpdateAddress", f"{server.url}/fassung.json")
        said = app.call("update", "--download")
        need(said["offered"] == "99.0" and said["file"], str(said))
        fetched = app.prefix.drive / said["file"].replace("\\", "/").removeprefix("C:/")
        need(fetched.read_bytes() == offered.read_bytes(), f"another file: {fetched}")
        fetched.unlink()
        (folder / "fassung.json").write_bytes((folder / "fassung.json").read_bytes() + b" ")
        need(app.call("update", code=1)["error"] == "release_unsigned", "a spoiled file was believed")
        app.prefix.set_value(POLICIES, "UpdateCheck", "aus")
        asked = len(server.requests)
        app.call("update", code=1)
        need(len(server.requests) == asked, "asked though the IT switched it off")
    app.prefix.run(["reg", "delete", POLICIES, "/f"])


def _served(folder: Path, request: Request) -> Reply:
    file = folder / request.path.removeprefix("/")
    return Reply(200, file.read_bytes()) if file.is_file() else Reply(404, b"")


def set_scale(prefix: Prefix, percent: int) -> None:
    """What Einstellungen, Anzeige, Skalierung says."""
    prefix.stop()
    dots = ["/v", "LogPixels", "/t", "REG_DWORD", "/d", str(96 * percent // 100), "/f"]
    prefix.run(["reg", "add", r"HKCU\Control Panel\Desktop", *dots])
    prefix.stop()
