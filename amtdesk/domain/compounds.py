"""Compounds of German taken apart at words the office knows: Müllabfuhrkalender → müllabfuhr, kalender.

The way of Koehn and Knight (2003), "Empirical Methods for Compound Splitting": a cut counts only beside a word that
occurs by itself. What the Textbausteine and their examples never mention cannot help to find one anyway.
"""

from collections.abc import Collection

#: The shortest part; shorter ones are found in every second word.
SHORTEST = 4
#: Sounds between two parts.
_JOINTS = ("", "s", "n", "en", "es", "er", "e")


def parts(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Known words that a longer one begins or ends with, in order of length. Both as stems, or both as written."""
    if len(word) < 2 * SHORTEST:
        return ()
    found = {word[cut:] for cut in range(SHORTEST, len(word) - SHORTEST + 1)}
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        found.update(head for head in _heads(word[:cut]) if len(head) >= SHORTEST)
    return tuple(sorted((part for part in found if part in known), key=lambda part: (len(part), part)))


def _heads(start: str) -> list[str]:
    return [start[: len(start) - len(joint)] for joint in _JOINTS if start.endswith(joint)]
