"""The pages of the window, each built when it is first shown."""

from importlib import import_module
from typing import Any, NamedTuple

from PySide6.QtWidgets import QStackedWidget, QWidget


class Page(NamedTuple):
    """A page and where its class lives."""

    name: str
    label: str
    icon: str
    place: str


PAGES = (
    Page("heute", "Heute", "home", "amtdesk.ui.today.page:TodayPage"),
    Page("antworten", "Antworten", "messages", "amtdesk.ui.answers.page:AnswersPage"),
    Page("redaktionsplan", "Redaktionsplan", "calendar-month", "amtdesk.ui.calendar.page:PlanPage"),
    Page("textbausteine", "Textbausteine", "blockquote", "amtdesk.ui.textmodules.page:TextModulesPage"),
    Page("kanaele", "Kanäle", "plug-connected", "amtdesk.ui.channels.page:ChannelsPage"),
    Page("einstellungen", "Einstellungen", "settings", "amtdesk.ui.settings.page:SettingsPage"),
)


class Pages(QStackedWidget):
    """The page that is shown, and those shown before."""

    def __init__(self) -> None:
        super().__init__()
        self._built: dict[str, QWidget] = {}

    def keep(self, name: str, page: QWidget) -> QWidget:
        """Add a page that is there already."""
        self._built[name] = page
        # laid out when it is added, once and in its own size
        page.resize(self.size())
        self.addWidget(page)
        return page

    def built(self, name: str) -> Any:
        """A page if it was built, else None."""
        return self._built.get(name)

    def page(self, name: str, shell: Any) -> Any:
        """A page, built if need be; None for an unknown name."""
        found = self._built.get(name)
        if found is not None:
            return found
        known = next((page for page in PAGES if page.name == name), None)
        if known is None:
            return None
        module, _, class_name = known.place.partition(":")
        return self.keep(name, getattr(import_module(module), class_name)(shell))

    def shown(self) -> str:
        """The name of the page that is shown."""
        return next((name for name, page in self._built.items() if page is self.currentWidget()), "heute")
