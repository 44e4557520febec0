"""Addresses of LinkedIn's own; choosing and trying are proven with the channel itself."""

from amtdesk.channels.http import Http
from amtdesk.channels.linkedin_page import agreed, ends, statistics
from tests.channels.servers.linkedin import CLIENT, SECRET, LinkedInServer
from tests.channels.servers.loopback import answers


def test_figures_of_the_page_and_of_its_posts() -> None:
    assert statistics("urn:li:organization:1").endswith("organizationalEntity=urn%3Ali%3Aorganization%3A1")
    assert statistics("urn:li:organization:1", "shares", ("urn:li:share:2",)).endswith(
        "&shares=List(urn%3Ali%3Ashare%3A2)"
    )


def test_the_page_to_agree_on() -> None:
    address = agreed("https://www.linkedin.com", "id", "http://localhost:8736/callback", "state")
    assert address.startswith("https://www.linkedin.com/oauth/v2/authorization?response_type=code&client_id=id")


def test_nobody_who_says_when_it_ends(http: Http) -> None:
    client = {"client_id": CLIENT, "client_secret": SECRET}
    with LinkedInServer() as server:
        assert ends(http, server.url, client, "another") is None
        for odd in ({"active": True, "expires_at": "x"}, {"active": True, "expires_at": 10**30}, {}):
            server.fail("POST /oauth", answers(200, odd))
            assert ends(http, server.url, client, "token") is None
