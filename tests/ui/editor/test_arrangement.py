"""The parts fold in small windows and do not flicker at the edge."""

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from amtdesk.ui.editor.arrangement import Arrangement, arrangement
from amtdesk.ui.editor.panes import Panes
from tests.ui.conftest import RecordingShell


def test_small_windows_fold() -> None:
    assert arrangement((853, 480), 566, None) is Arrangement.FOLDED
    assert arrangement((1280, 600), 486, None) is Arrangement.FOLDED
    assert arrangement((1280, 800), 486, None) is Arrangement.USUAL
    assert arrangement((1920, 1080), 620, None) is Arrangement.ROOMY


def test_at_the_edge_it_stays_as_it_is() -> None:
    assert arrangement((1099, 800), 486, Arrangement.USUAL) is Arrangement.FOLDED
    assert arrangement((1110, 800), 486, Arrangement.FOLDED) is Arrangement.FOLDED
    assert arrangement((1130, 800), 486, Arrangement.FOLDED) is Arrangement.USUAL


def test_parts_that_have_no_place_yet_are_not_chained_for_tab(qtbot: QtBot, shell: RecordingShell) -> None:
    panes = Panes(shell)
    qtbot.addWidget(panes)
    with qtbot.waitSignal(panes._order.timeout):
        # Qt would warn, and a warning fails the test
        QCoreApplication.sendEvent(panes, QEvent(QEvent.Type.LayoutRequest))
    panes.arrange(Arrangement.FOLDED)
    with qtbot.waitSignal(panes._order.timeout):
        QCoreApplication.sendEvent(panes, QEvent(QEvent.Type.LayoutRequest))
