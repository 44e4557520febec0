"""What the installer's parts promise without building anything."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from amtdesk import __version__
from installer import bill, build, msi, payload, starter

ROOT = Path(__file__).parents[2]
LOCK = payload.LOCK.read_text(encoding="utf-8")


def test_every_line_of_the_lock_is_pinned_by_hash_and_names_no_index() -> None:
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==[\w.]+ \\\n", block) and "--hash=sha256:" in block, block
    assert "http" not in LOCK and "index" not in LOCK


def test_the_lock_has_what_the_program_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {name: Version(version) for name, version in re.findall(r"^([a-z0-9-]+)==([\w.]+)", LOCK, re.MULTILINE)}
    there = {"python_version": "3.13", "sys_platform": "win32", "platform_system": "Windows", "extra": ""}
    for wish in map(Requirement, project["dependencies"]):
        if wish.marker is None or wish.marker.evaluate(there):
            found = locked.get(canonicalize_name(wish.name))
            assert found is not None and wish.specifier.contains(found), f"{wish}: {found}, make the lock anew"
    # keyring's way to the Credential Manager
    assert "pywin32-ctypes" in locked


def test_the_lock_has_every_library_the_program_imports() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))
    makers = packages_distributions()
    for file in (ROOT / "amtdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in {one.partition(".")[0] for one in names} - set(sys.stdlib_module_names) - {"amtdesk"}:
                made = {canonicalize_name(one) for one in makers.get(name, [name])}
                assert made & locked, f"{file.name} imports {name}, which the lock for Windows does not have"


def test_the_version_has_one_home() -> None:
    assert build.version_of(ROOT) == __version__
    for file in (ROOT / "installer").iterdir():
        if file.is_file() and file.name not in ("lock-win.txt", "pins.json"):
            assert __version__ not in file.read_text(encoding="utf-8").replace(f"`{__version__}", ""), file.name


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", "0.1.0.0"), ("1.2rc1", "1.2.0.0"), ("3", "3.0.0.0"), ("1.2.3.4.5", "1.2.3.4")]
)
def test_windows_compares_four_numbers(version: str, numbers: str) -> None:
    assert starter.numbers_of(version) == numbers
    assert starter.filled("@COMMAS@ @VERSION@", version) == f"{numbers.replace('.', ',')} {version}"


def test_the_same_files_give_the_same_digest_and_one_other_byte_another(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "lib").mkdir(parents=True)
        (tmp_path / name / "lib" / "ä.py").write_bytes(b"x")
    payload.fix_times(tmp_path / "one", 1_700_000_000)
    same = payload.digest(tmp_path / "one")
    assert same == payload.digest(tmp_path / "two")
    (tmp_path / "two" / "lib" / "ä.py").write_bytes(b"y")
    assert same != payload.digest(tmp_path / "two")


def test_of_qt_only_what_the_window_uses_is_kept() -> None:
    wanted = ("Qt6Core.dll", "QtWidgets.pyd", "plugins/platforms/qwindows.dll", "translations/qtbase_de.qm")
    unwanted = ("Qt6Quick.dll", "QtOpenGL.pyd", "opengl32sw.dll", "designer.exe", "plugins/sqldrivers/qsqlite.dll")
    assert all(map(payload._is_wanted_of_qt, wanted)) and not any(map(payload._is_wanted_of_qt, unwanted))


def test_every_qt_module_of_the_program_is_shipped() -> None:
    used: set[str] = set()
    for file in (ROOT / "amtdesk").rglob("*.py"):
        used |= set(re.findall(r"(?:from|import) PySide6\.(\w+)", file.read_text(encoding="utf-8")))
    assert used and used <= payload._QT_MODULES


def test_a_file_keeps_its_component_when_others_come_and_go(tmp_path: Path) -> None:
    (tmp_path / "lib" / "a & b").mkdir(parents=True)
    (tmp_path / "lib" / "a & b" / "x.py").touch()
    (tmp_path / "AmtDesk.exe").touch()
    before = _guids(msi.fragment(tmp_path))
    (tmp_path / "lib" / "new.py").touch()
    after = _guids(msi.fragment(tmp_path))
    assert len(before) == 2 and len(after) == 3 and before.items() <= after.items()


def _guids(fragment: str) -> dict[str, str]:
    name = {"w": msi._SCHEMA}
    found = ElementTree.fromstring(fragment).iterfind(".//w:Component", name)
    return {str(one.find("w:File", name).get("Source")): str(one.get("Guid")) for one in found}  # type: ignore[union-attr]


def test_the_bill_and_the_licences_name_every_part(tmp_path: Path) -> None:
    _part(tmp_path, "Some.Thing", "1.0", "License-Expression: MIT")
    _part(tmp_path, "PySide6_Essentials", "6.11.3", "License: LGPL-3.0-only OR GPL-2.0-only")
    _part(tmp_path, "old", "2", "Classifier: License :: OSI Approved :: BSD License")
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "LICENSE.txt").write_text("PSF", encoding="utf-8")
    parts = bill.parts(tmp_path, "3.13.2")
    assert [(part.name, part.licence) for part in parts] == [
        ("python", "PSF-2.0"),
        ("old", "BSD-3-Clause"),
        ("pyside6-essentials", "LGPL-3.0-only"),
        ("some-thing", "MIT"),
    ]
    value = json.loads(bill.bill(parts, "1.0", "digest", 1_700_000_000))
    assert value["bomFormat"] == "CycloneDX" and value["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert {one["purl"] for one in value["components"]} >= {"pkg:pypi/some-thing@1.0", "pkg:generic/python@3.13.2"}
    text = bill.licences(parts, "1.0")
    assert "European Union Public Licence" in text and "GNU LESSER GENERAL PUBLIC LICENSE" in text and "PSF" in text


def _part(folder: Path, name: str, version: str, line: str) -> None:
    place = folder / "lib" / f"{name}-{version}.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(f"Name: {name}\nVersion: {version}\n{line}\n\nText", encoding="utf-8")
    (place / "LICENSE").write_text(f"licence of {name}", encoding="utf-8")


def test_signing_replaces_the_file_when_the_tool_writes_a_new_one(tmp_path: Path) -> None:
    file = tmp_path / "AmtDesk.exe"
    file.write_text("bare", encoding="utf-8")
    build.signing(None)(file)
    assert file.read_text(encoding="utf-8") == "bare"
    build.signing("cp {file} {signed}")(file)
    assert [one.name for one in tmp_path.iterdir()] == ["AmtDesk.exe"]


def test_nobody_asks_wmi() -> None:
    assert "_wmi.pyd" in payload._NOT_OF_PYTHON
    for file in (ROOT / "amtdesk").rglob("*.py"):
        assert not re.search(r"^\s*(import|from) platform\b", file.read_text(encoding="utf-8"), re.MULTILINE), file


def test_the_starter_is_sharp_on_every_screen_and_speaks_utf_8() -> None:
    manifest = (ROOT / "installer" / "app.manifest").read_text(encoding="utf-8")
    assert "PerMonitorV2" in manifest and "longPathAware" in manifest and "UTF-8</activeCodePage>" in manifest
    assert re.search(r'L"-X".*L"utf8"', (ROOT / "installer" / "launcher.c").read_text(encoding="utf-8"), re.DOTALL)
