"""The list for the IT: which addresses the network must let through, to be copied."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from amtdesk.ui.dialogs import HouseDialog
from amtdesk.ui.look import Look

_HEAD = "AmtDesk braucht aus diesem Netz verschlüsselte Verbindungen (HTTPS, Port 443 oder wie angegeben) zu:"
_FOOT = (
    "Nur ausgehend, nichts muss von außen erreichbar sein. Der Proxy und die Zertifikate des Betriebssystems werden "
    "benutzt. Wer verschlüsselte Verbindungen prüft, richtet sein Zertifikat auf dem Rechner ein."
)

#: Addresses, and the kinds of channel that need them.
Hosts = Mapping[str, Sequence[str]]


class HostsDialog(HouseDialog):
    """Shows the connected channels' addresses, or those of every kind there is."""

    def __init__(self, look: Look, connected: Hosts, every: Hosts, parent: QWidget | None) -> None:
        super().__init__(parent, look, "Freigaben für die IT", icon="wifi")
        self._connected, self._every = connected, every
        self.say("Diese Adressen müssen im Netz des Hauses frei sein. Bitte kopieren und an die IT senden.")
        self.all = QCheckBox("Auch die Kanäle, die noch nicht verbunden sind")
        self.all.setFont(look.font(9.5))
        self.all.setChecked(not connected)
        self.all.toggled.connect(self._fill)
        self.body.addWidget(self.all)
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setFont(look.font(9.5))
        self.list.setAccessibleName("Adressen für die IT")
        self.list.setMinimumHeight(190)
        self.body.addWidget(self.list, 1)
        self.button("Schließen", safe=True, default=False)
        self.copy = self.button("Liste kopieren", primary=True, default=True)
        self.copy.clicked.connect(self._copy)
        self._fill()

    def _fill(self) -> None:
        self.list.setPlainText(for_the_it(self._every if self.all.isChecked() else self._connected))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.list.toPlainText())
        self.copy.setText("Kopiert")


def for_the_it(hosts: Hosts) -> str:
    """The text that is copied."""
    listed = [f"  {host} ({', '.join(kinds)})" for host, kinds in hosts.items()] or ["  (keine)"]
    return "\n".join([_HEAD, *listed, _FOOT])
