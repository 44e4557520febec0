"""python -m installer.verify: installs, starts, upgrades and removes what `build` made, in a fresh Windows under Wine.

Needs Xvfb besides what `build` needs, and the development environment (a server of the tests, the old schema).
"""

import argparse
import json
import shutil
import sys
from pathlib import Path
from time import sleep
from unittest import mock

from alembic import command

from amtdesk.store.migrate import REVISION, migrate, revision
from installer import build, habits, payload
from installer.proof import POLICIES, RUN, UNINSTALL, Installed, Steps, await_that, need, picture_of_screen, screen
from installer.release import put_key
from installer.starter import compile_starter
from installer.wine import Prefix, windows_path
from tests.channels.servers.mastodon import TOKEN, MastodonServer

_TEXT = "Grüße aus Musterbach: Straßenfest am Samstag 🎉"


class Proof:
    """All that is proven about one build."""

    def __init__(self, out: Path, work: Path, display: str) -> None:
        self.out = out
        self.work = work
        self.display = display
        self.steps = Steps()
        self.prefix = Prefix(work / "prefix")
        self.payload = out / "payload"
        self.version = build.version_of(payload.ROOT)
        first, dot, last = self.version.rpartition(".")
        self.next = f"{first}{dot}{int(last) + 1}"
        self.newer = work / "next"

    def run(self, *, quick: bool = False) -> bool:
        """Everything in turn; True when all of it held. `quick`: the payload as it is, without its installers."""
        with self.steps.step("no path is too long for Windows"):
            habits.keeps_paths_short(self.payload)
        with self.steps.step("a fresh Windows"):
            self.prefix.make()
        if quick:
            self._copied()
        else:
            with self.steps.step("the next version, for upgrades"):
                self._make_next()
            self._msi()
            self._setup()
        self.prefix.stop()
        (self.work / "proof.json").write_text(json.dumps(self.steps.done, indent=2) + "\n", encoding="utf-8")
        return self.steps.good

    def _copied(self) -> None:
        app = Installed(self.prefix, self.prefix.drive / "Program Files" / "AmtDesk", self.display)
        with self.steps.step("selftest of the payload"):
            shutil.copytree(self.payload, app.folder)
            app.selftest(self.work / "selftest.json", self.version)
        self._use(app)

    def _make_next(self) -> None:
        folder = self.newer / "payload"
        shutil.rmtree(self.newer, ignore_errors=True)
        shutil.copytree(self.payload, folder)
        file = folder / "app" / "amtdesk" / "__init__.py"
        file.write_text(file.read_text("utf-8").replace(self.version, self.next), encoding="utf-8")
        put_key(file.with_name("newer.py"), habits.PUBLIC_KEY)
        changed = [r"app\amtdesk\__init__.py", r"app\amtdesk\newer.py"]
        compiling = ["-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash", *changed]
        done = self.prefix.run([folder / "runtime" / "python.exe", *compiling], folder=folder)
        need(done.returncode == 0, done.stdout)
        library = next((folder / "runtime").glob("python3??.dll")).name
        (folder / "AmtDesk.exe").write_bytes(compile_starter(library, self.next))
        (folder / "app" / "neu.txt").write_text("nur in der neuen Fassung\n", encoding="utf-8")
        (folder / "app" / "amtdesk" / "ui" / "tray.py").unlink(missing_ok=True)
        build.installers(folder, self.next, self.newer, build.moment_of(payload.ROOT), build.signing(None), quick=True)

    # for all users of a computer

    def _msi(self) -> None:
        app = Installed(self.prefix, self.prefix.drive / "Program Files" / "AmtDesk", self.display)
        old, new = self.out / f"AmtDesk-{self.version}.msi", self.newer / f"AmtDesk-{self.next}.msi"
        with self.steps.step("MSI: silent installation"):
            self._msiexec("/i", old)
            app.is_like(self.payload)
            need(len(app.links()) == 1, f"start menu: {app.links()}")
            need("AmtDesk" not in self.prefix.values(RUN), "it starts by itself")
        with self.steps.step("MSI: selftest of the installed program"):
            app.selftest(self.work / "selftest-msi.json", self.version)
            need(not app.data.exists(), "the selftest left data behind")
        with self.steps.step("MSI: asks nobody for a newer version"):
            habits.asks_nobody(app)
        with self.steps.step("MSI: upgrade"):
            self._msiexec("/i", new)
            app.is_like(self.newer / "payload")
            need(not (app.folder / "app" / "amtdesk" / "ui" / "tray.py").exists(), "a file of the old version stayed")
            need(len(app.links()) == 1, f"start menu: {app.links()}")
        with self.steps.step("MSI: an older version is refused"):
            done = self.prefix.run(["msiexec", "/i", windows_path(old), "/qn"], patience=300)
            need(done.returncode != 0, "the older version was taken")
            app.is_like(self.newer / "payload")
        with self.steps.step("MSI: silent removal"):
            self._msiexec("/x", new)
            need(not app.folder.exists(), f"left behind: {sorted(app.folder.rglob('*'))[:5]}")
            need(not app.links(), f"left behind: {app.links()}")

    def _msiexec(self, what: str, package: Path) -> None:
        done = self.prefix.run(["msiexec", what, windows_path(package), "/qn"], patience=300)
        need(done.returncode == 0, f"msiexec {what}: {done.returncode} {done.stdout[-1000:]}")

    # for one user

    def _setup(self) -> None:
        home = self.prefix.user() / "AppData" / "Local"
        app = Installed(self.prefix, home / "Programs" / "AmtDesk", self.display)
        old = self.out / f"AmtDesk-{self.version}-Setup.exe"
        key = rf"HKCU\{UNINSTALL}\AmtDesk"
        with self.steps.step("Setup: silent installation"):
            need(self.prefix.run([old, "/S"], patience=300).returncode == 0, "exit code")
            app.is_like(self.payload)
            need(len(app.links()) == 1, f"start menu: {app.links()}")
            need(self.prefix.values(key).get("DisplayVersion") == self.version, str(self.prefix.values(key)))
            need("AmtDesk" not in self.prefix.values(RUN), "it starts by itself")
        with self.steps.step("Setup: selftest of the installed program"):
            app.selftest(self.work / "selftest-setup.json", self.version)
        self._policies(app)
        self._use(app)
        self._habits(app)
        self._upgrade(app, key)
        self._newer(app)
        self._remove(app, key)

    def _policies(self, app: Installed) -> None:
        with self.steps.step("what the IT decided: another folder for the data, a proxy"):
            self.prefix.set_value(POLICIES, "DataFolder", r"C:\Amt\%USERNAME%")
            self.prefix.set_value(POLICIES, "Proxy", "proxy.rathaus:8080")
            facts = app.selftest(self.work / "selftest-policies.json", self.version)
            self.prefix.run(["reg", "delete", POLICIES, "/f"])
            need(facts["daten"]["folder"] == rf"C:\Amt\{self.prefix.user().name}", str(facts["daten"]))
            need(facts["verbindung"]["proxy"] == "http://proxy.rathaus:8080", str(facts["verbindung"]))

    def _use(self, app: Installed) -> None:
        with self.steps.step("a file of an older version is copied and brought up to date"):
            app.data.mkdir(parents=True)
            _old_file(app.data / "amtdesk.sqlite")
            app.call("post", "list")
            need(revision(app.data / "amtdesk.sqlite") == REVISION, str(revision(app.data / "amtdesk.sqlite")))
            kept = list((app.data / "sicherungen").glob(f"*vor-{REVISION}*"))
            need(len(kept) >= 1, f"no copy: {sorted((app.data / 'sicherungen').iterdir())}")
        with MastodonServer() as server:
            with self.steps.step("a secret goes into Windows' Credential Manager and comes back in another process"):
                add = ["account", "add", "mastodon", "--url", server.url, "--secret-stdin"]
                app.call(*add, given=f"{TOKEN}\n")
                app.call("account", "test", "1")
                files = (one for one in app.data.rglob("*") if one.is_file())
                need(not any(TOKEN.encode() in one.read_bytes() for one in files), "the secret stands in a file")
            with self.steps.step("a post is published on a server on loopback, once"):
                app.call("post", "add", "--title", "Fest", "--text", _TEXT, "--account", "1", "--now")
                app.call("publish-due")
                app.call("publish-due")
                need([text for text, _alts in server.public] == [_TEXT], str(server.public))
        with self.steps.step("the window of the sample office is drawn by Windows' own platform plug-in"):
            self._photograph(app, "demo", self.work / "demo.png")
        with self.steps.step("the program's folder needs no writing"):
            habits.needs_no_writing(app, self.payload)

    def _habits(self, app: Installed) -> None:
        with self.steps.step("opening at logon: what Windows says, the Task Manager included"):
            habits.opens_at_logon(app, self.prefix)
        with self.steps.step("the Task Scheduler takes the job that sends without a window"):
            habits.takes_the_job(app)
        with self.steps.step("Textbausteine as CSV for Excel"):
            file = self.work / "bausteine.csv"
            habits.writes_csv_for_excel(app, file, windows_path(file))
        for percent in (150, 200):
            with self.steps.step(f"the window at {percent} %"):
                habits.set_scale(self.prefix, percent)
                facts = app.selftest(self.work / f"selftest-{percent}.json", self.version)
                need(facts["fenster"]["scale"] == percent / 100, str(facts["fenster"]))
                self._photograph(app, "demo", self.work / f"demo-{percent}.png")
        habits.set_scale(self.prefix, 100)

    def _photograph(self, app: Installed, command_: str, file: Path) -> None:
        process = app.window(command_)
        try:
            await_that(
                lambda: picture_of_screen(self.display, file) > 60 or process.poll() is not None, "no window", 90
            )
            need(process.poll() is None, f"ended with {process.poll()}")
            # the services arrive behind the first paint
            await_that(lambda: _is_still(self.display, file), "the window never comes to rest", 60)
        finally:
            self.prefix.run(["taskkill", "/f", "/im", "AmtDesk.exe"])
            process.wait(30)

    def _upgrade(self, app: Installed, key: str) -> None:
        new = self.newer / f"AmtDesk-{self.next}-Setup.exe"
        process = app.window()
        try:
            with self.steps.step("Setup: an upgrade over the open window is refused and changes nothing"):
                await_that(lambda: (app.data / "window.lock").exists(), "no window")
                done = self.prefix.run([new, "/S"], patience=300)
                need(done.returncode == 4, f"exit code {done.returncode}")
                app.is_like(self.payload)
            with self.steps.step("a second start brings the open window forward and ends"):
                again = app.window()
                need(again.wait(60) == 0, f"exit code {again.poll()}")
                need(process.poll() is None, "the first window is gone")
        finally:
            self.prefix.run(["taskkill", "/f", "/im", "AmtDesk.exe"])
            process.wait(30)
        with self.steps.step("Setup: upgrade when the window is closed, data and secrets stay"):
            need(self.prefix.run([new, "/S"], patience=300).returncode == 0, "exit code")
            app.is_like(self.newer / "payload")
            need(not (app.folder / "app" / "amtdesk" / "ui" / "tray.py").exists(), "a file of the old version stayed")
            need(self.prefix.values(key).get("DisplayVersion") == self.next, str(self.prefix.values(key)))
            posts = app.call("post", "list")
            need([post["title"] for post in posts] == ["Fest"], str(posts))

    def _newer(self, app: Installed) -> None:
        with self.steps.step("a new version copies the file before its first start"):
            kept = list((app.data / "sicherungen").glob(f"*vor-fassung-{self.next.replace('.', '-')}*.sqlite"))
            need(len(kept) == 1, f"no copy: {sorted((app.data / 'sicherungen').iterdir())}")
        with self.steps.step("a file of a newer version is refused with a sentence and stays as it is"):
            habits.refuses_a_newer_file(app)
        with self.steps.step("a newer version is found, fetched and verified; a spoiled one is not believed"):
            habits.finds_a_newer_version(app, self.out / f"AmtDesk-{self.version}-Setup.exe", self.work)

    def _remove(self, app: Installed, key: str) -> None:
        with self.steps.step("Setup: silent removal leaves the user's data and nothing else"):
            self.prefix.set_value(RUN, "AmtDesk", f'"{app.program}"')
            (app.folder / "notiz.txt").write_text("von Hand abgelegt", encoding="utf-8")
            need(self.prefix.run([app.folder / "Entfernen.exe", "/S"], patience=120).returncode == 0, "exit code")
            # it goes on in a copy of itself
            await_that(lambda: not (app.folder / "Entfernen.exe").exists(), "Entfernen.exe stays")
            left = [one.name for one in app.folder.rglob("*")]
            need(left == ["notiz.txt"], f"left behind: {left[:5]}")
            need(not app.links() and not self.prefix.values(key), "start menu or registry")
            need("AmtDesk" not in self.prefix.values(RUN), "it would still be opened at logon")
            need(revision(app.data / "amtdesk.sqlite") == REVISION, "the user's file is gone")
        with self.steps.step("Setup: the folder goes when nothing foreign lies in it"):
            need(
                self.prefix.run([self.newer / f"AmtDesk-{self.next}-Setup.exe", "/S"], patience=300).returncode == 0, ""
            )
            (app.folder / "notiz.txt").unlink()
            self.prefix.run([app.folder / "Entfernen.exe", "/S"], patience=120)
            await_that(lambda: not app.folder.exists(), "the folder stays")


