"""The record of moderation as a page for the file: what stood there, which rule, who decided, when."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from amtdesk.domain.inquiry import Inquiry
from amtdesk.domain.measure import Measure, Outcome, Rung
from amtdesk.domain.schedule import local
from amtdesk.ui import texts
from amtdesk.ui.answers.words import calm
from amtdesk.ui.shell import Shell

_RUNGS = {Rung.HINT: "Hinweis", Rung.HIDE: "Ausgeblendet", Rung.DELETE: "Gelöscht", Rung.BLOCK: "Gesperrt"}
_OUTCOMES = {
    Outcome.NOTED: "vermerkt",
    Outcome.DONE: "durchgeführt",
    Outcome.FAILED: "nicht durchgeführt",
}


def page(inquiry: Inquiry, measures: Sequence[Measure], office: str, zone: str) -> str:
    """The record as HTML of our own; everything foreign is escaped."""
    parts = [f"<h1>Moderationsprotokoll zu Anliegen {escape(inquiry.number)}</h1><p>{escape(office)}</p>"]
    for measure in measures:
        kept = measure.snapshot
        made = local(measure.made, zone)
        facts = [
            ("Stufe", f"{_RUNGS[measure.rung]} ({_OUTCOMES[measure.outcome]})"),
            ("Am", f"{texts.long_date(made.date())}, {made:%H:%M} Uhr"),
            ("Durch", measure.by or "nicht angegeben"),
            ("Regel der Netiquette", measure.clause),
            ("Begründung", measure.reason),
            ("Zugestimmt hat", measure.approved_by),
            ("Zurückgenommen", f"{local(measure.undone, zone):%d.%m.%Y, %H:%M} Uhr" if measure.undone else ""),
            ("Verfasst von", calm(str(kept.get("author") or kept.get("handle") or ""), 200)),
            ("Geschrieben", str(kept.get("written", ""))),
            ("Fundstelle", str(kept.get("url", ""))),
            ("Unter dem Beitrag", calm(str(kept.get("post", "")), 500)),
        ]
        rows = "".join(f"<tr><td><b>{name}</b></td><td>{escape(said)}</td></tr>" for name, said in facts if said)
        words = escape(calm(str(kept.get("text", "")))).replace("\n", "<br>")
        parts.append(f"<hr><table cellpadding='3'>{rows}</table><p><b>Wortlaut</b></p><blockquote>{words}</blockquote>")
        around = [
            f"<p><i>{escape(calm(str(one.get('author') or ('Wir' if one.get('own') else '')), 60))}</i>: "
            f"{escape(calm(str(one.get('text', '')), 1000))}</p>"
            for one in kept.get("context", ())
        ]
        if around:
            parts.append("<p><b>Umgebung</b></p>" + "".join(around))
    return "".join(parts)


def save_record(shell: Shell, parent: QWidget, inquiry: Inquiry) -> bool:
    """Ask where to, and write it as PDF; False when she changed her mind."""
    proposed = f"Moderation-{inquiry.number}.pdf"
    path, _ = QFileDialog.getSaveFileName(parent, "Protokoll speichern", proposed, "PDF (*.pdf)")
    if not path:
        return False
    office = shell.desk.offices.get()
    write(path, page(inquiry, shell.desk.moderation.of(inquiry.id), office.name, office.zone))
    shell.say("Protokoll gespeichert.")
    return True


def write(path: str, html: str) -> None:
    """An A4 page or more."""
    writer = QPdfWriter(path)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    writer.setTitle("Moderationsprotokoll")
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
