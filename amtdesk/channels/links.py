"""Taking the address of a post apart."""

import re
from urllib.parse import parse_qs, unquote, urlsplit


def found(link: str, *patterns: str) -> str:
    """The first group of the first pattern that is the whole path; empty for none."""
    path = _path(link)
    hits = (re.fullmatch(pattern, path, re.ASCII) for pattern in patterns)
    return next((hit[1] for hit in hits if hit is not None), "")


def query(link: str, name: str) -> str:
    """A number in the query; empty when it is none."""
    try:
        values = parse_qs(urlsplit(link.strip()).query).get(name, [])
    except ValueError:
        return ""
    return values[0] if values and re.fullmatch(r"\d{1,25}", values[0], re.ASCII) else ""


def _path(link: str) -> str:
    try:
        return unquote(urlsplit(link.strip()).path).rstrip("/")
    except ValueError:
        return ""
