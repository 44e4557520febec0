"""The last step of publishing by hand: the link to the post, checked as it is pasted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from amtdesk.domain.delivery import State
from amtdesk.domain.link import host_of, is_safe, same_site, with_scheme
from amtdesk.ui.by_hand_steps import HandStep
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text


class LinkStep(HandStep):
    """A link, or a tick that there is none."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "Link zum Beitrag einfügen", "")
        self._page = ""
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
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.line, 1)
        row.addWidget(self.without)
        self.body.addLayout(row)
        self.body.addWidget(self._problem)

    @property
    def link(self) -> str:
        """The link as it will be kept; empty for none."""
        return "" if self.without.isChecked() else with_scheme(self.line.text())

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_page(self, page_url: str) -> None:
        """The page whose host the link should have; empty when unknown."""
        self._page = page_url

    def complaint(self) -> str:
        """Why it cannot be taken as it stands."""
        if self.without.isChecked():
            return ""
        if not self.line.text().strip():
            return "Bitte den Link des Beitrags einfügen oder „ohne Link“ ankreuzen."
        if not host_of(self.link) or "." not in host_of(self.link):
            return "Das ist noch kein Link. Er beginnt mit https://."
        return "" if is_safe(self.link, self._page) else "Der Link muss mit https:// beginnen."

    def other_host(self) -> str:
        """A sentence when the link leads somewhere else than the page; else empty."""
        if not self.link or not host_of(self._page) or same_site(self.link, self._page):
            return ""
        return f"Der Link führt zu {host_of(self.link)}, erwartet wird {host_of(self._page)}."

    def show_problem(self, words: str) -> None:
        """Say below the field what is wrong, and go there."""
        self._problem.setText(words)
        self._problem.show()
        self.line.setAccessibleDescription(words)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, found: str) -> bool:
        """Take a link that lies on the clipboard, when it clearly is one of this page and nothing was typed yet."""
        plain = found.strip()
        if self.line.text() or self.without.isChecked() or "\n" in plain or not is_safe(plain, self._page):
            return False
        if not same_site(plain, self._page) or plain.rstrip("/") == self._page.rstrip("/"):
            return False
        self.line.setText(plain)
        return True

    def _typed(self) -> None:
        if self.line.text():
            self.without.setChecked(False)
        self._quiet()

    def _ticked(self, on: bool) -> None:
        self.line.setEnabled(not on)
        self._quiet()

    def _quiet(self) -> None:
        self._problem.hide()
        self.line.setAccessibleDescription("")
        self.is_done = not self.complaint()
        self._show()
