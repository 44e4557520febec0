"""The help says what must be reachable, for the channels there are."""

from amtdesk import help_pages
from amtdesk.channels import CHANNELS
from amtdesk.system import resources


def test_every_channel_stands_in_the_list_with_its_hosts() -> None:
    page = help_pages.page("it")
    assert help_pages.MARK in resources.help_page("it") and help_pages.MARK not in page
    for kind in CHANNELS.values():
        row = next(line for line in page.splitlines() if line.startswith("| ") and kind.label in line)
        assert all(host in row for host in kind.hosts if host != "{url}"), row


def test_own_servers_and_usual_ones_are_told_apart() -> None:
    assert help_pages.hosts(CHANNELS["mastodon"]) == "die Adresse, die beim Verbinden eingetragen wird"
    assert help_pages.hosts(CHANNELS["bluesky"]).startswith("bsky.social, die Adresse")
    assert help_pages.hosts(CHANNELS["manual"]).startswith("keine")


def test_other_pages_are_as_they_were_written() -> None:
    assert help_pages.page("start") == resources.help_page("start")
