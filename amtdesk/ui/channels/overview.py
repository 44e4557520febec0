"""What all channels together come to: how many need their person, and which needs it most. No Qt in here."""

from collections.abc import Mapping

from amtdesk.domain.account import Standing
from amtdesk.ui import texts
from amtdesk.ui.channels import words
from amtdesk.ui.channels.card import Shown


def summary(shown: Mapping[int, Shown]) -> str:
    """„6 Kanäle · 1 braucht Sie jetzt, 1 bald“; empty without a channel."""
    if not shown:
        return ""
    now = sum(_now(one) for one in shown.values())
    soon = sum(_soon(one) for one in shown.values() if not _now(one))
    parts = [f"{now} {'braucht' if now == 1 else 'brauchen'} Sie jetzt"] if now else []
    if soon:
        parts.append(f"{soon} bald" if parts else f"{soon} {'braucht' if soon == 1 else 'brauchen'} Sie bald")
    return " · ".join([texts.count(len(shown), "Kanal", "Kanäle"), *([", ".join(parts)] if parts else [])])


def worst(shown: Mapping[int, Shown]) -> int | None:
    """The channel that needs its person most, else the first."""
    ranked = sorted(
        shown.values(),
        key=lambda one: (one.account.standing is not Standing.RECONNECT, one.account.problem is None, not _soon(one)),
    )
    return ranked[0].account.id if ranked else None


def _now(one: Shown) -> bool:
    return one.account.standing is Standing.RECONNECT or one.uncertain > 0


def _soon(one: Shown) -> bool:
    return bool(words.ending(one.account.settings, one.now, one.zone))
