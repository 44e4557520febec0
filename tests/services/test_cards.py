"""The card of a link, made while the post is written."""

from io import BytesIO

from PIL import Image

from amtdesk.domain.errors import Problem, Unavailable
from amtdesk.services.cards import Cards
from tests.services.platform import Stage

URL = "https://www.musterbach.example/fest"
PAGE = (
    '<meta property="og:title" content="Straßenfest"><meta name="description" content="Am Samstag">'
    '<meta property="og:image" content="/bild.jpg">'
).encode()


def jpeg() -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 48), "red").save(content, "JPEG")
    return content.getvalue()


class Web:
    """Pages by address; what is not there is unknown."""

    def __init__(self, pages: dict[str, tuple[bytes, str]]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, url: str, accept: str, *, local: bool = False) -> tuple[bytes, str]:
        self.asked.append((url, local))
        if url not in self.pages:
            raise Unavailable(Problem.HOST_UNKNOWN, url)
        return self.pages[url]


def test_a_page_gives_title_description_and_picture(stage: Stage) -> None:
    picture = "https://www.musterbach.example/bild.jpg"
    web = Web({URL: (PAGE, "text/html; charset=utf-8"), picture: (jpeg(), "image/jpeg")})
    found = Cards(web, stage.posts.take_picture).read(URL)
    assert (found.url, found.title, found.description) == (URL, "Straßenfest", "Am Samstag")
    assert found.picture is not None and (found.picture.width, found.picture.height) == (64, 48)
    assert web.asked == [(URL, False), (picture, False)]


def test_a_picture_that_is_none_leaves_the_card_without(stage: Stage) -> None:
    picture = "https://www.musterbach.example/bild.jpg"
    for pages in ({}, {picture: (b"<html>", "text/html")}):
        found = Cards(Web({URL: (PAGE, ""), **pages}), stage.posts.take_picture).read(URL)
        assert (found.title, found.picture) == ("Straßenfest", None)


def test_an_unencrypted_picture_is_not_asked_for(stage: Stage) -> None:
    web = Web({URL: (PAGE.replace(b"/bild.jpg", b"http://10.0.0.1/bild.jpg"), "text/html")})
    assert Cards(web, stage.posts.take_picture).read(URL).picture is None
    assert len(web.asked) == 1


def test_a_page_that_says_nothing_is_named_by_its_host(stage: Stage) -> None:
    for web in (Web({}), Web({URL: (b"%PDF-1.7", "application/pdf")}), Web({URL: (b"", "text/html")}), None):
        found = Cards(web, stage.posts.take_picture).read(URL)
        assert (found.title, found.description, found.picture) == ("musterbach.example", "", None)
    assert not Cards(None, stage.posts.take_picture).reads_pages
