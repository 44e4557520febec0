"""Changes a draft that is no longer in front: an undo, or a picture that was ready late."""

from collections.abc import Callable

from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.shell import Shell


def afterwards(shell: Shell, left: Draft, change: Callable[[Draft], object]) -> None:
    """Apply `change` to the post as it is stored by now; what was typed since stays."""
    posts = shell.desk.posts

    def work() -> None:
        kept = posts.get(left.stored_id) if left.stored_id else left.post
        if kept is None:
            return
        draft = Draft(kept)
        change(draft)
        posts.save(draft.post)

    shell.background.run(work, None, shell.trouble)
