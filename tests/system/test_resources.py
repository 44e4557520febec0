"""Files that come with the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtdesk.system import resources

REAL_FOLDER = resources.folder()


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A source tree with a few resources."""
    package = tmp_path / "amtdesk_source" / "amtdesk"
    folder = package.parent / "resources"
    (folder / "icons").mkdir(parents=True)
    (folder / "help").mkdir()
    package.mkdir()
    (folder / "limits.json").write_text(
        '{"_meta": {"compiled": "2026-11-21"}, "mastodon": {"max_chars": 500}}', encoding="utf-8"
    )
    (folder / "icons" / "heute.svg").write_bytes(b"<svg/>")
    (folder / "help" / "start.md").write_text("# Los geht’s", encoding="utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    resources.json.cache_clear()
    resources.icon.cache_clear()
    yield folder
    resources.json.cache_clear()
    resources.icon.cache_clear()


def test_they_are_found_beside_the_package_in_a_source_tree(shipped: Path) -> None:
    assert resources.folder() == shipped
    assert resources.text("help/start.md") == "# Los geht’s"
    assert resources.help_page("start") == "# Los geht’s"
    assert resources.icon("heute") == b"<svg/>"


def test_they_are_found_inside_an_installed_package(shipped: Path) -> None:
    inside = shipped.parent / "amtdesk" / "resources"
    inside.mkdir()
    (inside / "note.txt").write_text("Rad", encoding="utf-8")
    assert resources.text("note.txt") == "Rad"


def test_the_source_tree_of_this_program_has_them() -> None:
    assert Path(resources.__file__).parents[2] / "resources" == REAL_FOLDER


def test_json_is_read_once(shipped: Path) -> None:
    assert resources.json("limits.json") is resources.json("limits.json")


def test_limits_come_with_their_date(shipped: Path) -> None:
    assert resources.limits("mastodon") == ({"max_chars": 500}, "2026-11-21")


def test_a_kind_without_limits_has_none(shipped: Path) -> None:
    assert resources.limits("practice") == ({}, "")
    assert resources.limits("_nothing") == ({}, "")


@pytest.mark.parametrize("name", ["../pyproject", "/etc/passwd", "a//b", "..\\x", "C:x", ""])
def test_a_name_never_leads_out_of_the_folder(shipped: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        resources.help_page(name) if name else resources.text(name)
