"""Asking for suggestions in the background, inserting them filled, and learning from what was taken."""

import logging
from typing import TYPE_CHECKING

from amtdesk.domain.inquiry import Decided, Decision, Inquiry, Line
from amtdesk.domain.textmodule import fill, office_values
from amtdesk.ui.answers.hints import Hint, Hints
from amtdesk.ui.answers.reply import Reply
from amtdesk.ui.library import address
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import words

if TYPE_CHECKING:
    from amtdesk.domain.suggestion import Advice

log = logging.getLogger(__name__)
_NONE = "Kein Textbaustein passt sicher. Suchen mit Strg+T."


class Adviser:
    """Suggestions for the Anliegen that is open."""

    def __init__(self, shell: Shell, hints: Hints, reply: Reply) -> None:
        self._shell, self._hints, self._reply = shell, hints, reply
        self.inquiry: Inquiry | None = None
        self._asked = ""
        self._stale = self._busy = False
        hints.chosen.connect(self.insert)
        hints.seen.connect(self._follow)
        shell.changed.connect(self._news)

    def ask(self, inquiry: Inquiry, lines: tuple[Line, ...]) -> None:
        """What fits this one? The answer comes a moment later, if it is still open then."""
        asked = "\n".join(line.text for line in lines if not line.own)[-4_000:]
        if self.inquiry is not None and (self.inquiry.id, self._asked) == (inquiry.id, asked):
            return
        self.inquiry, self._asked = inquiry, asked
        self._hints.show_hints(())
        self._advise(inquiry)

    def insert(self, module_id: str) -> None:
        """Into the answer, with everything filled in that is known."""
        desk = self._shell.desk
        module = desk.library.get(module_id)
        if module is None or self.inquiry is None:
            return
        values = office_values(desk.offices.get())
        if self.inquiry.place:
            values["ort"] = self.inquiry.place
        familiar = address.is_familiar(desk, self.inquiry.account_id)
        said = fill(module.wording(familiar=familiar), values)
        if not self._reply.fits(said):
            said = fill(module.wording(familiar=familiar, short=True), values)
        self._reply.insert(said, module.id, module.title)
        if warning := words.warning(module):
            self._shell.say(f"„{module.title}“: {warning}")

    def learn(self, decided: Decided) -> None:
        """What she took, or that nothing was needed."""
        if self.inquiry is None or decided.inquiry_id != self.inquiry.id:
            return
        taken = decided.module_id
        if taken is None and decided.what is not Decision.CLOSE:
            return
        asked, post = self._asked, self.inquiry.post_text
        offered = [hint.module_id for hint in self._hints.hints]
        suggestions = self._shell.desk.suggestions
        self._shell.background.run(lambda: suggestions.chosen(asked, post, taken, offered))

    def _advise(self, inquiry: Inquiry) -> None:
        """One question at a time: two would build the index twice; the last one wanted is asked afterwards."""
        self._stale = True
        if self._busy:
            return
        self._stale, self._busy = False, True
        asked, suggestions = self._asked, self._shell.desk.suggestions

        def done(advice: "Advice | None") -> None:
            self._busy = False
            if self._stale and self.inquiry is not None:
                self._advise(self.inquiry)
            elif advice is not None:
                self._show(inquiry.id, advice)

        def failed(error: Exception) -> None:
            log.error("no suggestions", exc_info=error)
            done(None)

        self._shell.background.run(lambda: suggestions.advise(asked, inquiry.post_text), done, failed, side=True)

    def _news(self, kinds: object) -> None:
        """Another wording or Beispielfrage: what is offered may be another; asked when it is to be seen."""
        if isinstance(kinds, frozenset) and any(kind.value == "text_modules" for kind in kinds):
            self._stale = True
            if self._hints.isVisible():
                self._follow()

    def _follow(self) -> None:
        if self._stale and self.inquiry is not None:
            self._advise(self.inquiry)

    def _show(self, inquiry_id: int, advice: "Advice") -> None:
        if self.inquiry is None or self.inquiry.id != inquiry_id:
            return
        hints = []
        for one in advice.suggestions:
            module = self._shell.desk.library.get(one.module_id)
            if module is not None:
                hints.append(Hint(module.id, module.title, one.words, module.agreed))
        self._hints.show_hints(hints, "" if hints else _NONE)
