"""What a check met, and the next step: one diagnosis for page, assistant and command line. No Qt in here."""

import re

from amtdesk.domain.channel import Kind
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.reach import Reach
from amtdesk.ui import texts
from amtdesk.ui.channels import way

#: What to do now, where the usual sentence speaks of sending.
_NOW: dict[Problem, str] = {
    Problem.CONNECTION_LOST: "Bitte noch einmal prüfen.",
    Problem.TIMED_OUT: "Bitte die Adresse ansehen und später noch einmal prüfen.",
    Problem.OFFLINE: "Sobald das Netz wieder da ist, noch einmal prüfen. Schreiben und planen geht auch ohne.",
    Problem.ANSWER_UNREADABLE: "Bitte die Adresse ansehen. Die Einzelheiten lassen sich für die IT kopieren.",
    Problem.SERVER_BROKEN: "Bitte später noch einmal prüfen.",
    Problem.RATE_LIMITED: "Bitte einige Minuten warten und dann noch einmal prüfen.",
    Problem.NOT_FOUND: "Bitte die Adresse und den Namen ansehen.",
    Problem.PERMISSION_MISSING: "Bitte auf der Plattform das Recht zum Veröffentlichen geben und neu verbinden.",
}
#: A right as platforms call it, e.g. pages_manage_posts.
_RIGHT = re.compile(r"[a-z][a-z0-9_:.]{2,60}")


def what_now(problem: Problem, kind: Kind | None = None) -> str:
    """The next step after a check that failed."""
    if problem is Problem.PASSWORD_WRONG and kind is not None and _only_by_browser(kind):
        return "Bitte neu verbinden und sich dabei im Browser anmelden."
    return _NOW.get(problem, texts.PROBLEMS[problem][1])


def said(error: Exception, reach: Reach | None = None, kind: Kind | None = None) -> tuple[str, str]:
    """What happened and the next step: by where the way ends, else by what the channel met."""
    on_the_way = way.sentences(reach) if reach is not None else None
    if on_the_way is not None:
        return on_the_way
    what, now = texts.sentences(error)
    if not isinstance(error, AmtDeskError) or error.problem in (Problem.SEVERAL_PAGES, Problem.PAGE_ABSENT):
        return what, now
    return what, what_now(error.problem, kind) + _named(error)


def of_problem(problem: Problem, detail: str, reach: Reach | None = None, kind: Kind | None = None) -> tuple[str, str]:
    """The same of what is kept of an error."""
    return said(AmtDeskError(problem, detail), reach, kind)


def class_of(problem: Problem, reach: Reach | None) -> str:
    """One word for programs: where the way ends, else what the channel met."""
    return reach.stop.value if reach is not None and reach.stop is not None else problem.value


def _named(error: AmtDeskError) -> str:
    is_right = error.problem is Problem.PERMISSION_MISSING and _RIGHT.fullmatch(error.detail)
    return f" Es heißt dort „{error.detail}“." if is_right else ""


def _only_by_browser(kind: Kind) -> bool:
    needs = kind.sign_in.needs if kind.sign_in is not None else ()
    return kind.sign_in is not None and not any(field.secret and field.name not in needs for field in kind.fields)
