"""Brings a draft into the parts of the editor, as much of it as changed."""

from collections.abc import Mapping, Sequence

from amtdesk.domain.account import Account
from amtdesk.domain.checks import Target
from amtdesk.domain.delivery import EDITABLE, State
from amtdesk.domain.finding import Finding, Note, Place
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.editor.folds import Section
from amtdesk.ui.editor.locked import why
from amtdesk.ui.editor.panes import Panes
from amtdesk.ui.editor.preview import Setting
from amtdesk.ui.editor.saving import Saving
from amtdesk.ui.shell import Shell

_TIME = frozenset({"due", "zone", "late_policy", "late_limit"})
_LOUD = frozenset({State.FAILED, State.UNCERTAIN, State.MISSED})


class Showing:
    """Knows which part shows what; knows nothing of keeping it."""

    def __init__(self, shell: Shell, panes: Panes) -> None:
        self._shell = shell
        self._panes = panes
        self._accounts: list[Account] = []
        self._removed: list[Account] = []
        self._targets: Mapping[int, Target] = {}
        self._zone = ""
        self._office = ""
        self._warned = False

    @property
    def names(self) -> dict[int, str]:
        """Names of the connected channels."""
        return {account.id: account.name for account in self._accounts}

    def load(self) -> None:
        """Read channels and office anew."""
        desk = self._shell.desk
        everyone = desk.accounts.every(removed=True)
        self._accounts = [account for account in everyone if not account.removed]
        self._removed = [account for account in everyone if account.removed]
        self._targets = desk.accounts.targets()
        office = desk.offices.get()
        self._zone, self._office = office.zone, office.name
        self._panes.channels.show_accounts(self._accounts)
        self._panes.schedule.show_office(office)

    def show(self, saving: Saving) -> None:
        """Another post."""
        draft, panes = saving.draft, self._panes
        panes.head.show_title(draft.post.title)
        panes.texts.show_draft(draft, self.names)
        panes.pictures.show_draft(draft, self._targets)
        panes.card.show_draft(draft, self._targets)
        panes.schedule.show_draft(draft)
        panes.folds.open(None)
        self.state(saving)
        self.channels_changed(draft)
        if draft.post.overall.state in _LOUD:
            panes.open(Section.DELIVERIES)

    def state(self, saving: Saving) -> None:
        """States of the deliveries, and what may still change."""
        draft, panes = saving.draft, self._panes
        post, locks = draft.post, draft.locks
        every = {account.id: account for account in (*self._accounts, *self._removed)}
        panes.deliveries.show_post(post, every, self._shell.desk.now())
        open_ = any(one.account_id not in locks.accounts for one in post.variants) or not post.deliveries
        sentence = why(locks, draft.chosen, {key: account.name for key, account in every.items()})
        panes.why.setText(sentence)
        panes.show_states(bool(post.deliveries), open_)
        panes.bottom.show_post(post, {key: account.name for key, account in every.items()})
        panes.channels.show_chosen(draft.chosen, locks.accounts)
        self.progress(saving)
        self._show_folds(draft)

    def progress(self, saving: Saving) -> None:
        """Whether it is saved."""
        self._panes.head.show_progress(saving.draft.post.overall, saving, self._zone)

    def channels_changed(self, draft: Draft) -> None:
        """Other channels were chosen, or a channel changed."""
        panes = self._panes
        panes.channels.show_chosen(draft.chosen, draft.locks.accounts)
        panes.texts.show_tabs(self.names)
        panes.counter.show_draft(draft, self._targets)
        panes.pictures.show_targets(self._targets)
        panes.card.follow(self._targets)
        panes.bottom.show_post(draft.post, self.names)
        panes.preview.show_draft(draft, self._setting())
        self._show_folds(draft)

    def texts_changed(self, draft: Draft) -> None:
        """After a pause: what does not follow every keystroke."""
        self._panes.card.follow(self._targets)
        self._panes.preview.show_draft(draft, self._setting())
        self._show_folds(draft)

    def refreshed(self, saving: Saving, changed: frozenset[str]) -> None:
        """The stored post changed elsewhere: only the fields that did are filled anew."""
        draft, panes = saving.draft, self._panes
        if "title" in changed:
            panes.head.show_title(draft.post.title)
        if changed & {"text", "variants"}:
            panes.texts.show_tabs(self.names)
            for account_id in (None, *draft.chosen):
                panes.texts.show_text(account_id)
            panes.counter.show_draft(draft, self._targets)
        locked = panes.pictures.add.isHidden()
        if "pictures" in changed or locked != draft.locks.pictures:
            panes.pictures.show_draft(draft, self._targets)
        # a time being typed stays
        if changed & _TIME or panes.schedule.locked != draft.locks.time:
            panes.schedule.show_draft(draft)
        panes.texts.show_locks()
        panes.card.follow(self._targets)
        self.state(saving)
        panes.preview.show_draft(draft, self._setting())

    def notes(self, draft: Draft, notes: Sequence[Note]) -> None:
        """What the checks found."""
        editable = draft.clocked and all(one.state in EDITABLE for one in draft.post.deliveries)
        shown = [note for note in notes if editable or note.place is not Place.TIME]
        stands = [self._targets[one].limits.stand for one in draft.chosen if one in self._targets]
        self._panes.checks.show_notes(shown, german(min((one for one in stands if one), default="")))
        self._panes.bottom.show_notes(tuple(notes))
        self._warned = any(note.finding is Finding.ALT_MISSING for note in notes)
        self._show_folds(draft)

    def restyle(self) -> None:
        """Light and dark were switched."""
        self.load()
        self._panes.texts.restyle()
        self._panes.checks.restyle()
        self._panes.deliveries.restyle()
        self._panes.bottom.restyle()
        self._panes.schedule.restyle()

    def _setting(self) -> Setting:
        return Setting(self._office, self._shell.desk.now(), self.names, self._targets)

    def _show_folds(self, draft: Draft) -> None:
        panes, post = self._panes, draft.post
        found = panes.checks.notes or ()
        loud = [one for one in post.deliveries if one.state in _LOUD]
        said = {
            Section.PICTURES: f"Bilder {len(post.pictures)}" if post.pictures else "Bilder",
            Section.CHECKS: f"Prüfungen {len(found)}" if found else "Prüfungen",
            Section.PREVIEW: "Vorschau",
            # one word less where there is one button more
            Section.TIME: panes.schedule.words.partition(",")[0] if post.deliveries else panes.schedule.words,
            Section.DELIVERIES: "Versand" if post.deliveries else "",
        }
        panes.folds.show_words(said, {Section.PICTURES: self._warned, Section.DELIVERIES: bool(loud)})


def german(stand: str) -> str:
    """`2026-10-01` as `01.10.2026`; something else as it is."""
    parts = stand.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else stand
