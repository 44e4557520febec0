"""The platform's id in the address of a post, as people copy it."""

import pytest

from amtdesk.channels import CHANNELS, links

_ID = {"page_id": "104", "did": "did:plc:abc234", "handle": "musterbach.bsky.social"}
_AT = "at://did:plc:abc234/app.bsky.feed.post/3kabcxyz"
_VIDEO = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("kind", "link", "wanted"),
    [
        ("mastodon", "https://social.example/@musterbach/112233445566", "112233445566"),
        ("mastodon", "https://social.example/web/@musterbach/112233445566/", "112233445566"),
        ("mastodon", "https://social.example/users/musterbach/statuses/1122", "1122"),
        ("mastodon", "https://other.example/@musterbach@social.example/1122", ""),
        ("mastodon", "https://social.example/@musterbach", ""),
        ("x", "https://x.com/musterbach/status/1790000000000000000?s=20", "1790000000000000000"),
        ("x", "https://twitter.com/musterbach/status/179/photo/1", "179"),
        ("x", "https://x.com/i/web/status/179", "179"),
        ("x", "https://x.com/musterbach", ""),
        ("bluesky", "https://bsky.app/profile/musterbach.bsky.social/post/3kabcxyz", _AT),
        ("bluesky", "https://bsky.app/profile/did:plc:abc234/post/3kabcxyz", _AT),
        ("bluesky", "https://bsky.app/profile/did%3Aplc%3Aabc234/post/3kabcxyz", _AT),
        ("bluesky", "https://bsky.app/profile/somebody.else/post/3kabcxyz", ""),
        ("facebook", "https://www.facebook.com/musterbach/posts/998877", "104_998877"),
        ("facebook", "https://www.facebook.com/musterbach/posts/herbstmarkt-am-sonntag/998877/", "104_998877"),
        ("facebook", "https://www.facebook.com/permalink.php?story_fbid=998877&id=104", "104_998877"),
        ("facebook", "https://m.facebook.com/story.php?story_fbid=998877&id=104&m_entstream_source=x", "104_998877"),
        ("facebook", "https://www.facebook.com/permalink.php?story_fbid=998877&id=205", ""),
        ("facebook", "https://www.facebook.com/musterbach/posts/pfbid02abcDEF", ""),
        ("facebook", "https://www.facebook.com/photo/?fbid=998877", ""),
        ("linkedin", "https://www.linkedin.com/feed/update/urn:li:share:7123456789", "urn:li:share:7123456789"),
        ("linkedin", "https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A71/", "urn:li:ugcPost:71"),
        ("linkedin", "https://www.linkedin.com/posts/musterbach_markt-ugcPost-7123-AbCd?utm=1", "urn:li:ugcPost:7123"),
        ("linkedin", "https://www.linkedin.com/posts/musterbach_markt-activity-7123-AbCd", ""),
        ("youtube", f"https://www.youtube.com/watch?v={_VIDEO}&t=3", _VIDEO),
        ("youtube", f"https://youtu.be/{_VIDEO}", _VIDEO),
        ("youtube", "https://www.youtube.com/@musterbach", ""),
        ("wordpress", "https://musterbach.example/?p=812", "812"),
        ("wordpress", "https://musterbach.example/archives/812", "812"),
        ("wordpress", "https://musterbach.example/2026/10/herbstmarkt/", ""),
        ("instagram", "https://www.instagram.com/p/Cabc123/", ""),
        ("threads", "https://www.threads.net/@musterbach/post/Cabc123", ""),
    ],
)
def test_the_id_is_read_where_the_address_has_it(kind: str, link: str, wanted: str) -> None:
    assert CHANNELS[kind].kind().remote_id_of(link, _ID) == wanted


@pytest.mark.parametrize("link", ["", "https://[", "nichts", "https://x.example/?p=abc"])
@pytest.mark.parametrize("kind", CHANNELS)
def test_nonsense_has_none(kind: str, link: str) -> None:
    assert CHANNELS[kind].kind().remote_id_of(link, _ID) == ""


def test_a_path_is_taken_as_a_whole() -> None:
    assert links.found("https://a.example/b/12/c", r"/b/(\d+)") == "" and links.query("https://a.example/?p=1&q=2", "q")
