"""What the checks may find, and where in the editor it is."""

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What was found; `ui/texts.py` has the sentence."""

    NO_CHANNEL = "no_channel"
    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    ALT_MISSING = "alt_missing"
    ALT_TOO_LONG = "alt_too_long"
    TOO_MANY_PICTURES = "too_many_pictures"
    PICTURE_TOO_LARGE = "picture_too_large"
    #: a channel cuts it and nobody has looked at the part
    PICTURE_CUT = "picture_cut"
    #: fewer pixels across than a channel wants; it enlarges it
    PICTURE_NARROW = "picture_narrow"
    PICTURES_NOT_TAKEN = "pictures_not_taken"
    #: the platform takes them, this access does not let them through yet
    PICTURES_LACK = "pictures_lack"
    NO_TIME = "no_time"
    TIME_PAST = "time_past"
    TIME_MISSING = "time_missing"
    PLACEHOLDER_OPEN = "placeholder_open"
    TITLE_EMPTY = "title_empty"
    CHANNEL_RECONNECT = "channel_reconnect"
    FALSE_LETTERS = "false_letters"
    SOON = "soon"
    TITLE_TOO_LONG = "title_too_long"
    CAPTION_TOO_LONG = "caption_too_long"
    TOO_MANY_TAGS = "too_many_tags"
    MANY_TAGS = "many_tags"
    TOO_FEW_PICTURES = "too_few_pictures"
    #: more within 24 hours than the platform says it takes
    MANY_A_DAY = "many_a_day"


class Place(StrEnum):
    """Where in the editor it is."""

    TITLE = "title"
    CHANNELS = "channels"
    TEXT = "text"
    PICTURES = "pictures"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Note:
    """One finding at one place; a blocking one refuses planning. `number` is the picture (from 1) or the excess."""

    finding: Finding
    place: Place
    blocks: bool = True
    account_id: int | None = None
    number: int = 0
    words: str = ""
