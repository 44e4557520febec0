"""The FAQ-Werkstatt from the topic to Textbausteine, by mouse and keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from amtdesk.domain.asked import Asked
from amtdesk.domain.workshop import Workshop, from_json
from amtdesk.ui.textmodules.exchange import exchange_of
from amtdesk.ui.textmodules.workshop import KEY, WorkshopDialog
from amtdesk.ui.textmodules.workshop_answers import AnswersStep
from amtdesk.ui.textmodules.workshop_steps import QuestionsStep, ResultStep, TopicStep
from tests.builders import Clock
from tests.ui.conftest import RecordingShell


def opened(qtbot: QtBot, shell: RecordingShell, kept: Workshop | None = None) -> WorkshopDialog:
    dialog = WorkshopDialog(shell, shell, kept or Workshop())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def to_answers(qtbot: QtBot, dialog: WorkshopDialog) -> AnswersStep:
    """Topic and three questions, as she would type them."""
    topic, asking, answering, _ = dialog.steps
    assert isinstance(topic, TopicStep) and isinstance(asking, QuestionsStep) and isinstance(answering, AnswersStep)
    assert not dialog.go_on.isEnabled()
    qtbot.keyClicks(topic.topic, "Sperrung Lindenstrasse")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.go_on.isEnabled()
    QGuiApplication.clipboard().setText("1. Wie lange?\n2. Wer zahlt das?\n")
    asking.lines.paste()
    qtbot.mouseClick(asking.openings[3], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(asking.lines, "parke ich?")
    assert asking.number.text() == "3 Fragen"
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    return answering


def test_from_the_topic_to_textbausteine(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "bogen.pdf"), ""))
    before = exchange_of(shell).entries()
    dialog = opened(qtbot, shell)
    answering = to_answers(qtbot, dialog)
    qtbot.keyClicks(answering.answer, "Bis ")
    answering.placeholder.setCurrentIndex(2)
    answering.placeholder.activated.emit(2)
    qtbot.keyClicks(answering.office, "Bauamt")
    qtbot.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert answering.question.text() == "Wer zahlt das?" and answering.office.text() == "Bauamt"
    qtbot.keyClicks(answering.answer, "Die Gemeinde.")
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    result = dialog.steps[-1]
    assert isinstance(result, ResultStep)
    assert result.summary.text() == (
        "2 Textbausteine in der Kategorie „Sperrung Lindenstrasse“, noch nicht abgestimmt. Zustimmen müssen: Bauamt."
    )
    assert result.left.text() == "1 Frage ohne Antwort bleibt in der Werkstatt, für später."
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.said) == 2)
    assert shell.said[0] == "2 Textbausteine angelegt, noch nicht abgestimmt." and (tmp_path / "bogen.pdf").exists()
    made = [one for one in exchange_of(shell).entries() if one.category == "Sperrung Lindenstrasse"]
    assert [(one.title, one.text, one.questions, one.agreed) for one in made] == [
        ("Wie lange?", "Bis {{datum}}", (Asked("Wie lange?"),), False),
        ("Wer zahlt das?", "Die Gemeinde.", (Asked("Wer zahlt das?"),), False),
    ]
    qtbot.waitUntil(lambda: [one.question for one in kept(shell).answers] == ["Wo parke ich?"])
    assert shell.undos[0] is not None
    shell.undos[0]()
    qtbot.waitUntil(lambda: len(kept(shell).answered) == 2)
    assert exchange_of(shell).entries() == before


def kept(shell: RecordingShell) -> Workshop:
    return from_json(shell.desk.offices.recall(KEY))


def test_it_is_left_and_taken_up_again(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = opened(qtbot, shell)
    answering = to_answers(qtbot, dialog)
    qtbot.keyClicks(answering.answer, "Bis Freitag.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(kept(shell).answered))
    again = opened(qtbot, shell, kept(shell))
    assert again.heading.text() == "3 von 4 · Was antworten wir?"
    answering = again.steps[2]  # type: ignore[assignment]
    assert answering.question.text() == "Wer zahlt das?"
    qtbot.mouseClick(again.anew, Qt.MouseButton.LeftButton)
    assert shell.asked and again.heading.text().startswith("1 von 4") and not again.workshop.started


def test_the_clock_counts_work_and_no_sleep(qtbot: QtBot, shell: RecordingShell, clock: Clock) -> None:
    dialog = opened(qtbot, shell)
    assert dialog.clock.text() == "noch 20:00 min"
    clock.on(seconds=61)
    dialog.beat()
    assert dialog.clock.text() == "noch 18:59 min"
    clock.on(hours=3)
    dialog.beat()
    assert dialog.clock.text() == "noch 18:59 min"
    for _ in range(19):
        clock.on(seconds=60)
        dialog.beat()
    assert dialog.clock.text() == "Zeit ist um" and dialog.leave.isEnabled()


def test_with_a_full_disk_nothing_is_lost(qtbot: QtBot, shell: RecordingShell, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(qtbot, shell)
    answering = to_answers(qtbot, dialog)
    qtbot.keyClicks(answering.answer, "Bis Freitag.")
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON text_module BEGIN SELECT RAISE(ABORT, 'x'); END")
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shell.troubles))
    assert dialog.isVisible() and dialog.isEnabled() and len(dialog.workshop.answered) == 1
