"""Exceptions in Qt virtuals."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

import amtdesk.ui
from amtdesk.system.crash import Crashes
from amtdesk.ui.guard import guarded
from tests.builders import Clock

#: Named like a virtual of Qt and none, or caught inside.
PLAIN = {"amtdesk.ui.widgets.words.Elided.setText"}


class Thing:
    @guarded(7)
    def sizeHint(self, *, fail: bool) -> int:
        """As Qt calls it."""
        if fail:
            raise ValueError("kaputt")
        return 3


class Broken(QAbstractListModel):
    """Its source raises whenever it is asked."""

    @guarded(2)
    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        raise LookupError("rows")

    @guarded(None)
    def data(self, _index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        raise LookupError(f"data {role}")


class Smeared(QWidget):
    @guarded(None)
    def paintEvent(self, _event: object) -> None:
        raise LookupError("paint")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the hook for errors nobody caught."""
    found: list[str] = []

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        found.append(f"{error} {error.__notes__}")

    monkeypatch.setattr(sys, "excepthook", hook)
    monkeypatch.setattr("amtdesk.ui.guard._told", set())
    return found


def test_an_exception_is_reported_once_and_something_harmless_returned(told: list[str]) -> None:
    assert [Thing().sizeHint(fail=True) for _ in range(5)] == [7] * 5
    assert told == ["kaputt ['in Thing.sizeHint']"]


def test_without_one_nothing_changes(told: list[str]) -> None:
    assert Thing().sizeHint(fail=False) == 3 and told == []
    assert Thing.sizeHint.__doc__ == "As Qt calls it."


def test_a_view_whose_source_raises_stays_and_says_so_once(qtbot: QtBot, told: list[str]) -> None:
    view, smeared = QListView(), Smeared()
    view.setModel(Broken(view))
    for one in (view, smeared):
        qtbot.addWidget(one)
        one.resize(200, 100)
        for _ in range(20):
            assert not one.grab().isNull()
    assert {words.split()[0] for words in told} == {"rows", "data", "paint"} and len(told) == 3


@pytest.fixture
def crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr("amtdesk.ui.guard._told", set())
    shown: list[str] = []
    watch = Crashes(tmp_path, "1.2.3", Clock())
    watch.show = lambda words, _path: shown.append(words)
    watch.install()
    yield shown
    watch.remove()


def test_the_person_gets_a_report_of_it(crashes: list[str]) -> None:
    assert Thing().sizeHint(fail=True) == 7
    (words,) = crashes
    assert "kaputt" in words and "in Thing.sizeHint" in words


def test_every_virtual_of_the_window_is_guarded() -> None:
    bare = []
    for found in pkgutil.walk_packages(amtdesk.ui.__path__, "amtdesk.ui."):
        module = importlib.import_module(found.name)
        for made in vars(module).values():
            if inspect.isclass(made) and made.__module__ == module.__name__:
                bare += [f"{module.__name__}.{made.__name__}.{name}" for name in _bare(made)]
    assert set(bare) == PLAIN


def _bare(made: type) -> list[str]:
    """Names of Qt that this class takes for itself without a guard."""
    above = [vars(base) for base in made.__mro__ if base.__module__.startswith("PySide6")]
    own = [(name, what) for name, what in vars(made).items() if inspect.isfunction(what) and not name.startswith("__")]
    return [name for name, what in own if not hasattr(what, "__wrapped__") and any(name in base for base in above)]
