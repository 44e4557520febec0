"""One platform with an account of ours: what the tests of whole ways, over all kinds, have in common."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.post import Attached
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE, Words
from amtdesk.services.desk import Desk
from tests.builders import Clock, desk_at, draft
from tests.channels.servers.loopback import Reply
from tests.channels.whole import ANSWER, ASKED, NOW, Whole

Twist = Callable[[Reply], Reply]
TEXT = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz."


@dataclass(frozen=True)
class Place:
    """The platform, the real services on a real file, and the account between them."""

    kind: str
    platform: Any
    desk: Desk
    clock: Clock
    account_id: int

    @property
    def account(self) -> Account:
        found = self.desk.accounts.get(self.account_id)
        assert found is not None
        return found

    @property
    def public(self) -> list[Any]:
        """What we published there; on YouTube what others wrote stands beside it."""
        return [one for one in self.platform.public if one != ASKED]

    def sent(self, text: str = TEXT) -> Delivery:
        """What became of a post on it; YouTube takes nothing but answers, Instagram no words alone."""
        desk = self.desk
        if self.kind == "youtube":
            self.platform.wrote(ASKED)
            desk.inbox.fetch()
            inquiry = desk.inbox.newest()[0]
            desk.answers.answer(inquiry.id, Words(ANSWER))
            self.clock.now += GRACE
            desk.publisher.run_due()
            return desk.answers.deliveries(inquiry.id)[0][1]
        pictures = (picture(desk),) if self.kind == "instagram" else ()
        post = draft(desk, [self.account_id], text, due=self.clock(), pictures=pictures)
        desk.planning.publish_now(post.id)
        desk.publisher.run_due()
        return self.delivery_of(post.id)

    def delivery_of(self, post_id: int) -> Delivery:
        kept = self.desk.posts.get(post_id)
        assert kept is not None
        (delivery,) = kept.deliveries
        return delivery

    def anew(self) -> None:
        """As if nothing had happened: nothing waits, nothing goes wrong, the access is good."""
        self.platform.recover()
        self.clock.now = NOW
        for post in self.desk.posts.newest() if self.kind != "youtube" else ():
            for delivery in post.deliveries:
                if delivery.state is State.PLANNED:
                    self.desk.planning.unplan(post.id)
        self.desk.accounts.working(self.account)


@contextmanager
def place_at(one: Whole, folder: Path, twist: Twist | None = None) -> Iterator[Place]:
    """Connected, as a person connects it; `twist` is what becomes of each answer of the platform."""
    clock = Clock(NOW)
    with one.platform() as platform:
        platform.twist = twist or platform.twist
        desk = desk_at(folder, clock)
        account = desk.accounts.add(Access(one.kind, "", platform.url, one.settings, one.secrets))
        yield Place(one.kind, platform, desk, clock, account.id)
        desk.database.close()


def picture(desk: Desk) -> Attached:
    """A square photograph."""
    return Attached(desk.posts.take_picture(_photograph(), "IMG_0001.JPG"), "Marktstände")


@cache
def _photograph() -> bytes:
    content = BytesIO()
    Image.effect_noise((400, 400), 60).convert("RGB").save(content, "JPEG")
    return content.getvalue()
