"""The connection form of one kind of channel, built from its fields."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Field, Kind
from amtdesk.domain.errors import Problem
from amtdesk.domain.link import host_of, with_scheme
from amtdesk.ui import texts
from amtdesk.ui.channels import diagnosis, words
from amtdesk.ui.channels.entry import Entry
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text

NAME, URL, SERVER = "name", "url", "server"
#: Fields that are refused together with the secret: nobody says which of the two is wrong.
_LOGINS = ("user", "handle")


class AccessForm(QWidget):
    """Name and fields of a kind; keeps everything typed until it is told to forget the secrets."""

    def __init__(self, look: Look, kind: Kind, account: Account | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        #: what is filled only by who does without the browser
        self.keys = tuple(field.name for field in kind.fields if _is_key(kind, field))
        needs = kind.sign_in.needs if kind.sign_in is not None else ()
        self.entries = {
            field.name: Entry(look, field, needed=field.name in needs and not kind.by_hand) for field in fields_of(kind)
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if kind.introduction and not explained(kind):
            column.addLayout(_introduction(look, kind.introduction))
        for entry in self.entries.values():
            column.addWidget(entry)
        self._star = text(look, "* erforderlich", muted=True)
        column.addWidget(self._star)
        column.addStretch(1)
        if account is not None:
            self._fill(account)
        #: by a key that is typed, not by the browser; first where the browser needs what is usually not there
        self.by_key = prefers_key(kind)
        self.turn(by_key=self.by_key)

    def turn(self, *, by_key: bool) -> None:
        """Show what is needed with a key, or for the browser; a key that was typed is forgotten with its field."""
        self.by_key = by_key
        for name in self.keys:
            self.entries[name].setVisible(by_key)
            if not by_key and self.entries[name].field.secret:
                self.entries[name].wipe()
        for name, entry in self.entries.items():
            entry.mark_needed(entry.field.required or (name in self.keys if by_key else entry.needed))
        self._star.setVisible(any(entry.is_needed and not entry.isHidden() for entry in self.entries.values()))

    def complaint(self, needed: Collection[str] | None = None) -> Entry | None:
        """The first field that cannot be right, with its problem shown at each place; None when all may be tried.

        `needed`: these must be filled, whatever the kind usually requires.
        """
        first = None
        for name, entry in self.entries.items():
            entry.clear_problem()
            said = _complaint(entry, required=entry.field.required if needed is None else name in needed)
            if said:
                entry.show_problem(said)
                first = first or entry
        return first

    def name(self) -> str:
        """The name for the list of channels; may be empty, then the platform's is taken."""
        return self.entries[NAME].value

    def url(self) -> str:
        """The address with https:// in front; empty without such a field."""
        return with_scheme(self.entries[URL].value) if URL in self.entries else ""

    def settings(self) -> dict[str, str]:
        """What is no secret, by field."""
        return {
            name: entry.value
            for name, entry in self.entries.items()
            if name not in (NAME, URL) and not entry.field.secret
        }

    def secrets(self) -> dict[str, str]:
        """What goes to the keyring, by field."""
        return {name: entry.value for name, entry in self.entries.items() if entry.field.secret}

    def place_of(self, problem: Problem) -> Entry | None:
        """The field a problem speaks of."""
        if words.at_address(problem):
            return self.entries.get(URL) or self.entries.get(SERVER)
        if words.at_secret(problem):
            return next((entry for entry in self.entries.values() if entry.field.secret), None)
        return None

    def say(self, problem: Problem) -> Entry | None:
        """Show a problem at its field and go there; None when it has no place."""
        entry = self.place_of(problem)
        if entry is not None:
            entry.show_problem(self._sentence(problem, entry))
            entry.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return entry

    def _sentence(self, problem: Problem, entry: Entry) -> str:
        if problem is Problem.PASSWORD_WRONG:
            login = [f"„{one.field.label}“" for name, one in self.entries.items() if name in _LOGINS]
            wrong = " oder ".join([*login, f"„{entry.field.label}“"])
            return f"{wrong} wird nicht angenommen. Bitte auf der Plattform noch einmal kopieren."
        return f"{texts.PROBLEMS[problem][0]} {diagnosis.what_now(problem, self.kind)}"

    def set_open(self, is_open: bool) -> None:
        """Whether the fields may be changed; while a check runs they may not."""
        for entry in self.entries.values():
            entry.set_open(is_open)

    def forget_secrets(self) -> None:
        """Leave no secret in the window."""
        for entry in self.entries.values():
            if entry.field.secret:
                entry.wipe()

    def focus_first(self) -> None:
        """To the first field that is still empty."""
        lines = [entry.line for entry in self.entries.values() if not (entry.field.choices or entry.isHidden())]
        next((line for line in lines if not line.text()), lines[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, account: Account) -> None:
        for name, entry in self.entries.items():
            if not entry.field.secret:
                known = {NAME: account.name, URL: account.url}.get(name, account.settings.get(name, ""))
                entry.line.setText(known)


def explained(kind: Kind) -> bool:
    """Whether a page of its own says beforehand what is needed."""
    return kind.connects and (bool(kind.fields) or kind.sign_in is not None)


def prefers_key(kind: Kind) -> bool:
    """Whether a key is the usual way, because signing in by browser wants more than the form usually asks for."""
    needs = kind.sign_in.needs if kind.sign_in is not None else ()
    keys = any(_is_key(kind, field) for field in kind.fields)
    return keys and any(field.name in needs and not field.required for field in kind.fields)


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """What the kind asks for, and the name; it stands first where its person has to think of one."""
    default = f"heißt er „{kind.label}“" if not kind.connects else "heißt der Kanal wie auf der Plattform"
    name = Field(
        NAME,
        "Name in AmtDesk",
        "" if kind.own_name or not (kind.fields or kind.by_hand) else f"Ohne Angabe {default}.",
        required=kind.own_name,
        placeholder="z. B. Gemeindebote" if kind.own_name else kind.label,
    )
    asked = tuple(field for field in kind.fields if field.name != NAME)
    return (name, *asked) if kind.own_name or not asked else (*asked, name)


def _is_key(kind: Kind, field: Field) -> bool:
    """Whether a field is filled instead of signing in by browser."""
    asked = field.required or field.secret
    return kind.sign_in is not None and asked and field.name not in (NAME, *kind.sign_in.needs)


def _complaint(entry: Entry, *, required: bool) -> str:
    if not entry.value:
        return "Bitte ausfüllen." if required else ""
    if entry.field.name == URL and not host_of(with_scheme(entry.value)):
        return "Das ist noch keine Adresse. Sie sieht etwa so aus: https://www.musterbach.example"
    return ""


def _introduction(look: Look, sentences: str) -> QHBoxLayout:
    icon = QLabel()
    icon.setPixmap(look.pixmap("info-circle", 18, look.color("link")))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    words_label = text(look, sentences, 9.5, wrap=True)
    words_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(words_label, 1)
    return row
