"""What the page of Textbausteine does: copy, like, agree, edit, put away; each with its way back."""

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from amtdesk.domain.asked import Asked, asked_in, words_in
from amtdesk.domain.textmodule import TextModule, office_values
from amtdesk.ui import texts
from amtdesk.ui.library import address
from amtdesk.ui.library.filling import not_copied
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import words
from amtdesk.ui.textmodules.detail import Detail
from amtdesk.ui.textmodules.form import Form


class Deeds:
    """Works on the Textbaustein that is shown."""

    def __init__(self, shell: Shell, page: QWidget, detail: Detail, form: Form) -> None:
        self._shell, self._page = shell, page
        self._detail, self._form = detail, form
        self._before: tuple[TextModule, list[Asked], tuple[str, ...]] | None = None
        self._asked: list[Asked] = []
        self._archived = False
        detail.copy_wanted.connect(self.copy)
        detail.liked.connect(self._like)
        detail.agree_wanted.connect(self._agree)
        detail.trail_wanted.connect(self._trail)
        detail.duplicate_wanted.connect(self._duplicate)
        detail.archive_wanted.connect(self._put_away)
        detail.source_wanted.connect(shell.open_link)
        detail.reading.preview.held_back.connect(self._hold_back)
        detail.reading.addressed.connect(lambda on: address.remember(shell.desk, None, familiar=on))
        form.saved.connect(self._save)
        form.undo_wanted.connect(self._undo)
        form.asked.wanted.connect(self._ask)
        detail.asked_wanted.connect(self._ask)

    @property
    def edited(self) -> str:
        """The id of the one that was edited last."""
        return self._before[0].id if self._before is not None else ""

    def show(self, module: TextModule, shelf: str, *, archived: bool) -> None:
        """To be read."""
        desk = self._shell.desk
        self._archived = archived
        office = desk.offices.get()
        accounts = [one for one in desk.accounts.every() if not one.removed]
        self._detail.reading.familiar.setChecked(address.is_familiar(desk, None))
        self._detail.reading.know(office_values(office), {}, desk.library.hints)
        limits = {one.name: desk.accounts.limits(one) for one in accounts}
        fresh = desk.library.get(module.id, archived=True) or module
        self._detail.show_module(fresh, shelf, limits, office.zone, archived=archived)

    def create(self, shelf: str, title: str, words_: str) -> TextModule:
        """A new one; on the first shelf when none was chosen."""
        desk = self._shell.desk
        shelves = desk.library.categories()
        shelf = shelf or (shelves[0].id if shelves else desk.library.add_category("Allgemein").id)
        made = desk.library.create(shelf, title.strip()[:200], words_.strip())
        self._shell.say("Neuer Textbaustein angelegt.", lambda: desk.library.put_away(made.id))
        return made

    def edit(self, module: TextModule) -> None:
        """Into the form."""
        desk = self._shell.desk
        there = desk.suggestions.examples(module.id)
        self._asked = asked_in(there)
        self._form.show_module(module, desk.library.categories(), self._asked)
        self._before = (module, self._asked, words_in(there))

    def copy(self) -> None:
        """Filled, onto the clipboard; what is open is asked first."""
        reading = self._detail.reading
        module = reading.module
        if module is None or self._detail.isHidden() or reading.ask():
            return
        if "{{" in reading.text():
            self._hold_back()
            return
        QGuiApplication.clipboard().setText(reading.text())
        self._shell.desk.library.used(module.id)
        self._detail.uses.say("Gerade kopiert.")
        self._shell.say(f"Kopiert. {words.warning(module)}".strip())

    def confirm(self) -> None:
        """The list to be confirmed."""
        from amtdesk.ui.textmodules.confirm import confirm

        confirm(self._shell, self._page)

    def _hold_back(self) -> None:
        self._shell.say(not_copied(self._detail.reading.text()))
        self._detail.reading.filling.start()

    def _like(self, on: bool) -> None:
        if (module := self._detail.reading.module) is not None:
            self._shell.desk.library.like(module.id, favourite=on)

    def _agree(self) -> None:
        from amtdesk.ui.textmodules.agree import agree

        if (module := self._detail.reading.module) is not None:
            agree(self._shell, self._page, module)

    def _trail(self) -> None:
        from amtdesk.ui.textmodules.trail import show

        if (module := self._detail.reading.module) is not None:
            show(self._shell, self._page, module)

    def _duplicate(self) -> None:
        library = self._shell.desk.library
        if (module := self._detail.reading.module) is not None:
            made = library.copy(module.id)
            self._shell.say(f"„{made.title}“ angelegt.", lambda: library.put_away(made.id))

    def _put_away(self) -> None:
        library, away = self._shell.desk.library, not self._archived
        if (module := self._detail.reading.module) is not None:
            library.put_away(module.id, away=away)
            said = "liegt im Archiv" if away else "ist wieder da"
            self._shell.say(f"„{module.title}“ {said}.", lambda: library.put_away(module.id, away=not away))

    def _ask(self) -> None:
        """The Beispielfragen of the one that is edited or read."""
        from amtdesk.ui.textmodules.asked_dialog import edit_asked

        editing = self._form.isVisible()
        module = self._form.module() if editing else self._detail.reading.module
        if module is None:
            return
        asked, _words = edit_asked(self._shell, self._page, module)
        if editing and list(asked) != self._asked:
            self._asked = list(asked)
            self._form.asked.show_asked(asked)
            self._say_saved()

    def _save(self, module: TextModule, shelf: str) -> None:
        desk = self._shell.desk
        category = desk.library.add_category(shelf).id if shelf else module.category
        desk.library.save(replace(module, category=category))
        self._say_saved()

    def _say_saved(self) -> None:
        desk = self._shell.desk
        self._form.say_saved(f"gespeichert {texts.clock(desk.now(), desk.offices.get().zone)}")

    def _undo(self) -> None:
        if self._before is None:
            return
        module, asked, words_ = self._before
        suggestions = self._shell.desk.suggestions
        self._form.drop()
        self._shell.desk.library.restore(module)
        # after what the dialog of the Beispielfragen still writes
        self._shell.background.run(
            lambda: suggestions.keep_examples(module.id, asked, words_),
            lambda _done: self._taken_back(module),
            self._shell.trouble,
        )

    def _taken_back(self, module: TextModule) -> None:
        if self._form.isVisible() and self.edited == module.id:
            self.edit(module)
            self._form.state.setText("Alles zurückgenommen.")
