from datetime import UTC, date, datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post, Tile
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar.menu import NOT_DELETABLE, Wishes, day_menu, tile_menu
from amtdesk.ui.calendar.pane import CalendarPane
from tests.builders import draft, practice
from tests.ui.calendar.conftest import FRIDAY
from tests.ui.conftest import RecordingShell


def menu_of(pane: CalendarPane, shell: RecordingShell, post_id: int) -> tuple[QMenu, Tile]:
    pane.refresh()
    found = pane.view.board.find(post_id)  # type: ignore[union-attr]
    assert found is not None
    wishes = Wishes(pane.opened.emit, pane.begun.emit, pane.ask_where)
    return tile_menu(pane, found[1], found[0], pane.deeds, wishes, shell.open_link), found[1]


def action(menu: QMenu, label: str) -> QAction:
    return next(one for one in menu.actions() if one.text().split("\t")[0] == label)


def test_a_draft_can_be_opened_copied_moved_and_deleted(
    qtbot: QtBot, post: Post, pane: CalendarPane, shell: RecordingShell
) -> None:
    menu, _ = menu_of(pane, shell, post.id)
    labels = [one.text().split("\t")[0] for one in menu.actions() if one.text()]
    assert labels == ["Öffnen", "Duplizieren", "Verschieben nach …", "Löschen …", "Neuer Beitrag an diesem Tag"]
    with qtbot.waitSignal(pane.opened) as opened:
        action(menu, "Öffnen").trigger()
    assert opened.args == [post.id]


def test_a_copy_opens_at_once(qtbot: QtBot, post: Post, pane: CalendarPane, shell: RecordingShell, desk: Desk) -> None:
    menu, _ = menu_of(pane, shell, post.id)
    with qtbot.waitSignal(pane.opened) as opened:
        action(menu, "Duplizieren").trigger()
    copy = desk.posts.get(opened.args[0])  # type: ignore[index]
    assert copy is not None
    assert (copy.title, copy.due) == (post.title, None)


def test_a_planned_post_goes_back_to_draft(
    qtbot: QtBot, post: Post, pane: CalendarPane, shell: RecordingShell, desk: Desk
) -> None:
    desk.planning.plan(post.id)
    menu, _ = menu_of(pane, shell, post.id)
    action(menu, "Auf Entwurf zurück").trigger()
    qtbot.waitUntil(lambda: shell.said == ["„Herbstmarkt“ ist wieder ein Entwurf."])
    assert desk.posts.get(post.id).deliveries == ()  # type: ignore[union-attr]


def test_a_published_post_shows_its_page_and_stays(
    qtbot: QtBot, account: int, pane: CalendarPane, shell: RecordingShell, desk: Desk
) -> None:
    post = draft(desk, [account], due=datetime(2026, 10, 16, 7, tzinfo=UTC))
    desk.planning.publish_now(post.id)
    desk.publisher.run_due()
    menu, _ = menu_of(pane, shell, post.id)
    assert not action(menu, "Löschen …").isEnabled()
    assert action(menu, "Löschen …").toolTip() == NOT_DELETABLE
    assert not action(menu, "Verschieben nach …").isEnabled()
    assert "veröffentlicht" in action(menu, "Verschieben nach …").toolTip()
    action(menu, "Auf der Plattform öffnen").trigger()
    assert len(shell.links) == 1


def test_an_empty_day_offers_a_new_post(qtbot: QtBot, pane: CalendarPane) -> None:
    days: list[date] = []
    menu = day_menu(pane, FRIDAY, Wishes(pane.opened.emit, days.append, pane.ask_where))
    action(menu, "Neuer Beitrag an diesem Tag").trigger()
    assert days == [FRIDAY]


def test_what_did_not_go_out_is_published_by_hand_from_the_tile(
    qtbot: QtBot, post: Post, pane: CalendarPane, shell: RecordingShell, desk: Desk
) -> None:
    planned = desk.planning.plan(post.id)
    with desk.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = 'failed'")
    menu, _ = menu_of(pane, shell, post.id)
    action(menu, "Von Hand veröffentlichen …").trigger()
    assert shell.by_hand == [planned.deliveries[0].id]


def test_what_is_public_is_deleted_there_from_the_menu(
    qtbot: QtBot, pane: CalendarPane, shell: RecordingShell, desk: Desk
) -> None:
    account = practice(desk, "Übung")
    post = desk.planning.publish_now(draft(desk, [account]).id)
    desk.publisher.run_due()
    menu, _ = menu_of(pane, shell, post.id)
    assert action(menu, "Text auf Übung ändern …").isEnabled()
    action(menu, "Auf Übung löschen …").trigger()
    qtbot.waitUntil(lambda: desk.afterwards.places(post.id) == [])
