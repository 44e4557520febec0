"""Web addresses as people type and paste them."""

from urllib.parse import urlsplit

_WEB = ("http", "https")


def with_scheme(address: str) -> str:
    """The address with https:// in front when no scheme was typed; empty stays empty."""
    plain = address.strip()
    return plain if not plain or "://" in plain else f"https://{plain.lstrip('/')}"


def host_of(address: str) -> str:
    """The host in small letters without `www.`; empty for anything that is no web address."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in _WEB or not host or any(char.isspace() for char in address.strip()):
        return ""
    return host.removeprefix("www.")


def has_path(address: str) -> bool:
    """Whether it leads to something on its host rather than to its front page."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.path.strip("/") != "" or parts.query != ""


def same_site(link: str, page: str) -> bool:
    """Whether both lie on one host or on a part of it, e.g. `m.facebook.com` and `www.facebook.com`."""
    one, other = host_of(link), host_of(page)
    if not one or not other:
        return False
    return one == other or ("." in one and "." in other and (one.endswith(f".{other}") or other.endswith(f".{one}")))


def is_safe(link: str, page: str = "") -> bool:
    """Whether the link is https; http only on a page that is http itself."""
    if not host_of(link):
        return False
    return link.strip().startswith("https://") or (page.startswith("http://") and same_site(link, page))
