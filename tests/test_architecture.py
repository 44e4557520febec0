"""The floors and what each may use, read from the source text itself (also inside functions and TYPE_CHECKING)."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "amtdesk"
FLOORS = ("domain", "store", "channels", "system", "services", "ui")
#: What each floor may import from amtdesk. The top (`app`, `cli`, …) may import everything.
MAY_IMPORT = {
    "domain": {"domain"},
    "store": {"store", "domain"},
    "channels": {"channels", "domain"},
    "system": {"system", "domain"},
    "services": {"services", "store", "domain"},
    "ui": {"ui", "services", "domain"},
}
#: Packages of others, by floor.
THIRD_PARTY = {
    "domain": {"regex", "snowballstemmer"},
    "store": {"sqlalchemy", "alembic"},
    # truststore: the TLS context belongs to HTTP; regex: as pure as in the domain
    "channels": {"requests", "urllib3", "truststore", "regex", "mastodon", "atproto"},
    "system": {"keyring", "platformdirs", "filelock", "truststore"},
    "services": {"PIL", "pi_heif", "holidays", "icalendar", "openpyxl", "nacl", "segno"},
    "ui": {"PySide6", "shiboken6", "matplotlib"},
}
#: Names that cross a floor on purpose: a service hands the open transaction on, in its signature.
SINGLE_NAMES = {("services", "sqlalchemy"): {"Connection"}}
#: Of the standard library, what a floor that takes the clock and the files as arguments has no use for.
NOT_IN_DOMAIN = {"os", "io", "pathlib", "shutil", "tempfile", "socket", "sqlite3", "subprocess", "threading", "random"}
NOT_IN_UI = {"sqlite3", "socket", "http", "urllib.request", "shutil", "tempfile", "ssl"}
#: Locks and events are no threads.
LOCKS_IN = {"store/database.py", "services/changes.py", "services/credentials.py", "services/worker.py"} | {
    "ui/background.py",
    "system/crash.py",
}
THREADS_IN = {"services/worker.py", "ui/background.py"}
LOCKS = {"Lock", "RLock", "Event", "Condition"}
HOOKS = {"excepthook", "ExceptHookArgs"}
THREAD_MODULES = {"threading", "concurrent", "multiprocessing", "asyncio", "_thread"}
QT_THREADS = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent"}
#: The worker waits for its next turn; HTTP is handed its pause between two looks at a platform still at work.
SLEEPS_IN = {"services/worker.py", "channels/http.py"}
BANNED = {"manager", "helper", "helpers", "util", "utils", "common", "misc", "handler", "data", "info"}
#: Qt and the standard library chose these.
FOREIGN_NAMES = {
    "data",
    "setData",
    "headerData",
    "setHeaderData",
    "itemData",
    "mimeData",
    "dropMimeData",
    "canDropMimeData",
    "insertFromMimeData",
    "createMimeDataFromSelection",
    "canInsertFromMimeData",
    "setModelData",
    "setEditorData",
    # html.parser and requests
    "handle_data",
    "proxy_manager_for",
}
LONGEST_FILE, LONGEST_FUNCTION = 300, 60
MIRRORED = ("domain", "store", "channels", "services", "system")


@dataclass(frozen=True)
class Module:
    """One file of the program."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def inside(self) -> str:
        """Path below the package, with slashes."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def name(self) -> str:
        parts = ["amtdesk", *self.path.relative_to(PACKAGE).with_suffix("").parts]
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def floor(self) -> str:
        """The folder, or "top"."""
        first = self.path.relative_to(PACKAGE).parts[0]
        return first if first in FLOORS else "top"


@dataclass(frozen=True)
class Import:
    """One imported thing: `from module import name`, or `import module` with an empty name."""

    module: str
    name: str
    line: int


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, ast.parse(text, str(path)), text.count("\n")))
    return tuple(found)


def imports(module: Module) -> Iterator[Import]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Import("." * node.level + (node.module or ""), alias.name, node.lineno) for alias in node.names)


@cache
def names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


def target(found: Import) -> str:
    """The module of ours an import leads to."""
    whole = f"{found.module}.{found.name}" if found.name else found.module
    return whole if whole in names() else found.module


def where(module: Module, line: int, words: str) -> str:
    return f"amtdesk/{module.inside}:{line}: {words}"


def is_migration(module: Module) -> bool:
    return module.inside.startswith("store/migrations/")


def test_there_is_something_to_look_at() -> None:
    assert len(modules()) > 20
    assert {module.floor for module in modules()} >= set(FLOORS) - {"ui"}


def test_each_floor_imports_only_the_floors_below_it() -> None:
    wrong = []
    for module in modules():
        if module.floor == "top":
            continue
        for found in imports(module):
            parts = target(found).split(".")
            if parts[0] != "amtdesk":
                continue
            # the package itself holds the version and nothing else
            floor = parts[1] if len(parts) > 1 else "version"
            if floor == "version" and found.name in ("", "__version__"):
                continue
            if floor not in MAY_IMPORT[module.floor]:
                wrong.append(where(module, found.line, f"{module.floor} imports {target(found)}"))
    assert not wrong, "\n".join(wrong)


def test_a_channel_knows_no_other_channel() -> None:
    channels = {
        module.name
        for module in modules()
        if module.floor == "channels"
        and any(
            isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Channel" for b in node.bases)
            for node in module.tree.body
        )
    }
    wrong = [
        where(module, found.line, target(found))
        for module in modules()
        if module.name in channels
        for found in imports(module)
        if target(found) in channels - {module.name}
    ]
    assert not wrong, "\n".join(wrong)


def test_each_floor_uses_only_its_own_packages_of_others() -> None:
    wrong = []
    for module in modules():
        if module.floor == "top":
            continue
        for found in imports(module):
            package = found.module.split(".")[0]
            if package in sys.stdlib_module_names or package == "amtdesk":
                continue
            single = SINGLE_NAMES.get((module.floor, package), set())
            if package not in THIRD_PARTY[module.floor] and found.name not in single:
                wrong.append(where(module, found.line, f"{module.floor} uses {package} ({found.name})"))
    assert not wrong, "\n".join(wrong)


def test_the_rules_read_no_clock_no_file_no_environment() -> None:
    wrong = []
    for module in modules():
        if module.floor != "domain":
            continue
        for found in imports(module):
            if found.module.split(".")[0] in NOT_IN_DOMAIN or found.module == "time":
                wrong.append(where(module, found.line, f"imports {found.module}"))
        for node in ast.walk(module.tree):
            reads = isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today") and _last(node.value)
            if reads in ("datetime", "date"):
                wrong.append(where(module, node.lineno, "reads the clock"))  # type: ignore[attr-defined]
            if isinstance(node, ast.Call) and _last(node.func) in ("open", "read_text", "read_bytes", "getenv"):
                wrong.append(where(module, node.lineno, f"calls {_last(node.func)}"))
    assert not wrong, "\n".join(wrong)


def test_the_window_asks_services_and_opens_nothing_itself() -> None:
    wrong = [
        where(module, found.line, found.module)
        for module in modules()
        if module.floor == "ui"
        for found in imports(module)
        if found.module.split(".")[0] in NOT_IN_UI or found.module in NOT_IN_UI
    ]
    assert not wrong, "\n".join(wrong)


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_threads_are_started_in_two_places_only() -> None:
    wrong = []
    for module in modules():
        if module.inside in THREADS_IN:
            continue
        for found in imports(module):
            if found.name in QT_THREADS:
                wrong.append(where(module, found.line, found.name))
            package = found.module.split(".")[0]
            if package not in THREAD_MODULES:
                continue
            allowed = package == "threading" and module.inside in LOCKS_IN and found.name in {"", *LOCKS, *HOOKS}
            if not allowed:
                wrong.append(where(module, found.line, f"{found.module} {found.name}"))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and _last(node.value) == "threading" and node.attr not in LOCKS | HOOKS:
                wrong.append(where(module, node.lineno, f"threading.{node.attr}"))
            if isinstance(node, ast.Attribute) and node.attr in QT_THREADS:
                wrong.append(where(module, node.lineno, node.attr))
    assert not wrong, "\n".join(wrong)


def test_nobody_processes_events_by_hand_and_nobody_sleeps() -> None:
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            name = _last(node) if isinstance(node, ast.Attribute | ast.Name) else ""
            if name == "processEvents":
                wrong.append(where(module, node.lineno, name))  # type: ignore[attr-defined]
            sleeps = isinstance(node, ast.Attribute) and name in ("sleep", "msleep", "usleep") and _last(node.value)
            if sleeps in ("time", "QThread") and module.inside not in SLEEPS_IN:
                wrong.append(where(module, node.lineno, f"{sleeps}.{name}"))  # type: ignore[attr-defined]
        for found in imports(module):
            if found.module == "time" and found.name == "sleep" and module.inside not in SLEEPS_IN:
                wrong.append(where(module, found.line, "sleep"))
    assert not wrong, "\n".join(wrong)


def test_imports_are_written_in_full() -> None:
    wrong = [
        where(module, found.line, f"from {found.module} import {found.name}")
        for module in modules()
        for found in imports(module)
        if found.module.startswith(".") or found.name == "*"
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_never_go_round_in_a_circle() -> None:
    graph = {
        module.name: {target(found) for found in imports(module) if target(found) in names()} - {module.name}
        for module in modules()
    }
    done: set[str] = set()
    path: list[str] = []

    def walk(name: str) -> None:
        if name in path:
            pytest.fail(" → ".join([*path[path.index(name) :], name]))
        if name in done:
            return
        path.append(name)
        for following in sorted(graph[name]):
            walk(following)
        path.pop()
        done.add(name)

    for name in sorted(graph):
        walk(name)


def test_each_file_of_the_lower_floors_that_does_something_has_its_tests() -> None:
    missing = []
    for module in modules():
        if module.floor not in MIRRORED or is_migration(module) or module.path.name == "__init__.py":
            continue
        if not any(isinstance(node, ast.FunctionDef) for node in ast.walk(module.tree)):
            continue
        relative = module.path.relative_to(PACKAGE)
        mirrored = ROOT / "tests" / relative.parent / f"test_{relative.name}"
        if not mirrored.exists():
            missing.append(f"amtdesk/{module.inside} has no {mirrored.relative_to(ROOT).as_posix()}")
    assert not missing, "\n".join(missing)


def test_names_say_what_a_thing_is() -> None:
    wrong = []
    for module in modules():
        if is_migration(module):
            continue
        if _words(module.path.stem) & BANNED:
            wrong.append(where(module, 1, module.path.stem))
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if node.name not in FOREIGN_NAMES and _words(node.name) & BANNED:
                wrong.append(where(module, node.lineno, node.name))
    assert not wrong, "\n".join(wrong)


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_files_and_functions_stay_short() -> None:
    wrong = [
        where(module, 1, f"{module.lines} lines")
        for module in modules()
        if module.lines > LONGEST_FILE and not is_migration(module)
    ]
    for module in modules():
        if is_migration(module):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    wrong.append(where(module, node.lineno, f"{node.name} has {length} lines"))
    assert not wrong, "\n".join(wrong)


def test_each_file_says_on_top_what_it_is() -> None:
    wrong = [
        where(module, 1, "no docstring")
        for module in modules()
        if not is_migration(module) and module.lines and not ast.get_docstring(module.tree)
    ]
    assert not wrong, "\n".join(wrong)
