"""What the assistant for publishing by hand does outside its window: clipboard, folder, browser, mail program."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.hand import Prepared


class Deeds:
    """Each deed returns what is to be said about it, and whether it went."""

    def __init__(self, shell: Shell, prepared: "Prepared") -> None:
        self._shell = shell
        self._prepared = prepared

    def copy_text(self) -> str:
        """The text as the place takes it."""
        QGuiApplication.clipboard().setText(self._prepared.text)
        return "Der Text liegt in der Zwischenablage."

    def copy_title(self) -> str:
        """The headline."""
        QGuiApplication.clipboard().setText(self._prepared.title)
        return "Die Überschrift liegt in der Zwischenablage."

    def copy_picture(self, place: int) -> tuple[str, bool]:
        """One picture, to be pasted into the page."""
        image = QImage(str(self._prepared.pictures[place][0]))
        if image.isNull():
            return "Das Bild lässt sich nicht kopieren. Bitte den Bildordner öffnen.", False
        QGuiApplication.clipboard().setImage(image)
        words = self._picture(place)
        return f"{words[0].upper()}{words[1:]} liegt in der Zwischenablage.", True

    def copy_alt(self, place: int) -> str:
        """Its Bildbeschreibung."""
        QGuiApplication.clipboard().setText(self._prepared.pictures[place][1])
        number = f" {place + 1}" if len(self._prepared.pictures) > 1 else ""
        return f"Die Bildbeschreibung{number} liegt in der Zwischenablage."

    def open_folder(self) -> tuple[str, bool]:
        """The folder with pictures and files."""
        folder = self._prepared.folder
        if folder is None:
            return "", False
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            return "Der Ordner ist offen.", True
        return f"Der Ordner lässt sich nicht öffnen. Alles liegt hier: {folder}", False

    def open_sheet(self) -> tuple[str, bool]:
        """The printable page in the program that shows PDF files here."""
        sheet = self._prepared.sheet
        if sheet is None or not QFileInfo.exists(str(sheet)):
            return "", False
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(sheet))):
            return "Der Aushang ist offen. Dort drucken (Strg+P), aushängen und hier eintragen.", True
        return f"Der Aushang lässt sich nicht öffnen. Er liegt hier: {sheet}", False

    def open_page(self) -> str:
        """The page; where the text stands there already, the first picture takes its place on the clipboard."""
        page = self._prepared.page
        self._shell.open_link(page.url)
        if page.filled and self._prepared.pictures and self.copy_picture(0)[1]:
            return f"Der Text steht schon auf der Seite, {self._picture(0)} liegt in der Zwischenablage."
        return "Die Seite öffnet sich im Browser. Danach den Link des Beitrags kopieren und zurückkommen."

    def open_mail(self) -> str:
        """The e-mail, and beside it the folder with the file to attach."""
        self._shell.open_mail(self._prepared.mail)
        if self._prepared.pictures and self.open_folder()[1]:
            return "Die E-Mail ist vorbereitet und der Ordner offen. Bitte die ZIP-Datei anhängen und absenden."
        return "Die E-Mail ist vorbereitet. Bitte ansehen und absenden."

    def _picture(self, place: int) -> str:
        return f"Bild {place + 1}" if len(self._prepared.pictures) > 1 else "das Bild"
