"""What stands behind the word of a delivery's state: when, and who holds the clock."""

from datetime import datetime

from amtdesk.domain.delivery import Clock, Delivery, State, Waits, Wish
from amtdesk.ui import texts


def words_of(delivery: Delivery, name: str, now: datetime) -> str:
    """What stands behind the state's word."""
    zone = delivery.zone
    match delivery.state:
        case State.PLANNED if delivery.next_try is not None and delivery.next_try > delivery.due:
            return f"nächster Versuch {texts.clock(delivery.next_try, zone)}"
        case State.HELD:
            return f"war für {texts.when(delivery.due, zone, now)} geplant"
        case State.SENDING if delivery.started is not None:
            return f"begonnen {texts.clock(delivery.started, zone)}"
        case State.PLANNED | State.HANDED_OVER:
            return _whose_clock(delivery, name, texts.when(delivery.due, zone, now))
        case State.BY_HAND | State.FAILED | State.MISSED:
            return texts.when(delivery.due, zone, now)
        case State.UNCERTAIN if delivery.waits is Waits.LOOK_UP:
            at = f" {texts.clock(delivery.next_try, zone)}" if delivery.next_try else ""
            return f"wird nachgesehen{at}"
        case State.UNCERTAIN:
            return "bitte klären"
        case State.PUBLISHED | State.PUBLISHED_BY_HAND | State.WITHDRAWN if delivery.ended is not None:
            edited = f"geändert {texts.when(delivery.edited, zone, now)}" if delivery.edited else ""
            gone = "auf der Plattform gelöscht" if delivery.taken_down else ""
            return " · ".join(filter(None, (texts.when(delivery.ended, zone, now), delivery.note, edited, gone)))
    return ""


def _whose_clock(delivery: Delivery, name: str, at: str) -> str:
    """Whether the computer must be on at the time `at`, and what the platform is still to be told."""
    if delivery.state is State.PLANNED:
        here = delivery.clock is Clock.PC
        return f"{at}. {'Der Rechner muss an sein' if here else f'Wird {name} noch übergeben'}."
    if delivery.wish is None:
        return f"{at}. {name} veröffentlicht selbst, der Rechner darf aus sein."
    if delivery.wish in (Wish.DRAFT, Wish.WITHDRAWN):
        return f"wird auf {name} zurückgenommen, sobald es geht"
    return f"{at}. Ihre Änderung wird {name} noch mitgeteilt."
