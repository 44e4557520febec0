"""What is made before a person publishes by hand; runs in the background."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from amtdesk.domain.delivery import State
from amtdesk.domain.schedule import local
from amtdesk.ui.by_hand_steps import thumbnails

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk
    from amtdesk.services.hand import Prepared


@dataclass(frozen=True)
class Laid:
    """Everything for the assistant: what was prepared, its pictures in small, pages of the Aushang, its length."""

    prepared: "Prepared"
    thumbnails: Sequence[QImage]
    pages: int = 0
    characters: int = 0


def lay_ready(desk: "Desk", delivery_id: int) -> Laid:
    """Write pictures and files of a delivery, and from now on keep everything else from sending it."""
    from amtdesk.domain.counting import graphemes

    prepared = desk.hand.prepare(delivery_id)
    if prepared.delivery.state is not State.BY_HAND:
        # from here on nothing else may send it
        desk.planning.by_hand(delivery_id)
    pages = _sheet(desk, prepared)
    return Laid(prepared, thumbnails(path for path, _ in prepared.pictures), pages, graphemes(prepared.text))


def _sheet(desk: "Desk", prepared: "Prepared") -> int:
    if prepared.sheet is None:
        return 0
    from amtdesk.ui.by_hand_sheet import Sheet, write

    office = desk.offices.get()
    day = local(desk.now(), office.zone).date()
    foot = " · ".join(filter(None, (office.name, f"Tel. {office.phone}" if office.phone else "", f"{day:%d.%m.%Y}")))
    picture = str(prepared.pictures[0][0]) if prepared.pictures else ""
    coat = str(prepared.coat) if prepared.coat is not None else ""
    sheet = Sheet(office.name, prepared.title, prepared.text, foot, coat, picture, prepared.link, prepared.code)
    return write(str(prepared.sheet), sheet)
