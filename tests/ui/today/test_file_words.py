"""What Heute says of backups that do not work and of a file in a bad place."""

from datetime import timedelta

from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Line, Section, Step, Today
from amtdesk.ui.today import words
from tests.builders import MORNING


def test_a_backup_that_does_not_work_says_since_when_and_why() -> None:
    line = Line(Section.FIRST, Step.BACK_UP, "second", problem=Problem.FOLDER_ABSENT, due=MORNING - timedelta(days=4))
    found = words.of(line, Today(MORNING))
    assert found.title == "Sicherung im zweiten Ordner"
    assert found.lead + found.rest == (
        "Keine gute Sicherung: zuletzt Sa 10.10., 8:30 Uhr. Der Ordner ist gerade nicht zu erreichen."
    )
    assert found.button == "Einstellungen"
    never = words.of(Line(Section.FIRST, Step.BACK_UP, "first", problem=Problem.DISK_FULL), Today(MORNING))
    assert "noch nie gelungen" in never.rest


def test_a_file_in_a_bad_place_says_the_way_out() -> None:
    for problem in (Problem.FILE_REMOTE, Problem.FILE_SYNCHRONISED):
        found = words.of(Line(Section.FIRST, Step.MOVE_FILE, "", problem=problem), Today(MORNING))
        assert "Schaden nehmen" in found.lead
        assert "Sicherung darf" in found.rest
        assert found.button == "Was tun?"
