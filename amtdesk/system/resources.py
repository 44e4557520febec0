"""Files that come with the program: icons, help, contents, limits of the platforms."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parents[1]


def folder() -> Path:
    """Where they lie: inside the installed package, else beside it in the source tree."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def text(name: str) -> str:
    """A text file by its path below resources/. Raises FileNotFoundError."""
    return _path(name).read_text(encoding="utf-8")


@cache
def json(name: str) -> Any:
    """A JSON file, read once; the caller must not change what it gets."""
    from json import loads

    return loads(text(name))


@cache
def icon(name: str) -> bytes:
    """The bytes of icons/<name>.svg."""
    return _path(f"icons/{name}.svg").read_bytes()


def limits(kind: str) -> tuple[Mapping[str, Any], str]:
    """What a kind of channel takes and the date of that knowledge; nothing known is an empty mapping."""
    table = json("limits.json")
    stand = str(table.get("_meta", {}).get("stand") or table.get("_meta", {}).get("compiled") or "")
    facts = table.get(kind)
    if not isinstance(facts, dict):
        return {}, ""
    return facts, str(facts.get("stand") or stand)


def content(name: str) -> bytes:
    """Any file by its path below resources/, as bytes."""
    return _path(name).read_bytes()


def help_page(name: str) -> str:
    """A page of the help as Markdown."""
    return text(f"help/{name}.md")


def _path(name: str) -> Path:
    # names also come from links on help pages
    parts = name.replace("\\", "/").split("/")
    if not all(parts) or ".." in parts or ":" in name:
        raise FileNotFoundError(name)
    return folder().joinpath(*parts)
