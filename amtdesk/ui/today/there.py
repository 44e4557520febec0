"""What somebody did on a platform: adopt it, insist on ours, or let it be. Channel by channel."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import PUBLIC, Delivery, State
from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Line
from amtdesk.ui import dialogs, texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.today.choice import Choice


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery about which something was noticed."""

    words: str
    delivery: Delivery
    account: Account | None

    @property
    def name(self) -> str:
        """The channel by its name."""
        return self.account.name if self.account else "dem Kanal"


@dataclass(frozen=True, slots=True)
class Option:
    """A button, what it leads to, the deed, and what is said afterwards."""

    button: str
    consequence: str
    deed: Callable[[int], object]
    said: str


def settle(shell: Shell, line: Line, parent: QWidget) -> None:
    """Ask for each noticed channel of the post, until one is left undecided."""
    post = shell.desk.posts.get(line.post_id)
    if post is None:
        return
    for delivery in post.deliveries:
        if delivery.account_id not in line.account_ids or delivery.problem is not line.problem:
            continue
        dialog = Settle(shell, Case(post.words, delivery, shell.desk.accounts.get(delivery.account_id)), parent)
        decided = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not decided:
            return


class Settle(dialogs.HouseDialog):
    """Esc leaves it open."""

    def __init__(self, shell: Shell, case: Case, parent: QWidget | None = None) -> None:
        state = State.UNCERTAIN if case.delivery.state in PUBLIC else case.delivery.state
        super().__init__(
            parent, shell.look, f"{case.name}: „{case.words}“", icon=shell.look.state_icon(state), state=state
        )
        self.setWindowTitle("Auf der Plattform geändert")
        self.setMinimumWidth(560)
        self._shell, self._case = shell, case
        self.say(story(case, shell))
        self._offer_page()
        self.choices: list[Choice] = []
        for option in options(case, shell):
            self._offer(option)
        self.button("Noch offen lassen", safe=True).setFocus()

    def _offer_page(self) -> None:
        url = self._case.delivery.url or (self._case.account.url if self._case.account else "")
        if not url:
            return
        page = dialogs.push(self.look, f"{self._case.name} im Browser öffnen")
        page.setIcon(self.look.icon("external-link", 16, "text"))
        page.clicked.connect(lambda _checked=False: self._shell.open_link(url))
        self.body.addWidget(page, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(self, option: Option) -> None:
        choice = Choice(self.look, option.button, option.consequence)
        choice.button.clicked.connect(lambda _checked=False: self._do(option))
        self.choices.append(choice)
        self.body.addWidget(choice)

    def _do(self, option: Option) -> None:
        self.setEnabled(False)
        key, worker = self._case.delivery.id, self._shell.desk.worker

        def done(_result: object) -> None:
            worker.poke()
            self._shell.say(option.said)
            self.accept()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Das ging nicht.")

        self._shell.background.run(lambda: option.deed(key), done, failed)


def story(case: Case, shell: Shell) -> str:
    """What was noticed, with the times that matter."""
    delivery, now = case.delivery, shell.desk.now()
    assert delivery.problem is not None
    what = texts.PROBLEMS[delivery.problem][0]
    ours = texts.when(delivery.due, delivery.zone, now)
    match delivery.problem:
        case Problem.MOVED_THERE if delivery.scheduled is not None:
            return f"{what} Dort gilt: {texts.when(delivery.scheduled, delivery.zone, now)}. Hier geplant: {ours}."
        case Problem.PUBLISHED_EARLY if delivery.ended is not None:
            seen = texts.when(delivery.ended, delivery.zone, now)
            return f"{what} Geplant war {ours}, bemerkt {seen}."
        case Problem.REMOVED_THERE if delivery.state is State.FAILED:
            return f"{what} Er war dort für {ours} vorgemerkt und erscheint nicht mehr."
        case Problem.REMOVED_THERE | Problem.CHANGED_THERE:
            return f"{what} Zweimal nachgesehen." if delivery.problem is Problem.REMOVED_THERE else what
        case Problem.STILL_WAITING:
            return f"{what} Fällig war {ours}."
    return what


def options(case: Case, shell: Shell) -> list[Option]:
    """What may be decided, the gentlest first."""
    handover, planning = shell.desk.handover, shell.desk.planning
    delivery, name, now = case.delivery, case.name, shell.desk.now()
    ours = texts.when(delivery.due, delivery.zone, now)
    theirs = texts.when(delivery.scheduled or delivery.due, delivery.zone, now)
    here = Option(
        "Selbst senden",
        f"Der Beitrag wird auf {name} zurückgeholt und von diesem Rechner gesendet. Der Rechner muss dann an sein.",
        handover.here,
        "Wird zurückgeholt und von hier gesendet.",
    )
    drop = Option(
        "Verwerfen",
        f"Wird auf {name} nicht mehr veröffentlicht. Der Text bleibt im Redaktionsplan.",
        handover.forget,
        "Verworfen.",
    )
    match delivery.problem:
        case Problem.MOVED_THERE:
            return [
                Option("Übernehmen", f"Der Redaktionsplan zeigt dann {theirs}.", handover.adopt, "Termin übernommen."),
                Option("Wieder setzen", f"{name} bekommt wieder den Termin {ours}.", handover.ours, "Wird gesetzt."),
            ]
        case Problem.CHANGED_THERE:
            return [
                Option(
                    "Gelten lassen",
                    f"{name} veröffentlicht die Fassung von dort. Der Text hier bleibt, wie er ist.",
                    handover.adopt,
                    "Die Fassung von dort gilt.",
                ),
                Option(
                    "Eigene senden",
                    f"Die Fassung auf {name} wird durch den Text hier ersetzt.",
                    handover.ours,
                    "Die eigene Fassung wird übergeben.",
                ),
            ]
        case Problem.REMOVED_THERE if delivery.state is State.FAILED:
            again = f"Der Beitrag wird noch einmal für {ours} eingeplant."
            return [Option("Erneut planen", again, planning.retry, "Wieder eingeplant."), drop]
        case Problem.REMOVED_THERE:
            again = f"Der Beitrag wird sofort noch einmal auf {name} veröffentlicht, mit neuem Link."
            drop = Option("Ist richtig so", "Der Beitrag gilt als zurückgezogen.", handover.forget, "Zurückgezogen.")
            return [drop, Option("Erneut senden", again, handover.again, "Wird noch einmal gesendet.")]
        case Problem.STILL_WAITING:
            return [here]
        case Problem.WISH_REFUSED:
            stays = f"Auf {name} bleibt alles, wie es ist: {theirs}."
            return [Option("Belassen", stays, handover.adopt, "Bleibt, wie es ist."), here]
    seen = "Die Zeile verschwindet. Am Beitrag ändert sich nichts."
    return [Option("Verstanden", seen, handover.adopt, "Erledigt.")]
