"""The parts fold in small windows and do not flicker at the edge."""

from amtdesk.ui.editor.arrangement import Arrangement, arrangement


def test_small_windows_fold() -> None:
    assert arrangement((853, 480), 566, None) is Arrangement.FOLDED
    assert arrangement((1280, 600), 486, None) is Arrangement.FOLDED
    assert arrangement((1280, 800), 486, None) is Arrangement.USUAL
    assert arrangement((1920, 1080), 620, None) is Arrangement.ROOMY


def test_at_the_edge_it_stays_as_it_is() -> None:
    assert arrangement((1099, 800), 486, Arrangement.USUAL) is Arrangement.FOLDED
    assert arrangement((1110, 800), 486, Arrangement.FOLDED) is Arrangement.FOLDED
    assert arrangement((1130, 800), 486, Arrangement.FOLDED) is Arrangement.USUAL
