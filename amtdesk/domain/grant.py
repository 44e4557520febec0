"""What an access may do, as the settings of its account keep it between two tests."""

import json
from collections.abc import Mapping

from amtdesk.domain.channel import Ability, Connection, Kind
from amtdesk.domain.expiry import EXPIRES, moment

#: Names among the settings: what the access may do, and what it may not do though the platform can (JSON: ability and
#: the platform's word for what is missing).
ABLE, MISSING = "able", "missing"


def noted(found: Connection) -> dict[str, str]:
    """What a test found out, as settings; what it did not find out is left out."""
    result = dict(found.settings)
    if found.expires is not None:
        result[EXPIRES] = moment(found.expires)
    if found.abilities or found.missing:
        result[ABLE] = ",".join(sorted(one.value for one in found.abilities))
        result[MISSING] = json.dumps({one.value: word for one, word in sorted(found.missing.items())})
    return result


def able(settings: Mapping[str, str], kind: Kind) -> frozenset[Ability]:
    """What the access may do, as far as the last test said; all the kind can, where none did."""
    if ABLE not in settings:
        return kind.abilities - frozenset(missing(settings))
    known = {one.value: one for one in Ability}
    return frozenset(known[name] for name in settings[ABLE].split(",") if name in known) & kind.abilities


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
