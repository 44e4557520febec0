"""What platforms count."""

from amtdesk.domain.figures import Figure


def test_every_figure_has_a_word_of_its_own() -> None:
    assert len({one.value for one in Figure}) == len(Figure)
