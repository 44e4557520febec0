"""What the Redaktionsplan does to posts: always in the background, always with a way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from amtdesk.domain.delivery import PUBLIC, State, may
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.post import Post, Tile
from amtdesk.domain.schedule import local
from amtdesk.ui import texts
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from amtdesk.services.planning import Moved

#: A person may publish these at once.
_BY_HAND = frozenset({State.BY_HAND, State.FAILED, State.MISSED})
_BACK_TO_DRAFT = frozenset({State.PLANNED, State.BY_HAND, State.MISSED, State.HELD, State.FAILED})


class Deeds:
    """Moving, copying, deleting; `reload` shows a board anew at once, `open_post` shows one in the editor."""

    def __init__(self, shell: Shell, plan: Plan, reload: Callable[[], None], open_post: Callable[[int], None]) -> None:
        self._shell = shell
        self._plan = plan
        self._reload = reload
        self._open = open_post

    def move_to_day(self, tile: Tile, day: date) -> None:
        """The same time on another day."""
        number = self._plan.pretend(tile.post_id, self._plan.time_on(tile, day))
        self._reload()
        planning = self._shell.desk.planning
        self._move(tile, lambda: planning.move_to_day(tile.post_id, day), number)

    def move(self, tile: Tile, due: datetime) -> None:
        """Another time."""
        planning = self._shell.desk.planning
        self._move(tile, lambda: planning.move(tile.post_id, due))

    def duplicate(self, tile: Tile) -> None:
        """A new draft with the same texts and pictures, opened at once."""
        posts = self._shell.desk.posts

        def opened(post: Post) -> None:
            self._open(post.id)
            self._shell.say("Dupliziert. Die Kopie ist ein Entwurf ohne Termin.")

        self._run(lambda: posts.duplicate(tile.post_id), opened, "Duplizieren")

    def delete(self, tile: Tile) -> None:
        """Ask, then take it away; undo brings it back as a draft."""
        planned = sum(state is not State.DRAFT for _, state in tile.channels)
        consequence = "Der Entwurf wird gelöscht. „Rückgängig“ holt ihn zurück."
        if planned:
            where = texts.count(planned, "Kanal", "Kanälen")
            consequence = f"Er geht auf {where} nicht mehr hinaus. „Rückgängig“ holt ihn als Entwurf zurück."
        if not self._shell.ask(f"„{tile.words}“ löschen?", consequence, "Löschen", destructive=True):
            return
        posts = self._shell.desk.posts

        def restore() -> None:
            self._run(lambda: posts.restore(tile.post_id), lambda _post: None, "Zurückholen")

        self._run(
            lambda: posts.delete(tile.post_id),
            lambda _nothing: self._shell.say(f"„{_short(tile)}“ gelöscht.", undo=restore),
            "Löschen",
        )

    def unplan(self, tile: Tile) -> None:
        """Back to a draft on every channel where nothing has gone out."""
        planning = self._shell.desk.planning
        self._run(
            lambda: planning.unplan(tile.post_id),
            lambda _post: self._shell.say(f"„{_short(tile)}“ ist wieder ein Entwurf."),
            "Auf Entwurf zurück",
        )

    def links(self, tile: Tile) -> list[tuple[str, str]]:
        """(channel, address) of what is public."""
        if not any(state in PUBLIC for _, state in tile.channels):
            return []
        post = self._shell.desk.posts.get(tile.post_id)
        names = self._plan.names
        return [(names.get(one.account_id, "Kanal"), one.url) for one in post.deliveries if one.url] if post else []

    def by_hand(self, tile: Tile) -> list[tuple[str, Callable[[], None]]]:
        """(channel, opening the assistant) of what waits for a hand or did not go out."""
        if not any(state in _BY_HAND for _, state in tile.channels):
            return []
        post = self._shell.desk.posts.get(tile.post_id)
        found = [one for one in post.deliveries if one.state in _BY_HAND] if post else []
        shell, names = self._shell, self._plan.names
        return [(names.get(one.account_id, "Kanal"), partial(shell.publish_by_hand, one.id)) for one in found]

    def afterwards(self, tile: Tile, parent: "QWidget") -> list[tuple[str, Callable[[], None]]]:
        """(label, deed) of what may be done with what is public."""
        if not any(state in PUBLIC for _, state in tile.channels):
            return []
        from amtdesk.ui.editor import later

        shell, found = self._shell, list[tuple[str, Callable[[], None]]]()
        for one in shell.desk.afterwards.places(tile.post_id):
            key, name = one.delivery.id, one.account.name
            if one.may_edit:
                change = partial(later.change_text, shell, key, tile.post_id, parent)
                found.append((f"Text auf {name} ändern …", change))
            if one.may_withdraw:
                found.append((f"Auf {name} löschen …", partial(later.take_down, shell, key, tile.post_id)))
        return found

    def _move(self, tile: Tile, work: Callable[[], "Moved"], number: int = 0) -> None:
        def moved(result: "Moved") -> None:
            self._plan.settle(tile.post_id, number)
            day = local(result.after, tile.zone).date()
            sentence = words.moved(day, texts.clock(result.after, tile.zone), self._plan.today())
            self._shell.say(sentence, undo=lambda: self._undo(result))
            self._reload()

        def failed(error: Exception) -> None:
            self._plan.settle(tile.post_id, number)
            self._reload()
            self._failed(error, "Verschieben")

        self._shell.background.run(work, moved, failed)

    def _undo(self, result: "Moved") -> None:
        desk = self._shell.desk
        before = result.before
        if before is not None and before > desk.now():
            work: Callable[[], object] = lambda: desk.planning.move(result.post_id, before)  # noqa: E731
        else:
            # no time at all, or one that is over: planning would refuse it, but that is where the post was
            work = lambda: _put_back(desk.posts.get(result.post_id), before, desk.posts.save)  # noqa: E731
        self._run(work, lambda _done: None, "Rückgängig")

    def _run(self, work: Callable[[], object], then: Callable[..., None], what: str) -> None:
        self._shell.background.run(work, then, lambda error: self._failed(error, what))

    def _failed(self, error: Exception, what: str) -> None:
        if isinstance(error, NotAllowed):
            self._shell.say(f"{what} geht nicht mehr, der Beitrag hat sich inzwischen geändert.")
        else:
            self._shell.trouble(error, what)


def back_to_draft(tile: Tile) -> bool:
    """Whether something planned can be taken back."""
    return any(state in _BACK_TO_DRAFT for _, state in tile.channels)


def deletable(tile: Tile) -> bool:
    """Whether nothing of it is public or on its way."""
    return all(state is State.DRAFT or may(state, State.DRAFT) for _, state in tile.channels) and not any(
        state in PUBLIC for _, state in tile.channels
    )


def _put_back(post: Post | None, due: datetime | None, save: Callable[[Post], Post]) -> Post:
    if post is None:
        raise NotAllowed("no such post")
    return save(replace(post, due=due))


def _short(tile: Tile) -> str:
    return tile.words if len(tile.words) <= 40 else f"{tile.words[:39].rstrip()}…"
