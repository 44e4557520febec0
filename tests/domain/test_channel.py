"""The facts about a kind of channel."""

import json
from datetime import timedelta

from amtdesk.domain.channel import Count, Limits
from amtdesk.system import resources


def test_an_unknown_way_of_counting_is_the_safe_one() -> None:
    assert Limits.of({"count_method": "new invention"}).count is Count.UTF16
    assert Limits.of({}).count is Count.NONE and Limits.of({}).characters is None


def test_what_the_platform_recommends_counts_before_what_it_allows() -> None:
    found = Limits.of({"max_image_bytes": 10, "recommended_image_bytes": 5, "native_schedule": {"min_s": 300}})
    assert (found.picture_bytes, found.schedule_ahead) == (5, timedelta(minutes=5))


def test_every_platform_of_the_shipped_file_can_be_read() -> None:
    facts = resources.json("limits.json")
    platforms = facts.get("platforms", facts)
    found = {name: Limits.of(one) for name, one in platforms.items() if isinstance(one, dict)}
    assert found["bluesky"].characters == 300 and found["bluesky"].text_bytes == 3000
    assert found["mastodon"].count is Count.MASTODON
    assert json.dumps(sorted(found))


def test_an_answer_has_limits_of_its_own_where_the_platform_has() -> None:
    files = resources.json("limits.json")
    found = {
        name: Limits.of(files[name]).of_answers for name in ("linkedin", "facebook", "mastodon", "youtube", "bluesky")
    }
    assert (found["linkedin"].characters, found["linkedin"].count) == (1250, Count.UTF16)
    assert found["facebook"].characters == 8000
    # a server's own number counts for both
    assert Limits.of({**files["mastodon"], "max_chars": 5000}).of_answers.characters == 5000
    assert (found["youtube"].characters, found["youtube"].text_bytes) == (10_000, None)
    assert (found["bluesky"].characters, found["bluesky"].text_bytes) == (300, 3000)
