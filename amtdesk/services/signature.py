"""Whether the makers of the program signed something (Ed25519, RFC 8032)."""

from base64 import b64decode


def is_signed(content: bytes, signature: bytes, public_key: str) -> bool:
    """Whether `signature` (base64 of 64 bytes) was made over `content` by the owner of a key (base64 of 32 bytes)."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(b64decode(public_key, validate=True)).verify(content, b64decode(signature.strip(), validate=True))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True
