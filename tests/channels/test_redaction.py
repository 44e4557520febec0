"""Blacking out secrets."""

from base64 import b64encode

import pytest

from amtdesk.channels.redaction import redact

SECRET = 'pa ss/wört"1'


@pytest.mark.parametrize(
    "text",
    [
        f"is {SECRET} here",
        "is pass/wört\"1 here",
        "url ?p=pa%20ss%2Fw%C3%B6rt%221",
        "url ?p=pa+ss%2Fw%C3%B6rt%221",
        '{"p": "pa ss/w\\u00f6rt\\"1"}',
        '{"p": "pa ss/wört\\"1"}',
        b64encode(SECRET.encode()).decode(),
    ],
)  # fmt: skip
def test_a_secret_is_recognised_in_every_shape(text: str) -> None:
    clean = redact(text, [SECRET])
    assert "***" in clean
    assert not any(piece in clean for piece in ("wört", "w%C3", "w\\u00", "pa ss", "cGEg"))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Authorization: Bearer abc.def", "abc"),
        ("header Basic dXNlcjpwYXNz", "dXNl"),
        ('{"accessJwt":"aaaa","x":1}', "aaaa"),
        ('{"refresh_token": "bb\\"bb"}', "bb"),
        ("https://a.example/?access_token=cccc&x=1", "cccc"),
        ("https://amt:dddd@a.example/", "dddd"),
        ("Set-Cookie: session=eeee; Path=/", "eeee"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJ"),
    ],
)
def test_what_looks_like_a_secret_is_blacked_out(text: str, hidden: str) -> None:
    assert hidden not in redact(text, [])


def test_ordinary_words_stay() -> None:
    text = "400 Bad Request: Text character limit of 500 exceeded. Passwort vergessen?"
    assert redact(text, ["", "abc"]) == text
