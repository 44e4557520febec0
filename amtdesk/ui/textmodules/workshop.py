"""FAQ-Werkstatt: in twenty quiet minutes from a topic to Textbausteine; it can be left and taken up again."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.exchange import Row, Standing
from amtdesk.domain.workshop import MINUTES, Workshop, entries, from_json, to_json
from amtdesk.services.exchange import Taken
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules.exchange import Form, exchange_of, save
from amtdesk.ui.textmodules.workshop_answers import AnswersStep
from amtdesk.ui.textmodules.workshop_steps import QuestionsStep, ResultStep, Step, TopicStep
from amtdesk.ui.widgets.frame import fit, frame
from amtdesk.ui.widgets.words import button, text

#: Where the unfinished one is kept.
KEY = "faq_workshop"
#: A longer pause between two ticks was the computer asleep, not work (seconds).
_NAP = 90


class WorkshopDialog(QDialog):
    """Closing it keeps everything; nothing is made before the last button."""

    def __init__(self, shell: Shell, parent: QWidget | None, kept: Workshop) -> None:
        super().__init__(parent)
        self._shell, self.workshop = shell, kept
        self._tick: datetime = shell.desk.now()
        look = shell.look
        self.setWindowTitle("FAQ-Werkstatt")
        self.heading = text(look, "", 12, bold=True)
        self.clock = text(look, "", 9.5, muted=True)
        self.clock.setFont(look.font(9.5, tabular=True))
        self.clock.setAccessibleName("Zeit in der Werkstatt")
        self.steps: tuple[Step, ...] = (
            TopicStep(look, shell.desk.library.categories()),
            QuestionsStep(look),
            AnswersStep(look),
            ResultStep(look),
        )
        self._pages = QStackedWidget()
        for step in self.steps:
            self._pages.addWidget(step)
            step.changed.connect(self._edited)
        self.anew = button(look, "Von vorn")
        self.anew.clicked.connect(lambda _checked=False: self._begin_anew())
        self.back = button(look, "Zurück", "chevron-left")
        self.back.clicked.connect(lambda _checked=False: self._go(-1))
        self.go_on = button(look, "Weiter", primary=True)
        self.go_on.clicked.connect(lambda _checked=False: self._forward())
        self.leave = button(look, "Später weiter")
        self.leave.clicked.connect(lambda _checked=False: self.reject())
        self._lay_out()
        for keys, by in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self._move(by))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._forward)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(1500)
        self._keeping.timeout.connect(self.keep)
        self._beat = QTimer(self)
        self._beat.setInterval(1000)
        self._beat.timeout.connect(self.beat)
        self._beat.start()
        self._show()
        self.finished.connect(lambda _result: self.keep())

    def beat(self) -> None:
        """Count the seconds; the clock only shows them."""
        now = self._shell.desk.now()
        passed = (now - self._tick).total_seconds()
        if passed >= 1:
            self._tick = now
            if passed <= _NAP:
                self.workshop = replace(self.workshop, seconds=self.workshop.seconds + int(passed))
        left = MINUTES * 60 - self.workshop.seconds
        self.clock.setText(f"noch {left // 60}:{left % 60:02} min" if left > 0 else "Zeit ist um")

    def keep(self) -> None:
        """Keep it for later, in the background."""
        self._keeping.stop()
        self._take()
        kept, offices = to_json(self.workshop), self._shell.desk.offices
        self._shell.background.run(lambda: offices.remember(KEY, kept), None, self._shell.trouble)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.clock)
        foot.addWidget(self.anew)
        foot.addStretch(1)
        for part in (self.leave, self.back, self.go_on):
            foot.addWidget(part)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        frame(self, head, body, foot)
        fit(self, 760, 470)

    def _show(self) -> None:
        """The step it stands at."""
        step = self.steps[self.workshop.step]
        kept = self.workshop
        step.show_workshop(kept)
        # filling the fields was no edit
        self._keeping.stop()
        self._pages.setCurrentWidget(step)
        self.heading.setText(f"{kept.step + 1} von {len(self.steps)} · {step.title}")
        last = kept.step == len(self.steps) - 1
        self.go_on.say("Textbausteine anlegen" if last else "Weiter")
        self.back.setVisible(kept.step > 0)
        self._check()
        self.beat()
        first = step.nextInFocusChain()
        if isinstance(step, AnswersStep):
            step.answer.setFocus()
        elif first is not None:
            first.setFocus()

    def _take(self) -> None:
        self.workshop = self.steps[self.workshop.step].taken(self.workshop)

    def _edited(self) -> None:
        self._keeping.start()
        self._check()

    def _check(self) -> None:
        kept = self.steps[self.workshop.step].taken(self.workshop)
        ready = (bool(kept.topic.strip()), bool(kept.answers), True, bool(kept.answered))
        self.go_on.setEnabled(ready[kept.step])
        self.anew.setVisible(kept.started)

    def _go(self, by: int) -> None:
        self._take()
        step = min(max(self.workshop.step + by, 0), len(self.steps) - 1)
        self.workshop = replace(self.workshop, step=step)
        self._show()
        self.keep()

    def _forward(self) -> None:
        if not self.go_on.isEnabled():
            return
        if self.workshop.step == len(self.steps) - 1:
            self._make()
        else:
            self._go(1)

    def _move(self, by: int) -> None:
        step = self.steps[self.workshop.step]
        if isinstance(step, AnswersStep):
            step.go_by(by)

    def _begin_anew(self) -> None:
        if self._shell.ask(
            "Die Werkstatt leeren?",
            "Fragen und Antworten, die noch keine Textbausteine sind, gehen verloren.",
            "Leeren",
        ):
            self.workshop = Workshop()
            self._show()
            self.keep()

    def _make(self) -> None:
        self._take()
        made, before = entries(self.workshop), self.workshop
        rows = [Row(line, entry, Standing.NEW) for line, entry in enumerate(made, 1)]
        exchange = exchange_of(self._shell)
        self.setEnabled(False)

        def done(taken: Taken) -> None:
            result = self.steps[-1]
            paper = isinstance(result, ResultStep) and result.paper.isChecked()
            self.workshop = self.workshop.rest()
            self.steps[self.workshop.step].show_workshop(self.workshop)
            self.accept()
            self._told(taken, before, paper)

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._shell.trouble(error, "Die Textbausteine wurden nicht angelegt.")

        self._shell.background.run(lambda: exchange.take(rows), done, failed)

    def _told(self, taken: Taken, before: Workshop, paper: bool) -> None:
        shell, exchange = self._shell, exchange_of(self._shell)
        number = texts.count(len(taken.new), "Textbaustein", "Textbausteine")

        def back() -> None:
            exchange.undo(taken)
            shell.desk.offices.remember(KEY, to_json(before))

        def undo() -> None:
            said = "Wieder entfernt, die Antworten stehen noch in der Werkstatt."
            shell.background.run(back, lambda _done: shell.say(said), shell.trouble)

        shell.say(f"{number} angelegt, noch nicht abgestimmt.", undo)
        parent = self.parentWidget()
        if paper and parent is not None:
            save(shell, parent, Form.PAPER, [one.id for one in taken.new])


def open_workshop(shell: Shell, parent: QWidget) -> None:
    """Open it where she left it."""

    def show(kept: object) -> None:
        dialog = WorkshopDialog(shell, parent, from_json(kept))
        dialog.exec()
        dialog.deleteLater()

    shell.background.run(lambda: shell.desk.offices.recall(KEY), show, shell.trouble)
