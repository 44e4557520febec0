"""Telling whether a post that Meta shows is the one we sent: texts come back as they were sent."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels.graph import inner, moment, node, text
from amtdesk.domain.channel import Payload, Published

#: A post of ours was made so long before or after its call began; clocks differ.
BEFORE = timedelta(minutes=2)
AFTER = timedelta(minutes=15)


def same(shown: str, sent: str) -> bool:
    """The same words; blanks and line ends may have become others."""
    return _plain(shown) == _plain(sent)


def around(made: datetime | None, *moments: datetime | None) -> bool:
    """Whether something was made around one of the moments."""
    return made is not None and any(one is not None and one - BEFORE <= made <= one + AFTER for one in moments)


def newest(
    rows: Iterable[Mapping[str, Any]], field: str, payload: Payload, since: datetime, began: datetime | None
) -> Published | None:
    """The first row with these words in `field` and one picture or several as sent, made since, and around a moment."""
    for row in rows:
        made = moment(row, "timestamp")
        if made is None or made < since or (began is not None and not around(made, began)):
            continue
        album = len(inner(row, "children")) > 1
        if album == (len(payload.pictures) > 1) and same(text(row, field), payload.text):
            return Published(node(text(row, "id")), text(row, "permalink"))
    return None


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