def _is_still(display: str, file: Path) -> bool:
    before = file.read_bytes()
    sleep(4)
    picture_of_screen(display, file)
    return file.read_bytes() == before


def _old_file(path: Path) -> None:
    """An empty file as the first schema had it."""
    upgrade = command.upgrade
    with mock.patch.object(command, "upgrade", lambda config, _head: upgrade(config, "0001")):
        migrate(path, keep=lambda reason: path.with_suffix(f".{reason}"))


def main() -> int:
    """Prove the build in --out; returns 0 when all of it held."""
    parser = argparse.ArgumentParser(
        prog="python -m installer.verify", description="Die Installer unter Wine erproben."
    )
    parser.add_argument("--out", default=str(payload.ROOT / "dist" / "windows"), help="was `build` gemacht hat")
    parser.add_argument("--work", default=str(payload.ROOT / "build" / "verify"), help="für Windows und Bilder")
    parser.add_argument("--quick", action="store_true", help="nur den Programmordner, ohne die Installer")
    wanted = parser.parse_args()
    work = Path(wanted.work).absolute()
    work.mkdir(parents=True, exist_ok=True)
    with screen() as display:
        proof = Proof(Path(wanted.out).absolute(), work, display)
        good = proof.run(quick=wanted.quick)
    sys.stdout.write(f"{sum(entry['ok'] for entry in proof.steps.done)} von {len(proof.steps.done)} gut\n")
    sys.stdout.write(f"Programmordner: {payload.size(proof.payload)} Bytes\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
