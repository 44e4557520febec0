"""Pictures in the media library of a WordPress site (REST reference, media)."""

from uuid import uuid4

from amtdesk.channels.answer import Answer
from amtdesk.channels.slugs import slug
from amtdesk.channels.wordpress_html import Placed, title
from amtdesk.channels.wordpress_site import Site
from amtdesk.domain.channel import Picture, Published


class Library:
    """The media library, with the rights of one user."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def place(self, token: str, number: int, picture: Picture) -> Placed:
        """A picture of a post; the one of an earlier attempt is used again."""
        name = f"{slug(_stem(picture) or 'bild', token)}-{number}"
        answer = self._site.call("GET", "wp/v2/media", params={"slug": name})
        there = next((row for row in answer.rows() if row.get("source_url")), None)
        if there is None:
            answer = self._send(name, picture)
            there = answer.record()
        elif there.get("alt_text") != picture.alt:
            answer = self._site.call("POST", f"wp/v2/media/{answer.id(there)}", json={"alt_text": picture.alt})
            there = answer.record()
        return Placed(int(answer.id(there)), answer.id(there, "source_url"), picture.alt)

    def lend(self, picture: Picture) -> Published:
        """A picture that only whoever knows its address finds."""
        answer = self._send(f"bild-{uuid4().hex[:16]}", picture)
        record = answer.record()
        return Published(answer.id(record), answer.id(record, "source_url"))

    def take_back(self, number: str) -> None:
        """Delete a picture that was lent; fine when it is gone already."""
        self._site.call("DELETE", f"wp/v2/media/{number}", params={"force": "true"}, accept=(404, 410))

    def _send(self, name: str, picture: Picture) -> Answer:
        ending = {"image/jpeg": "jpg"}.get(picture.mime, picture.mime.rpartition("/")[2])
        return self._site.call(
            "POST",
            "wp/v2/media",
            form={"slug": name, "title": title(_stem(picture) or name), "alt_text": picture.alt},
            files={"file": (f"{name}.{ending}", picture.content, picture.mime)},
            upload=True,
        )


def _stem(picture: Picture) -> str:
    return picture.name.rpartition(".")[0]
