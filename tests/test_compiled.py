"""What PySide6 would compile at each start is compiled once, and nothing that does not belong is used."""

import marshal
import sys
from pathlib import Path

import pytest

from amtdesk.compiled import Compiled, beside

SOURCE = b"answer = 42\n"


@pytest.fixture(autouse=True)
def may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def compiled(place: Path, source: object = SOURCE, name: str = "support/parser.py") -> dict[str, object]:
    kept = Compiled(place)
    with kept.used():
        code = compile(source, name, "exec")  # type: ignore[call-overload]
    kept.keep()
    found: dict[str, object] = {}
    exec(code, found)
    return found


def test_the_second_time_takes_what_the_first_kept(tmp_path: Path) -> None:
    place = tmp_path / "cache" / "start.support"
    assert compiled(place)["answer"] == 42
    written = place.stat().st_mtime_ns
    kept = Compiled(place)
    with kept.used():
        first, second = compile(SOURCE, "support/parser.py", "exec"), compile(SOURCE, "support/parser.py", "exec")
    assert first is second
    kept.keep()
    assert place.stat().st_mtime_ns == written


def test_another_source_is_compiled_anew(tmp_path: Path) -> None:
    place = tmp_path / "start.support"
    compiled(place)
    assert compiled(place, b"answer = 43\n")["answer"] == 43


@pytest.mark.parametrize("rubbish", [b"", b"\x00", b"no code at all", marshal.dumps([1, 2])])
def test_a_damaged_file_costs_time_and_nothing_else(tmp_path: Path, rubbish: bytes) -> None:
    place = tmp_path / "start.support"
    place.write_bytes(rubbish)
    assert compiled(place)["answer"] == 42
    assert compiled(place)["answer"] == 42


def test_what_lies_in_no_folder_is_not_kept(tmp_path: Path) -> None:
    compiled(tmp_path / "start.support", name="bootstrap.py")
    assert not (tmp_path / "start.support").exists()


def test_where_nothing_may_be_written_it_works_as_well(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert compiled(tmp_path / "file" / "start.support")["answer"] == 42


def test_what_could_not_take_its_place_is_not_left_lying_about(tmp_path: Path) -> None:
    # as a file that a virus scanner holds open on Windows
    (tmp_path / "start.support" / "held").mkdir(parents=True)
    assert compiled(tmp_path / "start.support")["answer"] == 42
    assert [one.name for one in tmp_path.iterdir()] == ["start.support"]


def test_python_without_compiled_files_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled(tmp_path / "start.support")
    assert not (tmp_path / "start.support").exists()


def test_text_and_options_are_left_to_python(tmp_path: Path) -> None:
    kept = Compiled(tmp_path / "start.support")
    with kept.used():
        assert eval(compile("6 * 7", "<text>", "eval")) == 42
        compile("x = 1", "<text>", "exec", flags=0, dont_inherit=True)
    kept.keep()
    assert not kept.place.exists()


def test_afterwards_compile_is_python_s_own_again(tmp_path: Path) -> None:
    own = compile
    with pytest.raises(RuntimeError), Compiled(tmp_path / "start.support").used():
        raise RuntimeError
    assert compile is own


def test_it_lies_beside_the_compiled_program_and_knows_the_python() -> None:
    place = beside("/somewhere/start.py").place
    assert place.name == f"start.{sys.implementation.cache_tag}.support"
