"""Ids of posts and comments in Telegram."""

import pytest

from amtdesk.channels.telegram_place import Place, chat_and_message, comment, is_comment
from amtdesk.domain.errors import NotAllowed


@pytest.mark.parametrize("place", [Place(text=412), Place((411,)), Place((411, 412)), Place((411, 412), 413)])
def test_a_place_survives_being_written_down(place: Place) -> None:
    assert Place.of(str(place)) == place


def test_a_link_leads_to_the_first_message() -> None:
    assert Place.of("p411,412+413").first == 411
    assert Place.of("p411,412+413").messages == [411, 412, 413]


@pytest.mark.parametrize("wrong", ["", "p", "p1,", "1,2", "+3", "p1+", "1/2", "-5", "٣"])
def test_anything_else_is_refused(wrong: str) -> None:
    with pytest.raises(NotAllowed):
        Place.of(wrong)


def test_a_comment_names_its_chat() -> None:
    assert chat_and_message(comment(-100222, 33)) == (-100222, 33)
    assert is_comment("-100222:33")
    assert not is_comment("33")
    with pytest.raises(NotAllowed):
        chat_and_message("33")
