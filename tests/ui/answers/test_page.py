"""A round by keyboard alone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.channels import practice_inbox
from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.inquiry import Status
from amtdesk.domain.message import Message
from amtdesk.store import deliveries
from amtdesk.ui.answers.page import AnswersPage
from amtdesk.ui.editor.link_dialog import LinkDialog
from amtdesk.ui.history import History
from tests import builders
from tests.builders import Clock
from tests.ui.conftest import RecordingShell

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Round:
    """The page with an Übungskanal and so many comments."""

    def __init__(self, qtbot: QtBot, shell: RecordingShell, clock: Clock) -> None:
        self.qtbot, self.shell, self.clock = qtbot, shell, clock
        builders.practice(shell.desk)
        self.page: AnswersPage
        self.mails: list[str] = []
        shell.open_mail = self.mails.append  # type: ignore[attr-defined]

    def open(self, *texts: str) -> None:
        folder = self.shell.desk.database.path.parent / "uebungskanal"
        for number, text in enumerate(texts):
            created = self.clock() - timedelta(hours=len(texts) - number)
            practice_inbox.write(folder, Message(f"a{number}", f"a{number}", text, created, author=f"Person {number}"))
        self.shell.desk.inbox.fetch()
        self.page = AnswersPage(self.shell)
        self.qtbot.addWidget(self.page)
        self.page.resize(1000, 680)
        with self.qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        # a dialog that was closed leaves no window active here
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)
        self.qtbot.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    def answers(self, act: Callable[[QDialog], None]) -> None:
        """Do something with the dialog that opens next."""

        def take() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                act(dialog)
            else:
                QTimer.singleShot(20, take)

        QTimer.singleShot(20, take)

    @property
    def open_text(self) -> str:
        return self.page.queue.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or ""


@pytest.fixture
def round_(qtbot: QtBot, shell: RecordingShell, clock: Clock) -> Round:
    return Round(qtbot, shell, clock)


def click(dialog: QDialog, words: str) -> None:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text().strip() == words]
    found.click()


def test_the_oldest_is_open_and_the_next_one_opens_by_itself(round_: Round) -> None:
    round_.open("Wann kommt die Müllabfuhr?", "Ist das Bad offen?", "Danke")
    assert "Müllabfuhr" in round_.open_text
    round_.page.reply.field.setFocus()
    round_.qtbot.keyClicks(round_.page.reply.field, "Am Montag.")
    round_.press(KEY.Key_Return, CONTROL)
    assert "Bad" in round_.open_text and round_.page.reply.text() == ""
    assert "geht hinaus" in round_.shell.said[-1]
    first = round_.shell.desk.inbox.newest()[-1]
    assert first.status is Status.ANSWERED


def test_a_decision_is_taken_back_with_one_step(round_: Round) -> None:
    round_.open("Frage eins?", "Frage zwei?")
    round_.answers(lambda dialog: click(dialog, "Keine Antwort nötig"))
    round_.press(KEY.Key_K, ALT)
    assert "zwei" in round_.open_text
    undo = round_.shell.undos[-1]
    assert undo is not None
    undo()
    assert "eins" in round_.open_text and round_.shell.said[-1] == "Zurückgenommen."


def test_an_open_placeholder_stops_the_answer_and_is_chosen(round_: Round) -> None:
    round_.open("Wann?")
    round_.page.insert("Wir melden uns bis {{datum}} wieder.", "zb-1", "Zwischenbescheid")
    assert round_.page.reply.field.textCursor().selectedText() == "{{datum}}"
    round_.press(KEY.Key_Return, CONTROL)
    assert "Datum" in round_.page.reply.note.text()
    assert round_.shell.desk.inbox.queue()[0].status is Status.NEW
    round_.qtbot.keyClicks(round_.page.reply.field, "Freitag")
    round_.press(KEY.Key_Return, CONTROL)
    assert round_.shell.desk.inbox.queue() == []


def test_a_zwischenbescheid_asks_for_its_day(round_: Round) -> None:
    round_.open("Wann?")
    round_.page.reply.field.setFocus()
    round_.qtbot.keyClicks(round_.page.reply.field, "Wir fragen nach.")
    round_.answers(lambda dialog: click(dialog, "Zwischenbescheid senden"))
    round_.press(KEY.Key_B, ALT)
    (one,) = round_.shell.desk.inbox.waiting()
    assert one.follow_up == date(2026, 10, 16)


def test_passing_on_prepares_a_mail_without_the_name(round_: Round) -> None:
    round_.open("Loch in der Straße")

    def fill(dialog: QDialog) -> None:
        dialog.contact.setCurrentText("Bauhof")  # type: ignore[attr-defined]
        dialog.email.setText("bauhof@musterbach.example")  # type: ignore[attr-defined]
        click(dialog, "Weitergeben")

    round_.answers(fill)
    round_.press(KEY.Key_W, ALT)
    (mail,) = round_.mails
    assert mail.startswith("mailto:bauhof@musterbach.example") and "Person" not in mail
    (one,) = round_.shell.desk.inbox.waiting()
    assert one.status is Status.PASSED_ON and round_.shell.desk.contacts.every()[0].name == "Bauhof"


def test_an_unfinished_answer_is_still_there_after_going_on_and_after_a_restart(round_: Round) -> None:
    round_.open("Frage eins?", "Frage zwei?")
    round_.page.reply.field.setFocus()
    round_.qtbot.keyClicks(round_.page.reply.field, "halb fertig")
    round_.press(KEY.Key_Down, ALT)
    assert "zwei" in round_.open_text and round_.page.reply.text() == ""
    round_.press(KEY.Key_Up, ALT)
    assert round_.page.reply.text() == "halb fertig"
    again = AnswersPage(round_.shell)
    round_.qtbot.addWidget(again)
    assert again.reply.text() == "halb fertig"


def test_twenty_are_done_without_the_mouse_and_the_stamp_counts_them(round_: Round) -> None:
    round_.open(*(f"Frage {n}?" for n in range(20)))
    round_.page.begin_round()
    for _ in range(20):
        round_.page.reply.field.setFocus()
        round_.qtbot.keyClicks(round_.page.reply.field, "Ja.")
        round_.press(KEY.Key_Return, CONTROL)
    stamp = round_.page.end_round(660)
    assert "20 beantwortet" in stamp and "nichts offen" in stamp and "11 min" in stamp
    assert round_.page.middle.currentIndex() == 1


def test_an_empty_queue_says_so_and_offers_the_rundgang(round_: Round) -> None:
    round_.open()
    assert round_.page.middle.currentIndex() == 1
    assert "Keine offenen Anliegen" in round_.page.empty.words.text()
    round_.qtbot.mouseClick(round_.page.empty.tour, Qt.MouseButton.LeftButton)
    assert round_.page.middle.currentWidget() is round_.page.tour


def test_what_is_on_the_clipboard_can_be_taken_over(round_: Round) -> None:
    round_.open()
    QApplication.clipboard().setText("Die Laterne flackert.")
    round_.answers(lambda dialog: click(dialog, "Übernehmen"))
    round_.page.capture()
    assert "Laterne" in round_.open_text
    assert round_.page.reply.answer.text().strip() == "Kopieren und abhaken"


@pytest.mark.parametrize("text", ["<img src=file:///etc/passwd>", "x" * 5000, "a" + "\u0301" * 5000, "\u202eabc"])
def test_foreign_words_are_shown_as_they_are(round_: Round, text: str) -> None:
    round_.open(text)
    assert round_.page.talk.conversation is not None
    assert not round_.page.grab().isNull()


def test_hurtful_words_are_folded_away_until_they_are_opened_on_purpose(round_: Round) -> None:
    round_.open("Ihr seid alle unfähig!")
    (one,) = round_.shell.desk.inbox.queue()
    round_.shell.desk.inbox.edit(one.id, collapsed=True)
    round_.qtbot.waitUntil(lambda: "zugeklappt" in round_.open_text)
    links = [one for one in round_.page.talk.findChildren(QPushButton) if "zeigen" in one.text()]
    shown = [one for one in round_.page.talk.findChildren(QLabel) if "unfähig" in one.text()]
    assert len(links) == 1 and not any(one.isVisible() for one in shown)
    round_.qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert all(one.isVisible() for one in shown) and not links[0].isVisible()
    assert "unfähig" not in round_.page.head.title.text()


def test_help_for_hard_comments_is_one_click_away(round_: Round) -> None:
    round_.open("Wann?")
    round_.qtbot.mouseClick(round_.page.head.aid, Qt.MouseButton.LeftButton)
    assert round_.shell.helped == ["antworthilfe"]


def test_what_was_passed_on_is_reported_as_done(round_: Round) -> None:
    round_.open("Loch in der Straße")
    desk = round_.shell.desk
    (one,) = desk.inbox.queue()
    desk.answers.pass_on(one.id, desk.contacts.add("Bauhof").id, date(2026, 10, 16))
    round_.clock.on(days=2)
    round_.page.reload()
    assert round_.page.reply.answer.text().strip() == "Erledigt melden"
    round_.qtbot.keyClicks(round_.page.reply.field, "Das Loch ist zu.")
    round_.page.reply.field.setFocus()
    round_.press(KEY.Key_Return, CONTROL)
    assert desk.inbox.get(one.id).status is Status.REPORTED


def test_forty_mixed_ones_by_keyboard_alone(round_: Round) -> None:
    """Answers, Zwischenbescheide, watching, closing, passing on: each with its key, dialogs with Enter."""
    round_.open(*(f"Frage {n}: wann ist es so weit?" for n in range(40)))
    desk = round_.shell.desk
    desk.contacts.add("Bauhof", "bauhof@musterbach.example")
    round_.page.begin_round()
    keys = [KEY.Key_Return, KEY.Key_B, KEY.Key_O, KEY.Key_K, KEY.Key_W]

    def enter(dialog: QDialog) -> None:
        round_.qtbot.keyClick(dialog, KEY.Key_Return)

    for number in range(40):
        key = keys[number % 5]
        before = round_.page.queue.view.current()
        if key in (KEY.Key_Return, KEY.Key_B):
            round_.press(KEY.Key_A, ALT)
            round_.qtbot.keyClicks(QApplication.focusWidget(), f"Antwort {number}.")
        if key is not KEY.Key_Return:
            round_.answers(enter)
        round_.press(key, CONTROL if key is KEY.Key_Return else ALT)
        assert round_.page.queue.view.current() != before, (key, round_.page.reply.note.text(), round_.shell.said[-1:])
    stamp = round_.page.end_round(14 * 60)
    for said in ("8 beantwortet", "8 Zwischenbescheide", "8 beobachtet", "8 ohne Antwort", "8 weitergegeben"):
        assert said in stamp
    assert "nichts offen" in stamp and len(round_.mails) == 8
    round_.clock.now += timedelta(seconds=7)
    desk.publisher.run_due()
    folder = desk.database.path.parent / "uebungskanal"
    assert len([one for one in practice_inbox.read(folder) if one.own]) == 16


def test_the_right_textbaustein_is_two_keys_away(round_: Round) -> None:
    round_.open("Wann wird das Schlagloch in der Lindenstraße endlich repariert?")
    hints = round_.page.reply.hints
    round_.qtbot.waitUntil(lambda: bool(hints.hints), timeout=20_000)
    assert hints.hints[0].module_id == "bau-schlagloch" and "schlagloch" in " ".join(hints.hints[0].words).casefold()
    round_.press(KEY.Key_1, ALT)
    assert round_.page.reply.module_id == "bau-schlagloch" and round_.page.reply.left()
    assert round_.page.reply.field.textCursor().selectedText().startswith("{{")


def test_three_flames_bring_no_suggestion_and_closing_is_learnt(round_: Round) -> None:
    round_.open("🔥🔥🔥")
    hints = round_.page.reply.hints
    round_.qtbot.waitUntil(lambda: bool(hints.hints) or bool(hints.none.text()), timeout=20_000)
    assert not hints.hints and "Strg+T" in hints.none.text()
    round_.answers(lambda dialog: click(dialog, "Keine Antwort nötig"))
    round_.press(KEY.Key_K, ALT)
    round_.qtbot.waitUntil(lambda: round_.shell.desk.suggestions.learnt() == 1)


def came_to(round_: Round, state: State, problem: Problem | None = None, waits: Waits | None = None) -> None:
    """The answer to the first Anliegen ends like this."""
    desk = round_.shell.desk
    round_.qtbot.keyClicks(round_.page.reply.field, "Am Montag.")
    round_.page.reply.field.setFocus()
    round_.press(KEY.Key_Return, CONTROL)
    (inquiry,) = [one for one in desk.inbox.newest() if one.status is Status.ANSWERED]
    ((_, delivery),) = desk.answers.deliveries(inquiry.id)
    with desk.database.writing() as connection:
        sending = deliveries.move(connection, delivery, State.SENDING) if state is not State.HELD else delivery
        values = {"problem": problem.value if problem else None, "waits": waits.value if waits else None}
        deliveries.move(connection, sending, state, attempts=1, **values)
    round_.clock.on(minutes=2)
    round_.page.reload()


def offered(round_: Round) -> dict[str, QPushButton]:
    """What can be done with the answer in the conversation that is open."""
    found = round_.page.talk.widget().findChildren(QPushButton)
    return {one.text(): one for one in found if one.accessibleName().endswith("unsere Antwort")}


@pytest.mark.parametrize(
    ("state", "problem", "waits", "line", "steps"),
    [
        (
            State.FAILED,
            Problem.TEXT_TOO_LONG,
            None,
            "Antwort nicht gesendet",
            {"Erneut senden", "Zurücknehmen und ändern", "Verlauf …"},
        ),
        (
            State.UNCERTAIN,
            Problem.TIMED_OUT,
            Waits.PERSON,
            "Antwort ungeklärt",
            {"Ist online …", "Erneut senden", "Verwerfen", "Verlauf …"},
        ),
        (State.HELD, None, None, "Antwort angehalten", {"Jetzt senden", "Zurücknehmen und ändern", "Verlauf …"}),
    ],
)
def test_an_answer_that_did_not_go_out_is_in_the_queue_with_its_reason_and_a_way_out(
    round_: Round, state: State, problem: Problem | None, waits: Waits | None, line: str, steps: set[str]
) -> None:
    round_.open("Frage eins?", "Frage zwei?")
    came_to(round_, state, problem, waits)
    round_.press(KEY.Key_Up, ALT)
    assert line in round_.open_text
    assert round_.page.queue.outgoing.text() == "Ausgang: 1 klären"
    assert set(offered(round_)) == steps
    for one in offered(round_).values():
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
    round_.qtbot.mouseClick(offered(round_)["Verlauf …"], Qt.MouseButton.LeftButton)
    round_.qtbot.waitUntil(lambda: round_.page.findChild(History) is not None, timeout=20_000)


def test_a_refused_answer_is_mended_in_place_and_sent_once(round_: Round) -> None:
    round_.open("Frage eins?")
    came_to(round_, State.FAILED, Problem.TEXT_TOO_LONG)
    key = offered(round_)["Zurücknehmen und ändern"]
    key.setFocus()
    round_.press(KEY.Key_Space)
    assert round_.page.reply.text() == "Am Montag." and round_.page.reply.field.hasFocus()
    assert "Antwort nicht gesendet" not in round_.open_text and not round_.page.queue.outgoing.isVisible()
    round_.press(KEY.Key_Return, CONTROL)
    desk = round_.shell.desk
    round_.clock.on(minutes=1)
    desk.publisher.run_due()
    folder = desk.database.path.parent / "uebungskanal"
    assert [one.text for one in practice_inbox.read(folder) if one.own] == ["Am Montag."]


def test_one_that_is_online_after_all_is_said_to_be_so_with_its_link(round_: Round) -> None:
    round_.open("Frage eins?")
    came_to(round_, State.UNCERTAIN, Problem.TIMED_OUT, Waits.PERSON)
    round_.qtbot.mouseClick(offered(round_)["Ist online …"], Qt.MouseButton.LeftButton)
    dialog = round_.page.findChild(LinkDialog)
    assert dialog is not None
    dialog.link.setText("https://social.example/1")
    round_.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    desk = round_.shell.desk
    round_.qtbot.waitUntil(lambda: desk.answers.unsent() == [])
    round_.qtbot.waitUntil(lambda: round_.page.middle.currentIndex() == 1)


def test_all_answers_that_wait_are_in_one_list_and_lead_to_their_anliegen(round_: Round) -> None:
    round_.open("Frage eins?")
    round_.page.reply.field.setFocus()
    round_.qtbot.keyClicks(round_.page.reply.field, "Am Montag.")
    round_.press(KEY.Key_Return, CONTROL)
    assert not round_.page.queue.outgoing.isVisible(), "one that just goes out is no news"
    round_.shell.desk.holding.hold("Unfall")
    round_.qtbot.waitUntil(lambda: round_.page.queue.outgoing.text() == "Ausgang: 1 wartet")
    round_.page.queue.outgoing.setFocus()
    round_.press(KEY.Key_Space)
    pane = round_.page.outgoing
    assert round_.page.middle.currentWidget() is pane
    (see,) = [one for one in pane.findChildren(QPushButton) if one.text() == "Ansehen"]
    assert "angehalten" in see.accessibleDescription()
    round_.qtbot.mouseClick(see, Qt.MouseButton.LeftButton)
    assert round_.page.middle.currentIndex() == 0 and set(offered(round_)) == {
        "Jetzt senden",
        "Zurücknehmen und ändern",
    }
    round_.page.reload()
    assert round_.page.middle.currentIndex() == 0, "news do not take her away"


def test_the_end_of_a_conversation_is_in_sight_also_in_a_low_window(round_: Round) -> None:
    round_.open("Wann kommt die Müllabfuhr in die Bergstraße, und wer holt die gelben Säcke?\n" * 3)
    round_.page.resize(805, 405)
    came_to(round_, State.FAILED, Problem.TEXT_TOO_LONG)
    last = offered(round_)["Verlauf …"]
    talk = round_.page.talk
    round_.qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    # no empty room below: that would be what is seen first
    assert talk.widget().height() <= max(talk.viewport().height(), talk.widget().heightForWidth(talk.widget().width()))


def test_what_was_hidden_is_shown_again_at_once_or_later(round_: Round) -> None:
    round_.open("Ihr Deppen")
    desk = round_.shell.desk
    (one,) = desk.inbox.queue()

    def hidden() -> bool:
        return desk.inbox.lines(one.id)[0].hidden

    for later in (False, True):
        round_.shell.said.clear()
        round_.answers(lambda dialog: click(dialog, "Ausblenden"))
        round_.press(KEY.Key_U, ALT)
        round_.qtbot.waitUntil(lambda: any("mit Protokoll" in said for said in round_.shell.said))
        undo = round_.shell.undos[-1]
        assert hidden() and undo is not None
        if later:
            round_.answers(lambda dialog: click(dialog, "Ausgeblendeten Kommentar wieder zeigen: Person 0"))
            QTimer.singleShot(200, lambda: QApplication.activeModalWidget().close())  # type: ignore[union-attr]
            round_.qtbot.mouseClick(round_.page.head.edit, Qt.MouseButton.LeftButton)
        else:
            undo()
        round_.qtbot.waitUntil(lambda: round_.shell.said[-1].startswith("Der Kommentar ist wieder zu sehen."))
        assert not hidden()


def test_a_round_begins_with_the_first_whatever_was_open(round_: Round) -> None:
    round_.open("Frage eins?", "Frage zwei?")
    desk = round_.shell.desk
    done = desk.inbox.capture("Längst erledigt", channel="Telefon")
    desk.answers.close(done.id, "doppelt")
    round_.page.open_apart(done.id)
    round_.page.reload()
    assert "erledigt" in round_.page.head.title.text(), "news do not take her away"
    round_.page.begin_round()
    assert "eins" in round_.open_text and "eins" in round_.page.head.title.text()
