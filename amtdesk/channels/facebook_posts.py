"""Posts of a Facebook Page as Facebook shows them, public or waiting for their time."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amtdesk.channels import graph_match, links
from amtdesk.channels.graph import Graph, inner, moment, node, seconds, text
from amtdesk.domain.channel import Payload, Published

_FIELDS = "id,message,permalink_url,created_time,is_published,scheduled_publish_time"
_LISTED = "id,message,permalink_url,created_time,attachments{media_type}"
_WAITING = "id,message,permalink_url,scheduled_publish_time,is_published"
_PAGES = 5
_PHOTOS = frozenset({"photo", "album"})


class Posts:
    """Looked at with the rights of the Page."""

    def __init__(self, graph: Graph, page: str) -> None:
        self._graph = graph
        self._page = page

    def read_back(self, remote_id: str) -> Published | None:
        """The post, if it is public or will be."""
        found = self._graph.find(node(remote_id), _FIELDS)
        return None if found is None else _published({**found[1], "id": remote_id})

    def look_up(self, payload: Payload, started: datetime, due: datetime | None) -> Published | None:
        """Among what waits, if it was handed over, and among the newest public ones."""
        if due is not None:
            for row in self._graph.rows(f"{self._page}/scheduled_posts", _WAITING, _PAGES, limit="50"):
                when = moment(row, "scheduled_publish_time")
                if when is not None and abs(when - due) < graph_match.BEFORE and _same(row, payload):
                    return _published(row)
        since = seconds(started - graph_match.BEFORE)
        for row in self._graph.rows(f"{self._page}/published_posts", _LISTED, _PAGES, limit="50", since=since):
            fits = graph_match.around(moment(row, "created_time"), started, due)
            if fits and _same(row, payload) and _has_pictures(row) == bool(payload.pictures):
                return _published({**row, "is_published": True})
        return None


def _same(row: Mapping[str, Any], payload: Payload) -> bool:
    return bool(row.get("id")) and graph_match.same(text(row, "message"), payload.text)


def _has_pictures(row: Mapping[str, Any]) -> bool:
    return any(one.get("media_type") in _PHOTOS for one in inner(row, "attachments"))


def _published(row: Mapping[str, Any]) -> Published | None:
    remote_id, scheduled = str(row["id"]), moment(row, "scheduled_publish_time")
    words = text(row, "message")
    mark = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16] if words else ""
    if row.get("is_published") is not False:
        return Published(remote_id, text(row, "permalink_url") or f"https://www.facebook.com/{remote_id}", mark=mark)
    # a draft that waits for nothing is neither public nor will it be
    return None if scheduled is None else Published(remote_id, "", scheduled, mark)


def numbered(link: str, page: str) -> str:
    """The post of this Page an address leads to, or an empty text."""
    owner = links.query(link, "id")
    number = links.query(link, "story_fbid") if links.found(link, r"(/(?:permalink|story)\.php)") else ""
    number = number if owner == page else ""
    number = number or links.found(link, r"/[\w.-]+/posts/(?:[^/]+/)?(\d+)")
    return f"{page}_{number}" if page and number else ""
