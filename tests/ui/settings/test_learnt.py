"""What was learnt is counted, and forgotten only when she says so."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.ui.settings.learnt import LearntSection
from tests.ui.conftest import RecordingShell


def test_it_says_how_much_was_learnt_and_asks_before_it_forgets(qtbot: QtBot, shell: RecordingShell) -> None:
    suggestions = shell.desk.suggestions
    section = LearntSection(shell)
    qtbot.addWidget(section)
    assert not section.forget.isEnabled() and section.known.text().startswith("Noch nichts")
    for words in ("Loch in der Straße", "Lampe aus"):
        suggestions.chosen(words, "", "bau-schlagloch")
    section.show()
    qtbot.waitUntil(lambda: section.known.text() == "Aus 2 Entscheidungen von Ihnen gelernt.")
    shell.answer = False
    section.forget.setFocus()
    qtbot.keyClick(section.forget, Qt.Key.Key_Space)
    assert shell.asked[-1][1].startswith("2 Entscheidungen sind dann vergessen") and suggestions.learnt() == 2
    shell.answer = True
    qtbot.keyClick(section.forget, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shell.said == ["Vorschläge zurückgesetzt."])
    assert suggestions.learnt() == 0 and not section.forget.isEnabled()
