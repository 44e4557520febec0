"""What is being edited, what of it is kept, and what may still change; no Qt in here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from amtdesk.domain.card import LinkCard
from amtdesk.domain.crop import Crop
from amtdesk.domain.delivery import EDITABLE, MOVABLE, Delivery, State, Wish
from amtdesk.domain.media import Media
from amtdesk.domain.post import Attached, Post, Variant

_FIELDS = ("title", "text", "language", "due", "zone", "late_policy", "late_limit", "variants", "pictures", "card")


@dataclass(frozen=True, slots=True)
class Locks:
    """What may no longer change, because a channel has it already."""

    #: accounts whose text stays as it went out
    accounts: frozenset[int] = frozenset()
    #: one of them shows the shared text
    shared: bool = False
    pictures: bool = False
    time: bool = False
    #: what the loudest of them is doing, for the sentence why
    state: State | None = None

    def text(self, account_id: int | None) -> bool:
        """Whether the text of this tab (None: the shared one) is fixed."""
        return self.shared if account_id is None else account_id in self.accounts


class Draft:
    """One post under the pen. `post` is what stands in the fields, `kept` what is stored."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.kept = post
        #: the id in the file; known in the background before `post` has it
        self.stored_id = post.id
        #: texts of channels taken off, should they come back
        self._aside: dict[int, str] = {}
        #: what the page of its link says of itself, once it was read
        self.page: LinkCard | None = None
        #: what the stored post is compared with when it changed elsewhere
        self._base = post

    # what it is

    @property
    def dirty(self) -> bool:
        """Whether something is not stored yet; an empty new draft never is."""
        return not self._same(self.post, self.kept) and (bool(self.post.id) or self.worth_keeping)

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was written or added that someone would miss."""
        texts = [self.post.title, self.post.text, *(one.text or "" for one in self.post.variants)]
        return any(text.strip() for text in texts) or bool(self.post.pictures)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The chosen accounts."""
        return tuple(one.account_id for one in self.post.variants)

    @property
    def locks(self) -> Locks:
        """What is fixed by deliveries that are on their way or public."""
        # what was withdrawn goes nowhere and fixes nothing
        there = [one for one in self.post.deliveries if one.state is not State.WITHDRAWN]
        fixed = {one.account_id: one.state for one in there if one.state not in EDITABLE}
        return Locks(
            accounts=frozenset(fixed),
            shared=any(account_id in fixed and not self.deviates(account_id) for account_id in self.chosen),
            pictures=bool(fixed),
            time=any(one.state not in MOVABLE for one in there),
            state=next(iter(fixed.values()), None),
        )

    @property
    def waiting(self) -> bool:
        """Whether a channel waits for the time of this post."""
        return any(one.state in (State.PLANNED, State.BY_HAND, State.HANDED_OVER) for one in self.post.deliveries)

    @property
    def clocked(self) -> bool:
        """Whether its time still decides anything: for what is not planned yet, or waits for a clock."""
        clocks = (State.PLANNED, State.HANDED_OVER)
        return bool(self.to_plan) or not self.post.deliveries or any(d.state in clocks for d in self.post.deliveries)

    @property
    def to_plan(self) -> tuple[Variant, ...]:
        """Chosen channels that planning would take: no delivery yet, or one that failed, was missed or taken back."""
        by_account = {one.account_id: one for one in self.post.deliveries}
        return tuple(one for one in self.post.variants if _open(by_account.get(one.account_id)))

    def deviates(self, account_id: int) -> bool:
        """Whether this channel has a text of its own."""
        return any(one.account_id == account_id and one.text is not None for one in self.post.variants)

    # changing it

    def set(self, **values: Any) -> None:
        """Change plain fields: title, due, late_policy, late_limit."""
        self.post = replace(self.post, **values)

    def choose(self, account_id: int, chosen: bool) -> None:
        """Take a channel in or off; its own text comes back with it."""
        others = [one for one in self.post.variants if one.account_id != account_id]
        if chosen:
            others.append(Variant(account_id, self._aside.pop(account_id, None)))
        else:
            for one in self.post.variants:
                if one.account_id == account_id and one.text is not None:
                    self._aside[account_id] = one.text
        self.post = replace(self.post, variants=tuple(sorted(others, key=lambda one: one.account_id)))

    def forget(self, known: Collection[int]) -> None:
        """Take off channels that are no longer connected and never got the post."""
        had = {one.account_id for one in self.post.deliveries}
        for account_id in self.chosen:
            if account_id not in known and account_id not in had:
                self.choose(account_id, False)

    def write(self, account_id: int | None, text: str) -> None:
        """The shared text (None), or a channel's own, which it has from then on."""
        if account_id is None:
            self.post = replace(self.post, text=text)
        else:
            self._own(account_id, text)

    def adapt(self, account_id: int) -> None:
        """Give a channel its own text, starting from the shared one."""
        if not self.deviates(account_id):
            self._own(account_id, self.post.text)

    def share(self, account_id: int) -> str:
        """Let a channel show the shared text again; returns its own for undoing."""
        own = self.post.text_for(account_id)
        self._own(account_id, None)
        return own

    def _own(self, account_id: int, text: str | None) -> None:
        variants = (replace(one, text=text) if one.account_id == account_id else one for one in self.post.variants)
        self.post = replace(self.post, variants=tuple(variants))

    def add_picture(self, media: Media) -> None:
        """One more picture at the end; the same picture twice is one."""
        if all(one.media.id != media.id for one in self.post.pictures):
            self._pictures([*self.post.pictures, Attached(media)])

    def describe(self, position: int, **values: Any) -> None:
        """Change `alt` or `decorative` of a picture (counted from 0)."""
        pictures = list(self.post.pictures)
        pictures[position] = replace(pictures[position], **values)
        self._pictures(pictures)

    def crop_picture(self, media: Media, crop: Crop | None) -> None:
        """Choose the part of a picture that stays where it is cut, wherever it stands by now."""
        self._pictures(replace(one, crop=crop) if one.media.id == media.id else one for one in self.post.pictures)

    def move_picture(self, position: int, target: int) -> bool:
        """Put a picture at another place; False when there is none."""
        pictures = list(self.post.pictures)
        if position == target or not (0 <= position < len(pictures) and 0 <= target < len(pictures)):
            return False
        pictures.insert(target, pictures.pop(position))
        self._pictures(pictures)
        return True

    def remove_picture(self, position: int) -> None:
        """Take a picture out."""
        self._pictures([*self.post.pictures[:position], *self.post.pictures[position + 1 :]])

    def put_picture(self, position: int, attached: Attached) -> None:
        """Bring a picture back to its place."""
        pictures = [one for one in self.post.pictures if one.media.id != attached.media.id]
        pictures.insert(min(position, len(pictures)), attached)
        self._pictures(pictures)

    def _pictures(self, pictures: Iterable[Attached]) -> None:
        self.post = replace(self.post, pictures=tuple(pictures))

    # storing it

    def sending(self) -> Post:
        """The post to store now; from here on changes elsewhere are told apart from this one."""
        self._base = self.post
        return self.post

    def saved(self, kept: Post) -> None:
        """It was stored: take over the id and what the store decides, keep what was typed meanwhile."""
        self.kept = kept
        self._base = kept
        self.post = replace(self.post, id=kept.id, stage=kept.stage, deliveries=kept.deliveries, changed=kept.changed)

    def refreshed(self, kept: Post) -> frozenset[str]:
        """The stored post changed elsewhere: take over what was not touched here; returns which fields changed."""
        taken = {
            name: getattr(kept, name)
            for name in _FIELDS
            if getattr(self.post, name) == getattr(self._base, name) != getattr(kept, name)
        }
        self.kept = kept
        self._base = kept
        self.post = replace(self.post, stage=kept.stage, deliveries=kept.deliveries, changed=kept.changed, **taken)
        return frozenset(taken)

    @staticmethod
    def _same(one: Post, other: Post) -> bool:
        return all(getattr(one, name) == getattr(other, name) for name in _FIELDS)


def _open(delivery: Delivery | None) -> bool:
    return (
        delivery is None
        or delivery.state in (State.FAILED, State.MISSED)
        or delivery.wish in (Wish.DRAFT, Wish.WITHDRAWN)
    )
