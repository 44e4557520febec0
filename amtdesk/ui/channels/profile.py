"""The Kanal-Steckbrief of one channel: read, written, printed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.ui import texts
from amtdesk.ui.channels import profile_pdf
from amtdesk.ui.channels.profile_form import ProfileForm
from amtdesk.ui.channels.profile_words import still_open
from amtdesk.ui.channels.words import address
from amtdesk.ui.guard import guarded
from amtdesk.ui.library.address import is_familiar, remember
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Elided, button, text


def edit_profile(shell: Shell, account_id: int, parent: QWidget) -> "ProfileDialog | None":
    """Open the Steckbrief of a channel; None when the channel is gone."""
    account = shell.desk.accounts.get(account_id)
    if account is None or account.removed:
        return None
    dialog = ProfileDialog(shell, account, parent)
    dialog.open()
    return dialog


class ProfileDialog(QDialog):
    """Strg+Enter keeps it; what was written is never thrown away unasked."""

    def __init__(self, shell: Shell, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._account = shell, account
        look, desk = shell.look, shell.desk
        self._kept = desk.profiles.get(account.id)
        self._familiar = is_familiar(desk, account.id)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Kanal-Steckbrief: {account.name}")
        self.form = ProfileForm(
            look,
            self._kept,
            familiar=self._familiar,
            house_hours=desk.offices.get().hours_text,
            today=desk.profiles.today(),
        )
        self.form.edited.connect(self._show_gaps)
        self.open_points = text(look, muted=True, wrap=True)
        self.open_points.setAccessibleName("Noch offen")
        self.printing = button(look, "Drucken …", "file-text")
        self.menu = QMenu(self.printing)
        self.menu.addAction("Diesen Steckbrief …", lambda: self.save_pdf(every=False))
        self.menu.addAction("Alle Steckbriefe …", lambda: self.save_pdf(every=True))
        self.printing.setMenu(self.menu)
        self.cancel = button(look, "Abbrechen")
        self.cancel.clicked.connect(self.reject)
        self.save = button(look, "Speichern", primary=True)
        self.save.clicked.connect(self.keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)
        self._build()
        self._show_gaps()
        self.form.purpose.setFocus()

    def keep(self) -> None:
        """Keep what stands in the form, and close."""
        desk, account, profile, familiar = self._shell.desk, self._account, self.form.profile(), self.form.familiar

        def work() -> None:
            desk.profiles.keep(account.id, profile)
            remember(desk, account.id, familiar=familiar)

        def done(_nothing: None) -> None:
            self._shell.say(f"Steckbrief von {account.name} gespeichert.")
            self.accept()

        self._shell.background.run(work, done, self._shell.trouble)

    def save_pdf(self, *, every: bool) -> None:
        """Ask where to, and write this one or all as they stand; unsaved words of the form are printed too."""
        desk, account = self._shell.desk, self._account
        profile, familiar = self.form.profile(), self.form.familiar
        office = desk.offices.get()
        day = desk.profiles.today()
        proposed = f"{'Kanal-Steckbriefe' if every else 'Kanal-Steckbrief'}-{day:%Y-%m-%d}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, "Steckbrief speichern", proposed, "PDF (*.pdf)")
        if not path:
            return
        target = path if path.lower().endswith(".pdf") else f"{path}.pdf"

        def printed(one: Account) -> profile_pdf.Printed:
            mine = one.id == account.id
            shown = profile if mine else desk.profiles.get(one.id)
            kind = desk.accounts.kinds.get(one.kind)
            return profile_pdf.Printed(
                one.name,
                kind.label if kind is not None else one.kind,
                address(one, kind) if kind is not None else one.url,
                shown,
                familiar if mine else is_familiar(desk, one.id),
                shown.hours or office.hours_text,
            )

        def work() -> int:
            channels = desk.accounts.every() if every else [account]
            profile_pdf.write(target, [printed(one) for one in channels], office.name, day)
            return len(channels)

        def done(number: int) -> None:
            self._shell.say(f"{texts.count(number, 'Steckbrief', 'Steckbriefe')} als PDF gespeichert.")

        self._shell.background.run(work, done, self._shell.trouble)

    @guarded()
    def reject(self) -> None:
        """Esc and „Abbrechen“: ask before words are lost."""
        if self._may_go():
            super().reject()

    def _may_go(self) -> bool:
        same = self.form.profile() == self._kept and self.form.familiar == self._familiar
        return same or self._shell.ask(
            "Ohne Speichern schließen?", "Was Sie im Steckbrief geändert haben, geht verloren.", "Nicht speichern"
        )

    def _show_gaps(self) -> None:
        said = still_open(self.form.profile().gaps())
        self.open_points.setText(said)
        self.open_points.setVisible(bool(said))

    def _build(self) -> None:
        look, account = self._shell.look, self._account
        kind = self._shell.desk.accounts.kinds.get(account.kind)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Elided(look, account.name, 13, bold=True))
        names.addWidget(Elided(look, "Kanal-Steckbrief", muted=True))
        head = QHBoxLayout()
        head.addWidget(IconTile(look, kind.icon if kind is not None else "plug-connected"))
        head.addLayout(names, 1)
        head.addWidget(self.printing, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 4, 20, 12)
        column.setSpacing(6)
        column.addWidget(self.open_points)
        column.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        frame(self, head, scrolling(inside), foot)
        fit(self, 620, 640)
