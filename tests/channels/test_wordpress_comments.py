"""Comments of a site that answers as WordPress does; the real one is asked in tests/counterparts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.wordpress import WordPress
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Payload
from amtdesk.domain.errors import NotAllowed, Uncertain
from amtdesk.domain.message import Target
from tests.channels.contract import NOW
from tests.channels.servers.loopback import How, Trouble
from tests.channels.servers.wordpress import PASSWORD, USER, WordPressServer


@pytest.fixture
def site() -> Iterator[WordPressServer]:
    with WordPressServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def channel(http: Http, site: WordPressServer) -> WordPress:
    account = Account(1, "wordpress", "Musterbach", site.url, {"user": USER})
    return WordPress(account, {"password": PASSWORD}, Tools(http, lambda: NOW, lambda *_: None, Path()))


def answer(parent: int, text: str = "Am Montag.") -> Payload:
    return Payload("", text, "de", "token", target=Target(f"comment:{parent}", f"comment:{parent}", "7"))


def test_a_conversation_has_the_id_of_its_first_comment(channel: WordPress, site: WordPressServer) -> None:
    first = site.add_comment("Wann?")
    second = site.add_comment("Ja, wann?", parent=first)
    third = site.add_comment("Am Montag.", parent=second, author=2)
    found = {one.remote_id: one for one in channel.read({}, ()).messages}
    assert {one.thread for one in found.values()} == {f"comment:{first}"}
    assert [found[f"comment:{key}"].own for key in (first, second, third)] == [False, False, True]
    assert found[f"comment:{first}"].author == "Jana & Co" and found[f"comment:{first}"].post_text == "Markt & Fest"


def test_parents_that_were_read_long_ago_are_asked_for(channel: WordPress, site: WordPressServer) -> None:
    first = site.add_comment("alt")
    site.comments[first]["date_gmt"] = "2020-01-01T00:00:00"
    second = site.add_comment("neu", parent=first)
    (one,) = channel.read({"since": "2026-11-20T00:00:00Z"}, ()).messages
    assert (one.remote_id, one.thread) == (f"comment:{second}", f"comment:{first}")


def test_a_ring_of_parents_ends(channel: WordPress, site: WordPressServer) -> None:
    first = site.add_comment("eins")
    second = site.add_comment("zwei", parent=first)
    site.comments[first]["parent"] = second
    assert len(channel.read({}, ()).messages) == 2


def test_held_ones_are_read_too_and_all_pages(channel: WordPress, site: WordPressServer) -> None:
    for number in range(205):
        site.add_comment(f"Nummer {number}")
    held = site.add_comment("wartet", status="hold")
    found = {one.remote_id: one for one in channel.read({}, ()).messages}
    assert len(found) == 206 and found[f"comment:{held}"].hidden


def test_a_broken_row_stops_no_other(channel: WordPress, site: WordPressServer) -> None:
    site.add_comment("gut")
    broken = site.add_comment("leer")
    site.comments[broken]["content"] = None
    site.comments[broken]["author_name"] = 7
    assert [one.text for one in channel.read({}, ()).messages] == ["gut", ""]


@pytest.mark.parametrize("how", [How.RESET, How.HALF, How.CUT_JSON, How.CLOSED])
def test_an_answer_whose_fate_is_unknown_is_found_and_never_doubled(
    channel: WordPress, site: WordPressServer, how: How
) -> None:
    first = site.add_comment("Wann?")
    site.fail("POST /wp-json/wp/v2/comments", Trouble(how, accepted=True))
    with pytest.raises(Uncertain):
        channel.publish(answer(first), None)
    found = channel.look_up(answer(first), NOW)
    assert found is not None and channel.read_back(found.remote_id) is not None
    assert channel.publish(answer(first), None).remote_id == found.remote_id
    assert len([one for one in site.comments.values() if one["author"] == 2]) == 1


def test_another_answer_is_not_taken_for_ours(channel: WordPress, site: WordPressServer) -> None:
    first = site.add_comment("Wann?")
    channel.publish(answer(first), None)
    assert channel.look_up(answer(first, "Am Dienstag."), NOW) is None


def test_typography_of_the_site_does_not_hide_our_answer(channel: WordPress, site: WordPressServer) -> None:
    first = site.add_comment("Wann?")
    site.add_comment("Am &#8222;Montag&#8220; &#8211; oder &#8230;", parent=first, author=2)
    assert channel.look_up(answer(first, 'Am "Montag" - oder ...'), NOW) is not None


def test_moderation_and_looking_again(channel: WordPress, site: WordPressServer) -> None:
    name = f"comment:{site.add_comment('grob')}"
    channel.hide(name, hidden=True)
    assert (hidden := channel.recheck([name])[name]) is not None and hidden.hidden
    channel.hide(name, hidden=False)
    assert (shown := channel.recheck([name])[name]) is not None and not shown.hidden
    channel.delete(name)
    channel.delete(name)
    assert channel.recheck([name, "comment:99"]) == {name: None, "comment:99": None}
    assert channel.read_back(name) is None


def test_a_foreign_id_never_becomes_part_of_an_address(channel: WordPress) -> None:
    for wrong in ("7", "comment:", "comment:1/2", "comment:../x", "comment:٣"):
        with pytest.raises(NotAllowed):
            channel.delete(wrong)


def test_who_may_not_moderate_may_still_publish(channel: WordPress, site: WordPressServer) -> None:
    site.rights["moderate_comments"] = False
    found = channel.connect().abilities
    assert Ability.PUBLISH in found and Ability.READ not in found


def test_the_cursor_never_goes_back(channel: WordPress, site: WordPressServer) -> None:
    later = {"since": (NOW + timedelta(days=1)).isoformat()}
    site.add_comment("neu")
    assert channel.read(later, ()).cursor["since"] >= "2026-11-22"
    assert channel.read({}, ()).cursor["since"].startswith("2026-11-21")
