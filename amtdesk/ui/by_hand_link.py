"""The last step of publishing by hand: the link to the post, checked as it is pasted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from amtdesk.domain.channel import Receipt
from amtdesk.domain.delivery import State
from amtdesk.domain.link import has_path, host_of, is_safe, same_site, with_scheme
from amtdesk.ui.by_hand_steps import HandStep
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text

_LONGEST_NOTE = 120


class LinkStep(HandStep):
    """A link, or a tick that there is none; where nobody can have one, a few words in its place."""

    #: the link may be entered now, wherever it leads
    insisted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "Link zum Beitrag einfügen", "")
        self._page = ""
        self._hosts: tuple[str, ...] = ()
        self._never: tuple[str, ...] = ()
        self._insisted = ""
        self._receipt = Receipt.LINK
        self.line = QLineEdit()
        self.line.setFont(look.font(9.5))
        self.line.setPlaceholderText("https://…")
        self.line.setAccessibleName("Link zum Beitrag")
        self.line.setMaxLength(2000)
        self.line.textChanged.connect(self._typed)
        self.without = QCheckBox("ohne Link")
        self.without.setFont(look.font(9.5))
        self.without.setToolTip("Wenn die Plattform keinen Link anbietet")
        self.without.toggled.connect(self._ticked)
        self._problem = text(look, wrap=True)
        self._problem.setStyleSheet(f"color: {look.ink(State.FAILED).name()}")
        self._problem.hide()
        #: takes a link that leads somewhere else all the same
        self.anyway = button(look, "Trotzdem übernehmen")
        self.anyway.clicked.connect(self._insist)
        self.anyway.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.line, 1)
        row.addWidget(self.without)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self._problem, 1)
        below.addWidget(self.anyway)
        self.body.addLayout(row)
        self.body.addLayout(below)

    @property
    def link(self) -> str:
        """The link as it will be kept; empty for none."""
        if self._receipt is Receipt.NOTE or self.without.isChecked():
            return ""
        return with_scheme(self.line.text())

    @property
    def note(self) -> str:
        """The words kept in place of a link."""
        return self.line.text().strip() if self._receipt is Receipt.NOTE else ""

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_receipt(self, receipt: Receipt, label: str = "") -> None:
        """What is kept of the post; `label` names the words kept where there is no link."""
        self._receipt = receipt
        self.without.setVisible(receipt is Receipt.LINK)
        if receipt is Receipt.MAYBE:
            self.heading.setText("Link zum Beitrag einfügen, wenn es einen gibt")
        if receipt is Receipt.NOTE:
            self.heading.setText(f"{label or 'Notiz'} (kann leer bleiben)")
            self.line.setPlaceholderText(_EXAMPLES.get(label, ""))
            self.line.setAccessibleName(label or "Notiz")
            self.line.setMaxLength(_LONGEST_NOTE)
        self._quiet()

    def show_page(self, page_url: str, hosts: Sequence[str] = (), never: Sequence[str] = ()) -> None:
        """The page that was opened, the hosts on which the link may lie (empty: any), and what is never the link."""
        self._page, self._hosts = page_url, tuple(hosts)
        self._never = tuple(one.rstrip("/") for one in (page_url, *never) if one)

    def complaint(self) -> str:
        """Why it cannot be taken as it stands."""
        empty = not self.line.text().strip()
        if self._receipt is Receipt.NOTE or self.without.isChecked() or (empty and self._receipt is Receipt.MAYBE):
            return ""
        if empty:
            return "Bitte den Link des Beitrags einfügen oder „ohne Link“ ankreuzen."
        if not host_of(self.link) or "." not in host_of(self.link):
            return "Das ist noch kein Link. Er beginnt mit https://."
        return "" if is_safe(self.link, self._page) else "Der Link muss mit https:// beginnen."

    def other_host(self) -> str:
        """A sentence when the link leads somewhere else than the channel and nobody insisted on it; else empty."""
        if not self.link or not self._hosts or self._is_here(self.link) or self.link == self._insisted:
            return ""
        return f"Der Link führt zu {host_of(self.link)}, erwartet wird {self._hosts[0]}."

    def show_problem(self, words: str, *, may_insist: bool = False) -> None:
        """Say below the field what is wrong, and go there; `may_insist`: she may know better."""
        self._problem.setText(words)
        self._problem.show()
        self.anyway.setVisible(may_insist)
        self.is_done = False
        self._show()
        self.line.setAccessibleDescription(words)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, found: str) -> bool:
        """Take a link that lies on the clipboard, when it clearly is one of this channel and nothing was typed yet."""
        plain = found.strip()
        taken = self._receipt is Receipt.NOTE or self.line.text() or self.without.isChecked()
        if taken or "\n" in plain or not is_safe(plain, self._page) or not has_path(plain):
            return False
        if not self._is_here(plain) or plain.rstrip("/") in self._never:
            return False
        self.line.setText(plain)
        return True

    def _is_here(self, link: str) -> bool:
        return any(same_site(link, f"https://{host}") for host in self._hosts)

    def _typed(self) -> None:
        if self.line.text():
            self.without.setChecked(False)
        self._quiet()

    def _ticked(self, on: bool) -> None:
        self.line.setEnabled(not on)
        self._quiet()

    def _insist(self) -> None:
        self._insisted = self.link
        self._quiet()
        self.insisted.emit()

    def _quiet(self) -> None:
        self._problem.hide()
        self.anyway.hide()
        self.line.setAccessibleDescription("")
        self.is_done = not self.complaint() and bool(self.line.text().strip() or self.without.isChecked())
        self._show()


#: What one might write, by the label of the note.
_EXAMPLES = {"Ausgabe": "z. B. Ausgabe 42/2026", "Ausgehängt": "z. B. Rathaus und Bushaltestelle, bis 31.10."}
