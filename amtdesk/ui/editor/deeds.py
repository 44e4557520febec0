"""What a person decides about the post as a whole: plan, publish now, take back, copy, delete."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.finding import Note
from amtdesk.ui import texts
from amtdesk.ui.editor.price import price_of
from amtdesk.ui.library.filling import not_copied
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.domain.post import Post
    from amtdesk.ui.editor.saving import Saving


class Deeds:
    """Asks, saves first, does it in the background; `go_to` shows a finding at its place."""

    def __init__(self, shell: Shell, go_to: Callable[[Note], None]) -> None:
        self._shell = shell
        self._go_to = go_to

    def plan(self, saving: "Saving") -> None:
        """Plan every chosen channel that is still open; the first thing that is missing is shown instead."""
        planning = self._shell.desk.planning
        if self._stopped(saving, needs_time=True) or not self._agreed(saving):
            return

        def planned(post: "Post") -> None:
            at = texts.when(post.due, post.zone, self._shell.desk.now()) if post.due else ""
            self._shell.say(f"Eingeplant: {at}.", lambda: self._again(planning.unplan, post.id))

        saving.step(planning.plan, planned, self._refused)

    def publish(self, saving: "Saving") -> None:
        """Publish now, after asking where something goes out by itself."""
        if self._stopped(saving, needs_time=False):
            return
        draft, targets = saving.draft, self._shell.desk.accounts.targets()
        waiting = {one.account_id for one in draft.post.deliveries if one.state is State.PLANNED}
        chosen = {one.account_id for one in draft.to_plan} | waiting
        names = [targets[one].name for one in sorted(chosen) if one in targets and not targets[one].kind.by_hand]
        by_hand = [targets[one].name for one in sorted(chosen) if one in targets and targets[one].kind.by_hand]
        consequence = []
        if names:
            consequence.append("Der Beitrag geht sofort hinaus und ist dann öffentlich.")
        if by_hand:
            consequence.append(
                f"{texts.listing(by_hand)}: AmtDesk bereitet den Beitrag zum Veröffentlichen von Hand vor."
            )
        price = price_of(draft.post, chosen, targets)
        if price:
            consequence.append(price)
        question = f"Jetzt auf {texts.listing([*names, *by_hand])} veröffentlichen?"
        # by hand alone nothing goes out: the assistant that opens is question enough
        if names and not self._shell.ask(question, " ".join(consequence), "Jetzt veröffentlichen"):
            return
        saving.step(
            self._shell.desk.planning.publish_now, lambda post: self._on_its_way(post, chosen, names), self._refused
        )

    def _on_its_way(self, post: "Post", chosen: Collection[int], names: Sequence[str]) -> None:
        """What goes by itself goes at once; for the hand the assistant opens, the next ones wait on Heute."""
        self._shell.desk.worker.poke()
        if names:
            self._shell.say(f"Auf dem Weg: {texts.listing(names)}.")
        ours = [one for one in post.deliveries if one.state is State.BY_HAND and one.account_id in chosen]
        if ours:
            self._shell.publish_by_hand(min(ours, key=lambda one: one.account_id).id)

    def unplan(self, saving: "Saving") -> None:
        """Back to a draft."""
        planning = self._shell.desk.planning
        saving.step(
            planning.unplan,
            lambda post: self._shell.say(
                "Wieder ein Entwurf. Er wird nicht gesendet.", lambda: self._again(planning.plan, post.id)
            ),
            self._refused,
        )

    def duplicate(self, saving: "Saving") -> None:
        """A new draft with the same texts and pictures, shown at once."""
        if not saving.draft.worth_keeping:
            self._shell.say("Der Beitrag ist noch leer.")
            return
        posts = self._shell.desk.posts

        def made(post: "Post") -> None:
            self._shell.open_post(post.id)
            self._shell.say("Kopie angelegt, noch ohne Termin.")

        saving.step(lambda post_id: posts.duplicate(post_id), made, self._refused)

    def delete(self, saving: "Saving", closed: Callable[[], None], reopen: Callable[[int], None]) -> None:
        """Take the post away; undo brings it back as a draft."""
        posts, shell = self._shell.desk.posts, self._shell

        def back(post_id: int) -> None:
            shell.background.run(lambda: posts.restore(post_id), lambda post: reopen(post.id), shell.trouble)

        def remove(post_id: int) -> int:
            posts.delete(post_id)
            return post_id

        def removed(post_id: int) -> None:
            closed()
            shell.say("Beitrag gelöscht.", lambda: back(post_id))

        if not saving.draft.post.id and not saving.busy and not saving.draft.worth_keeping:
            closed()
            return
        saving.step(remove, removed, self._refused)

    def copy(self, text: str) -> None:
        """The text to the clipboard, once nothing in it is open."""
        if "{{" in text:
            self._shell.say(not_copied(text))
            return
        QGuiApplication.clipboard().setText(text)
        self._shell.say("Der Text liegt in der Zwischenablage.")

    def _agreed(self, saving: "Saving") -> bool:
        """Asked only where planning costs money."""
        draft = saving.draft
        chosen = [one.account_id for one in draft.to_plan]
        price = price_of(draft.post, chosen, self._shell.desk.accounts.targets())
        return not price or self._shell.ask("Kostenpflichtigen Beitrag einplanen?", price, "Einplanen")

    def _again(self, step: Callable[[int], object], post_id: int) -> None:
        self._shell.background.run(lambda: step(post_id), None, self._refused)

    def _stopped(self, saving: "Saving", *, needs_time: bool) -> bool:
        draft = saving.draft
        waiting = {one.account_id for one in draft.post.deliveries if one.state is State.PLANNED}
        concerned = draft.to_plan
        if not needs_time:
            concerned += tuple(one for one in draft.post.variants if one.account_id in waiting)
        post = replace(draft.post, variants=concerned)
        notes = self._shell.desk.planning.notes(post, needs_time=needs_time)
        blocking = next((note for note in notes if note.blocks), None)
        if blocking is not None:
            self._go_to(blocking)
        return blocking is not None

    def _refused(self, error: Exception) -> None:
        notes: list[Note] = getattr(error, "notes", []) if isinstance(error, NotAllowed) else []
        if notes:
            self._go_to(notes[0])
        else:
            self._shell.trouble(error)
