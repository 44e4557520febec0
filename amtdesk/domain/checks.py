"""What must be right before a post is planned, and what is worth a second look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amtdesk.domain.channel import Ability, Kind, Limits
from amtdesk.domain.counting import graphemes, length
from amtdesk.domain.delivery import Clock
from amtdesk.domain.finding import Finding, Note, Place
from amtdesk.domain.fit import each, fit
from amtdesk.domain.marks import hashtags
from amtdesk.domain.media import MOST_PIXELS
from amtdesk.domain.post import Attached, Post
from amtdesk.domain.textmodule import unfilled

LONGEST_WORD = 200
FALSE_LETTERS = ((0x1D400, 0x1D7FF), (0x24B6, 0x24E9), (0x1F130, 0x1F189))


@dataclass(frozen=True, slots=True)
class Target:
    """A chosen channel with what it takes."""

    account_id: int
    name: str
    kind: Kind
    limits: Limits
    needs_login: bool = False
    #: who is to hold the clock
    clock: Clock = Clock.PC
    #: what the access may not do though the platform can
    lacks: frozenset[Ability] = frozenset()


def check(post: Post, targets: Mapping[int, Target], now: datetime, *, needs_time: bool = True) -> list[Note]:
    """All findings for the post on its chosen channels; blocking ones first.

    `needs_time` False is for "Jetzt veröffentlichen".
    """
    notes: list[Note] = []
    chosen = [targets[variant.account_id] for variant in post.variants if variant.account_id in targets]
    if not chosen:
        notes.append(Note(Finding.NO_CHANNEL, Place.CHANNELS))
    notes += _texts(post, chosen)
    notes += _pictures(post, chosen)
    if needs_time:
        notes += _time(post, now)
    notes += [
        Note(Finding.CHANNEL_RECONNECT, Place.CHANNELS, blocks=False, account_id=target.account_id, words=target.name)
        for target in chosen
        if target.needs_login
    ]
    return sorted(notes, key=lambda note: not note.blocks)


def _texts(post: Post, chosen: Sequence[Target]) -> list[Note]:
    notes = []
    texts = {target.account_id: post.text_for(target.account_id) for target in chosen} or {0: post.text}
    if not any(text.strip() for text in texts.values()):
        return [Note(Finding.TEXT_EMPTY, Place.TEXT)]
    for target in chosen:
        text = texts[target.account_id]
        if not text.strip():
            notes.append(Note(Finding.TEXT_EMPTY, Place.TEXT, account_id=target.account_id, words=target.name))
            continue
        excess = length(text, target.limits).excess(target.limits)
        if excess:
            notes.append(
                Note(Finding.TEXT_TOO_LONG, Place.TEXT, account_id=target.account_id, number=excess, words=target.name)
            )
        notes += _limited(post, target, text)
    for place, said in ((Place.TEXT, tuple(texts.values())), (Place.TITLE, (post.title,))):
        left = unfilled(*said)
        if left is not None:
            notes.append(Note(Finding.PLACEHOLDER_OPEN, place, words=left))
    if any(low <= ord(char) <= high for text in texts.values() for char in text for low, high in FALSE_LETTERS):
        notes.append(Note(Finding.FALSE_LETTERS, Place.TEXT, blocks=False))
    return notes


def _limited(post: Post, target: Target, text: str) -> list[Note]:
    """Title, words below pictures and hashtags, each as far as this channel limits them."""
    limits, account_id, name, notes = target.limits, target.account_id, target.name, []
    over = graphemes(post.title) - limits.title if limits.title is not None and target.kind.titled else 0
    if over > 0:
        notes.append(Note(Finding.TITLE_TOO_LONG, Place.TITLE, account_id=account_id, number=over, words=name))
    over = length(text, limits).characters - limits.caption if limits.caption is not None and post.pictures else 0
    if over > 0:
        notes.append(Note(Finding.CAPTION_TOO_LONG, Place.TEXT, False, account_id, over, name))
    tags = len(hashtags(text))
    for most, finding, blocks in (
        (limits.hashtags, Finding.TOO_MANY_TAGS, True),
        (limits.warn_hashtags, Finding.MANY_TAGS, False),
    ):
        if most is not None and tags > most:
            notes.append(Note(finding, Place.TEXT, blocks, account_id, most, name))
            break
    return notes


def _pictures(post: Post, chosen: Sequence[Target]) -> list[Note]:
    notes = []
    for number, one in enumerate(post.pictures, 1):
        left = unfilled(one.alt)
        if left is not None:
            notes.append(Note(Finding.PLACEHOLDER_OPEN, Place.PICTURES, number=number, words=left))
    takers = [target for target in chosen if Ability.PICTURES in target.kind.abilities]
    if post.pictures:
        notes += [
            Note(
                Finding.PICTURES_NOT_TAKEN,
                Place.PICTURES,
                blocks=False,
                account_id=target.account_id,
                words=target.name,
            )
            for target in chosen
            if target not in takers
        ]
        notes += [
            Note(Finding.PICTURES_LACK, Place.PICTURES, blocks=False, account_id=target.account_id, words=target.name)
            for target in takers
            if Ability.PICTURES in target.lacks
        ]
    notes += _number_of_pictures(post, takers)
    shapes = [(one.media.width, one.media.height) for one in post.pictures]
    taken = [(target, each(shapes, target.limits)) for target in takers]
    longest_alt = min((t.limits.alt_text for t in takers if t.limits.alt_text), default=None)
    for number, attached in enumerate(post.pictures, 1):
        if not attached.alt.strip() and not attached.decorative:
            notes.append(Note(Finding.ALT_MISSING, Place.PICTURES, number=number))
        if longest_alt is not None and not attached.decorative and len(attached.alt.strip()) > longest_alt:
            notes.append(Note(Finding.ALT_TOO_LONG, Place.PICTURES, number=number, words=str(longest_alt)))
        if attached.media.width * attached.media.height > MOST_PIXELS:
            notes.append(Note(Finding.PICTURE_TOO_LARGE, Place.PICTURES, number=number))
        notes += _shown(number, attached, [(target, limits[number - 1]) for target, limits in taken])
    return notes


def _shown(number: int, one: Attached, takers: Sequence[tuple[Target, Limits]]) -> list[Note]:
    """Who cuts a picture though nobody has looked at the part that stays, and who gets too few pixels across."""
    notes = []
    for target, limits in takers:
        found = fit(one.media.width, one.media.height, one.media.mime, limits, crop=one.crop)
        said = (target.account_id, number, target.name)
        if found.cut is not None and one.crop is None:
            notes.append(Note(Finding.PICTURE_CUT, Place.PICTURES, False, *said))
        if found.too_narrow_for is not None:
            notes.append(Note(Finding.PICTURE_NARROW, Place.PICTURES, False, *said))
    return notes


def _number_of_pictures(post: Post, takers: Sequence[Target]) -> list[Note]:
    notes, number = [], len(post.pictures)
    for target in takers:
        least, most = target.limits.least_pictures, target.limits.pictures
        # an answer needs none
        if number < least and post.target is None:
            notes.append(Note(Finding.TOO_FEW_PICTURES, Place.PICTURES, True, target.account_id, least, target.name))
        if most is not None and number > most:
            notes.append(Note(Finding.TOO_MANY_PICTURES, Place.PICTURES, True, target.account_id, most, target.name))
    return notes


def _time(post: Post, now: datetime) -> list[Note]:
    if post.due is None:
        return [Note(Finding.NO_TIME, Place.TIME)]
    if post.due <= now:
        return [Note(Finding.TIME_PAST, Place.TIME)]
    if post.due - now < timedelta(minutes=1):
        return [Note(Finding.SOON, Place.TIME, blocks=False)]
    return []
