"""Folding German text for searching: Straße, STRASSE and strasse are one word."""

import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "ı": "i"})


def fold(text: str) -> str:
    """Case, umlauts, ß and accents folded away; NUL and lone surrogates, which SQLite cannot keep, become blanks."""
    clean = "".join(" " if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
    folded = unicodedata.normalize("NFC", clean).casefold().translate(_UMLAUTS)
    plain = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    # what looked like a letter of mathematics is one only now
    return plain if plain == folded else plain.casefold().translate(_UMLAUTS)


def words(query: str) -> list[str]:
    """The folded words of a query as typed; quotes and signs are no operators."""
    return [word for word in fold(query).replace('"', " ").split() if word]
