"""What the look at the way to a server says: what happened, and what to do now. No Qt in here."""

from amtdesk.domain.reach import Reach, Stop

_ASK_IT = "Bitte die IT fragen, die Einzelheiten lassen sich kopieren."
_FREE = "Bitte die IT bitten, {host} freizugeben. Die ganze Liste gibt es unter „Freigaben für die IT“."

#: By where the way ends; `{host}` is the server, `{proxy}` the proxy of the house, `{issuer}` who issued a certificate.
STOPS: dict[Stop, tuple[str, str]] = {
    Stop.ADDRESS: ("Das ist keine Adresse im Netz.", "Bitte die Adresse ansehen."),
    Stop.PROXY_SILENT: (
        "Der Proxy des Hauses ({proxy}) antwortet nicht.",
        "Bitte die IT fragen. Ohne ihn geht aus diesem Netz nichts hinaus.",
    ),
    Stop.PROXY_LOGIN: (
        "Der Proxy des Hauses ({proxy}) verlangt eine eigene Anmeldung.",
        "Bitte die IT bitten, AmtDesk ohne Anmeldung durchzulassen oder einen Proxy mit Zugang einzutragen.",
    ),
    Stop.PROXY_REFUSES: ("Der Proxy des Hauses ({proxy}) lässt {host} nicht durch.", _FREE),
    Stop.NAME_UNKNOWN: (
        "Den Server {host} gibt es unter diesem Namen nicht.",
        "Bitte die Adresse ansehen. Stimmt sie, kennt das Netz des Hauses den Namen nicht: dann die IT fragen.",
    ),
    Stop.NO_NETWORK: (
        "Es besteht keine Netzverbindung, auch andere Server antworten nicht.",
        "Bitte die Netzverbindung prüfen. Schreiben und planen geht auch ohne.",
    ),
    Stop.BLOCKED: (
        "{host} antwortet nicht, andere Server schon: Wahrscheinlich sperrt ihn die Firewall des Hauses.",
        _FREE + " Vielleicht ist der Server auch nur gerade aus.",
    ),
    Stop.SILENT: (
        "{host} antwortet nicht.",
        "Bitte später noch einmal prüfen. Bleibt es dabei, die IT fragen, ob die Firewall {host} durchlässt.",
    ),
    Stop.EXPIRED: (
        "Das Zertifikat von {host} ist abgelaufen, oder die Uhr dieses Rechners geht falsch.",
        "Bitte Datum und Uhrzeit ansehen. Stimmen sie, muss der Server ein neues Zertifikat bekommen.",
    ),
    Stop.OTHER_NAME: (
        "Unter {host} meldet sich ein Server mit anderem Namen.",
        "Bitte die Adresse ansehen. AmtDesk sendet dorthin nichts.",
    ),
    Stop.NOT_TRUSTED: (
        "Diesem Rechner ist der Aussteller des Zertifikats von {host} unbekannt{issuer}. "
        "Meist prüft dann das Haus verschlüsselte Verbindungen, und sein Zertifikat fehlt auf diesem Rechner.",
        "Bitte die IT bitten, das Zertifikat auf diesem Rechner einzurichten oder {host} von der Prüfung auszunehmen.",
    ),
    Stop.NO_TLS: ("{host} spricht nicht verschlüsselt, wie es sein muss.", _ASK_IT),
}


def sentences(reach: Reach) -> tuple[str, str] | None:
    """What happened and what to do now; None where the way is open."""
    if reach.stop is None:
        return None
    issuer = f" („{reach.issuer}“)" if reach.issuer else ""
    what, now = STOPS[reach.stop]
    place = {"host": reach.host, "proxy": reach.proxy, "issuer": issuer}
    return what.format(**place), now.format(**place)


def note(reach: Reach) -> str:
    """How the way goes when it is open."""
    parts = [reach.host]
    if reach.proxy:
        parts.append(f"über den Proxy {reach.proxy}")
    if reach.inspected:
        parts.append(f"das Haus prüft die Verbindung{f' (Zertifikat von {reach.issuer})' if reach.issuer else ''}")
    return " · ".join(parts)
