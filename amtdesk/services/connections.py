"""What connecting channels and looking after their connections needs, in one place."""

from dataclasses import dataclass

from amtdesk.services.doctor import Doctor
from amtdesk.services.removal import Removal
from amtdesk.services.renewal import Renewal
from amtdesk.services.sign_in import SignIns


@dataclass(frozen=True, slots=True)
class Connections:
    """The services around the connections of one data directory."""

    sign_ins: SignIns
    doctor: Doctor
    removal: Removal
    renewal: Renewal
