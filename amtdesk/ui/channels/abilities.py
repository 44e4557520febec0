"""What an account may do, as the marks on its card."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from amtdesk.domain import grant
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Kind
from amtdesk.domain.delivery import State
from amtdesk.ui.channels import hand_words, words
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Elided


def looks(account: Account, kind: Kind) -> tuple[object, ...]:
    """What the marks look like follows from this."""
    return *_able(account, kind), words.proven(account, kind)


def marks(look: Look, account: Account, kind: Kind) -> list[QWidget]:
    """One for each ability; by hand what lies ready."""
    if grant.by_hand_only(account.settings, kind):
        return [_ability(look, sentence, can=True) for sentence in hand_words.sentences(kind)]
    able, missing = _able(account, kind)
    if not words.proven(account, kind):
        return [_unproven(look, words.ABILITIES[ability]) for ability in words.MAIN if ability in able]
    return [
        _ability(
            look,
            words.ABILITIES[ability],
            can=ability in able,
            lacks=missing.get(ability),
            why=words.AHEAD_WHY if ability is Ability.SCHEDULE else "",
        )
        for ability in [*words.MAIN, *(one for one in missing if one not in words.MAIN)]
    ]


def lacking(account: Account, kind: Kind) -> str:
    """The words of the link to the guide; empty where no right is missing or nothing explains it."""
    missing = grant.missing(account.settings)
    if not missing or not kind.guide or not words.proven(account, kind):
        return ""
    return "Ein Recht fehlt: zur Anleitung" if len(missing) == 1 else f"{len(missing)} Rechte fehlen: zur Anleitung"


def _able(account: Account, kind: Kind) -> tuple[frozenset[Ability], dict[Ability, str]]:
    """What the access may do, and what it may not do though the platform can."""
    return grant.able(account.settings, kind), grant.missing(account.settings)


def _unproven(look: Look, word: str) -> QWidget:
    """What the platform can; whether this access may, nobody has looked yet."""
    part = _ability(look, word, can=False, icon="circle-dashed")
    label = part.findChild(Elided)
    if label is not None:
        label.setAccessibleName(f"{word}: noch nicht geprüft")
    return part


def _ability(
    look: Look, word: str, *, can: bool, lacks: str | None = None, icon: str = "minus", why: str = ""
) -> QWidget:
    part = QWidget()
    part.setToolTip(why)
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    mark = QLabel()
    if lacks is not None:
        mark.setPixmap(look.pixmap("alert-triangle", 14, look.ink(State.AWAITING_APPROVAL)))
        # in the place of a word there is no room for: a tool tip guesses rich text, and what is missing is foreign
        part.setToolTip(f"Recht fehlt: {lacks.replace('<', '‹')}")
    else:
        mark.setPixmap(
            look.pixmap("check" if can else icon, 14, look.ink(State.PUBLISHED) if can else look.color("muted"))
        )
    row.addWidget(mark)
    label = Elided(look, word, muted=not can)
    label.setAccessibleName(word if can else f"{word}: geht nicht" if lacks is None else f"{word}: Recht fehlt")
    row.addWidget(label, 1)
    return part
