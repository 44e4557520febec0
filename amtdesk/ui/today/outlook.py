"""How much is open, how far ahead it is planned, and where the gaps are; no Qt in here."""

from collections.abc import Iterable
from datetime import date

from amtdesk.domain.gaps import runs
from amtdesk.domain.schedule import local
from amtdesk.domain.today import Section, Today
from amtdesk.ui import texts


def head(today: Today) -> str:
    """`8 Punkte · Servicezeit heute 8–12 Uhr`."""
    open_lines = sum(line.section is not Section.DONE for line in today.lines)
    weekday = local(today.now, today.office.zone).weekday()
    spans = [
        f"{_hour(span.start.hour, span.start.minute)}–{_hour(span.end.hour, span.end.minute)}"
        for span in sorted(today.office.hours, key=lambda one: one.start)
        if span.weekday == weekday
    ]
    present = f"Servicezeit heute {texts.listing(spans)} Uhr" if spans else "heute keine Servicezeit"
    return (
        f"{texts.count(open_lines, 'Punkt', 'Punkte')} · {present}" if open_lines else present[0].upper() + present[1:]
    )


def ahead(today: Today) -> str:
    """`Vorgeplant bis Fr 30.10. (16 Tage)`."""
    last, days = today.horizon
    if last is None:
        return "Noch nichts vorgeplant"
    if not days:
        return "Vorgeplant nur bis heute"
    day = local(today.now, today.office.zone).date()
    return f"Vorgeplant bis {texts.short_date(last, day)} ({texts.count(days, 'Tag', 'Tage')})"


def gap_list(days: Iterable[date], most: int = 4) -> str:
    """`19.–22.10., 28.10.`; empty when there are none."""
    spans = runs(days)
    words = [_span(first, last) for first, last in spans[:most]]
    if len(spans) > most:
        words.append(f"{texts.count(len(spans) - most, 'weitere', 'weitere')}")
    return ", ".join(words)


def _span(first: date, last: date) -> str:
    end = f"{last.day}.{last.month}."
    if first == last:
        return end
    return f"{first.day}.–{end}" if first.month == last.month else f"{first.day}.{first.month}.–{end}"


def _hour(hour: int, minute: int) -> str:
    return f"{hour}:{minute:02d}" if minute else str(hour)
