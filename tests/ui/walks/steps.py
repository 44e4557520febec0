"""What she does on the way, each as often as she needs it."""

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from amtdesk.ui.channels.connect import ConnectDialog, Page
from amtdesk.ui.channels.form import URL, AccessForm
from tests.channels.servers.oauth import CODE
from tests.channels.whole import Whole
from tests.ui.walks.person import Person, read

TITLE, ALT = "Herbstmarkt", "Marktstände vor dem Rathaus"
LINK = "https://www.musterbach.test/markt"
TEXT = f"Am Sonntag ist Herbstmarkt auf dem Rathausplatz. {LINK}"


def connects(person: Person, one: Whole, opened: list[QUrl]) -> None:
    """From the page Kanäle through the assistant."""
    person.clicks("Kanäle")
    person.clicks("Kanal hinzufügen", person.window.page("kanaele"))
    dialog = on_top(person, ConnectDialog)
    person.clicks(dialog.choice.cards[one.kind])
    assert dialog.page is Page.NEEDS
    person.clicks("Weiter", dialog)
    gives_access(person, dialog, one, opened)


def gives_access(person: Person, dialog: ConnectDialog, one: Whole, opened: list[QUrl]) -> None:
    """Fill the form, sign in where the kind wants it, look at the result and keep it."""
    form = dialog.access.form
    assert form is not None
    typed = {**one.settings, **{key: word for key, word in one.secrets.items() if key not in one.by_browser}}
    if any(not form.entries[name].isVisible() for name in typed):
        person.clicks("Ohne Browser verbinden, mit …", dialog)
    for name, value in typed.items():
        person.writes(form.entries[name].line, value)
    for name in (URL, "server"):
        if name in form.entries and not form.entries[name].value:
            person.writes(form.entries[name].line, AccessForm.url(form) or "")
    before = len(opened)
    person.clicks(dialog.foot.primary)
    if one.by_browser:
        person.waits_for(lambda: len(opened) > before)
        query = dict(parse_qsl(urlsplit(opened[-1].toString(QUrl.ComponentFormattingOption.FullyEncoded)).query))
        visit(f"{query['redirect_uri']}?{urlencode({'code': CODE, 'state': query['state']})}")
    person.waits_for(lambda: dialog.page is Page.RESULT or dialog.access.trouble.isVisible())
    assert dialog.page is Page.RESULT, read(dialog)
    assert person.sees("Kommentare lesen: ja", dialog), read(dialog)
    person.clicks(dialog.foot.primary)
    person.waits_for(lambda: QApplication.activeModalWidget() is None)


def writes_post(person: Person, picture: Path, account_id: int) -> None:
    """A post with text, link, picture and Bildbeschreibung for this channel."""
    person.presses("Ctrl+N")
    panes = editor_of(person).panes
    if not panes.channels.button(account_id).isChecked():
        person.clicks(panes.channels.button(account_id))
        person.clicks(panes.texts.field)
    person.types(TEXT)
    person.pastes_file(picture)
    person.writes(panes.head.title, TITLE)
    person.waits_for(lambda: panes.pictures.row(0) is not None)
    person.writes(panes.pictures.row(0).alt, ALT)


def reads_comment(person: Person, words: str) -> Any:
    """F5, and the words stand in Antworten; returns the page."""
    person.presses("F5")
    person.clicks("Antworten")
    page = person.window.page("antworten")
    person.waits_to_see(words, page.talk)
    return page


def answers_with_a_textbaustein(person: Person, page: Any) -> str:
    """Searched, inserted with Enter, its placeholder filled, sent with Strg+Enter; returns what was sent."""
    person.clicks(page.reply.field)
    person.presses("Ctrl+T")
    person.types("Lob")
    panel = person.window.library
    person.waits_for(lambda: panel.current() is not None and "Lob" in panel.current().title)
    person.presses("Return")
    person.waits_for(panel.reading.filling.isVisible)
    person.types("Bauhof")
    person.presses("Return")
    person.waits_for(lambda: "Bauhof" in page.reply.text())
    said = str(page.reply.text())
    person.presses("Ctrl+Return")
    return said


def hides(person: Person, page: Any) -> str:
    """By its key and the dialog's own button; returns what the dialog said."""
    said: list[str] = []

    def agrees(dialog: QDialog) -> None:
        said.append(read(dialog))
        person.clicks(dialog.yes, dialog)  # type: ignore[attr-defined]

    person.clicks(page.talk)
    person.presses_and_answers("Alt+U", agrees)
    person.waits_for(lambda: said)
    return said[0]


def changes_text(person: Person, words: str) -> None:
    """Afterwards, where the platform can."""
    person.clicks("Text ändern", editor_of(person).panes.deliveries)
    dialog = on_top(person, QDialog)
    field = next(one for one in dialog.findChildren(QPlainTextEdit) if one.accessibleName() == "Neu")
    person.writes(field, words)
    person.clicks(dialog.send)  # type: ignore[attr-defined]
    person.waits_for(lambda: QApplication.activeModalWidget() is None)


def clicks_tile(person: Person, state: str) -> str:
    """The only one of the month, in the calendar, until it tells of this state; returns what it says of itself."""
    view = person.window.page("redaktionsplan").calendar.view

    def told() -> bool:
        # the calendar reads again behind the editor
        (placed,) = [placed for cell in view.cells.cells for placed in cell.placed]
        spot = placed.rect.center() - QPoint(0, view.offset())
        person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        return state in view.accessibleName()

    person.waits_for(told, f"not on the tile: {state}")
    return str(view.accessibleName())


def editor_of(person: Person) -> Any:
    """The editor beside the calendar."""
    return person.window.page("redaktionsplan").editor


def on_top(person: Person, kind: type[Any]) -> Any:
    """The window of this kind that lies on top."""
    found: list[QWidget] = []

    def there() -> bool:
        found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return bool(found)

    person.waits_for(there)
    return found[0]


def visit(address: str) -> None:
    """As the browser does, in its own time."""

    def go() -> None:
        with suppress(requests.RequestException), requests.Session() as session:
            session.trust_env = False
            session.get(address, timeout=10)

    threading.Thread(target=go, daemon=True).start()
