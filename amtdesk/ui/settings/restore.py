"""Going back to a backup: which ones there are, and what would be missing afterwards."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.schedule import ZONE
from amtdesk.services.backups import Kept
from amtdesk.ui import dialogs, texts
from amtdesk.ui.rescue import lost_words
from amtdesk.ui.shell import Shell

_COPY = Qt.ItemDataRole.UserRole
AFTER = (
    "AmtDesk beginnt dann mit diesem Stand neu. Die jetzige Datei bleibt daneben aufgehoben. Gesendet wird nichts, "
    "bis Sie es freigeben."
)


class RestoreDialog(dialogs.HouseDialog):
    """A list, the youngest first; nothing is done before the button is pressed."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, shell.look, "Welche Sicherung zurückholen?", icon="clock", state=State.PLANNED)
        self.setMinimumWidth(620)
        self._shell = shell
        self.copies = QTreeWidget()
        self.copies.setAccessibleName("Sicherungen")
        self.copies.setRootIsDecorated(False)
        self.copies.setUniformRowHeights(True)
        self.copies.setFont(shell.look.font(9.5))
        self.copies.setHeaderLabels(["Stand von", "Beiträge", "Größe", "Wo"])
        self.copies.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.copies.setMinimumHeight(170)
        head = self.copies.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.copies.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.body.addWidget(self.copies, 1)
        self.lost = self.say("Die Sicherungen werden gelesen …")
        self.say(AFTER, muted=True)
        self.leave = self.button("Abbrechen", safe=True)
        self.take = self.button("Zurückholen", primary=True)
        self.take.setEnabled(False)
        self.take.clicked.connect(lambda _checked=False: self._take())
        backups = shell.desk.backups
        shell.background.run(backups.listing, lambda found: self._add(found, "auf diesem Rechner"), side=True)
        if backups.second is not None:
            # apart: a network folder may not answer for minutes
            there = partial(backups.listing, second=True)
            shell.background.run(
                there, lambda found: self._add(found, "zweiter Ordner"), lambda _error: None, side=True
            )

    @property
    def chosen(self) -> Kept | None:
        """The copy that is selected."""
        item = self.copies.currentItem()
        found = item.data(0, _COPY) if item is not None else None
        return found if isinstance(found, Kept) else None

    def _add(self, found: list[Kept], where: str) -> None:
        now = self._shell.desk.now()
        for one in found:
            posts = texts.thousands(one.posts) if one.posts is not None else "nicht lesbar"
            item = QTreeWidgetItem([texts.when(one.at, ZONE, now), posts, size_words(one.size), where])
            item.setData(0, _COPY, one)
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.copies.addTopLevelItem(item)
        first = self.copies.topLevelItem(0)
        if first is None:
            self.lost.setText("Es gibt noch keine Sicherung.")
        elif self.copies.currentItem() is None:
            self.copies.setCurrentItem(first)
            self.copies.setFocus()

    def _chosen(self, _item: QTreeWidgetItem | None) -> None:
        copy = self.chosen
        self.take.setEnabled(copy is not None and copy.posts is not None)
        if copy is not None:
            backups = self._shell.desk.backups
            self._shell.background.run(
                lambda: backups.lost_since(copy), lambda lost: self._show_lost(copy, lost), side=True
            )

    def _show_lost(self, copy: Kept, lost: list[str] | None) -> None:
        if self.chosen == copy:
            self.lost.setText(lost_words(lost))

    def _take(self) -> None:
        copy, backups = self.chosen, self._shell.desk.backups
        if copy is not None:
            self.accept()
            self._shell.begin_anew(lambda: backups.restore(copy.path))


def size_words(size: int) -> str:
    """`340 KB`, `12,5 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
