"""What a person changes in the fields goes into the draft, and from there to where else it shows."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from amtdesk.ui.editor.afterwards import afterwards
from amtdesk.ui.editor.panes import Panes
from amtdesk.ui.editor.saving import Saving
from amtdesk.ui.editor.showing import Showing
from amtdesk.ui.editor.start import ACCOUNTS, first_time
from amtdesk.ui.shell import Shell


class Edits:
    """`saving` gives the draft in front; `check_soon` follows every change."""

    def __init__(
        self,
        shell: Shell,
        panes: Panes,
        showing: Showing,
        saving: Callable[[], Saving | None],
        check_soon: Callable[[], None],
    ) -> None:
        self._shell, self._panes, self._showing = shell, panes, showing
        self._front, self._check_soon = saving, check_soon
        panes.head.title_edited.connect(self._title_edited)
        panes.channels.toggled.connect(self._toggled)
        panes.texts.written.connect(self._written)
        panes.texts.adapt.connect(self._adapt)
        panes.texts.share.connect(self._share)
        panes.texts.pictures.connect(panes.pictures.take_mime)
        panes.dropped.connect(panes.pictures.take_mime)
        panes.pictures.changed.connect(self.touched)
        panes.card.changed.connect(self.touched)
        panes.schedule.changed.connect(self.touched)
        panes.schedule.wanted.connect(self._time_wanted)

    @property
    def _saving(self) -> Saving | None:
        return self._front()

    def touched(self) -> None:
        """The draft in front is another than before."""
        saving = self._saving
        if saving is not None:
            saving.touch()
            self._check_soon()

    def _title_edited(self, title: str) -> None:
        saving = self._saving
        if saving is not None:
            saving.draft.set(title=title)
            self.touched()

    def _written(self, account_id: int | None, text: str) -> None:
        saving = self._saving
        if saving is None:
            return
        saving.draft.write(account_id, text)
        self._panes.counter.written()
        self.touched()

    def _toggled(self, account_id: int, on: bool) -> None:
        saving = self._saving
        if saving is None:
            return
        saving.draft.choose(account_id, on)
        self._showing.channels_changed(saving.draft)
        self.touched()
        chosen = list(saving.draft.chosen)
        offices = self._shell.desk.offices
        if chosen:
            self._shell.background.run(lambda: offices.remember(ACCOUNTS, chosen))

    def _adapt(self, account_id: int) -> None:
        saving = self._saving
        if saving is None:
            return
        saving.draft.adapt(account_id)
        self._text_changed(account_id)
        self._panes.texts.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share(self, account_id: int) -> None:
        saving = self._saving
        if saving is None:
            return
        own = saving.draft.share(account_id)

        def back() -> None:
            if saving is self._saving:
                saving.draft.write(account_id, own)
                self._text_changed(account_id)
            else:
                afterwards(self._shell, saving.draft, lambda draft: draft.write(account_id, own))

        self._text_changed(account_id)
        self._shell.say(f"{self._showing.names.get(account_id, 'Der Kanal')} zeigt wieder den gemeinsamen Text.", back)

    def _text_changed(self, account_id: int) -> None:
        saving = self._saving
        if saving is not None:
            self._panes.texts.show_text(account_id)
            self._showing.channels_changed(saving.draft)
            self.touched()

    def _time_wanted(self) -> None:
        desk = self._shell.desk
        due = first_time(desk, None)
        if due is not None:
            self._panes.schedule.choose_moment(due)
            self._panes.schedule.focus_first()
