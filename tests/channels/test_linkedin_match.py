"""Our own post among those that LinkedIn shows."""

from amtdesk.channels.linkedin_match import is_ours, record
from amtdesk.domain.channel import Picture
from tests.channels.contract import NOW, payload

MADE = int(NOW.timestamp() * 1000)


def test_what_we_send_is_what_we_recognise(picture: Picture) -> None:
    for pictures in ((), (picture,), (picture, picture)):
        whole = payload(pictures=pictures)
        urns = [f"urn:li:image:{number}" for number in range(len(pictures))]
        assert is_ours({**record("urn:li:organization:1", whole, urns), "createdAt": MADE}, whole, NOW)


def test_what_is_damaged_is_not_ours() -> None:
    for broken in ({}, {"createdAt": "x"}, {"createdAt": MADE, "commentary": 7, "content": []}):
        assert not is_ours(broken, payload(), NOW)
