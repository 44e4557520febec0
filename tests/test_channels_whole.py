"""Connected by hand first and by its interface later: real services, real file, a platform on loopback."""

from pathlib import Path

from amtdesk.domain.delivery import State
from amtdesk.domain.measure import Rung
from amtdesk.services.accounts import Access
from amtdesk.services.answers import Words
from tests.builders import Clock, desk_at, draft
from tests.channels.servers import oauth, youtube
from tests.channels.servers.youtube import YouTubeServer
from tests.channels.whole import NOW

TEXT = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz."


def test_what_is_published_by_hand_may_still_be_read_and_answered(tmp_path: Path) -> None:
    with YouTubeServer(lambda: NOW) as platform:
        clock = Clock(NOW)
        desk = desk_at(tmp_path, clock)
        account = desk.accounts.add(Access("youtube", "Videos", "", {}, {}))
        assert desk.inbox.readable() == [] and desk.inbox.fetch().failed == {}
        secrets = {"access": oauth.ACCESS, "refresh": oauth.REFRESH, "client_secret": youtube.SECRET}
        access = Access("youtube", "Videos", platform.url, {"client_id": youtube.CLIENT}, secrets)
        desk.accounts.reconnect(account.id, access)

        post = draft(desk, [account.id], TEXT, due=NOW)
        desk.planning.publish_now(post.id)
        desk.publisher.run_due()
        (delivery,) = desk.posts.get(post.id).deliveries
        assert delivery.state is State.BY_HAND

        platform.wrote("Wann geht es los?")
        assert len(desk.inbox.fetch().new) == 1
        (inquiry,) = desk.inbox.newest()
        assert desk.answers.sends(inquiry) and desk.moderation.able(inquiry, Rung.HIDE)
        assert not desk.moderation.able(inquiry, Rung.BLOCK)
        desk.answers.answer(inquiry.id, Words("Um neun Uhr."))
        clock.on(minutes=1)
        desk.publisher.run_due()
        ((_, answer),) = desk.answers.deliveries(inquiry.id)
        assert answer.state is State.PUBLISHED, (answer.problem, answer.detail)
        assert platform.public == ["Wann geht es los?", "Um neun Uhr."]
        desk.database.close()
