"""What is typed into a search field finds or does not find; it never breaks anything."""

import random

from amtdesk.domain.inquiry import Inquiry, Kind, Status
from amtdesk.domain.message import Source
from amtdesk.store import accounts, inquiries, tiles
from amtdesk.store.database import Database
from tests.store.test_glance import NOW
from tests.store.test_tiles import add

WORDS = ("Straße", "straße", "fest", "AND", "NEAR(", "OR", "NOT", "26-0001", "1")
SIGNS = "\"'%_*-()[]{}^:;,.\\/?!~+=<>|&#@$` \t\n\r\0äÖßŞİſﬁ\u0301\u200d\u202e\ud800\udc00👨\U0010ffff"


def typed(chance: random.Random) -> str:
    """A few words and signs as nobody would type them."""
    return "".join(chance.choice((*WORDS, *SIGNS)) for _ in range(chance.randrange(1, 12)))


def test_thousands_of_strings_break_no_search(database: Database) -> None:
    chance = random.Random(17)
    with database.writing() as connection:
        for name in ("A", "B"):
            accounts.add(connection, "practice", name, "", {})
        add(connection, "Fest", NOW, "In der Straße")
        asked = Inquiry(
            0, "", None, "x", Source.CAPTURED, Status.NEW, Kind.OTHER, NOW, NOW, author="Ş. İnan", snippet="Straße"
        )
        inquiries.capture(connection, asked, "Wann ist das Fest in der Straße?", "", 2026)
    found = 0
    with database.reading() as connection:
        for _ in range(1_000):
            query = typed(chance)
            found += len(tiles.search(connection, query)) + len(inquiries.search(connection, query))
    assert found > 20, "some of them are plain words"
