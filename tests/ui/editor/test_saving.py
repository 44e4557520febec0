"""Why something could not be kept is said in a sentence, once."""

from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import NotAllowed, Problem, Unavailable
from amtdesk.domain.post import Post
from amtdesk.ui.editor import saving as module
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.saving import Progress, Saving, reason
from tests.ui.conftest import RecordingShell


def test_each_reason_is_a_sentence() -> None:
    assert reason(NotAllowed("delivery 1 is sending")) == "Der Beitrag ist inzwischen unterwegs oder veröffentlicht."
    assert reason(OSError("disk")).endswith("AmtDesk versucht es weiter.")
    assert "Schlüsselverwaltung" in reason(Unavailable(Problem.KEYRING_ABSENT))


def test_a_post_left_unsaved_is_tried_again_and_told_once(qtbot: QtBot, shell: RecordingShell) -> None:
    attempts: list[int] = []
    save = shell.desk.posts.save

    def third_time(post: Post) -> Post:
        attempts.append(1)
        if len(attempts) < 3:
            raise OSError("locked")
        return save(post)

    shell.desk.posts.save = third_time  # type: ignore[method-assign]
    draft = Draft(Post(0, "", ""))
    saving = Saving(shell, draft, shell)
    saving._again.setInterval(10)
    draft.write(None, "Wichtig")
    saving.touch()
    assert saving.progress is Progress.UNDER_WAY
    with qtbot.waitSignal(saving.destroyed):
        saving.leave()
    assert [post.text for post in shell.desk.posts.newest()] == ["Wichtig"]
    assert len(shell.troubles) == 1


def test_it_never_waits_longer_than_two_seconds() -> None:
    assert module.IDLE < module.LATEST <= 2000
