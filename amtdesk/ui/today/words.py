"""What a line on Heute says: what happened, the quiet rest, the next step. No Qt in here."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from amtdesk.domain import copy_date
from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import MENDED_THERE, Problem
from amtdesk.domain.expiry import days_left
from amtdesk.domain.today import Line, Section, Step, Today
from amtdesk.ui import texts
from amtdesk.ui.today.moments import at, clock, day_and_time

SECTIONS: dict[Section, str] = {
    Section.FIRST: "Zuerst klären",
    Section.HELD: "Angehalten",
    Section.LAPSED: "Verfallen",
    Section.APPROVALS: "Freigaben",
    Section.TODAY: "Heute geplant",
    Section.SOON: "Demnächst",
    Section.DEPENDS: "Vor der Pause: hängt an diesem Rechner",
    Section.DONE: "Heute veröffentlicht",
}
BUTTONS: dict[Step, str] = {
    Step.RECONNECT: "Neu verbinden",
    Step.EDIT: "Bearbeiten",
    Step.CLARIFY: "Klären …",
    Step.DECIDE: "Entscheiden …",
    Step.SETTLE: "Klären …",
    Step.ARRANGE: "Ordnen …",
    Step.LOOK: "Ansehen",
    Step.PREPARE: "Vorbereiten",
    Step.OPEN_PAGE: "Öffnen",
    Step.REMIND: "Ansehen",
    Step.RELEASE: "Freigeben …",
    Step.BACK_UP: "Einstellungen",
    Step.MOVE_FILE: "Was tun?",
    Step.WATCH: "Was tun?",
    Step.ANSWER: "Antworten",
    Step.CONFIRM: "Ansehen",
    Step.LOOK_AT_ACCESS: "Steckbrief …",
}
#: Where a backup does not work, by `services.safekeeping.Place`.
PLACES = {"first": "Sicherung auf diesem Rechner", "second": "Sicherung im zweiten Ordner"}
#: What an access that does not hold is called, where it is not just signing in.
_LEADS: dict[Problem, str] = {
    Problem.PERMISSION_MISSING: "Rechte fehlen",
    Problem.APP_IN_DEVELOPMENT: "App nicht öffentlich",
    Problem.ACCOUNT_BLOCKED: "Konto gesperrt",
    Problem.ACCOUNT_UNLINKED: "Konto nicht verknüpft",
}
_SILENT = (None, Problem.TIMED_OUT, Problem.CONNECTION_LOST)
_PLATFORM = "Die Plattform "


class Words(NamedTuple):
    """`lead` is bold in the colour of the state, `rest` follows it quietly (it brings its own space)."""

    title: str
    lead: str
    rest: str
    button: str
    #: the channels by name, for tooltip and screen reader
    channels: str
    #: another way out, on a second button
    second: str = ""

    @property
    def spoken(self) -> str:
        """The whole line as a screen reader says it."""
        return " ".join(filter(None, (f"{self.title}.", f"{self.lead}{self.rest}".rstrip(".") + ".", self.channels)))


def of(line: Line, today: Today) -> Words:
    """The words of one line."""
    if line.step is Step.BACK_UP:
        lead, rest = _unsaved(line, today)
        return Words(PLACES.get(line.words, line.words), lead, rest, BUTTONS[line.step], "")
    if line.step is Step.MOVE_FILE and line.problem is not None:
        what, step = texts.PROBLEMS[line.problem]
        return Words("Datenordner", what, f" {step}", BUTTONS[line.step], "")
    if line.step is Step.WATCH and line.problem is not None:
        return Words(line.words or "Versand", texts.PROBLEMS[line.problem][0], "", BUTTONS[line.step], "")
    if line.step is Step.ANSWER:
        lead, rest = _asked_of_us(today)
        return Words("Antworten", lead, rest, BUTTONS[line.step], "")
    if line.step is Step.CONFIRM:
        many = texts.count(today.to_confirm, "Textbaustein ist", "Textbausteine sind")
        return Words("Textbausteine", "", f"{many} vom Fachbereich zu bestätigen.", BUTTONS[line.step], "")
    if line.step is Step.LOOK_AT_ACCESS:
        said = f" zuletzt am {line.detail} geprüft, das ist über ein Jahr her. Wer darf sich noch anmelden?"
        return Words(line.words, "Zugänge", said, BUTTONS[line.step], "")
    lead, rest = _BY_STEP.get(line.step, _SENTENCES[line.state])(line, today)
    button = BUTTONS[line.step]
    if line.step is Step.RECONNECT and line.problem in MENDED_THERE:
        button = BUTTONS[Step.LOOK]
    if line.step is Step.OPEN_PAGE and not any(d.url for d in line.deliveries):
        button = BUTTONS[Step.LOOK]
    channels = "" if line.step is Step.RECONNECT else texts.listing(names(line.account_ids, today))
    second = "Von Hand" if line.state in (State.FAILED, State.MISSED) and line.step is not Step.SETTLE else ""
    return Words(line.words, lead, rest, button, channels, second)


def names(account_ids: Iterable[int], today: Today) -> list[str]:
    """The names of accounts, without those that are gone."""
    return [today.accounts[one].name for one in account_ids if one in today.accounts]


def _sentence(problem: Problem, who: list[str]) -> str:
    words = texts.PROBLEMS[problem][0]
    # the platform by its name where it is one
    return f"{who[0]} {words[len(_PLATFORM) :]}" if len(who) == 1 and words.startswith(_PLATFORM) else words


def _online(line: Line, today: Today) -> str:
    found = names(line.online, today)
    return f" {texts.listing(found)} {'ist' if len(found) == 1 else 'sind'} online." if found else ""


def _asked_of_us(today: Today) -> tuple[str, str]:
    found = today.inquiries
    loud = [f"{found.urgent} dringend"] if found.urgent else []
    loud += [f"{found.overdue} überfällig"] if found.overdue else []
    if found.unsent:
        loud.append(texts.count(len(found.unsent), "Antwort nicht gesendet", "Antworten nicht gesendet"))
    parts = []
    if found.open:
        oldest = f", das älteste seit {texts.when(found.oldest, today.office.zone, today.now)}" if found.oldest else ""
        soon = f", {found.due_today} davon heute fällig" if found.due_today else ""
        parts.append(f"{found.open} Anliegen offen{soon}{oldest}.")
    if found.returned:
        parts.append(f"{texts.count(found.returned, 'Wiedervorlage', 'Wiedervorlagen')} zu heute.")
    if not parts:
        # only answers that did not go out
        return f"{', '.join(loud)}.", " Der Grund steht bei der Antwort."
    every = " ".join(parts)
    return (f"{', '.join(loud)}:", f" {every}") if loud else ("", every)


def _unsaved(line: Line, today: Today) -> tuple[str, str]:
    last = f"zuletzt {day_and_time(line.due, today)}." if line.due else "noch nie gelungen."
    reason = _sentence(line.problem, []) if line.problem else ""
    return "Keine gute Sicherung:", f" {last} {reason}".rstrip()


def _account(line: Line, today: Today) -> tuple[str, str]:
    if line.due is not None:
        left = max(0, days_left(line.due, today.now, today.office.zone))
        lead = {0: "Zugang endet heute:", 1: "Zugang endet morgen:"}.get(left, f"Zugang endet in {left} Tagen:")
        return lead, " Bitte vorher neu verbinden. Geplante Beiträge warten, wenn er abläuft."
    reason = _sentence(line.problem, names(line.account_ids, today)) if line.problem else "Der Zugang gilt nicht mehr."
    lead = _LEADS.get(line.problem, "Anmeldung nötig") if line.problem else "Anmeldung nötig"
    return f"{lead}:", f" {reason} Geplante Beiträge warten so lange."


def _failed(line: Line, today: Today) -> tuple[str, str]:
    who = names(line.account_ids, today)
    reason = f" {_sentence(line.problem, who)}" if line.problem else ""
    return (
        "Nicht veröffentlicht",
        f" {at(line.due, today)}:{reason or ' ohne Angabe von Gründen.'}{_online(line, today)}",
    )


def _uncertain(line: Line, today: Today) -> tuple[str, str]:
    first = line.deliveries[0]
    if line.problem is Problem.FILE_RESTORED or first.started is None:
        looks = line.waits is Waits.LOOK_UP
        then = "AmtDesk sieht gerade nach." if looks else "Nachsehen ging nicht, bitte klären."
        return "Ungeklärt:", f" {_sentence(Problem.FILE_RESTORED, [])} {then}"
    sent = at(first.started or line.due, today)
    answer = f" {sent} gesendet, keine Antwort."
    if line.problem is Problem.PROGRAM_ENDED:
        answer = f" {sent} wurde AmtDesk beim Senden beendet."
    elif line.problem not in _SILENT and line.problem is not None:
        answer = f" {sent} gesendet. {_sentence(line.problem, names(line.account_ids, today))}"
    if line.waits is Waits.LOOK_UP:
        then = f" {at(first.next_try, today)}" if first.next_try and first.next_try > today.now else " gleich"
        return "Ungeklärt:", f"{answer} AmtDesk sieht{then} von selbst nach."
    return "Ungeklärt:", f"{answer} Nachgesehen und nicht gefunden, bitte klären."


def _missed(line: Line, today: Today) -> tuple[str, str]:
    if line.problem is Problem.LEFT_UNDONE:
        when = day_and_time(line.due, today)
        return "Verpasst:", f" war für {when} von Hand fällig, nicht als erledigt eingetragen.{_online(line, today)}"
    reason = ", AmtDesk lief nicht oder war ohne Netz" if line.problem in (None, Problem.TOO_LATE) else ""
    return "Verpasst:", f" war für {day_and_time(line.due, today)} fällig{reason}.{_online(line, today)}"


def _held(line: Line, today: Today) -> tuple[str, str]:
    return "Angehalten:", f" war für {day_and_time(line.due, today)} geplant.{_online(line, today)}"


def _lapsed(line: Line, today: Today) -> tuple[str, str]:
    when = day_and_time(line.due, today)
    return "Nicht mehr gesendet:", f" war für {when} geplant und sollte später nicht mehr erscheinen."


def _waiting(line: Line, today: Today) -> tuple[str, str]:
    return "Wartet auf Freigabe", f" · Termin {day_and_time(line.due, today)}" if line.due else " · noch ohne Termin"


def _planned(line: Line, today: Today) -> tuple[str, str]:
    first = line.deliveries[0]
    lead, rest = "Geplant", f" für {clock(line.due, today)}"
    if first.next_try and first.problem:
        again = (
            f"nächster Versuch {at(first.next_try, today)}" if first.next_try > today.now else "wird gleich versucht"
        )
        return lead, f"{rest} · {_sentence(first.problem, names(line.account_ids, today)).rstrip('.')}, {again}"
    if line.due and line.due <= today.now:
        return lead, f"{rest} · wird gesendet, sobald es geht"
    return lead, f"{rest} · AmtDesk sendet selbst, der Rechner muss an sein"


def _handed_over(line: Line, today: Today) -> tuple[str, str]:
    who = texts.listing(names(line.account_ids, today)) or "die Plattform"
    if any(one.wish for one in line.deliveries):
        return "Übergeben", f" für {clock(line.due, today)} · Ihre Änderung wird {who} noch mitgeteilt"
    verb = "veröffentlicht" if len(line.account_ids) < 2 else "veröffentlichen"
    return "Übergeben", f" für {clock(line.due, today)} · {who} {verb} selbst, der Rechner darf aus sein"


def _sending(line: Line, today: Today) -> tuple[str, str]:
    started = line.deliveries[0].started
    return "Wird gesendet", f", begonnen {at(started, today)}" if started else ""


def _by_hand(line: Line, today: Today) -> tuple[str, str]:
    if any(copy_date.of_account(today.accounts[one]) for one in line.account_ids if one in today.accounts):
        done = " · vorbei, noch nicht als abgegeben eingetragen" if line.due and line.due <= today.now else ""
        return "Redaktionsschluss", f" {day_and_time(line.due, today)}{done or ' · alles liegt bereit'}"
    if line.due and line.due <= today.now:
        return "Von Hand:", f" war für {day_and_time(line.due, today)} vorgesehen, noch kein Link eingetragen"
    return "Von Hand", f" {at(line.due, today)} · alles liegt bereit"


def _published(line: Line, today: Today) -> tuple[str, str]:
    lead = "Veröffentlicht" if line.state is State.PUBLISHED else "Von Hand veröffentlicht"
    return lead, f" {at(_ended(line.deliveries) or line.due, today)}"


def _ended(deliveries: Iterable[Delivery]) -> datetime | None:
    return max((d.ended for d in deliveries if d.ended), default=None)


def _noticed(line: Line, today: Today) -> tuple[str, str]:
    """What somebody did on the platform."""
    assert line.problem is not None
    first, who = line.deliveries[0], texts.listing(names(line.account_ids, today)) or "Plattform"
    said = texts.PROBLEMS[line.problem][0]
    if line.problem is Problem.MOVED_THERE and first.scheduled is not None:
        theirs, ours = day_and_time(first.scheduled, today), day_and_time(line.due, today)
        said = f"Dort gilt jetzt {theirs} statt {ours}."
    return f"{who}:", f" {said}"


def _depends(line: Line, today: Today) -> tuple[str, str]:
    when = day_and_time(line.due, today)
    if line.state is State.BY_HAND:
        return "Von Hand", f" {when} · dann ist niemand im Haus"
    return "Geplant", f" für {when} · dieser Rechner muss dann an sein"


def _state_only(line: Line, _today: Today) -> tuple[str, str]:
    word = texts.STATES[line.state] if line.state else ""
    return word[:1].upper() + word[1:], ""


_SENTENCES: dict[State | None, Callable[[Line, Today], tuple[str, str]]] = {
    None: _state_only,
    **dict.fromkeys(State, _state_only),
    State.FAILED: _failed,
    State.UNCERTAIN: _uncertain,
    State.MISSED: _missed,
    State.HELD: _held,
    State.WITHDRAWN: _lapsed,
    State.AWAITING_APPROVAL: _waiting,
    State.PLANNED: _planned,
    State.HANDED_OVER: _handed_over,
    State.SENDING: _sending,
    State.BY_HAND: _by_hand,
    State.PUBLISHED: _published,
    State.PUBLISHED_BY_HAND: _published,
}
#: What matters more than the state.
_BY_STEP: dict[Step, Callable[[Line, Today], tuple[str, str]]] = {
    Step.RECONNECT: _account,
    Step.SETTLE: _noticed,
    Step.ARRANGE: _depends,
}
