"""The pair of Python and Qt that runs here loses no references: PySide6 6.12.0 on Python 3.11 ends within a morning."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Signal
from PySide6.QtGui import QPaintEvent, QSyntaxHighlighter, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TIMES = 1_000
#: Each loss is one reference a call; others come and go by themselves.
NOISE = TIMES // 4


class Sender(QObject):
    said = Signal(int)


class Listening(QObject):
    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        return False


class Rows(QAbstractListModel):
    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, _index: QModelIndex | QPersistentModelIndex, _role: int = 0) -> object:
        return None


class Painted(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        return None


class Plain(QSyntaxHighlighter):
    def highlightBlock(self, _text: str) -> None:
        return None


def emits() -> Callable[[], object]:
    sender = Sender()
    sender.said.connect(lambda _number: None)
    return lambda: sender.said.emit(1)


def filters() -> Callable[[], object]:
    watched = QObject()
    filtering = Listening(watched)
    watched.installEventFilter(filtering)
    return lambda: watched.event(QEvent(QEvent.Type.User)) or filtering.eventFilter(watched, QEvent(QEvent.Type.User))


def asks() -> Callable[[], object]:
    rows = Rows()
    # through C++ and back
    return lambda: rows.itemData(rows.index(0))


def highlights() -> Callable[[], object]:
    document = QTextDocument("ein Wort")
    lighter = Plain(document)
    # the document owns it and must live as long
    return lambda: lighter.rehighlight() if document else None


def paints() -> Callable[[], object]:
    widget = Painted()
    widget.resize(QSize(4, 4))
    return widget.grab


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal there")
@pytest.mark.parametrize("case", [emits, filters, asks, highlights, paints])
def test_a_thousand_calls_lose_none_of_none_and_true(qtbot: QtBot, case: Callable[[], Callable[[], object]]) -> None:
    work = case()
    for _ in range(20):
        work()
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(TIMES):
        work()
    after = [sys.getrefcount(one) for one in (None, True, False)]
    assert all(now > then - NOISE for now, then in zip(after, before, strict=True)), (before, after)
