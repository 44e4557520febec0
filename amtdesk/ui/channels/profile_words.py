"""What the Kanal-Steckbrief says. No Qt in here."""

from amtdesk.domain.profile import Comments, Gap

COMMENTS: dict[Comments, str] = {
    Comments.UNSAID: "nicht festgelegt",
    Comments.OPEN: "offen für alle",
    Comments.MODERATED: "sichtbar erst nach unserer Prüfung",
    Comments.REACTIONS: "nur Reaktionen, keine Kommentare",
    Comments.CLOSED: "geschlossen",
}
GAPS: dict[Gap, str] = {
    Gap.SECOND_PERSON: "eine zweite Person mit Zugang",
    Gap.TWO_FACTOR: "Anmeldung mit zweitem Faktor für alle",
    Gap.CHECK: "wann die Zugänge geprüft wurden",
    Gap.IMPRINT: "Link zum Impressum",
    Gap.PRIVACY: "Link zum Datenschutz",
    Gap.PURPOSE: "wofür der Kanal da ist",
}
ADDRESSES = {False: "Sie", True: "du, ihr"}


def still_open(gaps: tuple[Gap, ...]) -> str:
    """One sentence on what is missing; empty when nothing is."""
    if not gaps:
        return ""
    return f"Noch offen: {', '.join(GAPS[gap] for gap in gaps)}."
