"""One post for several channels: what goes by itself goes, and the hand is led from one place to the next."""

from pathlib import Path

from amtdesk.ui.by_hand import ByHand
from tests.builders import by_hand, practice
from tests.ui.walks import steps
from tests.ui.walks.person import Person

GROUP = "https://www.facebook.com/groups/musterbach"


def test_one_post_by_itself_and_by_hand(person: Person, photograph: Path) -> None:
    desk = person.window.desk
    own, group = practice(desk), by_hand(desk, "Facebook-Gruppe", GROUP, "facebook_group")
    board = by_hand(desk, "Aushang", "", "notice")
    steps.writes_post(person, photograph, own)
    panes = steps.editor_of(person).panes
    for account_id in (group, board):
        person.clicks(panes.channels.button(account_id))
    asked = person.clicks_and_answers("Jetzt veröffentlichen", "Jetzt veröffentlichen")
    assert "Jetzt auf Übungskanal, Facebook-Gruppe und Aushang veröffentlichen?" in asked
    for name, back in (("Facebook-Gruppe", f"{GROUP}/posts/1"), ("Aushang", "Rathaus")):
        assistant = steps.on_top(person, ByHand)
        person.waits_for(assistant.done.isVisible)
        assert assistant.windowTitle().endswith(name)
        person.writes(assistant.panel.link_step.line, back)
        person.presses("Return")
        person.waits_for(lambda name=name: person.sees(f"{name}: als "))
    person.waits_for(lambda: "veröffentlicht" in panes.head.badge.words, panes.head.badge.words)
    assert steps.clicks_tile(person, "veröffentlicht").count("veröffentlicht") == 1
