"""Which addresses a channel needs."""

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.reach import addresses, hosts

OWN = Kind("own", "Own", "world", (), frozenset(), hosts=("{url}",))
FIXED = Kind("fixed", "Fixed", "world", (), frozenset(), hosts=("graph.example", "upload.example"))
HAND = Kind("hand", "Hand", "world", (), frozenset(), by_hand=True, hosts=("paper.example",))
KNOWN = {one.name: one for one in (OWN, FIXED, HAND)}


def account(kind: str, url: str = "") -> Account:
    return Account(1, kind, kind, url)


def test_an_account_needs_its_own_server_or_those_of_its_kind() -> None:
    assert addresses(account("own", "https://social.example/@town"), OWN) == ("https://social.example/@town",)
    assert addresses(account("fixed"), FIXED) == ("https://graph.example", "https://upload.example")
    assert addresses(account("fixed", "http://127.0.0.1:9"), FIXED) == ("http://127.0.0.1:9",)
    assert addresses(account("own", "keine adresse"), OWN) == ()


def test_the_list_for_the_it_names_each_host_once_and_no_placeholder() -> None:
    connected = [account("own", "https://social.example:8443/x"), account("own", "https://www.rathaus.example/")]
    assert hosts([], connected, KNOWN) == {"social.example:8443": ("Own",), "www.rathaus.example": ("Own",)}
    other = Account(2, "fixed", "fixed", "https://social.example:8443")
    assert hosts([OWN, FIXED], [*connected, other], KNOWN) == {
        "graph.example": ("Fixed",),
        "social.example:8443": ("Fixed", "Own"),
        "upload.example": ("Fixed",),
        "www.rathaus.example": ("Own",),
    }


def test_the_server_a_profile_really_lies_on_is_asked_and_listed() -> None:
    own = {"pds": "https://morel.host.example", "server": "https://pds.rathaus.example:8443"}
    profile = Account(1, "fixed", "Profil", "", own)
    assert addresses(profile, FIXED) == ("https://morel.host.example",)
    assert list(hosts([], [profile], KNOWN)) == [
        "graph.example",
        "morel.host.example",
        "pds.rathaus.example:8443",
        "upload.example",
    ]
    assert hosts([], [Account(1, "own", "x", "", {"server": "quatsch"})], KNOWN) == {}


def test_what_is_done_by_hand_or_unknown_needs_nothing() -> None:
    assert hosts([], [account("hand", "https://paper.example"), account("later", "https://x.example")], KNOWN) == {}
