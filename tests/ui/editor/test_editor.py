"""A post is written, kept and sent on its way in the editor."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.store import deliveries
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.editor.link_dialog import LinkDialog
from tests.builders import by_hand, draft, practice
from tests.ui.conftest import RecordingShell
from tests.ui.editor.conftest import button

FRIDAY = date(2026, 10, 16)
DUE = datetime(2026, 10, 16, 7, tzinfo=UTC)


def stored(shell: RecordingShell) -> list[str]:
    return [post.text for post in shell.desk.posts.newest()]


# keeping


def test_what_is_typed_is_kept_by_itself(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "Guten Tag")
    qtbot.waitUntil(lambda: stored(shell) == ["Guten Tag"])
    qtbot.waitUntil(lambda: editor.panes.head.saved.text() == "gespeichert 8:30 Uhr")


def test_a_new_draft_stands_at_the_free_slot_on_the_only_channel(editor: Editor, channel: int) -> None:
    editor.begin(FRIDAY)
    assert editor.draft is not None
    assert editor.draft.post.due == DUE
    assert editor.draft.chosen == (channel,)
    assert editor.post_id is None


def test_an_empty_new_draft_leaves_nothing_behind(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    editor.begin(FRIDAY)
    editor.close_post()
    assert shell.background.wait()
    assert stored(shell) == []


def test_going_to_another_post_keeps_the_first(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    other = draft(shell.desk, text="Der andere")
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "Angefangen")
    editor.show_post(other.id)
    assert editor.post_id == other.id
    assert editor.panes.texts.field.text() == "Der andere"
    qtbot.waitUntil(lambda: sorted(stored(shell)) == ["Angefangen", "Der andere"])


def test_saving_twice_at_once_makes_one_post(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "a")
    editor.flush()
    qtbot.keyClicks(editor.panes.texts.field, "b")
    editor.flush()
    editor.close_post()
    assert shell.background.wait()
    assert stored(shell) == ["ab"]


def test_a_new_draft_says_its_id_once_it_has_one(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    with qtbot.waitSignal(editor.shown, check_params_cb=lambda post_id: isinstance(post_id, int)):
        qtbot.keyClicks(editor.panes.head.title, "Titel")
        qtbot.keyClick(editor.panes.head.title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert editor.post_id is not None


def test_escape_never_discards(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "bleibt")
    qtbot.keyClick(editor.panes.texts.field, Qt.Key.Key_Escape)
    assert editor.panes.texts.field.text() == "bleibt"


def test_a_save_that_fails_keeps_the_text_says_so_and_tries_again(
    qtbot: QtBot, shell: RecordingShell, editor: Editor
) -> None:
    save, failing = shell.desk.posts.save, [True]

    def sometimes(post: object) -> object:
        if failing[0]:
            raise OSError("disk full")
        return save(post)  # type: ignore[arg-type]

    shell.desk.posts.save = sometimes  # type: ignore[method-assign, assignment]
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "Wichtig")
    editor.flush()
    qtbot.waitUntil(editor.panes.head.why.isVisible)
    assert editor.panes.head.why.text().startswith("nicht gespeichert: ")
    assert editor.panes.texts.field.text() == "Wichtig"
    failing[0] = False
    editor.flush()
    qtbot.waitUntil(lambda: stored(shell) == ["Wichtig"])
    qtbot.waitUntil(lambda: not editor.panes.head.why.isVisible())


def test_a_move_elsewhere_arrives_without_touching_the_text(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], due=DUE)
    editor.show_post(post.id)
    qtbot.keyClicks(editor.panes.texts.field, "Neu: ")
    later = datetime(2026, 10, 20, 8, tzinfo=UTC)
    shell.desk.planning.move(post.id, later)
    qtbot.waitUntil(lambda: editor.panes.schedule.clock.currentText() == "10:00 Uhr")
    assert editor.panes.texts.field.text().startswith("Neu: ")
    editor.flush()
    qtbot.waitUntil(lambda: stored(shell)[0].startswith("Neu: "))
    kept = shell.desk.posts.get(post.id)
    assert kept is not None
    assert kept.due == later


# texts and channels


def test_without_a_channel_the_way_to_one_is_shown(qtbot: QtBot, shell: RecordingShell) -> None:
    editor = Editor(shell)
    qtbot.addWidget(editor)
    editor.show()
    editor.begin(FRIDAY)
    qtbot.mouseClick(button(editor, "Kanal hinzufügen"), Qt.MouseButton.LeftButton)
    assert shell.pages == ["kanaele"]


def test_typing_in_a_channels_tab_makes_its_own_version_and_back(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    other = practice(shell.desk, "Zweiter")
    qtbot.waitUntil(lambda: other in editor.panes.channels._buttons)
    post = draft(shell.desk, [channel, other], text="Für alle")
    editor.show_post(post.id)
    editor.panes.texts.turn_to(other)
    assert editor.panes.texts.field.text() == "Für alle"
    qtbot.keyClicks(editor.panes.texts.field, "Nur hier: ")
    assert editor.draft is not None
    assert editor.draft.post.text_for(other) == "Nur hier: Für alle"
    assert editor.draft.post.text == "Für alle"
    qtbot.mouseClick(button(editor, "wieder gemeinsamer Text"), Qt.MouseButton.LeftButton)
    assert editor.panes.texts.field.text() == "Für alle"
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert editor.panes.texts.field.text() == "Nur hier: Für alle"


def test_undo_after_leaving_changes_the_post_in_the_file(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    other = practice(shell.desk, "Zweiter")
    qtbot.waitUntil(lambda: other in editor.panes.channels._buttons)
    post = draft(shell.desk, [channel, other], text="Für alle")
    editor.show_post(post.id)
    editor.panes.texts.adapt.emit(other)
    editor.panes.texts.share.emit(other)
    editor.close_post()
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert shell.background.wait()
    kept = shell.desk.posts.get(post.id)
    assert kept is not None
    assert kept.variants[1].text == "Für alle"


def test_the_channels_used_last_are_chosen_again(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    other = practice(shell.desk, "Zweiter")
    qtbot.waitUntil(lambda: other in editor.panes.channels._buttons)
    editor.begin(FRIDAY)
    qtbot.mouseClick(editor.panes.channels.button(other), Qt.MouseButton.LeftButton)
    assert shell.background.wait()
    editor.begin(FRIDAY)
    assert editor.draft is not None
    assert editor.draft.chosen == (other,)


def test_a_textbaustein_goes_to_the_cursor_and_is_one_step_to_undo(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY, "Guten Tag.")
    field = editor.panes.texts.field
    field.moveCursor(field.textCursor().MoveOperation.End)
    editor.insert_text("\nDas Bürgerbüro\nist offen.")
    assert field.text() == "Guten Tag.\nDas Bürgerbüro\nist offen."
    field.undo()
    assert field.text() == "Guten Tag."
    assert editor.has_focus_inside()


def test_the_first_open_placeholder_of_a_textbaustein_is_selected_to_be_typed_over(
    qtbot: QtBot, editor: Editor
) -> None:
    editor.insert_text("Guten Tag 👋, am {{datum}} ist {{ort}} offen.")
    field = editor.panes.texts.field
    assert field.textCursor().selectedText() == "{{datum}}"
    qtbot.keyClicks(field, "Montag")
    field.moveCursor(field.textCursor().MoveOperation.End)
    editor.insert_text(" Fragen an {{stelle}}.")
    assert field.textCursor().selectedText() == "{{stelle}}"
    assert field.text() == "Guten Tag 👋, am Montag ist {{ort}} offen. Fragen an {{stelle}}."


def test_hard_spaces_and_emoji_come_back_as_typed(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    editor.begin(FRIDAY, "9:00\u00a0Uhr 👩‍👩‍👧")
    editor.insert_text("x")
    editor.flush()
    qtbot.waitUntil(lambda: stored(shell) == ["x9:00\u00a0Uhr 👩‍👩‍👧"])


def test_a_long_word_does_not_freeze_the_window(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    editor.insert_text("x" * 200_000)
    assert len(editor.panes.texts.field.text()) == 200_000


# pictures


def test_a_picture_from_a_file_is_taken_described_and_removed_with_undo(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, picture: Callable[[str], str]
) -> None:
    editor.begin(FRIDAY)
    editor.panes.pictures.take_files([picture("red")])
    qtbot.waitUntil(lambda: editor.panes.pictures.row(0) is not None)
    row = editor.panes.pictures.row(0)
    assert row is not None
    assert row._label.text() == "Bildbeschreibung fehlt"
    assert row.fate.text().endswith(": unverändert")
    qtbot.waitUntil(row.fate.isVisible)
    qtbot.keyClicks(row.alt, "Ein rotes Feld")
    assert row._label.text() == "Bildbeschreibung"
    editor.flush()
    qtbot.waitUntil(lambda: bool(stored(shell)))
    assert shell.desk.posts.newest()[0].pictures[0].alt == "Ein rotes Feld"
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert editor.draft is not None
    assert editor.draft.post.pictures == ()
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert editor.draft.post.pictures[0].alt == "Ein rotes Feld"


def test_pasting_a_picture_takes_it_and_leaves_the_text(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY, "Text")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    pasted = QMimeData()
    pasted.setImageData(image)
    editor.panes.texts.field.insertFromMimeData(pasted)
    qtbot.waitUntil(lambda: editor.draft is not None and len(editor.draft.post.pictures) == 1)
    assert editor.panes.texts.field.text() == "Text"


def test_a_file_that_is_no_picture_says_so_at_the_place(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/nirgends/bild.png")])
    editor.panes.texts.field.insertFromMimeData(dropped)
    qtbot.waitUntil(editor.panes.pictures._trouble.isVisible)
    assert "bild.png" in editor.panes.pictures._trouble.text()


def test_alt_and_an_arrow_change_the_order(qtbot: QtBot, editor: Editor, picture: Callable[[str], str]) -> None:
    editor.begin(FRIDAY)
    editor.panes.pictures.take_files([picture("red"), picture("blue")])
    qtbot.waitUntil(lambda: editor.panes.pictures.row(1) is not None)
    row = editor.panes.pictures.row(1)
    assert row is not None
    row.alt.setFocus()
    qtbot.keyClick(row.alt, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.draft is not None
    assert [one.media.name for one in editor.draft.post.pictures] == ["blue.png", "red.png"]


# the way out


def test_planning_says_the_first_thing_missing_and_goes_there(
    qtbot: QtBot, shell: RecordingShell, editor: Editor
) -> None:
    editor.begin(FRIDAY)
    qtbot.mouseClick(editor.panes.bottom.planning, Qt.MouseButton.LeftButton)
    assert shell.said == ["Noch kein Text."]
    assert QApplication.focusWidget() is editor.panes.texts.field


def test_control_enter_plans_and_undo_takes_it_back(qtbot: QtBot, shell: RecordingShell, editor: Editor) -> None:
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "Markt am Sonntag")
    qtbot.keyClick(editor.panes.texts.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")
    assert editor.panes.texts.field.text() == "Markt am Sonntag"
    assert shell.said[-1] == "Eingeplant: Fr 16.10., 9:00 Uhr."
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "Entwurf")


def test_publishing_now_asks_naming_the_channels(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    sheet = by_hand(shell.desk)
    post = draft(shell.desk, [channel, sheet], due=DUE)
    editor.show_post(post.id)
    shell.answer = False
    qtbot.mouseClick(editor.panes.bottom.publishing, Qt.MouseButton.LeftButton)
    assert shell.asked[0][0] == "Jetzt auf Übungskanal und Mitteilungsblatt veröffentlichen?"
    assert editor.panes.head.badge.words == "Entwurf"
    shell.answer = True
    qtbot.mouseClick(editor.panes.bottom.publishing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shell.by_hand))
    assert shell.desk.hand.delivery(shell.by_hand[0]).account_id == sheet
    assert shell.said == ["Auf dem Weg: Übungskanal."]


def test_what_is_published_now_does_not_go_back_to_its_old_time(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    editor.begin(FRIDAY)
    qtbot.keyClicks(editor.panes.texts.field, "Jetzt gleich")
    qtbot.mouseClick(editor.panes.bottom.publishing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")
    assert editor.draft is not None and not editor.draft.dirty
    (kept,) = shell.desk.posts.newest()
    assert kept.due == kept.deliveries[0].due == shell.desk.now() == editor.draft.post.due


def test_deleting_closes_the_post_and_undo_opens_it_again(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel])
    editor.show_post(post.id)
    editor.panes.bottom.delete.emit()
    qtbot.waitUntil(lambda: editor.post_id is None)
    assert shell.desk.posts.get(post.id) is None
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: shell.opened == [post.id])


def test_a_public_post_is_read_only_and_says_why(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], due=DUE)
    _bring(shell, post.id, State.PUBLISHED, url="https://musterbach.example/1", ended=shell.desk.now())
    editor.show_post(post.id)
    assert editor.panes.texts.field.isReadOnly()
    assert editor.panes.why.text().startswith("Veröffentlicht: ")
    qtbot.mouseClick(button(editor, "Auf Übungskanal öffnen"), Qt.MouseButton.LeftButton)
    assert shell.links == ["https://musterbach.example/1"]
    editor.insert_text("noch etwas")
    assert editor.panes.texts.field.text() == post.text


def test_a_failed_delivery_offers_its_next_steps(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], due=DUE)
    _bring(shell, post.id, State.FAILED, problem=Problem.PICTURE_REFUSED, detail="422")
    editor.show_post(post.id)
    qtbot.mouseClick(button(editor, "Details kopieren"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "422"
    qtbot.mouseClick(button(editor, "Erneut senden"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")


def test_an_uncertain_delivery_is_settled_with_its_link(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], due=DUE)
    _bring(shell, post.id, State.UNCERTAIN, waits=Waits.PERSON, problem=Problem.TIMED_OUT)
    editor.show_post(post.id)
    qtbot.mouseClick(button(editor, "Ist online …"), Qt.MouseButton.LeftButton)
    dialog = editor.findChild(LinkDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.link, "https://musterbach.example/2")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "von Hand veröffentlicht")


def test_the_checks_lead_to_an_open_placeholder(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], text="Bitte {{ort}} beachten", due=DUE)
    editor.show_post(post.id)
    links = editor.panes.checks
    qtbot.waitUntil(lambda: any(one.isVisible() for one in links.findChildren(QPushButton)))
    qtbot.mouseClick(button(editor, "Zur Stelle"), Qt.MouseButton.LeftButton)
    assert editor.panes.texts.field.textCursor().selectedText() == "{{ort}}"


def test_a_small_window_folds_the_sections_and_keeps_the_bottom_bar(qtbot: QtBot, editor: Editor) -> None:
    editor.begin(FRIDAY, "Text")
    editor.resize(566, 354)
    qtbot.waitUntil(editor.panes.folds.isVisible)
    assert not editor.panes.pictures.isVisible()
    qtbot.mouseClick(button(editor, "Bilder"), Qt.MouseButton.LeftButton)
    assert editor.panes.pictures.isVisible()
    field = editor.panes.texts.field
    assert field.height() >= 4 * field.fontMetrics().lineSpacing()
    bottom = editor.panes.bottom.planning
    assert bottom.mapTo(editor, bottom.rect().bottomLeft()).y() < editor.height()


def _following(widget: QWidget) -> QWidget:
    """Where Tab leads from here."""
    after = widget.nextInFocusChain()
    while not (after.isVisible() and after.focusPolicy() & Qt.FocusPolicy.TabFocus):
        after = after.nextInFocusChain()
    return after


def _bring(shell: RecordingShell, post_id: int, state: State, **values: object) -> None:
    """Plan the post and bring its only delivery to a state."""
    delivery = shell.desk.planning.plan(post_id).deliveries[0]
    with shell.desk.database.writing() as connection:
        deliveries.move(connection, delivery, State.SENDING)
        sending = delivery._replace(state=State.SENDING)
        deliveries.move(connection, sending, state, **values)


def test_a_channel_that_was_removed_falls_off_the_draft(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    other = practice(shell.desk, "Zweiter")
    qtbot.waitUntil(lambda: other in editor.panes.channels._buttons)
    post = draft(shell.desk, [channel, other], due=DUE)
    editor.show_post(post.id)
    shell.desk.accounts.remove(other)
    qtbot.waitUntil(lambda: editor.draft is not None and editor.draft.chosen == (channel,))
    qtbot.mouseClick(editor.panes.bottom.planning, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")


def test_the_first_channel_connected_is_chosen_for_the_draft_that_waited(qtbot: QtBot, shell: RecordingShell) -> None:
    editor = Editor(shell)
    qtbot.addWidget(editor)
    editor.show()
    editor.begin(FRIDAY, "Schon geschrieben")
    account_id = practice(shell.desk)
    qtbot.waitUntil(lambda: editor.draft is not None and editor.draft.chosen == (account_id,))


def test_a_missed_delivery_can_get_another_time(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    post = draft(shell.desk, [channel], due=DUE)
    delivery = shell.desk.planning.plan(post.id).deliveries[0]
    with shell.desk.database.writing() as connection:
        deliveries.move(connection, delivery, State.MISSED, problem=Problem.TOO_LATE)
    editor.show_post(post.id)
    qtbot.mouseClick(button(editor, "Neu planen"), Qt.MouseButton.LeftButton)
    assert editor.panes.schedule.isAncestorOf(QApplication.focusWidget())
    qtbot.mouseClick(button(editor, "Neu einplanen"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")


def test_switching_between_light_and_dark_keeps_what_is_typed(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, picture: Callable[[str], str]
) -> None:
    editor.begin(FRIDAY)
    editor.panes.pictures.take_files([picture("red")])
    qtbot.keyClicks(editor.panes.texts.field, "Text")
    qtbot.waitUntil(lambda: editor.panes.pictures.row(0) is not None)
    shell.look.changed.emit()
    assert editor.panes.texts.field.text() == "Text"
    assert not editor.grab().isNull()


def test_tab_goes_from_the_title_over_the_channels_to_the_text(qtbot: QtBot, editor: Editor, channel: int) -> None:
    editor.begin(FRIDAY)
    panes = editor.panes
    qtbot.waitUntil(lambda: _following(panes.head.title) is panes.channels.button(channel))
    toggle = panes.channels.button(channel)
    panes.head.title.setFocus()
    qtbot.keyClick(panes.head.title, Qt.Key.Key_Tab)
    qtbot.keyClick(toggle, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panes.texts.field


def test_every_control_has_a_name_for_screen_readers(
    qtbot: QtBot, editor: Editor, picture: Callable[[str], str]
) -> None:
    editor.begin(FRIDAY, "Text")
    editor.panes.pictures.take_files([picture("red")])
    qtbot.waitUntil(lambda: editor.panes.pictures.row(0) is not None)
    nameless = [
        type(one).__name__
        for one in editor.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert nameless == []
