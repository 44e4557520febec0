"""The page on which a person writes by hand, filled where the platform lets it be filled."""

from dataclasses import dataclass
from urllib.parse import quote

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.link import host_of
from amtdesk.domain.marks import URL

#: Windows opens no longer address: INTERNET_MAX_URL_LENGTH is 2,083.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """An address to open (empty: none is known), and whether the text will stand there already."""

    url: str
    filled: bool = False


def page_of(kind: Kind, account: Account, text: str = "", title: str = "") -> Page:
    """Where a person writes on this account. What would make the address too long is left to the clipboard."""
    base = account.url.strip().rstrip("/")
    home = base or (f"https://{kind.link_hosts[0]}" if kind.link_hosts else "")
    composer = kind.composer or "{url}"
    if "{url}" in composer and not home:
        return Page("")
    link = link_in(text)
    if "{link}" in composer and "{text}" in composer:
        # the link of the other field is added at the end there: in the midst of the text it has to stay where it is
        at_end = bool(link) and text.rstrip().endswith(link)
        text, link = (text.rstrip()[: -len(link)].rstrip(), link) if at_end else (text, "")
    elif "{link}" in composer and not link:
        return Page(home)
    values = {"url": home, "handle": account.settings.get("handle", "").lstrip("@")}
    filled = _fill(composer, values, {"text": text, "title": title, "link": link})
    if len(filled) > LONGEST:
        return Page(_fill(composer, values, {}))
    return Page(filled, "{text}" in composer and bool(text))


def link_in(text: str) -> str:
    """The first web address in a text; empty for none."""
    found = URL.search(text)
    return str(found[0]) if found else ""


def hosts_of(kind: Kind, account: Account) -> tuple[str, ...]:
    """Hosts on which its posts are seen; empty when nobody knows."""
    own = host_of(account.url)
    return kind.link_hosts or ((own,) if own else ())


def _fill(composer: str, plain: dict[str, str], encoded: dict[str, str]) -> str:
    for name in ("url", "handle"):
        composer = composer.replace(f"{{{name}}}", plain[name])
    for name in ("text", "title", "link"):
        composer = composer.replace(f"{{{name}}}", quote(encoded.get(name, ""), safe=""))
    return composer
