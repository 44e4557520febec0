"""What a Mastodon server says about its limits (entity Instance)."""

from collections.abc import Callable, Mapping
from typing import Any

from amtdesk.channels.answer import Answer
from amtdesk.domain.errors import ChannelError

Call = Callable[..., Answer]


def read_limits(call: Call) -> dict[str, object]:
    """What this server takes; nothing where it does not say."""
    for version in ("v2", "v1"):
        try:
            instance = call("GET", f"/api/{version}/instance").record()
        except ChannelError:
            continue
        found = limits_of(instance)
        if found:
            return found
    return {}


def limits_of(instance: Mapping[str, Any]) -> dict[str, object]:
    """What this server takes, in the words of resources/limits.json; nothing where it does not say."""
    configuration = part(instance, "configuration")
    statuses, media = part(configuration, "statuses"), part(configuration, "media_attachments")
    facts = {
        "max_chars": statuses.get("max_characters", instance.get("max_toot_chars")),
        "max_images": statuses.get("max_media_attachments"),
        "url_length": statuses.get("characters_reserved_per_url"),
        "alt_text_max": media.get("description_limit"),
        "max_image_bytes": media.get("image_size_limit"),
        "max_pixels": media.get("image_matrix_limit"),
    }
    return {name: value for name, value in facts.items() if isinstance(value, int) and value > 0}


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is something else."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}
