"""What is said about files of Textbausteine: why a file or a row is not taken, and what a row would do."""

from amtdesk.domain.exchange import Fault, FileRefused, Refusal, Row, Standing

STANDINGS = {
    Standing.NEW: "neu",
    Standing.CHANGED: "geändert",
    Standing.UNCHANGED: "unverändert",
    Standing.FAULTY: "Fehler",
}
FAULTS = {
    Fault.TITLE_MISSING: "Der Titel fehlt.",
    Fault.TEXT_MISSING: "Der Text fehlt.",
    Fault.CATEGORY_MISSING: "Die Kategorie fehlt.",
    Fault.TWICE: "Steht schon weiter oben in der Datei.",
    Fault.ID_WRONG: "Die Kennung darf nur Buchstaben ohne Umlaute, Ziffern, Punkt und Striche haben.",
    Fault.DATE_WRONG: "Das Datum ist keines. Richtig ist 14.10.2026.",
    Fault.NUMBER_WRONG: "Bei „Prüfen nach Monaten“ und „Fassung“ muss eine ganze Zahl ab 1 stehen.",
    Fault.APPROVAL_UNKNOWN: "Als Mindestfreigabe geht nur frei, fachamt oder leitung.",
    Fault.TOO_LONG: "Ein Wert ist zu lang (Titel bis 200, Texte bis 10.000 Zeichen).",
    Fault.VALUE_WRONG: "Ein Wert ist kein Text, wo einer stehen muss.",
    Fault.CELLS_TOO_MANY: "Mehr Spalten als Überschriften. Ein Text mit Trennzeichen braucht Anführungszeichen.",
    Fault.ARCHIVED: "Dieser Textbaustein liegt im Archiv. Holen Sie ihn dort erst zurück.",
}
#: What happened, and what to do now.
REFUSALS = {
    Refusal.TOO_LARGE: ("Die Datei ist größer als 10 MB.", "Teilen Sie sie auf mehrere Dateien auf."),
    Refusal.TOO_MANY: ("Die Datei hat mehr als 5.000 Zeilen.", "Teilen Sie sie auf mehrere Dateien auf."),
    Refusal.SPREADSHEET: (
        "Das ist eine Excel-Mappe oder ein ZIP-Archiv, daraus liest AmtDesk nicht.",
        "In Excel: Speichern unter, Dateityp „CSV UTF-8 (durch Trennzeichen getrennt)“. Diese Datei geht.",
    ),
    Refusal.NO_TEXT: ("Das ist keine Textdatei.", "Wählen Sie eine Datei vom Typ CSV oder JSON."),
    Refusal.NO_COLUMNS: (
        "In der Datei sind keine Spalten „Titel“ und „Text“ zu finden.",
        "Die erste Zeile muss die Überschriften enthalten. Eine Vorlage bekommen Sie mit „Exportieren“.",
    ),
    Refusal.EMPTY: ("In der Datei steht kein Textbaustein.", "Prüfen Sie, ob es die richtige ist."),
    Refusal.BROKEN: ("Die Datei ist beschädigt oder unvollständig.", "Exportieren oder speichern Sie sie noch einmal."),
    Refusal.NEWER: (
        "Die Datei stammt aus einer neueren Fassung von AmtDesk.",
        "Aktualisieren Sie AmtDesk, oder lassen Sie sich die Texte als CSV geben.",
    ),
    Refusal.UNREADABLE: ("Die Datei lässt sich nicht öffnen.", "Ist sie noch da, und in Excel geschlossen?"),
    Refusal.OVERTAKEN: (
        "Inzwischen hat sich ein Textbaustein geändert. Es wurde nichts übernommen.",
        "Öffnen Sie die Datei noch einmal, dann stimmt die Vorschau.",
    ),
}
CHARSETS = {"utf-8": "", "utf-16": "Zeichensatz UTF-16 erkannt.", "cp1252": "Zeichensatz Windows-1252 erkannt."}
FIELDS = {
    "category": "Kategorie",
    "title": "Titel",
    "text": "Text",
    "text_familiar": "du/ihr-Text",
    "text_short": "Kurzfassung",
    "text_short_familiar": "du/ihr-Kurzfassung",
    "keywords": "Stichwörter",
    "questions": "Beispielfragen",
    "words": "einzelne Wörter",
    "usage": "Hinweis zum Einsatz",
    "source_url": "Quelle",
    "agree_with": "Abstimmen mit",
    "approval": "Mindestfreigabe",
    "review_months": "Prüffrist",
    "kinds": "Arten",
    "agreed_by": "Zustimmung",
}


def refused(error: FileRefused) -> tuple[str, str]:
    """What happened and what to do now."""
    what, step = REFUSALS[error.reason]
    return (f"{what} (Zeile {error.line})" if error.line > 1 else what), step


def note(row: Row) -> str:
    """In a line what a row would do, or why it cannot be taken."""
    if row.faults:
        return " ".join(FAULTS[fault] for fault in row.faults)
    if row.standing is Standing.NEW:
        return "mit Zustimmung" if row.entry.agreed else "noch nicht abgestimmt"
    if row.standing is Standing.UNCHANGED:
        return ""
    said = ", ".join(FIELDS[name] for name in row.changed if name in FIELDS and not _lost(row, name))
    return f"{said}. Die Zustimmung erlischt." if row.voids else said


def _lost(row: Row, name: str) -> bool:
    return name == "agreed_by" and row.voids
