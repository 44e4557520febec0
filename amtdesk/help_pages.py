"""The pages of the help; the list of network addresses follows from the channels there are."""

from typing import TYPE_CHECKING

from amtdesk.system import resources

if TYPE_CHECKING:
    from amtdesk.channels.base import Channel

#: This row of a table becomes one for each channel.
MARK = "| jeder Kanal | siehe Hilfe im Programm |\n"
_OWN = "die Adresse, die beim Verbinden eingetragen wird"
_NONE = "keine; Seiten öffnet der Browser"


def page(name: str) -> str:
    """A page as Markdown."""
    text = resources.help_page(name)
    return (
        text.replace(MARK, "".join(f"| {label} | {hosts} |\n" for label, hosts in addresses()))
        if MARK in text
        else text
    )


def addresses() -> list[tuple[str, str]]:
    """Channel and the hosts that must be reachable for it; those without any share one row."""
    from amtdesk.channels import CHANNELS

    rows = [(kind.label, hosts(kind)) for kind in CHANNELS.values()]
    silent = [label for label, found in rows if found == _NONE]
    return [*((label, found) for label, found in rows if found != _NONE), (", ".join(silent), _NONE)]


def hosts(kind: "type[Channel]") -> str:
    """The hosts of one channel in words."""
    # this module is loaded before the first paint
    from urllib.parse import urlsplit

    named = [_OWN if host == "{url}" else host for host in kind.hosts]
    if named:
        return ", ".join(named)
    places = [field for field in kind.fields if field.name in ("url", "server")]
    if kind.by_hand or not places:
        return _NONE
    usual = [urlsplit(field.placeholder).hostname for field in places if not field.required and field.placeholder]
    return ", ".join([*(host for host in usual if host), _OWN]) if usual else _OWN
