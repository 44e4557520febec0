"""Breaking words into the narrow lines of a tile, with a hyphen where a German word is cut."""

from collections.abc import Callable

Measure = Callable[[str], int]

_VOWELS = frozenset("aeiouyäöüAEIOUYÄÖÜ")
#: letters written together never part
_TOGETHER = frozenset({"ch", "ck", "sh", "ph", "th", "qu"})
_MOST = 200


def wrap(text: str, width: int, most: int, measure: Measure) -> tuple[str, ...]:
    """`text` in at most `most` lines of `width`; what is left over ends in „…“."""
    words = text[:_MOST].split()
    lines: list[str] = []
    while words and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(elide(" ".join(words), width, measure))
            break
        lines.append(_line(words, width, measure))
    return tuple(lines)


def elide(text: str, width: int, measure: Measure) -> str:
    """`text` when it fits, else as much as fits with „…“ at its end."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _line(words: list[str], width: int, measure: Measure) -> str:
    """Take as many words off the front as fit; a word too long for a whole line is cut."""
    line = ""
    while words:
        longer = f"{line} {words[0]}" if line else words[0]
        if measure(longer) <= width:
            line = longer
            words.pop(0)
            continue
        if measure(words[0]) <= width and line:
            return line
        head = _cut(f"{line} " if line else "", words[0], width, measure)
        if head:
            words[0] = words[0][len(head) :]
            return f"{line} {head}".strip() + ("" if head.endswith("-") else "-")
        if line:
            return line
        fits = max(1, len(elide(words[0], width, measure)) - 1)
        line, words[0] = words[0][:fits], words[0][fits:]
        return line
    return line


def _cut(before: str, word: str, width: int, measure: Measure) -> str:
    """The longest beginning of `word` that ends at a syllable and fits behind `before`, or nothing."""
    for at in range(len(word) - 3, 2, -1):
        if _parts(word, at) and measure(before + word[:at].rstrip("-") + "-") <= width:
            return word[:at]
    return ""


def _parts(word: str, at: int) -> bool:
    """Whether a German word may part before its letter `at`: the last consonant goes to the next line."""
    if word[at - 1] == "-":
        return True
    if not (word[at - 1].isalpha() and word[at].isalpha() and word[at + 1].isalpha()):
        return False
    if word[at] in _VOWELS or word[at + 1] not in _VOWELS:
        return False
    return word[at - 1 : at + 1].lower() not in _TOGETHER and not word[at - 1 : at + 1].isupper()
