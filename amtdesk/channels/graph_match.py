"""Telling whether a post that Meta shows is the one we sent: texts come back as they were sent."""

import unicodedata
from datetime import datetime, timedelta

#: A post of ours was made so long before or after its call began; clocks differ.
BEFORE = timedelta(minutes=2)
AFTER = timedelta(minutes=15)


def same(shown: str, sent: str) -> bool:
    """The same words; blanks and line ends may have become others."""
    return _plain(shown) == _plain(sent)


def around(made: datetime | None, *moments: datetime | None) -> bool:
    """Whether something was made around one of the moments."""
    return made is not None and any(one is not None and one - BEFORE <= made <= one + AFTER for one in moments)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
