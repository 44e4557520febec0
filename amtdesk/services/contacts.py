"""Offices one passes things on to, and the prepared e-mail."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote

from amtdesk.domain.contact import Contact
from amtdesk.domain.inquiry import Inquiry, Line
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import contacts
from amtdesk.store.database import Database

#: Mail programs cut longer links (Outlook at 2,000 characters).
LONGEST_LINK = 1900


class Contacts:
    """The list of this office."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    def every(self) -> list[Contact]:
        """All of them in their order."""
        with self._database.reading() as connection:
            return contacts.every(connection)

    def get(self, contact_id: int) -> Contact | None:
        """One of them."""
        with self._database.reading() as connection:
            return contacts.get(connection, contact_id)

    def add(self, name: str, email: str = "", phone: str = "", note: str = "") -> Contact:
        """One more."""
        with self._database.writing() as connection:
            key = contacts.add(connection, name.strip(), email.strip(), phone.strip(), note.strip())
            found = contacts.get(connection, key)
        assert found is not None
        self._changes.tell(Kind.INQUIRIES)
        return found

    def change(self, contact_id: int, **values: str) -> None:
        """Set name, email, phone or note."""
        with self._database.writing() as connection:
            contacts.change(connection, contact_id, **values)
        self._changes.tell(Kind.INQUIRIES)

    def remove(self, contact_id: int) -> None:
        """Take one off the list; what was passed on to it still names it."""
        with self._database.writing() as connection:
            contacts.change(connection, contact_id, removed=self._now())
        self._changes.tell(Kind.INQUIRIES)


def letter(inquiry: Inquiry, lines: list[Line], wish: str, until: date | None, *, named: bool, office: str) -> str:
    """The text of the e-mail to the office; without the citizen's name unless it is wanted."""
    asked = [line for line in lines if not line.own]
    parts = [f"Guten Tag,\n\nüber {inquiry.channel} erreichte uns das Anliegen {inquiry.number}:"]
    parts += [f"„{line.text.strip()}“" for line in asked[-3:]]
    if named and inquiry.author:
        parts.append(f"Geschrieben von: {inquiry.author}")
    if inquiry.place:
        parts.append(f"Ort: {inquiry.place}")
    if inquiry.url:
        parts.append(f"Zu finden unter: {inquiry.url}")
    if wish.strip():
        parts.append(wish.strip())
    if until is not None:
        parts.append(f"Bitte antworten Sie uns bis {until:%d.%m.%Y}.")
    parts.append(f"Freundliche Grüße\n{office}".rstrip())
    return "\n\n".join(parts)


def mail_link(contact: Contact, subject: str, body: str) -> str:
    """A `mailto:` link for the mail program of this computer; the body is cut to what mail programs take."""
    start = f"mailto:{quote(contact.email, safe='@')}?subject={quote(subject)}&body="
    body = body.replace("\n", "\r\n")
    while len(start) + len(quote(body)) > LONGEST_LINK:
        body = body[: max(1, len(body) - 40)].rstrip() + " …"
        if len(body) < 60:
            break
    return start + quote(body)
