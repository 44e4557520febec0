"""What an access may do, as the settings of its account keep it between two tests."""

import json
from collections.abc import Mapping, Sequence

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability, Connection, Kind
from amtdesk.domain.expiry import EXPIRES, moment

#: Names among the settings: what the access may do, and what it may not do though the platform can (JSON: ability and
#: the platform's word for what is missing).
ABLE, MISSING = "able", "missing"
#: What only goes while a website of ours is connected that lends pictures, and what is missing without one.
LENT = (Ability.PICTURES, Ability.ALT_TEXT)
WEBSITE = "eigene Website (WordPress)"


def noted(found: Connection) -> dict[str, str]:
    """What a test found out, as settings; what it did not find out is left out."""
    result = dict(found.settings)
    if found.expires is not None:
        result[EXPIRES] = moment(found.expires)
    if found.abilities or found.missing:
        result[ABLE] = ",".join(sorted(one.value for one in found.abilities))
        result[MISSING] = _as_text(found.missing)
    return result


def _as_text(lacks: Mapping[Ability, str]) -> str:
    return json.dumps({one.value: word for one, word in sorted(lacks.items())})


def able(settings: Mapping[str, str], kind: Kind) -> frozenset[Ability]:
    """What the access may do, as far as the last test said; all the kind can, where none did."""
    if ABLE not in settings:
        return kind.abilities - frozenset(missing(settings))
    known = {one.value: one for one in Ability}
    return frozenset(known[name] for name in settings[ABLE].split(",") if name in known) & kind.abilities


def as_lent(settings: Mapping[str, str], *, lender: bool) -> Mapping[str, str]:
    """The settings of one that borrows pictures, as they hold while a website that lends them is there, or is not."""
    if ABLE not in settings:
        return settings
    lacks = {ability: word for ability, word in missing(settings).items() if word != WEBSITE}
    kept = {name for name in settings[ABLE].split(",") if name} - {one.value for one in LENT}
    if lender:
        kept |= {one.value for one in LENT if one not in lacks}
    else:
        lacks |= dict.fromkeys(LENT, WEBSITE)
    return {**settings, ABLE: ",".join(sorted(kept)), MISSING: _as_text(lacks)}


def with_lender(found: Sequence[Account], kinds: Mapping[str, Kind]) -> list[Account]:
    """All accounts, those that borrow pictures with what they may do now that one lends them, or none does."""
    lending = {name for name, kind in kinds.items() if kind.lends}
    lender = any(one.kind in lending and not one.removed and one.standing is not Standing.RECONNECT for one in found)
    return [
        one._replace(settings=as_lent(one.settings, lender=lender))
        if one.kind in kinds and kinds[one.kind].borrows
        else one
        for one in found
    ]


def by_hand_only(settings: Mapping[str, str], kind: Kind) -> bool:
    """Whether nothing at all goes by program there: by its kind, or because nobody signed in."""
    return kind.by_hand and not (kind.connects and able(settings, kind))


def missing(settings: Mapping[str, str]) -> dict[Ability, str]:
    """What the access may not do though the platform can, and the platform's word for what is missing."""
    try:
        kept = json.loads(settings.get(MISSING, "") or "{}")
    except ValueError:
        return {}
    known = {one.value: one for one in Ability}
    return {known[name]: str(word) for name, word in kept.items() if name in known} if isinstance(kept, dict) else {}
