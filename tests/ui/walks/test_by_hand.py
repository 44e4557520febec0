"""Each place without an interface by mouse and keys: named, written for, published by hand, its link brought back."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from amtdesk.channels import CHANNELS
from amtdesk.domain.channel import Ability, Receipt
from amtdesk.ui.by_hand import ByHand
from amtdesk.ui.channels.connect import ConnectDialog, Page
from tests.channels.whole import WHOLE
from tests.ui.walks import steps
from tests.ui.walks.person import Person

BY_HAND = [name for name, channel in CHANNELS.items() if not channel.kind().connects]
#: What she types into the form, by kind and field.
TYPED = {
    "whatsapp": {"url": "https://whatsapp.com/channel/0029Va"},
    "facebook_group": {"url": "https://www.facebook.com/groups/musterbach"},
    "gazette": {"copy_date": "Do 10", "characters": "1.500", "email": "redaktion@verlag.example"},
    "website": {"url": "www.musterbach.example/login"},
    "xing": {"url": "https://www.xing.com/pages/musterbach"},
    "tiktok": {"url": "https://www.tiktok.com/@musterbach"},
    "podcast": {"url": "https://podcast.musterbach.example"},
    "manual": {"name": "Gemeindebote", "url": "https://bote.example"},
}
#: The link she copies there, or what she writes where there is none.
BACK = {
    "whatsapp": "https://whatsapp.com/channel/0029Va/104",
    "facebook_group": "https://www.facebook.com/groups/musterbach/posts/22",
    "gazette": "Ausgabe 48/2026",
    "notice": "Rathaus und Bushaltestelle",
    "website": "https://www.musterbach.example/aktuelles/herbstmarkt",
    "xing": "https://www.xing.com/pages/musterbach/news/1",
    "tiktok": "https://www.tiktok.com/@musterbach/video/1",
    "podcast": "https://podcast.musterbach.example/folgen/1",
    "manual": "https://bote.example/2026/48",
}


def test_no_kind_is_left_out() -> None:
    assert {one.kind for one in WHOLE} | set(BY_HAND) | {"practice"} == set(CHANNELS)


@pytest.mark.parametrize("kind", BY_HAND)
def test_from_naming_it_to_published_by_hand(person: Person, kind: str, photograph: Path, opened: list[QUrl]) -> None:
    names(person, kind)
    (account,) = person.window.desk.accounts.every()
    steps.writes_post(person, photograph, account.id)
    person.clicks("Jetzt veröffentlichen")
    assistant = steps.on_top(person, ByHand)
    person.waits_for(assistant.done.isVisible)
    goes_through(person, assistant, opened, described=Ability.ALT_TEXT in CHANNELS[kind].abilities)
    if CHANNELS[kind].receipt is not Receipt.NOTE:
        is_refused(person, assistant)
    person.writes(assistant.panel.link_step.line, BACK[kind])
    person.presses("Return")
    panes = steps.editor_of(person).panes
    person.waits_to_see("von Hand veröffentlicht", panes.deliveries)
    steps.clicks_tile(person, "von Hand veröffentlicht")
    (delivery,) = person.window.desk.posts.newest()[0].deliveries
    assert BACK[kind] in (delivery.url, delivery.note)


def names(person: Person, kind: str) -> None:
    """One click on its card, then the few fields it has."""
    person.clicks("Kanäle")
    person.clicks("Kanal hinzufügen", person.window.page("kanaele"))
    dialog = steps.on_top(person, ConnectDialog)
    person.clicks(dialog.choice.cards[kind])
    assert dialog.page is Page.ACCESS and dialog.access.form is not None
    for name, words in TYPED.get(kind, {}).items():
        person.writes(dialog.access.form.entries[name].line, words)
    person.clicks(dialog.foot.primary)
    person.waits_for(lambda: QApplication.activeModalWidget() is None)


def goes_through(person: Person, assistant: ByHand, opened: list[QUrl], *, described: bool) -> None:
    """Enter alone leads from step to step down to the last."""
    panel = assistant.panel
    clipboard = QApplication.clipboard()
    if panel.text_step.isVisible():
        assert steps.TEXT in clipboard.text()
    for box in panel.checklist_step.boxes:
        person.clicks(box)
    if panel.checklist_step.boxes:
        person.clicks(panel.page_step.open)
    pressed = 0
    while assistant.focusWidget() is not panel.link_step.line:
        assert pressed < 5, assistant.focusWidget()
        person.qtbot.keyClick(assistant.focusWidget(), Qt.Key.Key_Return)
        pressed += 1
    if panel.page_step.isVisible():
        assert panel.page_step.is_done and opened
    if panel.pictures_step.isVisible() and described:
        assert clipboard.text() == steps.ALT
    elif panel.pictures_step.isVisible():
        assert not clipboard.image().isNull()
    if panel.bundle_step.isVisible():
        lies_ready(Path(opened[-1].toLocalFile()))
    if panel.sheet_step.isVisible():
        assert Path(opened[-1].toLocalFile()).read_bytes().startswith(b"%PDF-")


def lies_ready(folder: Path) -> None:
    """Text, count, picture and caption in one file."""
    (path,) = folder.glob("*.zip")
    with ZipFile(path) as whole:
        letter = whole.read("text.txt").decode("utf-8-sig")
        assert steps.TEXT in letter and steps.ALT in letter and "Zeichen" in letter
        assert any(name.startswith("bild-1") for name in whole.namelist())


def is_refused(person: Person, assistant: ByHand) -> None:
    """A link to somewhere else is not taken, and it is said where it leads."""
    step = assistant.panel.link_step
    person.writes(step.line, "https://www.woanders.example/1")
    person.presses("Return")
    assert step.problem.startswith("Der Link führt zu woanders.example, erwartet wird ")
