"""Every kind with an interface: its strict platform, how it is connected, and somebody who writes to us there."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.channels.servers import (
    bluesky,
    facebook,
    linkedin,
    mastodon,
    oauth,
    telegram,
    threads,
    wordpress,
    x,
    youtube,
)
from tests.channels.servers.bluesky import BlueskyServer
from tests.channels.servers.facebook import FacebookServer
from tests.channels.servers.instagram import ME, InstagramServer
from tests.channels.servers.linkedin import LinkedInServer
from tests.channels.servers.mastodon import MastodonServer
from tests.channels.servers.telegram import TelegramServer
from tests.channels.servers.threads import ThreadsServer
from tests.channels.servers.wordpress import WordPressServer
from tests.channels.servers.x import XServer
from tests.channels.servers.youtube import YouTubeServer

#: What the platforms take for now.
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
ASKED, ANSWER = "Wann geht es los?", "Um neun Uhr."


@dataclass(frozen=True)
class Whole:
    """A platform, the way to connect to it, and somebody who writes below our post."""

    kind: str
    platform: Callable[[], Any]
    #: what is typed, by field
    settings: dict[str, str]
    secrets: dict[str, str]
    #: writes these words below the post with this id and link
    comments: Callable[[Any, str, str, str], object]
    #: what we wrote below it
    answers: Callable[[Any], list[str]]
    #: whether what was written is hidden there; None: a program cannot hide
    hides: Callable[[Any], bool] | None = None
    #: fields of the secrets that the browser brings instead of the form
    by_browser: frozenset[str] = field(default_factory=frozenset)
    #: it fetches pictures from a website that is connected too
    needs_website: bool = False


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _bare(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).strip()


def _on_bluesky(server: BlueskyServer, post: str, _url: str, words: str) -> None:
    place = post if post.startswith("at://") else f"at://{bluesky.DID}/app.bsky.feed.post/{post}"
    server.write(words, NOW, parent=place)


def _on_telegram(server: TelegramServer, _post: str, url: str, words: str) -> None:
    root = server.forwarded(int(_last(url)))
    server.wrote(words, to=root, root=root)


WHOLE = (
    Whole(
        "wordpress",
        lambda: WordPressServer(lambda: NOW),
        {"user": wordpress.USER},
        {"password": wordpress.PASSWORD},
        lambda server, post, _url, words: server.add_comment(words, post=int(post)),
        lambda server: [_bare(one["content"]["rendered"]) for one in server.comments.values() if one["author"] == 2],
        lambda server: any(one["status"] == "hold" for one in server.comments.values()),
    ),
    Whole(
        "mastodon",
        lambda: MastodonServer(lambda: NOW),
        {},
        {"token": mastodon.TOKEN},
        lambda server, _post, url, words: server.mention(words, to=_last(url)),
        lambda server: [
            one["_text"].removeprefix("@jane@other.example ") for one in server.statuses if one.get("in_reply_to_id")
        ],
    ),
    Whole(
        "bluesky",
        BlueskyServer,
        {"handle": bluesky.HANDLE},
        {"password": bluesky.PASSWORD},
        _on_bluesky,
        lambda server: [one["text"] for one in server.records.values() if "reply" in one],
        lambda server: any(one["hiddenReplies"] for one in server.gates.values()),
    ),
    Whole(
        "facebook",
        lambda: FacebookServer(lambda: NOW),
        {},
        {"token": facebook.TOKEN},
        lambda server, _post, url, words: server.comment(_last(url), words),
        lambda server: [
            one["message"] for rows in server.comments.values() for one in rows if one["from"]["id"] == facebook.PAGE
        ],
        lambda server: any(one["is_hidden"] for rows in server.comments.values() for one in rows),
    ),
    Whole(
        "instagram",
        lambda: InstagramServer(lambda: NOW),
        {},
        {"token": facebook.TOKEN},
        lambda server, post, _url, words: server.wrote(post, words),
        lambda server: [one["text"] for one in server.replies if one["from"]["id"] == ME],
        lambda server: any(one["hidden"] for one in server.replies),
    ),
    Whole(
        "threads",
        lambda: ThreadsServer(lambda: NOW),
        {},
        {"token": threads.TOKEN},
        lambda server, _post, url, words: server.wrote(_last(url), words),
        lambda server: [one["text"] for one in server.answers if one["is_reply_owned_by_me"]],
        lambda server: any(one["hide_status"] == "HIDDEN" for one in server.answers),
        needs_website=True,
    ),
    Whole(
        "linkedin",
        lambda: LinkedInServer(lambda: NOW),
        {},
        {"token": linkedin.TOKEN},
        lambda server, _post, url, words: server.wrote(_last(url), words),
        lambda server: [
            one["message"]["text"] for rows in server.comments.values() for one in rows if one["actor"] == linkedin.ORG
        ],
    ),
    Whole(
        "telegram",
        TelegramServer,
        {"channel": "@musterbach"},
        {"token": telegram.TOKEN},
        _on_telegram,
        lambda server: [one["text"] for one in server.messages.values() if one.get("_to")],
    ),
    Whole(
        "x",
        lambda: XServer(lambda: NOW),
        {"client_id": x.CLIENT},
        {"access": oauth.ACCESS, "refresh": oauth.REFRESH},
        lambda server, _post, url, words: server.wrote(f"@{x.HANDLE} {words}", to=_last(url)),
        lambda server: [
            one["_sent"] for one in server.posts if one["author_id"] == x.ME and "referenced_tweets" in one
        ],
        lambda server: any(server.hidden.values()),
        frozenset({"access", "refresh"}),
    ),
    Whole(
        "youtube",
        lambda: YouTubeServer(lambda: NOW),
        {"client_id": youtube.CLIENT},
        {"access": oauth.ACCESS, "refresh": oauth.REFRESH, "client_secret": youtube.SECRET},
        lambda server, _post, _url, words: server.wrote(words),
        lambda server: [one["snippet"]["textOriginal"] for key, one in server.comments.items() if "." in key],
        lambda server: "heldForReview" in server.status.values() or "rejected" in server.status.values(),
        frozenset({"access", "refresh"}),
    ),
)
