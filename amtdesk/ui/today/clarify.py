"""What became of a post whose outcome is unknown: a person looks and decides, channel by channel."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.today import Line
from amtdesk.ui import dialogs, texts
from amtdesk.ui.history import history_button
from amtdesk.ui.shell import Shell
from amtdesk.ui.today.choice import Choice

_LOOKED = {0: "", 1: "Einmal", 2: "Zweimal", 3: "Dreimal"}


@dataclass(frozen=True, slots=True)
class Case:
    """One uncertain delivery, with what the dialog says about it."""

    words: str
    delivery: Delivery
    account: Account | None
    place: int
    number: int

    @property
    def name(self) -> str:
        """The channel by its name."""
        return self.account.name if self.account else "dem Kanal"


def clarify(shell: Shell, line: Line, parent: QWidget) -> None:
    """Ask for each uncertain channel of the post, until one is left undecided."""
    post = shell.desk.posts.get(line.post_id)
    if post is None:
        return
    wanted = set(line.account_ids)
    open_ones = [d for d in post.deliveries if d.state is State.UNCERTAIN and d.account_id in wanted]
    for place, delivery in enumerate(open_ones, 1):
        account = shell.desk.accounts.get(delivery.account_id)
        dialog = Clarify(shell, Case(post.words, delivery, account, place, len(open_ones)), parent)
        decided = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not decided:
            return


class Clarify(dialogs.HouseDialog):
    """Is online, send again, or drop; Esc leaves it open."""

    def __init__(self, shell: Shell, case: Case, parent: QWidget | None = None) -> None:
        of = f" ({case.place}\u00a0von\u00a0{case.number})" if case.number > 1 else ""
        title = f"Steht „{case.words}“ auf {case.name}?{of}"
        super().__init__(parent, shell.look, title, icon="help-hexagon", state=State.UNCERTAIN)
        self.setWindowTitle("Ungeklärten Beitrag klären")
        self.setMinimumWidth(560)
        self._shell, self._case = shell, case
        self.say(story(case, shell))
        self._offer_page()
        self._offer_online()
        self._offer_again()
        self._offer_by_hand()
        self._offer_drop()
        self.history = history_button(shell, [(case.delivery, case.name)], self)
        self.buttons.insertWidget(0, self.history)
        # Enter in the field of the link must not close the question
        self.button("Noch offen lassen", safe=True, default=False)
        self.link.setFocus()

    def _offer_page(self) -> None:
        account = self._case.account
        if account is None or not account.url:
            return
        page = dialogs.push(self.look, f"{self._case.name} im Browser öffnen")
        page.setIcon(self.look.icon("external-link", 16, "text"))
        page.clicked.connect(lambda _checked=False: self._shell.open_link(account.url))
        self.body.addWidget(page, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer_online(self) -> None:
        self.link = QLineEdit()
        self.link.setFont(self.look.font(9.5))
        self.link.setPlaceholderText("Link zum Beitrag, https://…")
        self.link.setAccessibleName("Link zum Beitrag")
        self.link.textChanged.connect(self._link_changed)
        self.online = Choice(self.look, "Ist online", "", self.link)
        self.online.button.clicked.connect(lambda _checked=False: self._is_online())
        self.link.returnPressed.connect(lambda: self._is_online() if self.link.text().strip() else None)
        self.body.addWidget(self.online)
        self._link_changed("")

    def _offer_again(self) -> None:
        again = Choice(
            self.look,
            "Erneut senden",
            f"Geht sofort noch einmal an {self._case.name}. Steht der Beitrag doch schon dort, erscheint er doppelt.",
        )
        delivery = self._case.delivery
        if delivery.waits is Waits.LOOK_UP:
            again.forbid(f"Erneut senden geht erst, wenn AmtDesk nachgesehen hat{self._next_look()}.")
        planning, worker = self._shell.desk.planning, self._shell.desk.worker

        def send() -> None:
            planning.retry(delivery.id)
            worker.poke()

        again.button.clicked.connect(lambda _checked=False: self._do(send, "Wird noch einmal gesendet."))
        self.again = again
        self.body.addWidget(again)

    def _offer_by_hand(self) -> None:
        by_hand = Choice(
            self.look,
            "Von Hand",
            "Nur wenn er dort nicht steht: Sie veröffentlichen ihn selbst, AmtDesk legt alles bereit.",
        )
        delivery, shell = self._case.delivery, self._shell
        if delivery.waits is Waits.LOOK_UP:
            by_hand.forbid(f"Von Hand geht erst, wenn AmtDesk nachgesehen hat{self._next_look()}.")

        def prepare() -> None:
            shell.desk.planning.by_hand(delivery.id)

        by_hand.button.clicked.connect(
            lambda _checked=False: self._do(prepare, "", lambda: shell.publish_by_hand(delivery.id))
        )
        self.by_hand = by_hand
        self.body.addWidget(by_hand)

    def _offer_drop(self) -> None:
        drop = Choice(
            self.look,
            "Verwerfen",
            f"Wird auf {self._case.name} nicht mehr veröffentlicht. Der Text bleibt im Redaktionsplan.",
        )
        planning, key = self._shell.desk.planning, self._case.delivery.id
        drop.button.clicked.connect(lambda _checked=False: self._do(lambda: planning.drop(key), "Verworfen."))
        self.drop = drop
        self.body.addWidget(drop)

    def _next_look(self) -> str:
        delivery, zone = self._case.delivery, self._shell.desk.offices.get().zone
        if delivery.next_try is None or delivery.next_try <= self._shell.desk.now():
            return ""
        return f" ({texts.when(delivery.next_try, zone, self._shell.desk.now())})"

    def _link_changed(self, text: str) -> None:
        link = text.strip()
        if link and not link.startswith(("https://", "http://")):
            self.online.forbid("Der Link beginnt mit https://, so wie er oben im Browser steht.")
        elif link:
            self.online.allow("Zählt als veröffentlicht. Gesendet wird nichts.")
        else:
            self.online.allow("Zählt als veröffentlicht, gesendet wird nichts. Am besten mit dem Link:")
        if self.isVisible():
            self.fit()

    def _is_online(self) -> None:
        if not self.online.button.isEnabled():
            return
        planning, key, link = self._shell.desk.planning, self._case.delivery.id, self.link.text().strip()
        self._do(lambda: planning.is_online(key, link), "Als veröffentlicht eingetragen.")

    def _do(self, work: Callable[[], object], said: str, then: Callable[[], None] = lambda: None) -> None:
        self.setEnabled(False)

        def done(_result: object) -> None:
            if said:
                self._shell.say(said)
            self.accept()
            then()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Das ging nicht.")

        self._shell.background.run(work, done, failed)


def story(case: Case, shell: Shell) -> str:
    """When it was sent, what was looked for, and what was found."""
    delivery, now = case.delivery, shell.desk.now()
    zone = shell.desk.offices.get().zone
    sent = texts.when(delivery.final or delivery.started or delivery.due, zone, now)
    reason = texts.PROBLEMS[delivery.problem][0] if delivery.problem else "Es kam keine Antwort."
    found = f"Gesendet {sent}. {reason}"
    looked = f"{_LOOKED.get(delivery.looks, 'Mehrmals')} nachgesehen: " if delivery.looks else ""
    among = f"Unter den neuesten Beiträgen auf {case.name} war keiner mit diesem Text und dieser Zeit."
    if delivery.waits is Waits.LOOK_UP:
        at = ""
        if delivery.next_try and delivery.next_try > now:
            at = f" {texts.when(delivery.next_try, zone, now)}"
        before = f"{looked}{among} " if looked else ""
        return f"{found} {before}AmtDesk sieht{at} von selbst nach, Sie können auch warten."
    return f"{found} {looked}{among} Bitte sehen Sie selbst nach."
