"""Folding German text for searching: Straße, STRASSE and strasse are one word."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "ı": "i"})


def fold(text: str) -> str:
    """Case, umlauts, ß and accents folded away; NUL and lone surrogates, which SQLite cannot keep, become blanks."""
    clean = "".join(" " if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
    folded = unicodedata.normalize("NFC", clean).casefold().translate(_UMLAUTS)
    plain = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    # what looked like a letter of mathematics is one only now
    return plain if plain == folded else plain.casefold().translate(_UMLAUTS)


#: What a folded pair of letters may have been; capitals too, for who compares without knowing them.
_UNFOLDED = {"ae": ("ae", "ä", "Ä"), "oe": ("oe", "ö", "Ö"), "ue": ("ue", "ü", "Ü"), "ss": ("ss", "ß", "ẞ")}
_PAIR = re.compile("(ae|oe|ue|ss)")
#: Words with more such pairs than this are looked for in fewer spellings.
_PAIRS = 3


def spellings(word: str) -> list[str]:
    """How a folded word may be written with umlauts and ß, itself first."""
    pieces, found = _PAIR.split(word), [""]
    for number, piece in enumerate(pieces):
        choices = _UNFOLDED.get(piece, (piece,)) if number // 2 < _PAIRS else (piece,)
        found = [start + choice for start in found for choice in choices]
    return list(dict.fromkeys([word, *found]))


def words(query: str) -> list[str]:
    """The folded words of a query as typed; quotes and signs are no operators."""
    return [word for word in fold(query).replace('"', " ").split() if word]
