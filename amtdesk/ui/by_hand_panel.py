"""The steps of publishing by hand, in their order, and what leads from one to the next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amtdesk.domain import copy_date
from amtdesk.domain.channel import Ability
from amtdesk.domain.link import host_of
from amtdesk.ui import texts
from amtdesk.ui.by_hand_deeds import Deeds
from amtdesk.ui.by_hand_extras import BundleStep, ChecklistStep, SheetStep
from amtdesk.ui.by_hand_link import LinkStep
from amtdesk.ui.by_hand_steps import PageStep, PicturesStep, TextStep
from amtdesk.ui.by_hand_work import Laid
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.hand import Prepared


class Panel(QWidget):
    """Enter does the next step, each has a key of its own; `said` carries a sentence on what was done."""

    said = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        look = shell.look
        self._prepared: Prepared | None = None
        self._deeds: Deeds | None = None
        self.checklist_step = ChecklistStep(look)
        self.sheet_step = SheetStep(look)
        self.text_step = TextStep(look)
        self.bundle_step = BundleStep(look)
        self.page_step = PageStep(look)
        self.pictures_step = PicturesStep(look)
        self.link_step = LinkStep(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for step in self._steps():
            column.addWidget(step)
        self._connect()
        self._show_steps(None)

    def show_laid(self, laid: Laid) -> None:
        """What was laid ready; the text is on the clipboard from now on."""
        prepared = laid.prepared
        kind = prepared.kind
        self._prepared, self._deeds = prepared, Deeds(self._shell, prepared)
        self.checklist_step.show_questions(kind.checklist)
        self.text_step.show_text(prepared.text, prepared.title, kind.hint)
        self.pictures_step.show_pictures(prepared.pictures, laid.thumbnails, prepared.fates)
        self.page_step.show_page(prepared.page.url, filled=prepared.page.filled)
        self.link_step.show_page(prepared.page.url, prepared.hosts, (prepared.account.url,))
        self.link_step.show_receipt(kind.receipt, kind.note_label)
        if prepared.bundle is not None:
            address = prepared.account.settings.get("email", "") if prepared.mail else ""
            number, until = len(prepared.pictures), self._until(prepared)
            self.bundle_step.show_bundle(prepared.bundle.name, self._count(laid), number, until, address)
        self.show_sheet(laid)
        self._show_steps(prepared)
        if prepared.text and prepared.sheet is None:
            self._copy_text()
        else:
            self.said.emit("")
        self._go_on(None)

    def show_sheet(self, laid: Laid) -> None:
        """The Aushang as it was made last."""
        prepared = laid.prepared
        if prepared.sheet is not None:
            has_coat, host = prepared.coat is not None, host_of(prepared.link)
            self.sheet_step.show_sheet(prepared.sheet.name, laid.pages, has_coat=has_coat, host=host)

    def take(self, found: str) -> bool:
        """Take the link from the clipboard when the page was opened; then only the last step is left."""
        prepared = self._prepared
        opened = prepared is not None and (self.page_step.is_done or not prepared.page.url)
        return opened and self.link_step.take(found)

    def _count(self, laid: Laid) -> str:
        """How long the text is, and may be."""
        most = self._shell.desk.accounts.limits(laid.prepared.account).characters
        of = f" von höchstens {texts.thousands(most)}" if most else ""
        return f"{texts.thousands(laid.characters)}{of} Zeichen"

    def _until(self, prepared: "Prepared") -> str:
        """Its Redaktionsschluss; empty where there is none."""
        account, zone, now = prepared.account, prepared.delivery.zone, self._shell.desk.now()
        if copy_date.of_account(account) is None:
            return ""
        return texts.when(copy_date.hand_in(account, prepared.delivery.due, now, zone), zone, now)

    def _steps(self) -> tuple[QWidget, ...]:
        return (
            self.checklist_step,
            self.sheet_step,
            self.text_step,
            self.bundle_step,
            self.page_step,
            self.pictures_step,
            self.link_step,
        )

    def _chain(self) -> list[QWidget]:
        """What comes one after the other, so that Enter alone leads through."""
        prepared = self._prepared
        assert prepared is not None
        steps: list[QWidget] = []
        if prepared.sheet is not None:
            return [self.sheet_step.open, self.link_step.line]
        if prepared.mail:
            return [self.bundle_step.mail, self.link_step.line]
        if prepared.page.url:
            steps.append(self.page_step.open)
        elif prepared.bundle is not None:
            steps.append(self.bundle_step.show_file)
        # where the page has no field for it, nobody is led to it
        describes = Ability.ALT_TEXT in prepared.kind.abilities
        for copy, describe in self.pictures_step.copies if _pasted(prepared) else []:
            steps += [copy, describe] if describes and describe.isEnabled() else [copy]
        return [*steps, self.link_step.line]

    def _go_on(self, after: QWidget | None) -> None:
        """To the step after this one; None: to the first."""
        chain = self._chain()
        place = chain.index(after) + 1 if after in chain else 0
        if after is None or after in chain:
            chain[min(place, len(chain) - 1)].setFocus()

    def _copy_text(self) -> None:
        if self._deeds is not None:
            self.said.emit(self._deeds.copy_text())
            self.text_step.mark_done()

    def _copy_title(self) -> None:
        if self._deeds is not None and self._prepared is not None and self._prepared.title:
            self.said.emit(self._deeds.copy_title())

    def _open_folder(self) -> None:
        if self._deeds is None:
            return
        said, went = self._deeds.open_folder()
        if said:
            self.said.emit(said)
        if went:
            self.pictures_step.mark_done()
            self.bundle_step.mark_done()
            self._go_on(self.bundle_step.show_file)

    def _copy_picture(self, place: int) -> None:
        if self._deeds is None:
            return
        said, went = self._deeds.copy_picture(place)
        self.said.emit(said)
        if went:
            self.pictures_step.copied(place)
            self._go_on(self.pictures_step.copies[place][0])

    def _copy_alt(self, place: int) -> None:
        if self._deeds is not None:
            self.said.emit(self._deeds.copy_alt(place))
            self.pictures_step.described(place)
            self._go_on(self.pictures_step.copies[place][1])

    def _open_page(self) -> None:
        if self._deeds is None or self._prepared is None or not self._prepared.page.url:
            return
        self.said.emit(self._deeds.open_page())
        self.page_step.mark_done()
        self._go_on(self.page_step.open)
        if self._prepared.page.filled and self._prepared.pictures:
            # it lies on the clipboard by now
            self.pictures_step.copied(0)
            self._go_on(self.pictures_step.copies[0][0])

    def _open_sheet(self) -> None:
        if self._deeds is None:
            return
        said, went = self._deeds.open_sheet()
        if said:
            self.said.emit(said)
        if went:
            self.sheet_step.mark_done()
            self._go_on(self.sheet_step.open)

    def _open_mail(self) -> None:
        if self._deeds is not None and self._prepared is not None and self._prepared.mail:
            self.said.emit(self._deeds.open_mail())
            self.bundle_step.mark_done()
            self._go_on(self.bundle_step.mail)

    def _show_steps(self, prepared: "Prepared | None") -> None:
        shown = {
            self.checklist_step: prepared is not None and bool(prepared.kind.checklist),
            self.sheet_step: prepared is not None and prepared.sheet is not None,
            self.text_step: prepared is not None and bool(prepared.text) and prepared.sheet is None,
            self.bundle_step: prepared is not None and prepared.bundle is not None,
            self.page_step: prepared is not None and bool(prepared.page.url),
            self.pictures_step: prepared is not None and bool(prepared.pictures) and _pasted(prepared),
        }
        for step, is_shown in shown.items():
            step.setVisible(is_shown)
        self.link_step.setVisible(prepared is not None)

    def _connect(self) -> None:
        self.text_step.copy.clicked.connect(self._copy_text)
        self.text_step.copy_title.clicked.connect(self._copy_title)
        self.pictures_step.open.clicked.connect(self._open_folder)
        self.pictures_step.picture_wanted.connect(self._copy_picture)
        self.pictures_step.alt_wanted.connect(self._copy_alt)
        self.page_step.open.clicked.connect(self._open_page)
        self.bundle_step.show_file.clicked.connect(self._open_folder)
        self.bundle_step.mail.clicked.connect(self._open_mail)
        self.sheet_step.open.clicked.connect(self._open_sheet)
        self.sheet_step.folder.clicked.connect(self._open_folder)
        for keys, deed in (
            ("Alt+1", self._copy_text),
            ("Alt+2", self.pictures_step.next_picture),
            ("Alt+3", self.pictures_step.next_alt),
            ("Alt+4", self._open_main),
            ("Alt+5", self._open_folder),
            ("Alt+6", self._copy_title),
            ("Alt+7", self._open_mail),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _open_main(self) -> None:
        """The page to write on, or the one to print."""
        if self._prepared is not None and self._prepared.sheet is not None:
            self._open_sheet()
        else:
            self._open_page()


def _pasted(prepared: "Prepared") -> bool:
    """Whether pictures go to the page one by one: not into print, where a file has them."""
    return prepared.sheet is None and (prepared.bundle is None or bool(prepared.page.url))
