"""A morning's worth of comments for the sample office."""

from pathlib import Path

from amtdesk.channels import practice_inbox
from amtdesk.domain.inquiry import Status
from amtdesk.services import sample, sample_inbox
from amtdesk.system import resources
from tests import builders
from tests.builders import Clock


def test_the_sample_office_has_a_queue_with_something_urgent_on_top(tmp_path: Path) -> None:
    desk = builders.desk_at(tmp_path, Clock(), practice_only=True)
    sample.fill(desk, resources.json("sample/posts.json"), lambda name: resources.content(f"sample/{name}"))
    folder = tmp_path / "uebungskanal"
    sample_inbox.fill_inbox(
        desk,
        resources.json("sample/comments.json"),
        lambda account_id, message: practice_inbox.write(folder / str(account_id), message),
    )
    queue = desk.inbox.queue()
    assert len(queue) == 6 and queue[0].urgent and queue[0].place
    assert [one.status for one in desk.inbox.newest() if one.status is not Status.NEW] == [Status.ANSWERED]
    assert len(desk.inbox.lines(next(one.id for one in queue if one.thread == "c1"))) == 2
    found = desk.inbox.fetch()
    assert not found.failed and not found.new and not found.reopened
    assert all(line.gone is None for one in queue for line in desk.inbox.lines(one.id))
    assert desk.contacts.every() and desk.rounds.stops()
    desk.database.close()
