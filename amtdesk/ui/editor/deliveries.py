"""How the post stands on each channel, with the next steps a person may take."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Kind
from amtdesk.domain.delivery import PUBLIC, Clock, Delivery, LatePolicy, State, Waits
from amtdesk.domain.grant import able
from amtdesk.domain.post import Post
from amtdesk.domain.schedule import local, moved
from amtdesk.ui import texts
from amtdesk.ui.calendar.move_dialog import MoveDialog
from amtdesk.ui.editor.counted import show_counted
from amtdesk.ui.editor.delivery_words import words_of
from amtdesk.ui.editor.flow import FlowLayout
from amtdesk.ui.editor.link_dialog import LinkDialog
from amtdesk.ui.editor.parts import button, clear, icon, link, wrapped
from amtdesk.ui.history import show_history
from amtdesk.ui.hold.release import release
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words

#: Characters about the time that have room behind the word of a state.
BESIDE = 50
_LAPSED = "Er war zu spät und sollte nach seinem Termin nicht mehr erscheinen."
_LOOK = "Ob der Beitrag dort steht, ließ sich nicht feststellen. Bitte auf der Plattform nachsehen."


class Deliveries(QWidget):
    """One row for each channel that has the post, or is to get it."""

    #: another time is wanted
    replan = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._shown: tuple[object, ...] = ()
        self._accounts: Mapping[int, Account] = {}
        self._name_width = 0
        self._counted: dict[int, QLabel] = {}
        #: a channel has the post already: its time moves no more
        self._fixed = False
        self.setAccessibleName("Versand")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_post(self, post: Post, accounts: Mapping[int, Account], now: datetime) -> None:
        """The deliveries of a post; nothing for a draft."""
        shown = (post.deliveries, tuple(accounts.values()), now.date())
        if shown == self._shown:
            return
        self._shown, self._accounts = shown, accounts
        self._fixed = any(one.state in PUBLIC for one in post.deliveries)
        clear(self._rows)
        self._counted = {}
        metrics = QFontMetrics(self._shell.look.font(9))
        names = [_short(accounts[one.account_id].name) for one in post.deliveries if one.account_id in accounts]
        self._name_width = max(map(metrics.horizontalAdvance, names), default=0) + 6
        for delivery in sorted(post.deliveries, key=lambda one: one.account_id):
            self._rows.addWidget(self._row(delivery, now))
        show_counted(self._shell, self._counted, post.zone, now)

    def restyle(self) -> None:
        """Build the rows anew the next time."""
        self._shown = ()

    def _row(self, delivery: Delivery, now: datetime) -> QWidget:
        look, state = self._shell.look, delivery.state
        account = self._accounts.get(delivery.account_id)
        name = account.name if account is not None else "Entfernter Kanal"
        ink = look.ink(state)
        sign = icon(look, look.state_icon(state), 14)
        sign.setPixmap(look.pixmap(look.state_icon(state), 14, ink))
        word = words(look, texts.STATES[state], bold=True)
        word.setStyleSheet(f"color: {ink.name()}")
        when = words_of(delivery, name, now)
        said = wrapped(words(look, when, muted=True))
        top = QHBoxLayout()
        top.setSpacing(6)
        channel = self._shell.kind_icon(account.kind) if account is not None else "plug-connected"
        top.addWidget(icon(look, channel, 16))
        label = words(look, _short(name))
        label.setMinimumWidth(self._name_width)
        top.addWidget(label)
        top.addWidget(sign)
        top.addWidget(word)
        # beside the name and a link, a whole sentence would stand in a column of single words
        below = len(when) > BESIDE
        if below:
            top.addStretch(1)
        else:
            top.addWidget(said, 1)
        row = QWidget()
        row.setAccessibleName(f"{name}: {texts.STATES[state]}")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        if below:
            column.addWidget(said)
        if delivery.problem is not None and (state not in PUBLIC or delivery.notice):
            sentence = _LOOK if _waits_for_person(delivery) else texts.problem(delivery.problem)
            if state is State.WITHDRAWN:
                sentence = _LAPSED if delivery.late_policy is LatePolicy.LAPSE else texts.PROBLEMS[delivery.problem][0]
            column.addWidget(wrapped(words(look, sentence)))
        if state in PUBLIC and delivery.remote_id:
            self._counted[delivery.id] = counted = wrapped(words(look, "", muted=True))
            counted.hide()
            column.addWidget(counted)
        steps = self._steps(delivery, name)
        if steps:
            flow = FlowLayout(space=6)
            for one in steps:
                flow.addWidget(one)
            if len(steps) == 1 and delivery.problem is None:
                top.addWidget(steps[0], 0, Qt.AlignmentFlag.AlignRight)
            else:
                column.addLayout(flow)
        return row

    def _steps(self, delivery: Delivery, name: str) -> list[QPushButton]:
        look, planning = self._shell.look, self._shell.desk.planning
        steps: list[QPushButton] = []

        def add(text: str, deed: Callable[[], object]) -> None:
            made = button(look, text, deed)
            made.setAccessibleName(f"{text}: {name}")
            steps.append(made)

        match delivery.state:
            case _ if delivery.notice is not None:
                add("Klären …", lambda: self._settle(delivery))
            case State.PLANNED if self._may_hand_over(delivery):
                add("Übergeben", lambda: self._hand_over(delivery))
            case State.FAILED:
                add("Erneut senden", lambda: self._decide(lambda: planning.retry(delivery.id)))
                add("Von Hand veröffentlichen", lambda: self._by_hand(delivery))
            case State.UNCERTAIN:
                self._clear_up(delivery, name, add)
            case State.MISSED:
                self._catch_up(delivery, name, add)
            case State.HELD:
                add("Freigeben …", lambda: release(self._shell, self, delivery.post_id))
                add("Jetzt senden", lambda: self._decide(lambda: planning.retry(delivery.id)))
                add("Verwerfen", lambda: self._drop(delivery, name))
            case State.WITHDRAWN if delivery.taken_down is None:
                add("Wieder aufnehmen", lambda: self._decide(lambda: planning.resume(delivery.id)))
            case State.BY_HAND:
                add("Vorbereiten", lambda: self._shell.publish_by_hand(delivery.id))
        return [*steps, *self._links(delivery, name)]

    def _clear_up(self, delivery: Delivery, name: str, add: Callable[[str, Callable[[], object]], None]) -> None:
        add("Ist online …", lambda: self._ask_link(delivery, name))
        # until AmtDesk has looked, sending again could double it
        if _waits_for_person(delivery):
            planning = self._shell.desk.planning
            add("Erneut senden", lambda: self._decide(lambda: planning.retry(delivery.id)))
            add("Von Hand", lambda: self._by_hand(delivery))
            add("Verwerfen", lambda: self._drop(delivery, name))

    def _settle(self, delivery: Delivery) -> None:
        """What somebody did on the platform is to be decided."""
        from amtdesk.ui.today.there import Case, Settle

        post = self._shell.desk.posts.get(delivery.post_id)
        if post is not None:
            dialog = Settle(self._shell, Case(post.words, delivery, self._accounts.get(delivery.account_id)), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _catch_up(self, delivery: Delivery, name: str, add: Callable[[str, Callable[[], object]], None]) -> None:
        kind = self._kind(delivery)
        if kind is None or not kind.by_hand:
            planning = self._shell.desk.planning
            add("Jetzt senden", lambda: self._decide(lambda: planning.retry(delivery.id)))
        add("Von Hand veröffentlichen", lambda: self._by_hand(delivery))
        add("Neu planen", lambda: self._plan_again(delivery, name))
        add("Verwerfen", lambda: self._drop(delivery, name))

    def _kind(self, delivery: Delivery) -> Kind | None:
        account = self._accounts.get(delivery.account_id)
        return self._shell.desk.accounts.kinds.get(account.kind) if account is not None else None

    def _may_hand_over(self, delivery: Delivery) -> bool:
        kind = self._kind(delivery)
        return kind is not None and Ability.SCHEDULE in kind.abilities and delivery.clock is Clock.PC

    def _hand_over(self, delivery: Delivery) -> None:
        handover = self._shell.desk.handover
        self._decide(lambda: handover.to_platform(delivery.id))

    def _links(self, delivery: Delivery, name: str) -> list[QPushButton]:
        """What is there to read."""
        look, steps = self._shell.look, list[QPushButton]()
        url = delivery.url
        if delivery.state in PUBLIC and url:
            steps.append(link(look, "Öffnen", lambda: self._shell.open_link(url)))
            steps[-1].setAccessibleName(f"Auf {name} öffnen")
        if delivery.state in PUBLIC:
            self._afterwards(delivery, name, steps)
        if delivery.attempts or delivery.looks or delivery.edited or delivery.taken_down:
            steps.append(link(look, "Verlauf …", lambda: show_history(self._shell, delivery, name, self)))
            steps[-1].setAccessibleName(f"Verlauf auf {name}")
        elif delivery.detail and delivery.state not in PUBLIC:
            steps.append(link(look, "Details kopieren", lambda: self._copy(delivery.detail)))
        return steps

    def _afterwards(self, delivery: Delivery, name: str, steps: list[QPushButton]) -> None:
        """What may be done with what is public, where a program can do anything at all."""
        account, kind = self._accounts.get(delivery.account_id), self._kind(delivery)
        if account is None or kind is None or Ability.WITHDRAW not in able(account.settings, kind):
            return
        from amtdesk.ui.editor import later

        shell, ids = self._shell, (delivery.id, delivery.post_id)
        steps.append(link(shell.look, "Text ändern …", lambda: later.change_text(shell, *ids, self)))
        steps[-1].setAccessibleName(f"Text ändern, nachträglich auf {name}")
        steps.append(link(shell.look, "Dort löschen …", lambda: later.take_down(shell, *ids)))
        steps[-1].setAccessibleName(f"Dort löschen: {name}")

    def _decide(self, work: Callable[[], object], then: Callable[[], None] = lambda: None) -> None:
        def decided(_result: object) -> None:
            self._shell.desk.worker.poke()
            then()

        self._shell.background.run(work, decided, self._shell.trouble)

    def _by_hand(self, delivery: Delivery) -> None:
        planning = self._shell.desk.planning
        self._decide(lambda: planning.by_hand(delivery.id), lambda: self._shell.publish_by_hand(delivery.id))

    def _plan_again(self, delivery: Delivery, name: str) -> None:
        """At the post's own time, or where that is fixed by what is public, at one of its own."""
        if not self._fixed:
            self.replan.emit()
            return
        planning, now, zone = self._shell.desk.planning, self._shell.desk.now(), delivery.zone
        proposed = moved(delivery.due, local(now, zone).date() + timedelta(days=1), zone)
        dialog = MoveDialog(self._shell.look, f"Neuer Termin für {name}", proposed, now, zone, self)
        dialog.chosen.connect(lambda due: self._decide(lambda: planning.plan_again({delivery.id: due})))
        dialog.move_button.setText("Neu planen")
        dialog.open()

    def _drop(self, delivery: Delivery, name: str) -> None:
        planning = self._shell.desk.planning
        question = f"Den Beitrag auf {name} nicht mehr veröffentlichen?"
        if self._shell.ask(question, "Der Text bleibt erhalten, gesendet wird er dort nicht.", "Verwerfen"):
            self._decide(lambda: planning.drop(delivery.id))

    def _ask_link(self, delivery: Delivery, name: str) -> None:
        planning = self._shell.desk.planning
        look, online = self._shell.look, planning.is_online
        LinkDialog(self, look, name, lambda url: self._decide(lambda: online(delivery.id, url))).open()

    def _copy(self, detail: str) -> None:
        QGuiApplication.clipboard().setText(detail)
        self._shell.say("Die Einzelheiten liegen in der Zwischenablage.")


def _waits_for_person(delivery: Delivery) -> bool:
    return delivery.state is State.UNCERTAIN and delivery.waits is not Waits.LOOK_UP


def _short(name: str, most: int = 28) -> str:
    """A name that leaves room for its state."""
    return name if len(name) <= most else name[: most - 1] + "…"
