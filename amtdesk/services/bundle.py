"""What goes to a publisher of print: one ZIP file with text, pictures and captions, and the e-mail with it."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from amtdesk.domain.counting import graphemes

#: Mail programs and Windows take no longer links.
_LONGEST_LINK = 1900
_RULE = "-" * 40


def letter(title: str, text: str, pictures: Sequence[tuple[str, str]]) -> str:
    """Headline, text, how long it is, and each picture (file name, caption) as plain text."""
    parts = [part for part in (title.strip(), text.strip()) if part]
    count = f"{graphemes(text.strip())} Zeichen"
    lines = [f"{name}: {caption or 'ohne Bildunterschrift'}" for name, caption in pictures]
    foot = [_RULE, f"Umfang des Textes: {count}", *(["", "Bilder und Bildunterschriften", *lines] if lines else [])]
    return "\n\n".join(parts) + "\n\n" + "\n".join(foot) + "\n"


def packed(title: str, text: str, pictures: Sequence[tuple[Path, str]], at: datetime) -> bytes:
    """The ZIP file; the same for the same content and moment."""
    content = BytesIO()
    moment = at.timetuple()[:6]
    said = letter(title, text, [(path.name, caption) for path, caption in pictures])
    with ZipFile(content, "w") as whole:
        # with a mark at its start and Windows' line ends every editor there shows umlauts and lines
        entry = ZipInfo("text.txt", moment)
        entry.compress_type = ZIP_DEFLATED
        whole.writestr(entry, "\ufeff".encode() + said.replace("\n", "\r\n").encode())
        for path, _ in pictures:
            picture = ZipInfo(path.name, moment)
            picture.compress_type = ZIP_STORED
            whole.writestr(picture, path.read_bytes())
    return content.getvalue()


def mail(address: str, subject: str, title: str, text: str, office: str) -> str:
    """A `mailto:` link with the whole text, or one that points to the attached file when the text is too long for it.

    A text cut short would be printed so.
    """
    whole = "\n\n".join(part for part in (title.strip(), text.strip()) if part)
    for body in (whole, "Text und Bilder finden Sie in der angehängten Datei."):
        said = f"Guten Tag,\n\nfür die nächste Ausgabe:\n\n{body}\n\nFreundliche Grüße\n{office}".rstrip()
        said = quote(said.replace("\n", "\r\n"), safe="")
        link = f"mailto:{quote(address.strip(), safe='@')}?subject={quote(subject, safe='')}&body={said}"
        if len(link) <= _LONGEST_LINK:
            break
    return link
