"""The assistant for publishing by hand."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.post import Attached, Post
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.services.planning import Planning
from amtdesk.store import accounts
from amtdesk.ui.by_hand import ByHand
from amtdesk.ui.by_hand_picture import HandPicture
from tests.builders import by_hand, draft, practice
from tests.ui.conftest import RecordingShell

PAGE = "https://web.whatsapp.com"
GROUP = "https://www.facebook.com/groups/musterbach"
TEXT = "Am Sonntag ist Markt."


def planned(desk: Desk, account_id: int | None = None, *, pictures: int = 0, text: str = TEXT) -> Post:
    """A post that waits for a hand."""
    account_id = account_id or by_hand(desk, "WhatsApp-Kanal", PAGE)
    attached = tuple(Attached(_picture(desk, number), f"Beschreibung {number}") for number in range(1, pictures + 1))
    post = draft(desk, [account_id], text, due=desk.now() + timedelta(hours=2), pictures=attached)
    return desk.planning.plan(post.id)


def _picture(desk: Desk, number: int):  # type: ignore[no-untyped-def]
    content = BytesIO()
    Image.new("RGB", (64, 48), (number * 40, 100, 100)).save(content, "PNG")
    return desk.posts.take_picture(content.getvalue(), f"{number}.png")


def opened(qtbot: QtBot, shell: RecordingShell, post: Post) -> ByHand:
    """The assistant, ready."""
    window = ByHand.open(shell, post.deliveries[0].id)
    qtbot.waitUntil(lambda: window.note.text() != "Wird vorbereitet …")
    return window


def state(shell: RecordingShell, post: Post) -> tuple[State, str | None]:
    """State and link of its delivery."""
    delivery = shell.desk.hand.delivery(post.deliveries[0].id)
    return delivery.state, delivery.url


def test_the_text_is_on_the_clipboard_when_it_opens(qtbot: QtBot, shell: RecordingShell) -> None:
    QApplication.clipboard().setText("vorher")
    window = opened(qtbot, shell, planned(shell.desk))
    assert QApplication.clipboard().text() == "Am Sonntag ist Markt."
    assert window.note.text() == "Der Text liegt in der Zwischenablage."
    assert window.panel.text_step.is_done
    assert not window.panel.pictures_step.isVisible()
    assert window.panel.page_step.open.hasFocus() or not window.isActiveWindow()
    window.close()


def test_from_opening_to_published_without_the_mouse(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(folders.append(url)) or True)
    post = planned(shell.desk, pictures=2)
    window = opened(qtbot, shell, post)
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_5, alt)
    assert folders[0].isLocalFile() and folders[0].toLocalFile().endswith(f"von-hand/{post.deliveries[0].id}")
    for number in (1, 2, 1):
        qtbot.keyClick(window, Qt.Key.Key_2, alt)
        assert QApplication.clipboard().image().pixelColor(5, 5).red() == number * 40
        qtbot.keyClick(window, Qt.Key.Key_3, alt)
        assert QApplication.clipboard().text() == f"Beschreibung {number}"
    qtbot.keyClick(window, Qt.Key.Key_1, alt)
    assert QApplication.clipboard().text() == "Am Sonntag ist Markt."
    qtbot.keyClick(window, Qt.Key.Key_4, alt)
    assert shell.links == [PAGE]
    window.panel.link_step.line.setFocus()
    qtbot.keyClicks(window.panel.link_step.line, "https://whatsapp.com/channel/1/22")
    qtbot.keyClick(window.panel.link_step.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: state(shell, post)[0] is State.PUBLISHED_BY_HAND)
    assert state(shell, post)[1] == "https://whatsapp.com/channel/1/22"
    qtbot.waitUntil(lambda: shell.said == ["WhatsApp-Kanal: als veröffentlicht eingetragen."])
    assert shell.asked == []


def test_a_picture_goes_to_the_clipboard(qtbot: QtBot, shell: RecordingShell) -> None:
    window = opened(qtbot, shell, planned(shell.desk, pictures=2))
    copy, describe = window.panel.pictures_step.copies[1]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (64, 48)
    qtbot.mouseClick(describe, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Beschreibung 2"
    window.close()


def test_a_picture_can_be_pulled_into_a_page_as_a_file(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled: list[QUrl] = []

    def dropped(drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        pulled.extend(drag.mimeData().urls())
        return action

    # a real drop waits for a hand
    monkeypatch.setattr(QDrag, "exec", dropped)
    window = opened(qtbot, shell, planned(shell.desk, pictures=2))
    step = window.panel.pictures_step
    second = step.findChildren(HandPicture)[1]
    qtbot.mousePress(second, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseMove(second, QPoint(40, 40))
    assert [url.toLocalFile() for url in pulled] == [str(window._prepared.pictures[1][0])]  # type: ignore[union-attr]
    assert step.is_done
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert QApplication.clipboard().text() == "Beschreibung 2", "that of the picture pulled last"
    window.close()


def test_an_empty_link_needs_a_tick(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk, by_hand(shell.desk, "Gruppe", GROUP, "facebook_group"))
    window = opened(qtbot, shell, post)
    qtbot.mouseClick(window.done, Qt.MouseButton.LeftButton)
    assert window.panel.link_step.problem.startswith("Bitte den Link")
    assert state(shell, post)[0] is State.BY_HAND
    window.panel.link_step.without.click()
    assert window.panel.link_step.problem == ""
    qtbot.mouseClick(window.done, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state(shell, post) == (State.PUBLISHED_BY_HAND, None))


@pytest.mark.parametrize(
    "typed", ["kein Link", "http://web.whatsapp.com/1", "javascript:alert(1)", "file:///etc/passwd"]
)
def test_what_is_no_safe_link_is_refused(qtbot: QtBot, shell: RecordingShell, typed: str) -> None:
    post = planned(shell.desk)
    window = opened(qtbot, shell, post)
    qtbot.keyClicks(window.panel.link_step.line, typed)
    qtbot.keyClick(window.panel.link_step.line, Qt.Key.Key_Return)
    assert "https://" in window.panel.link_step.problem
    assert state(shell, post)[0] is State.BY_HAND
    window.close()


def test_a_link_to_somewhere_else_is_refused_until_she_insists(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk)
    window = opened(qtbot, shell, post)
    step = window.panel.link_step
    qtbot.keyClicks(step.line, "facebook.com/1")
    qtbot.keyClick(step.line, Qt.Key.Key_Return)
    assert step.problem == "Der Link führt zu facebook.com, erwartet wird web.whatsapp.com."
    assert state(shell, post)[0] is State.BY_HAND and shell.asked == [] and not step.is_done
    qtbot.keyClicks(step.line, "2")
    assert step.problem == "" and not step.anyway.isVisible()
    qtbot.keyClick(step.line, Qt.Key.Key_Return)
    qtbot.mouseClick(step.anyway, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state(shell, post) == (State.PUBLISHED_BY_HAND, "https://facebook.com/12"))


def test_coming_back_with_the_link_fills_it_in(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, shell, planned(shell.desk))
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)

    def come_back() -> None:
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))

    QApplication.clipboard().setText("https://whatsapp.com/channel/1/22")
    come_back()
    assert window.panel.link_step.line.text() == ""
    window.panel.page_step.open.click()
    for nothing in ("Am Sonntag ist Markt.", PAGE, "https://other.example/1"):
        QApplication.clipboard().setText(nothing)
        come_back()
        assert window.panel.link_step.line.text() == ""
    QApplication.clipboard().setText("https://whatsapp.com/channel/1/22\n")
    come_back()
    assert window.panel.link_step.line.text() == "https://whatsapp.com/channel/1/22"
    window.close()


def test_a_planned_post_is_taken_from_the_queue_first(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk, practice(shell.desk))
    assert state(shell, post)[0] is State.PLANNED
    window = opened(qtbot, shell, post)
    assert state(shell, post)[0] is State.BY_HAND
    assert not window.panel.page_step.isVisible()
    window.close()


def test_a_failed_post_can_go_out_by_hand(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk, practice(shell.desk))
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = 'failed'")
    window = opened(qtbot, shell, post)
    window.panel.link_step.without.click()
    window.done.click()
    qtbot.waitUntil(lambda: state(shell, post)[0] is State.PUBLISHED_BY_HAND)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("published", "schon veröffentlicht"),
        ("uncertain", "ungeklärt"),
        ("handed_over", "übernommen"),
        ("sending", "gerade gesendet"),
    ],
)
def test_what_may_be_online_already_is_refused(qtbot: QtBot, shell: RecordingShell, found: str, said: str) -> None:
    post = planned(shell.desk)
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = ?", (found,))
    QApplication.clipboard().setText("vorher")
    window = opened(qtbot, shell, post)
    assert said in window.trouble.what.text()
    assert QApplication.clipboard().text() == "vorher"
    assert not window.done.isVisible()
    assert state(shell, post)[0].value == found
    window.close()


def test_an_open_placeholder_is_refused_and_leads_to_the_post(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk)
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE post SET text = 'Am {{datum}} ist Markt'")
    window = opened(qtbot, shell, post)
    assert "leerer Platzhalter" in window.trouble.what.text() and "datum" in window.trouble.now.text()
    qtbot.mouseClick(window.edit, Qt.MouseButton.LeftButton)
    assert shell.opened == [post.id]


def test_a_post_that_is_gone_is_said_to_be(qtbot: QtBot, shell: RecordingShell) -> None:
    window = ByHand.open(shell, 999)
    qtbot.waitUntil(window.trouble.isVisible)
    assert "nicht mehr" in window.trouble.what.text()
    window.close()


def test_opening_it_twice_brings_the_first_forward(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk)
    window = opened(qtbot, shell, post)
    assert ByHand.open(shell, post.deliveries[0].id) is window
    gone: list[bool] = []
    window.destroyed.connect(lambda: gone.append(True))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))
    assert state(shell, post)[0] is State.BY_HAND


def test_after_one_channel_the_next_of_the_same_post_is_opened(qtbot: QtBot, shell: RecordingShell) -> None:
    first, second = (by_hand(shell.desk, name, "", "manual") for name in ("Bote", "Blatt"))
    post = shell.desk.planning.publish_now(draft(shell.desk, [first, second], TEXT, due=shell.desk.now()).id)
    here = {one.account_id: one.id for one in post.deliveries}
    for account_id, opened_next in ((first, [here[second]]), (second, [here[second]])):
        window = ByHand.open(shell, here[account_id])
        qtbot.waitUntil(window.done.isVisible)
        window.done.click()
        qtbot.waitUntil(lambda account_id=account_id: len(shell.said) == 1 + (account_id == second))  # type: ignore[misc]
        assert shell.by_hand == opened_next


def test_when_recording_fails_it_can_be_tried_again(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Planning, _delivery_id: int, _url: str) -> None:
        raise NotAllowed("no")

    window = opened(qtbot, shell, planned(shell.desk))
    window.panel.link_step.without.click()
    with monkeypatch.context() as patched:
        patched.setattr(Planning, "is_online", refuse)
        window.done.click()
        qtbot.waitUntil(lambda: bool(shell.troubles))
    assert window.done.isEnabled()
    window.close()


def test_it_can_stay_in_front_of_the_browser(qtbot: QtBot, shell: RecordingShell) -> None:
    window = opened(qtbot, shell, planned(shell.desk))
    window.on_top.click()
    assert window.isVisible() and window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not window.isModal()
    window.close()


def test_enter_alone_leads_from_one_step_to_the_next(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk, by_hand(shell.desk, "Gruppe", GROUP, "facebook_group"), pictures=1)
    window = opened(qtbot, shell, post)
    clipboard = QApplication.clipboard()

    def enter() -> None:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)

    assert clipboard.text() == TEXT
    enter()
    assert shell.links == [GROUP]
    enter()
    assert not clipboard.image().isNull()
    enter()
    assert clipboard.text() == "Beschreibung 1"
    assert window.focusWidget() is window.panel.link_step.line
    clipboard.setText(f"{GROUP}/posts/22")
    window.isActiveWindow = lambda: True  # type: ignore[method-assign]
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.focusWidget() is window.done
    enter()
    qtbot.waitUntil(lambda: state(shell, post) == (State.PUBLISHED_BY_HAND, f"{GROUP}/posts/22"))


def test_where_the_page_has_no_field_for_it_nobody_is_led_to_the_bildbeschreibung(
    qtbot: QtBot, shell: RecordingShell
) -> None:
    window = opened(qtbot, shell, planned(shell.desk, by_hand(shell.desk, "Kanal", "", "whatsapp"), pictures=1))
    pressed = 0
    while window.focusWidget() is not window.panel.link_step.line:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        pressed += 1
    assert pressed == 2, "page and picture, nothing more"
    assert not QApplication.clipboard().image().isNull()
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert QApplication.clipboard().text() == "Beschreibung 1", "it is there all the same"
    window.close()


def test_the_picture_is_handed_over_as_the_place_takes_it(qtbot: QtBot, shell: RecordingShell) -> None:
    content = BytesIO()
    Image.new("RGB", (400, 1000), "green").save(content, "PNG")
    tall = Attached(shell.desk.posts.take_picture(content.getvalue(), "turm.png"), "Ein Turm")
    with shell.desk.database.writing() as connection:
        account_id = accounts.add(connection, "instagram", "Instagram", "", {})
    post = draft(shell.desk, [account_id], TEXT, due=shell.desk.now() + timedelta(hours=2), pictures=(tall,))
    window = opened(qtbot, shell, shell.desk.planning.plan(post.id))
    copy, _ = window.panel.pictures_step.copies[0]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (400, 500)
    said = [one.text() for one in window.panel.pictures_step.findChildren(QLabel)]
    assert {"bild-1-herbstmarkt.jpg", "beschnitten auf 4:5, 400 × 500, als JPEG"} <= set(said)
    window.close()


def test_where_the_text_stands_already_the_picture_is_on_the_clipboard(qtbot: QtBot, shell: RecordingShell) -> None:
    channel = shell.desk.accounts.add(Access("bluesky", "Bluesky", "", {"handle": "a.example"}, {}), test=False).id
    post = planned(shell.desk, channel, pictures=1)
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = 'failed'")
    window = opened(qtbot, shell, post)
    window.panel.page_step.open.click()
    assert shell.links == ["https://bsky.app/intent/compose?text=Am%20Sonntag%20ist%20Markt."]
    assert not QApplication.clipboard().image().isNull()
    assert "steht schon" in window.note.text()
    assert window.focusWidget() is window.panel.pictures_step.copies[0][1]
    window.close()


def test_print_ends_with_the_issue_and_needs_no_link(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_there: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened_there.append(url)) or True)
    asked = {"email": "redaktion@verlag.example", "characters": "1.500", "copy_date": "Do 10"}
    channel = by_hand(shell.desk, "Mitteilungsblatt", "", "gazette", **asked)
    post = planned(shell.desk, channel, pictures=1)
    window = opened(qtbot, shell, post)
    assert window.panel.bundle_step.isVisible() and not window.panel.page_step.isVisible()
    assert window.panel.bundle_step._words.text() == (
        "herbstmarkt.zip: 21 von höchstens 1.500 Zeichen, 1 Bild. Redaktionsschluss morgen, 10:00 Uhr"
    )
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert shell.links[0].startswith("mailto:redaktion@verlag.example?subject=Mitteilungsblatt%3A%20Herbstmarkt")
    assert opened_there[0].isLocalFile()
    assert window.focusWidget() is window.panel.link_step.line
    qtbot.keyClicks(window.panel.link_step.line, "Ausgabe 42/2026")
    qtbot.keyClick(window.panel.link_step.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state(shell, post) == (State.PUBLISHED_BY_HAND, None))
    assert shell.desk.hand.delivery(post.deliveries[0].id).note == "Ausgabe 42/2026"
    qtbot.waitUntil(lambda: shell.said == ["Mitteilungsblatt: als erledigt eingetragen."])


def test_a_notice_is_a_page_to_print_with_the_coat_of_arms_she_chose(
    qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened_there: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened_there.append(url.toLocalFile())) or True)
    Image.new("RGB", (40, 50), "red").save(tmp_path / "wappen.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "wappen.png"), ""))
    post = planned(shell.desk, by_hand(shell.desk, "Schaukasten", "", "notice"), pictures=1)
    window = opened(qtbot, shell, post)
    window.panel.sheet_step.coat.click()
    qtbot.waitUntil(lambda: "Wappen steht" in window.note.text())
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert opened_there[0].endswith("aushang-herbstmarkt.pdf")
    assert Path(opened_there[0]).read_bytes()[:5] == b"%PDF-"
    assert not window.panel.text_step.isVisible()
    window.done.click()
    qtbot.waitUntil(lambda: state(shell, post)[0] is State.PUBLISHED_BY_HAND)
    assert shell.desk.hand.coat() is not None


def test_a_podcast_asks_before_and_has_its_headline(qtbot: QtBot, shell: RecordingShell) -> None:
    post = planned(shell.desk, by_hand(shell.desk, "Podcast", "https://pod.example", "podcast"))
    window = opened(qtbot, shell, post)
    step = window.panel.checklist_step
    assert len(step.boxes) == 4 and not step.is_done
    for box in step.boxes:
        box.click()
    assert step.is_done
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert QApplication.clipboard().text() == "Herbstmarkt"
    window.close()
