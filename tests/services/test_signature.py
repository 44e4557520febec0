"""Ed25519 signatures."""

from base64 import b64encode

import pytest
from nacl.signing import SigningKey

from amtdesk.services.signature import is_signed

#: RFC 8032, section 7.1, test 3.
SECRET = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
PUBLIC = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
SIGNATURE = bytes.fromhex(
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)
MESSAGE = bytes.fromhex("af82")


def encoded(content: bytes) -> str:
    return b64encode(content).decode()


def test_the_example_of_the_standard_holds() -> None:
    assert bytes(SigningKey(SECRET).verify_key) == PUBLIC
    assert is_signed(MESSAGE, b64encode(SIGNATURE) + b"\n", encoded(PUBLIC))


@pytest.mark.parametrize(
    ("content", "signature", "key"),
    [
        (MESSAGE + b"\n", b64encode(SIGNATURE), encoded(PUBLIC)),
        (MESSAGE, b64encode(SIGNATURE[:-1]), encoded(PUBLIC)),
        (MESSAGE, b64encode(SIGNATURE[:-1] + b"\0"), encoded(PUBLIC)),
        (MESSAGE, b64encode(SIGNATURE), encoded(bytes(SigningKey(SECRET[::-1]).verify_key))),
        (MESSAGE, b64encode(SIGNATURE), encoded(PUBLIC[:-1])),
        (MESSAGE, b"", encoded(PUBLIC)),
        (MESSAGE, b"<!doctype html>", encoded(PUBLIC)),
        (MESSAGE, "Unterschrift: ü".encode(), encoded(PUBLIC)),
        (MESSAGE, b64encode(SIGNATURE), "kein Schlüssel"),
    ],
)
def test_everything_else_is_no_signature(content: bytes, signature: bytes, key: str) -> None:
    assert not is_signed(content, signature, key)
